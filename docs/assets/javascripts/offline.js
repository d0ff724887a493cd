/* Only in the bundle that opens from a disk, before every other script: what a browser refuses to a page without a
   server. The search worker runs in the page itself and is handed what it would fetch; addresses lead to files. */
"use strict";

const RESULT_MESSAGE = 3; // the theme's SearchMessageType
const ROOT = new URL("../../", document.currentScript.src);

/** Load a script of the bundle, once the ones asked for before it have run. */
function load(path) {
  const script = document.createElement("script");
  Object.assign(script, { src: new URL(path, ROOT), async: false });
  document.head.append(script);
}

// The worker's file talks to whatever global it finds: here the window, of which all its messages are the page's own.
window.Worker = class extends EventTarget {
  constructor(url) {
    super();
    load("search/search_index.js");
    load("assets/synonyms.js");
    load(new URL(url, document.baseURI));
    window.addEventListener("message", ({ source, data }) => {
      if (source === window && data?.type)
        this.dispatchEvent(new MessageEvent("message", { data: withFiles(data) }));
    });
  }

  postMessage(data) {
    window.postMessage(data, "*");
  }

  terminate() {}
};

/** Make the addresses of found pages those of files. */
function withFiles(message) {
  if (message.type !== RESULT_MESSAGE) return message;
  for (const page of message.data.items)
    for (const one of page) one.location = one.location.replace(/(^|\/)(?=#|$)/, "$1index.html");
  return message;
}

window.fetch = async url => ({ json: () => (String(url).includes("synonyms") ? window.__synonyms : window.__index) });

// A page from a disk may not write its own address: a filter then lasts as long as the page is open.
for (const step of ["pushState", "replaceState"]) history[step] = () => {};
