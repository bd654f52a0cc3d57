// Keys: / to search, j and k from hit to hit, o to open, ? for help.

const ACTIONS = {
  "/": () => document.getElementById("q")?.select(),
  j: () => step(1),
  k: () => step(-1),
  o: () => current()?.click(),
  "?": () => location.assign("/help#keys"),
};

export function followKeys() {
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest("input:not([type=checkbox]), select, textarea");
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey || !(event.key in ACTIONS)) return;
    event.preventDefault();
    ACTIONS[event.key]();
  });
}

const titles = () => [...document.querySelectorAll(".hit h2 a")];
const current = () => titles().find((title) => title === document.activeElement);

function step(by) {
  const all = titles();
  const place = all.indexOf(document.activeElement);
  const next = place < 0 ? all[0] : all[place + by];
  next?.focus();
}
