// What JavaScript adds to pages that are complete without it.

import { followKeys } from "./keys.js";
import { openFacets } from "./facets.js";
import { offerSuggestions } from "./suggest.js";
import { sayMeaning } from "./meaning.js";
import { swapInPlace } from "./swap.js";
import { brushTimeline } from "./brush.js";

document.documentElement.classList.add("js");
followKeys();
offerSuggestions();

if (document.querySelector(".columns")) {
  swapInPlace();
  sayMeaning();
  brushTimeline();
  openFacets();
}
