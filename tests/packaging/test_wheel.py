"""The wheel, installed away from the checkout, is complete: packages, templates, static files, data tables, sample."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True, text=True)
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel's packages alone; the dependencies are those of the environment that runs the tests."""
    target = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target)
    return target


def run_python(installed: Path, code: str) -> str:
    environment = os.environ | {"PYTHONPATH": str(installed), "ARCHIVE_HOME": str(installed / "var")}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, cwd=installed, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def packaged(package: str) -> set[str]:
    """Every file under a package of the checkout that belongs into the wheel."""
    return {
        str(path.relative_to(ROOT))
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.name != ".gitattributes"
    }


@pytest.mark.parametrize("package", ["archive", "index"])
def test_every_file_of_a_package_is_in_the_wheel(wheel: Path, package: str) -> None:
    with zipfile.ZipFile(wheel) as archive:
        missing = packaged(package) - set(archive.namelist())
    assert not missing, f"name these in [tool.setuptools] packages or package-data of pyproject.toml: {sorted(missing)}"


def test_the_wheel_holds_nothing_but_the_two_packages(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.split("/")[0] for name in archive.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"archive", "index"}


def test_the_installed_command_line_runs(installed: Path) -> None:
    output = run_python(installed, "import archive.cli; print(archive.__file__); archive.cli.main(['--help'])")
    assert str(installed) in output
    assert "reindex" in output


def test_the_installed_application_serves_its_page_and_api(installed: Path) -> None:
    code = (
        "import archive.web, archive.cli\n"
        "archive.cli.main(['ingest', '--sample'], standalone_mode=False)\n"
        "client = archive.web.create_app().test_client()\n"
        "print(client.get('/').status_code, client.get('/api/v1/search?q=kosovo').json['total'] > 0)\n"
        "print(client.get('/api/v1/openapi.json').status_code)\n"
    )
    assert run_python(installed, code).split()[-3:] == ["200", "True", "200"]
