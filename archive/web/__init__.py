"""The only room that knows HTTP: API, pages and feeds."""

from archive.web.app import create_app

__all__ = ["create_app"]
