"""The guide runs as it stands."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from werkzeug.serving import make_server

from archive.settings import Settings
from archive.web import create_app
from tests.small_archive import fill

GUIDE = (Path(__file__).parents[2] / "docs" / "guide.md").read_text()
ADDRESS = "http://127.0.0.1:8000"


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    fill(tmp_path)
    server = make_server("127.0.0.1", 0, create_app(Settings(home=tmp_path)), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


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
        "3 articles at generation 1",
    ]
