"use strict";
// Searches and sorts the rows of `catalogue`, and shows as many at a time as a browser holds with ease. What is asked
// for stands in the address too, so that it can be kept as a bookmark: #words=nurse&place=Texas&sort=-pay
(() => {
  const PRINTED = 1000;
  const { atOnce, titles, places, groups, rows } = catalogue;
  const FILE = 0, TITLE = 1, PLACE = 2, GROUP = 3, PAY = 4, GROWTH = 5, PICTURE = 6;
  const one = (selector) => document.querySelector(selector);
  const form = one("form"), body = one("tbody"), more = one("#more"), blank = one("template").content.firstElementChild;
  const choices = { words: one("#words"), place: one("#place"), group: one("#group") };
  const headings = { title: TITLE, place: PLACE, group: GROUP, pay: PAY, growth: GROWTH };
  if (!one("thead .place")) delete headings.place;
  const base = blank.querySelector("a").getAttribute("href");
  const plain = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  const say = (number) => number.toLocaleString("en-US");
  const [titleWords, placeWords, groupWords] = [titles.map((pair) => plain(pair.join(" "))), places.map(plain), groups.map(plain)];
  const texts = new Map(rows.map((row) => [row, titleWords[row[TITLE]] + "\n" + placeWords[row[PLACE]] + "\n" + groupWords[row[GROUP]]]));
  const elements = new Map();
  let found = null, shown = 0, sorting = "", timer = 0;

  // Words ("Not published") have no number and sort last, and so does pay by the hour: it is never made into pay by
  // the year.
  function number(text) {
    const match = text.endsWith("an hour") ? null : text.match(/[-\u2212+]?[\d,]+(?:\.\d+)?/);
    return match ? Number(match[0].replace(/,/g, "").replace("\u2212", "-")) : NaN;
  }
  function element(row) {
    if (!elements.has(row)) elements.set(row, filled(row));
    return elements.get(row);
  }
  function filled(row) {
    const copy = blank.cloneNode(true), cell = (name) => copy.querySelector(name), file = encodeURIComponent(row[FILE]);
    cell("a").href = base + file;
    [cell("a").textContent, cell(".code").textContent] = titles[row[TITLE]];
    for (const place of copy.querySelectorAll(".place, .narrow")) place.textContent = places[row[PLACE]];
    cell(".group").textContent = groups[row[GROUP]];
    cell(".pay").textContent = row[PAY] || "\u2013";
    cell(".growth").textContent = row[GROWTH] || "\u2013";
    cell(".file").textContent = row[FILE];
    const image = cell("img");
    if (image && row[PICTURE]) image.src = image.getAttribute("src").replace(".png", file.replace(/\.[^.]*$/, "") + ".png");
    else if (image) image.remove();
    return copy;
  }
  function show(count) {
    body.append(...found.slice(shown, count).map(element));
    while (body.rows.length > count) body.lastElementChild.remove();
    shown = body.rows.length;
    more.hidden = shown === found.length;
    more.textContent = "Show " + say(Math.min(atOnce, found.length - shown)) + " more";
    let text = say(rows.length) + (rows.length === 1 ? " brochure" : " brochures");
    if (found.length < rows.length) text = say(found.length) + " of " + text;
    if (shown < found.length) text += ", the first " + say(shown) + " listed";
    one("#shown").textContent = text;
    one("#listed").textContent = text + ". ";
  }
  function search() {
    const wanted = plain(choices.words.value).split(/\s+/).filter(Boolean);
    const place = places.indexOf(choices.place?.value || "\n"), group = groups.indexOf(choices.group?.value || "\n");
    const before = found;
    found = rows.filter((row) => (place < 0 || row[PLACE] === place) && (group < 0 || row[GROUP] === group)
      && wanted.every((word) => texts.get(row).includes(word)));
    if (before && found.length === before.length && found.every((row, place) => row === before[place])) return;
    body.replaceChildren();
    shown = 0;
    show(atOnce);
  }
  function sort(asked) {
    const name = asked.replace("-", ""), column = headings[name], sign = asked === name ? 1 : -1;
    if (column === undefined) return;
    sorting = asked;
    for (const heading of document.querySelectorAll("thead [aria-sort]")) heading.removeAttribute("aria-sort");
    one("thead ." + name).setAttribute("aria-sort", sign > 0 ? "ascending" : "descending");
    const figures = column === PAY || column === GROWTH;
    const keys = new Map(rows.map((row) => [row, figures ? number(row[column]) : row[column]]));
    rows.sort((first, second) => {
      const [a, b] = [keys.get(first), keys.get(second)];
      if (Number.isNaN(a) || Number.isNaN(b)) return Number.isNaN(a) - Number.isNaN(b);
      return sign * (a - b);
    });
  }
  function remember() {
    const asked = new URLSearchParams();
    for (const name in choices) if (choices[name]?.value) asked.set(name, choices[name].value);
    if (sorting) asked.set("sort", sorting);
    if (asked.toString() || location.hash) location.replace("#" + asked);
  }
  for (const name in headings) {
    const button = document.createElement("button"), heading = one("thead ." + name);
    button.type = "button";
    button.textContent = heading.textContent;
    heading.replaceChildren(button);
    button.addEventListener("click", () => {
      sort(sorting === name ? "-" + name : name);
      search();
      remember();
    });
  }
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => { search(); remember(); }, 120);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  more.addEventListener("click", () => {
    const next = shown;
    show(shown + atOnce);
    body.rows[next].querySelector("a").focus();
  });
  let before = 0;
  addEventListener("beforeprint", () => { before = shown; show(Math.min(found.length, Math.max(shown, PRINTED))); });
  addEventListener("afterprint", () => show(before));

  const asked = new URLSearchParams(location.hash.slice(1));
  for (const name in choices) if (choices[name] && asked.has(name)) choices[name].value = asked.get(name);
  sort(asked.get("sort") || "");
  form.hidden = one(".scroll").hidden = false;
  one("#listed").className = "for-print"; // the form says it
  if (one("details")) one("details").open = false;
  search();
})();
