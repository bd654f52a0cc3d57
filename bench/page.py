"""How soon the first result is seen after the server's answer, on the sample archive: `python -m bench.page`.

The clock runs in Chromium, from the first byte of the answer to the frame in which the first result's title is painted
(Element Timing): where the browser has kept nothing, where it was there before, and where results change in place.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import statistics
import subprocess
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from bench.corpus import OUT
from bench.http import running
from bench.servers import Server, archive_command, served

PATH = "/?q=kosovo"
LOADS = 30

_WATCH = """
window.paints = [];
let whenPainted = () => {};
window.painted = (count) => new Promise((resolve) => {
  whenPainted = () => window.paints.length >= count && resolve();
  whenPainted();
});
new PerformanceObserver((list) => {
  window.paints.push(...list.getEntries());
  whenPainted();
}).observe({ type: "element", buffered: true });
new MutationObserver(() => document.querySelector(".hit h2")?.setAttribute("elementtiming", "first result"))
  .observe(document, { childList: true, subtree: true });
"""
_OF_LOAD = """async () => {
  await window.painted(1);
  return window.paints[0].renderTime - performance.getEntriesByType("navigation")[0].responseStart;
}"""
_OF_CHANGE = """async (count) => {
  await window.painted(count);
  const answers = performance.getEntriesByType("resource").filter(({ initiatorType }) => initiatorType === "fetch");
  return window.paints[count - 1].renderTime - answers.at(-1).responseStart;
}"""


def cold(browser: Browser, address: str, loads: int) -> Iterator[float]:
    """Milliseconds of first visits, each by a browser that has kept nothing."""
    for _ in range(loads):
        with visitor(browser) as page:
            yield loaded(page, address)


def warm(browser: Browser, address: str, loads: int) -> Iterator[float]:
    """Milliseconds of visits by a browser that was there before."""
    with visitor(browser) as page:
        loaded(page, address)
        for _ in range(loads):
            yield loaded(page, address)


def in_place(browser: Browser, address: str, loads: int) -> Iterator[float]:
    """Milliseconds of changes in place: a value of a facet is chosen, and dropped again."""
    with visitor(browser) as page:
        loaded(page, address)
        for number in range(loads):
            page.locator("#facet-country input[type=checkbox]").first.set_checked(number % 2 == 0)
            yield page.evaluate(_OF_CHANGE, number + 2)


@contextlib.contextmanager
def visitor(browser: Browser) -> Iterator[Page]:
    """The page of someone new, which notes when its first result is painted."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script(_WATCH)
    yield context.new_page()
    context.close()


def loaded(page: Page, address: str) -> float:
    """Opens a page, and says how many milliseconds after the first byte its first result was painted."""
    page.goto(address)
    took: float = page.evaluate(_OF_LOAD)
    return took


def sample() -> Path:
    """The home of the sample archive; made at the first call."""
    place = OUT / "home-sample"
    if not (place / "made").exists():
        subprocess.run(archive_command("ingest", "--sample"), env=os.environ | {"ARCHIVE_HOME": str(place)}, check=True)
        (place / "made").touch()
    return place


def main() -> None:
    """Prints a line for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--loads", type=int, default=LOADS)
    loads = parser.parse_args().loads
    server = Server(served, {"ARCHIVE_HOME": str(sample())}, lambda _: "/")
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    with running(server) as port, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for visits in (cold, warm, in_place):
            took = sorted(visits(browser, f"http://127.0.0.1:{port}{PATH}", loads))
            p95 = statistics.quantiles(took, n=20, method="inclusive")[-1]
            name = visits.__name__.replace("_", " ")
            print(f"{name}, {loads} times: median {statistics.median(took):.0f} ms, p95 {p95:.0f} ms")
        browser.close()


if __name__ == "__main__":
    main()
