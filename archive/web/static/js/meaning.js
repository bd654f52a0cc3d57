// While words are typed, a plain sentence says what the search would mean.

import { latest } from "./latest.js";
import { addressOf } from "./swap.js";

export function sayMeaning() {
  const form = document.getElementById("search");
  const ask = () => {
    const address = new URL(addressOf(form));
    address.pathname = "/api/v1/search";
    for (const name of ["facet", "fields", "highlight", "measure", "page_size", "page", "cursor"]) address.searchParams.delete(name);
    address.searchParams.append("facet", "none");
    address.searchParams.append("fields", "title");
    address.searchParams.append("page_size", "1");
    return address;
  };
  const use = ({ query, total }) => {
    const meaning = document.querySelector(".meaning");
    meaning.textContent = `${query.sentence} ${total.toLocaleString("en")} found.`;
  };
  document.getElementById("q").addEventListener("input", latest(ask, use, { waitMilliseconds: 250 }));
}
