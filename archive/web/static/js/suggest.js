// Suggestions under the search box: actors, countries, sources and titles (a combobox with a listbox, WAI-ARIA).

import { latest } from "./latest.js";
import { addressOf } from "./swap.js";

const KINDS = { actor: "Actor", country: "Country", source: "Source" };

export function offerSuggestions() {
  const box = document.getElementById("q");
  const list = document.getElementById("suggestions");
  if (!box || !list) return;
  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", list.id);
  close(box, list);

  const ask = () => `/api/v1/suggest?size=4&q=${encodeURIComponent(box.value)}`;
  const suggest = latest(ask, (found) => open(box, list, found));
  box.addEventListener("input", () => (box.value.trim().length > 1 ? suggest() : close(box, list)));
  box.addEventListener("keydown", (event) => onKey(event, box, list));
  box.addEventListener("blur", () => close(box, list));
  list.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    const option = event.target.closest("[role=option]");
    if (option) location.assign(option.dataset.address);
  });
}

function open(box, list, found) {
  if (document.activeElement !== box) return;
  const options = [...valuesOf(box, found), ...found.titles.map((title) => [title.title, "Article", `/articles/${title.id}`])];
  list.replaceChildren(...options.map(option));
  list.hidden = options.length === 0;
  box.setAttribute("aria-expanded", String(!list.hidden));
  box.removeAttribute("aria-activedescendant");
}

function close(box, list) {
  list.hidden = true;
  box.setAttribute("aria-expanded", "false");
  box.removeAttribute("aria-activedescendant");
}

function* valuesOf(box, found) {
  for (const [facet, kind] of Object.entries(KINDS)) {
    for (const { value, label, count } of found[facet]) {
      const address = new URL(addressOf(box.form));
      address.searchParams.delete("q");
      address.searchParams.append(facet, value);
      yield [label, `${kind}, ${count.toLocaleString("en")}`, address.href];
    }
  }
}

function option([label, kind, address], place) {
  const item = document.createElement("li");
  item.id = `suggestion-${place}`;
  item.role = "option";
  item.ariaSelected = "false";
  item.dataset.address = address;
  const what = document.createElement("span");
  what.className = "count";
  what.textContent = kind;
  item.append(label, " ", what);
  return item;
}

function onKey(event, box, list) {
  if (list.hidden) return;
  const options = [...list.children];
  const place = options.findIndex((item) => item.ariaSelected === "true");
  if (event.key === "ArrowDown") select(box, options, (place + 1) % options.length);
  else if (event.key === "ArrowUp") select(box, options, place <= 0 ? options.length - 1 : place - 1);
  else if (event.key === "Escape") close(box, list);
  else if (event.key === "Enter" && place >= 0) location.assign(options[place].dataset.address);
  else return;
  event.preventDefault();
}

function select(box, options, place) {
  for (const [number, item] of options.entries()) item.ariaSelected = String(number === place);
  box.setAttribute("aria-activedescendant", options[place].id);
  options[place].scrollIntoView({ block: "nearest" });
}
