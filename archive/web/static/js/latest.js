// Asks the server a little after the last keystroke; only the newest answer counts.

export function latest(ask, use, { waitMilliseconds = 150, read = (response) => response.json() } = {}) {
  let timer = 0;
  let underWay = new AbortController();
  return (...given) => {
    clearTimeout(timer);
    underWay.abort();
    underWay = new AbortController();
    const { signal } = underWay;
    timer = setTimeout(async () => {
      try {
        const response = await fetch(ask(...given), { signal });
        if (response.ok) use(await read(response), ...given);
      } catch (error) {
        if (error.name !== "AbortError") console.warn(error.message);
      }
    }, waitMilliseconds);
  };
}
