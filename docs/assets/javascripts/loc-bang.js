// Narrows, sorts and downloads the tables of a page; what the marks in the page mean is told in filter.html.
//
// Libraries were weighed: tablesort (1.4 KB) only sorts; list.js, gridjs, Tabulator and DataTables (6 to 102 KB)
// look for text with its accents or without, but do not find "đất đai" for "dat dai"; none keeps heading rows over
// the rows they head, tells screen readers what happened, and writes the filter into the address. So: this file.
//
// Everything is in the page already. The script reads each row once, then only hides, shows and moves rows.
"use strict";

(() => {
  const order = new Intl.Collator("vi", { numeric: true });
  const spaced = text => text.replace(/\s+/g, " ").trim();

  // --- text ----------------------------------------------------------------------------------------------------

  const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;
  const decomposed = text => text.toLowerCase().normalize("NFD");

  // Finds a phrase as one types it: without marks it finds any ("dat dai" finds "đất đai"); marks that are typed
  // must stand there, a tone anywhere in its syllable ("hoà" finds "hòa"). It begins where a syllable does, or "an"
  // would find half the language; it may end in the middle of one, so no row is lost that the next letter finds.
  function pattern(phrase) {
    const syllables = decomposed(spaced(phrase)).split(" ").map(syllable => {
      const tones = (syllable.match(TONES) ?? []).map(tone => `(?=\\S*${tone})`);
      const letters = syllable.replace(TONES, "").replace(/(\P{M})(\p{M}*)/gu, (_, letter, marks) =>
        (letter === "d" ? "[dđ]" : letter.replace(/[\\^$.*+?()[\]{}|/]/, "\\$&"))
        + [...marks].map(mark => `(?=\\p{M}*${mark})`).join("") + "\\p{M}*");
      return tones.join("") + letters;
    });
    return new RegExp(`(?<![\\p{L}\\p{M}\\d])${syllables.join(" ")}`, "u");
  }

  // The text of a node as a file wants it: line ends kept, dates as the machine writes them.
  function plain(node) {
    if (node.nodeName === "BR") return "\n";
    if (node.nodeName === "TIME") return node.dateTime;
    if (!node.firstChild) return node.textContent.replace(/\s+/g, " ");
    const inner = [...node.childNodes].map(plain).join("");
    return node.nodeName === "LI" || node.nodeName === "P" ? `${inner}\n` : inner;
  }

  // --- one table -----------------------------------------------------------------------------------------------

  class List {
    constructor(table) {
      this.table = table;
      this.columns = [...table.tHead.rows[0].cells];
      this.headings = [];
      this.rows = [];
      this.sort = "";
      let above = [];
      for (const element of [...table.tBodies].flatMap(body => [...body.rows])) {
        const level = Number(element.dataset.cap);
        if (level) {
          above = [...above.filter(one => one.level < level), { element, level, isUsed: false }];
          this.headings.push(above.at(-1));
        } else {
          const searched = [...above.map(one => one.element).filter(one => "tim" in one.dataset), element];
          this.rows.push({ element, above, home: element.parentElement, isShown: true,
                           text: decomposed(spaced(searched.map(one => one.textContent).join(" "))) });
        }
      }
    }

    // Shows the rows that hold every phrase and every chosen mark, both given as pairs of a name and a value.
    filter(phrases, marks) {
      const patterns = phrases.map(([, phrase]) => pattern(phrase));
      for (const row of this.rows) {
        row.isShown = marks.every(([name, mark]) => (row.element.getAttribute(`data-loc-${name}`) ?? "").split(" ").includes(mark))
          && patterns.every(one => one.test(row.text));
      }
      this.isWhole = !phrases.length && !marks.length;
      this.show();
    }

    // Sorts by a column's name, downwards when "-" stands before it; "" gives the table's own order back.
    sortBy(sort) {
      const column = this.columns.find(one => one.dataset.khoa === sort.replace(/^-/, ""));
      this.sort = column ? sort : "";
      for (const one of this.columns) one.removeAttribute("aria-sort");
      column?.setAttribute("aria-sort", sort.startsWith("-") ? "descending" : "ascending");
      if (!column) {
        for (const row of this.rows) row.home.append(row.element);
      } else {
        const place = this.columns.indexOf(column);
        const isNumber = column.classList.contains("so");
        const keyed = this.rows.map(row => ({ row, key: key(row.element.cells[place], isNumber) }));
        const sign = sort.startsWith("-") ? -1 : 1;
        // Rows without a value stand last either way; equal rows keep the table's order.
        keyed.sort((one, other) => (one.key === null) - (other.key === null)
          || (one.key === null ? 0 : sign * (isNumber ? one.key - other.key : order.compare(one.key, other.key))));
        this.table.tBodies[0].append(...keyed.map(one => one.row.element));
      }
      this.show();
    }

    show() {
      for (const heading of this.headings) heading.isUsed = false;
      for (const row of this.rows) {
        if (row.element.hidden === row.isShown) row.element.hidden = !row.isShown;
        if (row.isShown) for (const heading of row.above) heading.isUsed = true;
      }
      for (const heading of this.headings) {
        heading.element.hidden = Boolean(this.sort) || !(heading.isUsed || this.isWhole !== false);
      }
    }

    get shown() {
      return this.rows.filter(row => row.isShown);
    }

    // "Đang hiện 12/148 nhiệm vụ; 3 tiêu chí chưa có nhiệm vụ"
    get count() {
      const noun = this.table.dataset.dem;
      const counts = new Map([[noun, { shown: 0, all: 0 }]]);
      for (const { element, isShown } of this.rows) {
        const kind = element.dataset.la ?? noun;
        if (!counts.has(kind)) counts.set(kind, { shown: 0, all: 0 });
        counts.get(kind).all += 1;
        counts.get(kind).shown += isShown;
      }
      const parts = [...counts].filter(([kind, { shown }]) => kind === noun || shown)
        .map(([kind, { shown, all }]) => (kind === noun ? `${shown}/${all} ${kind}` : `${shown} ${kind}`));
      return `Đang hiện ${parts.join("; ")}`;
    }

    // The rows shown as records: what the heading rows and the caption say, then the row's own cells.
    get records() {
      const named = element => [...element.querySelectorAll("[data-cot]")].map(one => [one.dataset.cot, plain(one).trim()]);
      const caption = named(this.table.caption);
      // In the order in which the rows stand now, whether sorted or not.
      const byElement = new Map(this.shown.map(row => [row.element, row]));
      return [...this.table.tBodies].flatMap(body => [...body.rows]).filter(one => byElement.has(one)).map(element => {
        const record = new Map();
        const add = ([name, value]) => record.set(name, record.has(name) ? `${record.get(name)}\n${value}` : value);
        byElement.get(element).above.flatMap(heading => named(heading.element)).forEach(add);
        this.columns.forEach((column, place) =>
          add([spaced(column.textContent), plain(element.cells[place] ?? document.createElement("td")).trim()]));
        add(["Địa chỉ", (element.querySelector("th a") ?? element.querySelector("a"))?.href ?? ""]);
        caption.forEach(add);
        return record;
      });
    }
  }

  function key(cell, isNumber) {
    const text = cell?.dataset.gia ?? spaced(cell?.textContent ?? "");
    const value = isNumber ? parseFloat(text.replace(",", ".")) : text;
    return value === "" || Number.isNaN(value) ? null : value;
  }

  // --- the file ------------------------------------------------------------------------------------------------

  // RFC 4180, with the mark by which Excel knows UTF-8. A spreadsheet takes text that begins with one of = + - @ for a
  // formula, and a program that splits at other separators sees beginnings inside a cell: an apostrophe
  // before each makes it text again. Plain negative numbers stay numbers.
  function csv(records) {
    const names = [...new Set(records.flatMap(record => [...record.keys()]))];
    const safe = text => (/^-?\d+(?:,\d+)?$/.test(text) ? text
      : text.replace(/(^|[;,|\t\r\n])([\s"']*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])/g, "$1'$2"));
    const line = cells => `${cells.map(cell => `"${safe(cell).replaceAll('"', '""')}"`).join(",")}\r\n`;
    return "\ufeff" + [names, ...records.map(record => names.map(name => record.get(name) ?? ""))].map(line).join("");
  }

  function download(name, text) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }

  // --- the page's address ----------------------------------------------------------------------------------------

  const address = {
    read: name => new URLSearchParams(location.search).get(name) ?? "",
    // A choice is a step that the back button takes back; letters typed one after the other are one step.
    write(values, isStep) {
      const query = new URLSearchParams(location.search);
      for (const [name, value] of values) value ? query.set(name, value) : query.delete(name);
      const url = `${location.pathname}${query.size ? `?${query}` : ""}${location.hash}`;
      if (url === `${location.pathname}${location.search}${location.hash}`) return;
      try {
        history[isStep ? "pushState" : "replaceState"](null, "", url);
      } catch {
        // A page opened from a disk has no address to write to: the table works all the same.
      }
    },
  };

  // --- sorting: buttons in the header, and a list to choose from where cards have no header ------------------------

  function offerSorting(list, say) {
    const name = `xep-${list.table.id}`;
    const columns = list.columns.filter(column => column.dataset.khoa);
    if (!columns.length || list.rows.length < 2) return () => {};
    const title = column => spaced(column.textContent);
    const choice = document.createElement("select");
    choice.append(new Option("Thứ tự của bảng", ""));
    for (const column of columns) {
      choice.append(new Option(`${title(column)}, tăng dần`, column.dataset.khoa));
      choice.append(new Option(`${title(column)}, giảm dần`, `-${column.dataset.khoa}`));
    }
    choice.id = name;
    const label = document.createElement("label");
    label.htmlFor = name;
    label.textContent = "Xếp theo";
    const offered = document.createElement("p");
    offered.className = "xep-the";
    offered.append(label, choice);
    list.table.parentElement.before(offered);

    const sortBy = sort => {
      list.sortBy(sort);
      choice.value = list.sort;
    };
    const choose = sort => {
      sortBy(sort);
      address.write([[name, list.sort]], true);
      say(`Xếp theo: ${choice.selectedOptions[0].text}`);
    };
    choice.addEventListener("change", () => choose(choice.value));
    // The headers of cards are read aloud, not seen: the list sorts there, and the keyboard passes the buttons by.
    const cards = matchMedia("(max-width: 44.9375em)");
    for (const column of columns) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "xep";
      button.append(...column.childNodes);
      column.append(button);
      const reach = () => { button.tabIndex = cards.matches ? -1 : 0; };
      cards.addEventListener("change", reach);
      reach();
      const { khoa } = column.dataset;
      button.addEventListener("click", () => choose({ [khoa]: `-${khoa}`, [`-${khoa}`]: "" }[list.sort] ?? khoa));
    }
    return () => {
      const wanted = address.read(name);
      if (wanted !== list.sort) sortBy(wanted);
    };
  }

  // --- filtering: the form that stands hidden in the page ----------------------------------------------------------

  function offerFilter(list, form) {
    const output = form.querySelector("output");
    const empty = document.querySelector(`[data-loc-trong="${list.table.id}"]`);
    const controls = [...form.elements].filter(one => one.name);
    let timer = 0;

    const apply = () => {
      const filled = controls.filter(one => one.value.trim());
      const pairs = isTyped => filled.filter(one => (one.type === "search") === isTyped).map(one => [one.name, one.value]);
      list.filter(pairs(true), pairs(false));
      const isEmpty = !list.rows.some(row => row.isShown);
      output.textContent = list.count;
      empty.hidden = !isEmpty;
      list.table.parentElement.hidden = isEmpty;
    };
    const write = isStep => address.write(controls.map(one => [one.name, one.value.trim()]), isStep);
    const read = () => {
      for (const one of controls) {
        one.value = address.read(one.name);
        if (one.selectedIndex === -1) one.value = "";
      }
      apply();
    };
    form.addEventListener("input", ({ target }) => {
      apply();
      clearTimeout(timer);
      if (target.type === "search") timer = setTimeout(write, 400, false);
      else write(true);
    });
    form.addEventListener("submit", event => {
      event.preventDefault();
      clearTimeout(timer);
      write(true);
    });
    form.addEventListener("reset", event => {
      event.preventDefault();
      for (const one of controls) one.value = "";
      apply();
      write(true);
      controls[0].focus(); // the button may have gone with the message that held it
    });
    form.querySelector("[data-tai]").addEventListener("click", ({ target }) => download(target.dataset.tai, csv(list.records)));
    form.hidden = false;
    // Whoever opens a shared filter came for what it shows.
    if (!location.hash && controls.some(one => address.read(one.name))) form.scrollIntoView();
    return read;
  }

  // --- the page --------------------------------------------------------------------------------------------------

  const said = document.createElement("p");
  said.className = "chi-doc";
  said.setAttribute("role", "status");
  document.querySelector("article").append(said);

  const readers = [];
  for (const table of document.querySelectorAll("table[data-dem]")) {
    const list = new List(table);
    const form = document.querySelector(`form[data-loc="${table.id}"]`);
    readers.push(offerSorting(list, text => { said.textContent = text; }));
    if (form) readers.push(offerFilter(list, form));
  }
  const readAll = () => readers.forEach(read => read());
  readAll();
  addEventListener("popstate", readAll);
  // A link to a heading that is hidden: the whole table comes back, or the reader would get nowhere.
  addEventListener("hashchange", () => {
    const target = document.getElementById(location.hash.slice(1));
    if (!target?.closest("[hidden]")) return;
    history.replaceState(null, "", location.pathname + location.hash);
    readAll();
    target.scrollIntoView();
  });
})();
