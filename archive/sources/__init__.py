"""Readers: from files and folders to the pages in them. One bad file never stops the others."""

from archive.sources.encoding import find_encoding
from archive.sources.files import read
from archive.sources.item import BadGiven, Given, SourceItem

__all__ = ["BadGiven", "Given", "SourceItem", "find_encoding", "read"]
