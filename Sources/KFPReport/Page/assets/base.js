// What all pages are made of: reading the content, small makers of elements, states and numbers in
// words.

// The content says everything once; PackedContent.swift tells the form.
function unpack({ shapes, texts, values, value }) {
  const table = [];
  for (let at = 0; at < texts.length; at += 2) {
    table.push((table[table.length - 1] || "").slice(0, texts[at]) + texts[at + 1]);
  }
  const text = (packed) => packed[0] !== "~" ? packed
    : packed[1] === "~" ? packed.slice(1) : table[parseInt(packed.slice(1), 36)];
  const keys = shapes.map((shape) => shape.map(text));
  const read = (packed) => {
    if (typeof packed === "string") return text(packed);
    if (!Array.isArray(packed)) return packed;
    const [kind, ...rest] = packed;
    if (kind === 0) return rest.map(read);
    if (kind === -2) return shared(rest[0]);
    if (kind < 0) return new CutText(text(rest[0]), rest[1]);
    return Object.fromEntries(rest.map((item, at) => [keys[kind - 1][at], read(item)]));
  };
  const known = new Map();
  const shared = (number) => {
    if (!known.has(number)) known.set(number, read(values[number]));
    return known.get(number);
  };
  return read(value);
}
// The beginning of a text that is too long for the page.
class CutText {
  constructor(beginning, length) {
    this.beginning = beginning;
    this.length = length;
  }
  toJSON() {
    return this.beginning + "…";
  }
}
const content = unpack(JSON.parse(document.getElementById("content").textContent));

// Makes an element. Texts are only ever set as texts.
function make(tag, properties, ...children) {
  const element = document.createElement(tag);
  apply(element, properties);
  append(element, children);
  return element;
}
function draw(tag, properties, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  apply(element, properties);
  append(element, children);
  return element;
}
function apply(element, properties) {
  for (const [key, value] of Object.entries(properties || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key === "text") element.textContent = value;
    else if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : String(value));
  }
}
function append(element, children) {
  for (const child of children.flat(9)) {
    if (child === null || child === undefined || child === false) continue;
    element.append(typeof child === "object" ? child : document.createTextNode(String(child)));
  }
}

const stateWords = {
  succeeded: "succeeded", cached: "reused", failed: "failed", running: "running",
  ready: "ready", waiting: "waiting", skipped: "skipped", cancelled: "cancelled",
  absent: "did not run", none: "",
};
function stateIcon(state, x, y, size) {
  const [outline, sign] = content.shapes[state] || content.shapes.absent;
  const scale = size / 16;
  return draw("g", { class: "icon s-" + state, "aria-hidden": "true",
    transform: `translate(${x} ${y}) scale(${scale})` },
    draw("path", { class: "shape", d: outline }), sign && draw("path", { class: "sign", d: sign }));
}
function stateChip(state) {
  if (state === "none") return null;
  return make("span", { class: "chip s-" + state },
    draw("svg", { width: 14, height: 14, viewBox: "0 0 16 16" }, stateIcon(state, 0, 0, 16)),
    stateWords[state] || state);
}

function duration(seconds) {
  if (seconds === undefined || seconds === null || !isFinite(seconds)) return "";
  if (seconds < 0.0995) return Math.round(seconds * 1000) + " ms";
  if (seconds < 9.95) return seconds.toFixed(2) + " s";
  if (seconds < 60) return seconds.toFixed(1) + " s";
  const whole = Math.round(seconds);
  const two = (number) => String(number).padStart(2, "0");
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${two(whole % 60)} s`;
  return `${Math.floor(whole / 3600)} h ${two(Math.floor(whole / 60) % 60)} min`;
}
// How long a task worked: not how long it waited for its turn.
function took(record) {
  if (!record || record.end === undefined) return null;
  return record.end - (record.attempts && record.attempts.length ? record.attempts[0].start : record.start);
}
function clock(seconds) {
  return new Date(seconds * 1000).toLocaleString();
}
function number(value) {
  if (typeof value !== "number") return String(value);
  if (Number.isInteger(value)) return String(value);
  const size = Math.abs(value);
  return size >= 1e6 || size < 1e-4 ? value.toExponential(3) : String(Number(value.toPrecision(5)));
}
function cut(text, limit) {
  const letters = Array.from(text);
  return letters.length > limit ? letters.slice(0, Math.max(1, limit - 1)).join("") + "…" : text;
}

// A text of any length: its beginning, and a way to see all of it.
function longText(text, limit, properties) {
  if (text instanceof CutText) {
    return make("div", {}, longText(text.beginning, limit, properties), make("p", { class: "faint",
      text: `The text has ${text.length.toLocaleString()} characters; the rest is in the run's folder.` }));
  }
  const lines = text.split("\n").length;
  const body = make("pre", { class: "value", ...properties });
  if (text.length <= limit && lines <= 14) {
    body.textContent = text;
    return body;
  }
  const short = text.split("\n").slice(0, 12).join("\n").slice(0, limit) + " …";
  body.textContent = short;
  const more = make("button", { class: "link", type: "button", "aria-expanded": "false",
    onclick: () => {
      const isOpen = more.getAttribute("aria-expanded") === "true";
      more.setAttribute("aria-expanded", String(!isOpen));
      body.textContent = isOpen ? short : text;
      more.textContent = isOpen ? label : "show less";
    } });
  const label = `show all ${text.length.toLocaleString()} characters`;
  more.textContent = label;
  return make("div", {}, body, more);
}
function valueText(value) {
  if (typeof value === "string" || value instanceof CutText) return value;
  const short = JSON.stringify(value);
  if (short.length <= 80) return short.replace(/,(?=\S)/g, (comma, at) => inText(short, at) ? comma : ", ");
  return JSON.stringify(value, null, 2);
}
// Whether a place of a JSON text is inside of a string.
function inText(json, end) {
  let isInside = false;
  for (let at = 0; at < end; at++) {
    if (json[at] === "\\") at++;
    else if (json[at] === "\"") isInside = !isInside;
  }
  return isInside;
}
function valueView(value) {
  if (value === undefined) return make("span", { class: "faint", text: "–" });
  if (value === "") return make("span", { class: "faint", text: "empty text" });
  return longText(valueText(value), 400, { "data-type": value === null ? "null" : typeof value });
}

// A link to where an artifact is; only to kinds of addresses that cannot run anything.
function addressView(uri) {
  let target = null;
  if (uri.startsWith("/")) target = "file://" + uri.split("/").map(encodeURIComponent).join("/");
  else if (/^https?:\/\//.test(uri)) target = uri;
  else if (uri.startsWith("gs://")) {
    target = "https://console.cloud.google.com/storage/browser/"
      + uri.slice(5).split("/").map(encodeURIComponent).join("/");
  }
  if (!target) return make("code", { class: "address", text: uri });
  return make("a", { class: "address", href: target, target: "_blank", rel: "noopener noreferrer",
    text: uri });
}
function copyButton(text) {
  const button = make("button", { type: "button", class: "link", text: "copy", onclick: async () => {
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = "copied";
    } catch {
      button.textContent = "select and copy by hand";
    }
  } });
  return button;
}

function toggleTheme() {
  const root = document.documentElement;
  const isDark = root.dataset.theme ? root.dataset.theme === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = isDark ? "light" : "dark";
  try {
    localStorage.setItem("kfps-theme", root.dataset.theme);
  } catch {
    // The choice then holds for this page only.
  }
}
function themeButton() {
  return make("button", { type: "button", class: "theme", title: "Light or dark",
    "aria-label": "Light or dark", text: "◐", onclick: toggleTheme });
}
function recallTheme() {
  try {
    const theme = localStorage.getItem("kfps-theme");
    if (theme === "dark" || theme === "light") document.documentElement.dataset.theme = theme;
  } catch {
    // No stored choice.
  }
}
