/* On the page for an address that is not there: offer to search for the words of that address. */
"use strict";

/** Undo `%C4%91`; an address cut in the middle of a letter stays as it is. */
function decoded(address) {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}

/** Read an address as words: "co-quan/so-noi-vu/" as "co quan so noi vu"; codes, which have digits, stay as they are. */
function wordsOf(address) {
  return address.replace(/(index)?\.html?$/, "").split("/")
    .map(part => /\d/.test(part) ? part : part.replace(/[-_+]/g, " ")).join(" ").trim();
}

const offer = document.getElementById("tim-lai");
const link = offer.querySelector("a"); // to the home page, which is where the site begins
const words = wordsOf(decoded(location.pathname.slice(link.pathname.length)));
if (words) {
  link.querySelector("span").textContent = words;
  link.search = new URLSearchParams({ q: words });
  offer.hidden = false;
}
