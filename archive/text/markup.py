"""Reading markup safely: HTML into a tree of bounded size and depth, and a tree into the text a reader sees."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from .lines import tidy

MAX_CHARACTERS = 20_000_000
MAX_DEPTH = 250
"""libxml2's own limit is 256; extractors recurse, so a deeper page is refused before it reaches them."""

_BLOCK_NAMES = """
address article aside blockquote body br button caption dd details dialog div dl dt fieldset figcaption figure footer
form h1 h2 h3 h4 h5 h6 header hr html label li main nav ol option p pre section select summary table tbody td tfoot th
thead title tr ul
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_UNSEEN = frozenset(("head", "script", "style", "noscript", "template", "svg", "iframe", "object"))
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


class BadMarkup(ValueError):
    """A page that cannot be read as HTML: empty, too large or nested too deeply; the message says which."""


def parse_html(html: str) -> HtmlElement:
    """Read a page into a tree; raise `BadMarkup` for one beyond the limits of size and depth or without an element."""
    if len(html) > MAX_CHARACTERS:
        raise BadMarkup(f"the page has {len(html)} characters, more than the {MAX_CHARACTERS} allowed")
    try:
        tree = document_fromstring(_DECLARATION.sub("", html.replace("\0", "")), parser=HTMLParser(huge_tree=False))
    except (etree.LxmlError, ValueError) as error:
        raise BadMarkup(f"the page is not HTML: {error}") from error
    if _deeper_than(tree, MAX_DEPTH):
        raise BadMarkup(f"the page's elements are nested more than {MAX_DEPTH} deep")
    return tree


def _deeper_than(tree: HtmlElement, limit: int) -> bool:
    depth = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > limit:
            return True
    return False


def visible_text(tree: HtmlElement) -> str:
    """Give what a reader sees of a page as plain text, one line for each block that has any."""
    lines = (tidy(line) for line in "".join(_pieces(tree)).split("\n"))
    return "\n".join(line for line in lines if line)


def _pieces(tree: HtmlElement) -> Iterator[str]:
    walk = etree.iterwalk(tree, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event == "start":
            if element.tag in _BLOCKS:
                yield "\n"
            if _is_unseen(element):
                walk.skip_subtree()
            elif element.text:
                yield _flat(element.text)
            continue
        if event == "end" and element.tag in _BLOCKS:
            yield "\n"
        if element.tail and element is not tree:
            yield _flat(element.tail)


def _is_unseen(element: HtmlElement) -> bool:
    return element.tag in _UNSEEN or "hidden" in element.attrib or bool(_HIDDEN.search(element.get("style", "")))


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)
