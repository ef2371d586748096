// What the page is made of: its content, small makers of elements, and words for states.
const content = JSON.parse(document.getElementById("content").textContent);
const nodes = content.graph.nodes;
const run = content.run || null;
const records = new Map((content.tasks || []).map((task) => [task.path, task]));
const critical = new Set(content.critical || []);
const nodeByPath = new Map(nodes.map((node, index) => [node.path, index]));

const view = {
  selected: null, // the number of a node
  tab: "graph",
  panelTab: "data",
  folded: new Set(),
  iteration: new Map(), // loop node -> chosen iteration
};

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

const isLoop = (index) => Boolean(nodes[index].loop);

// The path that a node has in the run, for the chosen iterations of the loops around it.
function runPath(index) {
  const node = nodes[index];
  if (node.parent < 0) return node.name;
  return innerPath(node.parent) + "/" + node.name;
}
function innerPath(index) {
  const path = runPath(index);
  return isLoop(index) ? path + "[" + chosenIteration(index) + "]" : path;
}
function iterationCount(index) {
  const record = records.get(runPath(index));
  return record ? record.iterations || 0 : 0;
}
function chosenIteration(index) {
  const count = iterationCount(index);
  return Math.min(view.iteration.get(index) || 0, Math.max(0, count - 1));
}
// The record to show for a node: of a loop over one task, that of the chosen iteration.
function recordOf(index) {
  if (isLoop(index) && !nodes[index].level) {
    return records.get(innerPath(index)) || records.get(runPath(index)) || null;
  }
  return records.get(runPath(index)) || null;
}
const placeOf = (path) => path.replace(/\[\d+\]/g, "");

// Chooses the iterations that a path of the run names, and returns its node.
function nodeOfRunPath(path) {
  const index = nodeByPath.get(placeOf(path));
  if (index === undefined) return null;
  const parts = path.split("/");
  let at = index;
  for (let part = parts.length - 1; part >= 0 && at >= 0; part--) {
    const match = /\[(\d+)\]$/.exec(parts[part]);
    if (match) view.iteration.set(at, Number(match[1]));
    at = nodes[at].parent;
  }
  return index;
}

const stateWords = {
  succeeded: "succeeded", cached: "reused", failed: "failed", running: "running",
  ready: "ready", waiting: "waiting", skipped: "skipped", cancelled: "cancelled",
  absent: "did not run", none: "",
};
function stateOf(record) {
  if (!run) return "none";
  if (!record) return run.seconds === undefined ? "waiting" : "absent";
  if (record.state === "succeeded" && record.source && record.source !== "ran") return "cached";
  return record.state;
}

// A state as a shape in a colour, so that it can be read without colours.
const shapes = {
  succeeded: ["M8 1a7 7 0 1 0 .01 0z", "M4.6 8.2l2.3 2.4 4.4-4.9"],
  cached: ["M8 1a7 7 0 1 0 .01 0z", "M5 9.8a3.4 3.4 0 1 0 .3-3.8M4.6 4v2.6h2.6"],
  failed: ["M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1z", "M5.4 5.4l5.2 5.2M10.6 5.4l-5.2 5.2"],
  running: ["M3 1.5l11 6.5-11 6.5z", ""],
  ready: ["M8 2.5a5.5 5.5 0 1 0 .01 0z", "M8 5.5v3l2 1.2"],
  waiting: ["M8 2.5a5.5 5.5 0 1 0 .01 0z", "M5.6 8h.1M8 8h.1M10.4 8h.1"],
  skipped: ["M8 .8L15.2 8 8 15.2.8 8z", "M4.8 8h6.4"],
  cancelled: ["M2 2h12v12H2z", "M5 8h6"],
  absent: ["M8 2.5a5.5 5.5 0 1 0 .01 0z", ""],
};
function stateIcon(state, x, y, size) {
  const [outline, sign] = shapes[state] || shapes.absent;
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
function took(record) {
  return record && record.end !== undefined ? record.end - record.start : null;
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
  if (typeof value === "string") return value;
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
