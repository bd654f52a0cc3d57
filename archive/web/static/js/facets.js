// The values of a facet in place: found by name as it is typed, or all of them. Lists come drawn from the facet's page.

import { latest } from "./latest.js";

export function openFacets() {
  const find = latest(
    (form) => addressOf(form),
    (page, form) => list(form.closest(".facet"), form.elements.prefix.value && page),
    { read: drawn },
  );
  document.addEventListener("input", (event) => {
    const form = event.target.closest?.(".find-value");
    if (form) find(form);
  });
  document.addEventListener("submit", (event) => {
    if (event.target.matches(".find-value")) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".more a");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    toggle(link);
  });
}

async function toggle(link) {
  const facet = link.closest(".facet");
  const isOpen = link.ariaExpanded === "true";
  list(facet, isOpen ? null : await drawn(await fetch(link.href)));
  link.ariaExpanded = String(!isOpen);
}

function addressOf(form) {
  return `${form.action}?${new URLSearchParams([...new FormData(form)].filter(([, value]) => value))}`;
}

async function drawn(response) {
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

// Shows the list of a facet's page in place of the choices; without one, the choices again.
function list(facet, page) {
  const choices = facet.querySelector(".choices");
  facet.querySelectorAll(".found").forEach((found) => found.remove());
  choices.hidden = Boolean(page);
  if (!page) return;
  const found = document.createElement("div");
  found.className = "found";
  found.append(...page.querySelectorAll(".narrow > .values, .narrow > .none, .narrow > .rest"));
  choices.after(found);
  document.getElementById("announcement").textContent = `${found.querySelectorAll("li").length} values listed`;
}
