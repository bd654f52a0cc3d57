// A range of days is chosen on the timeline: by dragging over it, or by arrows, Shift and Enter.

import { addressOf, show } from "./swap.js";

const HOW = "Choose periods: arrows move, Shift and arrows choose several, Enter searches";

export function brushTimeline() {
  drag();
  document.addEventListener("keydown", onKey);
  document.addEventListener("results", offerKeys);
  offerKeys();
}

const periods = () => [...document.querySelectorAll(".plot [data-first]")];

function drag() {
  let first = null;
  document.addEventListener("pointerdown", (event) => {
    first = event.button === 0 ? periodAt(event) : null;
  });
  document.addEventListener("pointermove", (event) => {
    const last = first && event.buttons === 1 ? periodAt(event) : null;
    if (last && (last !== first || first.classList.contains("brushed"))) paint(first, last);
  });
  document.addEventListener("pointerup", (event) => {
    const last = first && periodAt(event);
    if (last && last !== first) {
      document.addEventListener("click", (click) => click.preventDefault(), { capture: true, once: true });
      choose(first, last);
    }
    first = null;
  });
  document.addEventListener("dragstart", (event) => {
    if (event.target.closest?.(".plot")) event.preventDefault();
  });
}

const periodAt = ({ clientX, clientY }) => document.elementFromPoint(clientX, clientY)?.closest(".plot [data-first]");

// Over the plot lies a slider whose value is a period; with Shift it leaves behind where the range began.
function offerKeys() {
  const all = periods();
  if (!all.length || document.querySelector(".slider")) return;
  const slider = document.createElement("div");
  const isCalled = { tabIndex: 0, role: "slider", ariaLabel: HOW, ariaValueMin: "1", ariaValueMax: String(all.length) };
  Object.assign(slider, { className: "slider", ...isCalled });
  document.querySelector(".plot").prepend(slider);
  say(slider, all.length - 1);
}

function onKey(event) {
  const slider = event.target.closest?.(".slider");
  if (!slider) return;
  const all = periods();
  const at = Number(slider.ariaValueNow) - 1;
  const to = { ArrowRight: at + 1, ArrowUp: at + 1, ArrowLeft: at - 1, ArrowDown: at - 1, Home: 0, End: all.length - 1 }[event.key];
  const began = Number(slider.dataset.began ?? at);
  if (event.key === "Enter") choose(all[began], all[at]);
  else if (to in all) move(slider, all, event.shiftKey ? began : to, to);
  else return;
  event.preventDefault();
}

function move(slider, all, began, at) {
  slider.dataset.began = began;
  paint(all[began], all[at]);
  say(slider, at);
}

function say(slider, at) {
  const all = periods();
  slider.ariaValueNow = String(at + 1);
  slider.ariaValueText = all[at].dataset.label;
  const isUsed = document.activeElement === slider;
  all.forEach((period, place) => period.classList.toggle("at", isUsed && place === at));
}

function inOrder(one, other) {
  return one.dataset.first <= other.dataset.first ? [one, other] : [other, one];
}

function paint(one, other) {
  const [first, last] = inOrder(one, other);
  for (const period of periods()) {
    const isInside = period.dataset.first >= first.dataset.first && period.dataset.last <= last.dataset.last;
    period.classList.toggle("brushed", isInside);
  }
}

function choose(one, other) {
  const [first, last] = inOrder(one, other);
  const address = new URL(addressOf(document.getElementById("search")));
  for (const name of ["date", "interval", "page"]) address.searchParams.delete(name);
  address.searchParams.set("date_from", first.dataset.first);
  address.searchParams.set("date_to", last.dataset.last);
  show(address.href);
}
