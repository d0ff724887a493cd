/* The search worker: finds Vietnamese typed with its marks, without them, or half typed.

   It speaks the theme's protocol in place of the theme's own worker, which cannot fold "đ" to "d", prefer what is
   spelled as typed, or see that "CCHC" and "cải cách hành chính" are one thing; and which needs the whole site's text
   on every first visit, searched or not. A site of this size needs no inverted index: the plugin's file is fetched
   with the first word typed, and its text read through on each key.

   Titles and text are made plain when read and leave as HTML: every one passes through `marked`, which escapes. */
"use strict";

const READY = 1, QUERY = 2, RESULT = 3; // the theme's SearchMessageType
// What each part of the site holds, as a result says it.
const GUIDE = "Hướng dẫn", TASK = "Nhiệm vụ";
const KINDS = Object.entries({
  "nhiem-vu/": TASK,
  "tieu-chi/": "Tiêu chí",
  "co-quan/": "Cơ quan",
  "ke-hoach/": "Kế hoạch",
  "tien-do/": "Tiến độ",
  "so-lieu/": "Số liệu",
  "nhat-ky/": "Nhật ký",
  "huong-dan/quy-tac/": "Quy tắc",
  "huong-dan/": GUIDE,
});
const ABOUT = /^(?=.{111})(.{1,110}) .*$/; // whole words of what a task is about, for its title
const LONGEST_NAME = 12; // words
const SNIPPET = 170; // characters of text shown below a title
const LEAD = 50; // of these, how many before the first word found
const LETTER = "[a-z0-9]", BETWEEN = "[^a-z0-9]+"; // of folded text
const TONES = /([\u0300\u0301\u0303\u0309\u0323])([a-z\u0302\u0306\u031b]+)/g;

/* --- Vietnamese ------------------------------------------------------------------------------------------- */

const folds = new Map();

/** Strip marks and case, one character for one, so that a place in the result is a place in `text`. */
function fold(text) {
  let result = "";
  for (let i = 0; i < text.length; i++) {
    const letter = text.charAt(i);
    if (!folds.has(letter))
      folds.set(letter, letter.normalize("NFD").charAt(0).toLowerCase().replace("đ", "d"));
    result += folds.get(letter);
  }
  return result;
}

/** Write a spelling in one way: "hoà" and "hòa", precomposed or not, capital or not, come out the same. */
function spelled(text) {
  return wordsOf(text).join(" ").toLowerCase().normalize("NFD").replace(TONES, "$2$1");
}

/** Split at spaces; keep what stands inside a word, as in "SNV-01", "1.1.2" and "KH&ĐT". */
function wordsOf(text) {
  return text.normalize("NFC").split(/\s+/)
    .map(word => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "")).filter(Boolean);
}

/* --- What is searched ------------------------------------------------------------------------------------- */

/** Read the plugin's documents: a guide stays cut at its headings, any other page becomes one entry. */
function read([{ docs }, synonyms]) {
  const heads = new Map();
  const entries = [];
  for (const { location, title, text } of docs) {
    const [url] = location.split("#");
    const [folder, kind] = KINDS.find(([begin]) => url.startsWith(begin)) ?? ["", ""];
    const head = heads.get(url);
    if (head && kind && kind !== GUIDE) {
      head.text += text.trim() && ` ${plain(title)}. ${plain(text)}`;
      continue;
    }
    const [, year] = url.slice(folder.length).match(/^(\d{4})\//) ?? [];
    const about = kind === TASK ? `: ${plain(text.split("</p>")[0]).replace(ABOUT, "$1…")}` : "";
    const entry = {
      url: location, kind: [kind, year].filter(Boolean).join(" "), title: plain(title) + about, text: plain(text),
    };
    entries.push(entry);
    if (!head) heads.set(url, entry);
  }
  for (const entry of entries)
    Object.assign(entry, { foldedTitle: fold(entry.title), foldedText: fold(entry.text) });
  return { entries, heads, names: namesOf(synonyms) };
}

/** Undo the markup of the plugin's texts, in which everything else is escaped. */
function plain(html) {
  const letters = { amp: "&", lt: "<", gt: ">" };
  return html.replace(/<[^>]*>/g, " ").replace(/&(amp|lt|gt);/g, (_, name) => letters[name])
    .normalize("NFC").replace(/\s+/g, " ").trim();
}

/* --- What was typed --------------------------------------------------------------------------------------- */

/** Map each folded name to every way to write it. */
function namesOf(groups) {
  const names = new Map();
  for (const group of groups)
    for (const name of group) {
      const key = fold(wordsOf(name).join(" "));
      names.set(key, [...new Set([...names.get(key) ?? [], ...group])]);
    }
  return names;
}

/** Read a query as terms: the longest names known, else single words; each with the ways to write it. */
function parsed(query, names) {
  const words = wordsOf(query);
  const terms = [];
  while (words.length) {
    let length = Math.min(words.length, LONGEST_NAME);
    while (length > 1 && !names.has(fold(words.slice(0, length).join(" ")))) length--;
    const typed = words.splice(0, length).join(" ");
    const ways = names.get(fold(typed)) ?? [typed];
    terms.push({ typed, ways, spellings: new Set(ways.map(spelled)), source: `(?:${ways.map(source).join("|")})` });
  }
  // The last word may be half typed.
  terms.forEach((term, i) => {
    term.source += i < terms.length - 1 || /\s$/.test(query) ? `(?!${LETTER})` : "";
    term.pattern = pattern(term.source);
  });
  const together = terms.map(term => term.source).join(BETWEEN);
  const typed = query.normalize("NFC").toLowerCase();
  return {
    terms,
    address: `/${typed.trim().replace(/^\/|\/$/g, "")}/`,
    isMarked: fold(typed) !== typed,
    together: pattern(together),
    whole: pattern(`${together}(?!${LETTER})`),
    title: new RegExp(`^(?:${together})$`),
    any: pattern([together, ...terms.map(term => term.source)].join("|")),
  };
}

/** A regular expression for a phrase in folded text, whatever stands between its words. */
function source(phrase) {
  return wordsOf(fold(phrase)).map(word => word.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&")).join(BETWEEN);
}

/** Whole words from their beginning; what stands before is captured, as older browsers know no lookbehind. */
function pattern(words) {
  return new RegExp(`(^|[^a-z0-9])(?:${words})`, "g");
}

/** Give the spans of folded text where a pattern stands. */
function spans(wanted, folded) {
  return [...folded.matchAll(wanted)].map(({ index, 0: all, 1: before }) => (
    [index + before.length, index + all.length]
  ));
}

/* --- Ranking ---------------------------------------------------------------------------------------------- */

/** Score an entry: first its address, then how many terms it has, how many as spelled, and where they stand. */
function rated(entry, { terms, address, isMarked, together, whole, title }) {
  const places = [[entry.title, entry.foldedTitle], [entry.text, entry.foldedText]];
  const found = terms.filter(({ pattern }) => places.some(([, folded]) => folded.search(pattern) >= 0));
  const isAddress = `/${entry.url}`.toLowerCase().endsWith(address);
  if (!found.length && !isAddress) return null;
  const [inTitle, inText] = places.map(([plain, folded]) => found.filter(({ pattern, spellings }) => !isMarked
    ? folded.search(pattern) >= 0
    : spans(pattern, folded).some(([from, to]) => spellings.has(spelled(plain.slice(from, to))))));
  const [isPhraseOfTitle, isPhraseOfText] = [inTitle, inText].map((asTyped, i) => (
    asTyped.length === terms.length && places[i][1].search(together) >= 0
  ));
  const share = of => of.length / terms.length;
  const score = 1000 * isAddress
    + 100 * share(found)
    + 40 * share(found.filter(term => inTitle.includes(term) || inText.includes(term)))
    + (isPhraseOfTitle ? 28 : isPhraseOfText ? 8 : 0)
    + 15 * (isPhraseOfTitle && title.test(entry.foldedTitle))
    + 10 * share(inTitle)
    + 6 * places.some(([, folded]) => folded.search(whole) >= 0)
    + 5 / (1 + Math.round(entry.title.length / 40)) // of two titles the shorter says less besides
    - 10 * entry.url.includes("#"); // a section stands below a page
  return { entry, score, found: isAddress ? terms : found };
}

/** Find the pages that hold as many of the terms as any page does, best first, each with its sections. */
function search(query, { entries, heads, names }) {
  const wanted = parsed(query, names);
  if (!wanted.terms.length) return [];
  const hits = entries.map(entry => rated(entry, wanted)).filter(Boolean);
  const most = hits.reduce((best, { found }) => Math.max(best, found.length), 0);
  const pages = new Map();
  for (const hit of hits.filter(({ found }) => found.length === most)
    .sort((one, other) => other.score - one.score)) {
    const [url] = hit.entry.url.split("#");
    pages.set(url, [...pages.get(url) ?? [], item(hit, wanted)]);
  }
  return [...pages].map(([url, items]) => items.some(({ location }) => location === url) ? items
    : [...items, item({ entry: heads.get(url), score: 0, found: wanted.terms }, wanted)]);
}

/* --- What is shown ---------------------------------------------------------------------------------------- */

/** Make what the theme shows as one result; its `terms` say which of the words typed are there. */
function item({ entry, score, found }, { terms, any }) {
  return {
    location: entry.url,
    title: marked(entry.title, entry.foldedTitle, any),
    text: snippet(entry, any),
    tags: entry.kind ? [entry.kind] : undefined,
    score,
    terms: Object.fromEntries(terms.map(term => [term.typed, found.includes(term)])),
  };
}

/** Cut a piece of the text, whole words, around the first word found. */
function snippet({ text, foldedText }, any) {
  const first = foldedText.search(any);
  const from = first > LEAD ? text.indexOf(" ", first - LEAD) + 1 : 0;
  const end = text.length > from + SNIPPET ? text.lastIndexOf(" ", from + SNIPPET) : text.length;
  const to = end > from ? end : from + SNIPPET;
  const piece = marked(text.slice(from, to), foldedText.slice(from, to), any);
  return `${from ? "… " : ""}${piece}${to < text.length ? " …" : ""}`;
}

/** Write text as HTML, with the words found marked. */
function marked(text, folded, any) {
  let html = "", at = 0;
  for (const [from, to] of spans(any, folded)) {
    html += `${escaped(text.slice(at, from))}<mark>${escaped(text.slice(from, to))}</mark>`;
    at = to;
  }
  return html + escaped(text.slice(at));
}

function escaped(text) {
  return text.replace(/[&<>"']/g, letter => `&#${letter.charCodeAt(0)};`);
}

/* --- The theme's messages --------------------------------------------------------------------------------- */

let loading;

/** Fetch what is searched, once; after a failure, again. */
function loaded() {
  loading ??= Promise.all(["search/search_index.json", "assets/synonyms.json"].map(
    path => fetch(new URL(`../../${path}`, self.location)).then(answer => answer.json())
  )).then(read);
  return loading;
}

/** Answer a query; what cannot be fetched is said, not shown as nothing found. */
async function answer(query) {
  try {
    return query.trim() ? search(query, await loaded()) : [];
  } catch (problem) {
    console.warn(problem);
    loading = undefined;
    const title = "Chưa tải được dữ liệu tìm kiếm", text = "Hãy gõ lại sau ít phút.";
    return [[{ location: "", title, text, score: 0, terms: {} }]];
  }
}

self.addEventListener("message", async ({ data: { type, data } }) => {
  if (type === QUERY) self.postMessage({ type: RESULT, data: { items: await answer(data) } });
});
self.postMessage({ type: READY }); // unasked: the theme would ask with the index in hand, and we fetch that ourselves
