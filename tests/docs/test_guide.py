"""The guide runs as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.page.serving import serve
from tests.small_archive import fill

GUIDE = (Path(__file__).parents[2] / "docs" / "guide.md").read_text()
ADDRESS = "http://127.0.0.1:8000"


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    fill(tmp_path)
    yield from serve(tmp_path)


def test_the_guide_leads_from_a_question_to_a_chart(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    blocks = re.findall(r"```python\n(.*?)```", GUIDE, re.DOTALL)
    exec("\n".join(blocks).replace(ADDRESS, address), {})
    assert capsys.readouterr().out.splitlines() == [
        "Articles that mention Kosovo. 3 found.",
        "      July 2019 ██",
        "1 more are of unknown date.",
        "Aleksandar Vučić 2",
        "NATO 2",
        "Sergei Lavrov 1",
        "36 words on Kosovo.",
        "2019 2",
        "3 articles at generation 1",
    ]
