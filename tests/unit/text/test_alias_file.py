"""The operator's file of aliases: what it says, what is wrong with it, and how it is edited."""

from __future__ import annotations

import pytest

from archive.text.alias_file import BadAliases, edit_aliases, parse_aliases
from archive.text.aliases import Alias

EC = Alias("ec", "European Community", "organisation", "operator")
NOVAK = Alias("novak", None, "person", "operator")


def test_what_is_written_is_read_back() -> None:
    assert dict(parse_aliases(edit_aliases("", [EC, NOVAK])).table) == {"ec": EC, "novak": NOVAK}


def test_an_edit_leaves_other_lines_and_comments_alone() -> None:
    text = edit_aliases("# ours\nEC\tEurope\tstate\tme\nabe\tBen\tperson\tme\n", [EC])
    assert text == "# ours\nabe\tBen\tperson\tme\nec\tEuropean Community\torganisation\toperator\n"


def test_an_alias_may_be_written_as_a_name() -> None:
    assert parse_aliases("Vučić\tAleksandar Vučić\tperson\toperator").value("vucic") == "aleksandar-vucic"


def test_an_empty_file_has_no_aliases() -> None:
    assert not parse_aliases("").table


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("novak\tAnna Novak", "line 1: has 2 columns"),
        ("novak\tAnna Novak\thuman\toperator", "line 1: the type is 'human'"),
        ("\tAnna Novak\tperson\toperator", "line 1: the alias is empty"),
        ("novak\t???\tperson\toperator", "line 1: the actor '\\?\\?\\?' has no letters"),
        ("a\tB\tperson\toperator\na\tC\tperson\toperator", "line 2: the alias 'a' is there twice"),
        ("a\tB\tperson\toperator\nb\tA\tperson\toperator", "line 2: 'b' leads back to itself"),
    ],
)
def test_a_wrong_line_is_named(text: str, message: str) -> None:
    with pytest.raises(BadAliases, match=message):
        parse_aliases(text)
