"""The application for a WSGI server: `gunicorn wsgi:app`."""

from archive.web import create_app

app = create_app()
