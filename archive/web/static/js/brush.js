// Dragging over the timeline chooses a range of days, as the two date fields do for the keyboard.

import { addressOf, show } from "./swap.js";

export function brushTimeline() {
  let first = null;
  document.addEventListener("pointerdown", (event) => {
    first = periodAt(event);
  });
  document.addEventListener("pointermove", (event) => {
    const last = first && event.buttons === 1 ? periodAt(event) : null;
    if (last) paint(first, last);
  });
  document.addEventListener("pointerup", (event) => {
    const last = first && periodAt(event);
    if (last && last !== first) choose(first, last);
    first = null;
  });
  document.addEventListener("dragstart", (event) => {
    if (event.target.closest?.(".timeline svg")) event.preventDefault();
  });
}

const periodAt = (event) => event.target.closest?.(".timeline [data-first]") ?? null;

function inOrder(one, other) {
  return one.dataset.first <= other.dataset.first ? [one, other] : [other, one];
}

function paint(one, other) {
  const [first, last] = inOrder(one, other);
  for (const period of document.querySelectorAll(".timeline [data-first]")) {
    const isInside = period.dataset.first >= first.dataset.first && period.dataset.last <= last.dataset.last;
    period.classList.toggle("brushed", isInside);
  }
}

function choose(one, other) {
  const [first, last] = inOrder(one, other);
  document.addEventListener("click", (event) => event.preventDefault(), { capture: true, once: true });
  const address = new URL(addressOf(document.getElementById("search")));
  for (const name of ["date", "interval", "page"]) address.searchParams.delete(name);
  address.searchParams.set("date_from", first.dataset.first);
  address.searchParams.set("date_to", last.dataset.last);
  show(address.href);
}
