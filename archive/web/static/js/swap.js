// Results change in place: focus and scroll stay, and a slow answer never overwrites a newer one. Another page of them
// is read from its beginning.

const REPLACED = [".columns", ".foot", 'link[type="application/atom+xml"]'];
let underWay = new AbortController();

export function swapInPlace() {
  const form = document.getElementById("search");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    show(addressOf(form));
  });
  document.addEventListener("change", (event) => {
    if (event.target.form === form && event.target.id !== "q") show(addressOf(form));
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".columns a");
    if (link && !opensElsewhere(event, link)) {
      event.preventDefault();
      show(link.href, { fromTop: Boolean(link.closest(".pager")) });
    }
  });
  window.addEventListener("popstate", () => show(location.href, { remember: false }));
}

export async function show(address, { remember = true, fromTop = false } = {}) {
  underWay.abort();
  underWay = new AbortController();
  document.querySelector(".results").setAttribute("aria-busy", "true");
  try {
    const response = await fetch(address, { signal: underWay.signal });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    if (!page.querySelector(".columns")) {
      location.assign(address);
      return;
    }
    if (remember) history.pushState(null, "", response.url);
    replace(page, fromTop);
  } catch (error) {
    if (error.name !== "AbortError") location.assign(address);
  }
}

export function addressOf(form) {
  const defaults = Object.fromEntries([...form.elements].map((field) => [field.name, field.dataset.default]));
  const given = [...new FormData(form)].filter(([name, value]) => value && value !== defaults[name]);
  const query = new URLSearchParams(given).toString();
  return query ? `${form.action}?${query}` : form.action;
}

function opensElsewhere(event, link) {
  const isModified = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0;
  return isModified || link.pathname !== location.pathname || link.origin !== location.origin || Boolean(link.hash);
}

function replace(page, fromTop) {
  const focused = describe(document.activeElement);
  const scroll = window.scrollY;
  const opened = [...document.querySelectorAll("details[open]")].map((details) => details.className);
  for (const selector of REPLACED) {
    document.querySelector(selector).replaceWith(page.querySelector(selector));
  }
  document.title = page.title;
  const words = document.getElementById("q");
  if (words !== document.activeElement) words.value = page.getElementById("q").value;
  for (const details of document.querySelectorAll("details")) details.open ||= opened.includes(details.className);
  if (fromTop) {
    document.getElementById("summary").focus();
  } else {
    find(focused)?.focus({ preventScroll: true });
    window.scrollTo({ top: scroll, behavior: "instant" });
  }
  announce();
  document.dispatchEvent(new Event("results"));
}

function announce() {
  const page = document.querySelector(".pager [aria-current]");
  const words = [document.getElementById("summary").textContent, page && `page ${page.textContent}`];
  document.getElementById("announcement").textContent = words.filter(Boolean).join(", ");
}

// An element by what stays the same when it is drawn anew: its id, its name and value, or its words.
function describe(element) {
  if (!element.closest(".columns")) return null;
  return { id: element.id, name: element.name, value: element.value, words: element.ariaLabel ?? element.textContent.trim() };
}

function find(described) {
  if (!described) return null;
  if (described.id) return document.getElementById(described.id);
  const all = [...document.querySelectorAll(".columns :is(a, button, input, select, summary)")];
  const same = described.name
    ? (element) => element.name === described.name && element.value === described.value
    : (element) => (element.ariaLabel ?? element.textContent.trim()) === described.words;
  return all.find(same) ?? document.getElementById("main");
}
