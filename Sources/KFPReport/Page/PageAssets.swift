// swift-format-ignore-file

/// The style of the pages. Written by `assets/embed.py`.
let pageStyle = ##"""
:root {
  color-scheme: light;
  --paper: #ffffff; --back: #f5f7fa; --ink: #1b2430; --faint: #5c6878; --line: #d5dce6;
  --strong-line: #8d99a9; --box: #ffffff; --group: rgba(60, 100, 160, .055); --hover: #eaf0f8;
  --accent: #0b62b8; --edge: #7b8899; --shade: rgba(20, 30, 50, .1); --on: #ffffff;
  --good: #00795a; --reused: #1f78b4; --bad: #c2410c; --busy: #7a4fd0; --wait: #6b7686;
  --skip: #8a6d00; --stop: #a3376f; --bad-back: #fdf0e9; --note: #fbf5dc;
}
@media (prefers-color-scheme: dark) {
  :root:not([data-theme="light"]) {
    color-scheme: dark;
    --paper: #12161c; --back: #0c1015; --ink: #e7ecf3; --faint: #9aa7b8; --line: #2a3340;
    --strong-line: #66748a; --box: #1a212b; --group: rgba(140, 175, 225, .06); --hover: #232d3a;
    --accent: #6db3f2; --edge: #7f8da1; --shade: rgba(0, 0, 0, .45); --on: #10151b;
    --good: #35c49a; --reused: #6cb8ee; --bad: #ff8a57; --busy: #b79bff; --wait: #8b98aa;
    --skip: #dcb94a; --stop: #ec8fbf; --bad-back: #35211a; --note: #2c2917;
  }
}
:root[data-theme="dark"] {
  color-scheme: dark;
  --paper: #12161c; --back: #0c1015; --ink: #e7ecf3; --faint: #9aa7b8; --line: #2a3340;
  --strong-line: #66748a; --box: #1a212b; --group: rgba(140, 175, 225, .06); --hover: #232d3a;
  --accent: #6db3f2; --edge: #7f8da1; --shade: rgba(0, 0, 0, .45); --on: #10151b;
  --good: #35c49a; --reused: #6cb8ee; --bad: #ff8a57; --busy: #b79bff; --wait: #8b98aa;
  --skip: #dcb94a; --stop: #ec8fbf; --bad-back: #35211a; --note: #2c2917;
}
* { box-sizing: border-box; }
html, body { height: 100%; margin: 0; }
body { background: var(--back); color: var(--ink); font: 14px/1.45 system-ui, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif; }
#app { height: 100%; display: flex; flex-direction: column; }
button, input { font: inherit; color: inherit; }
button { cursor: pointer; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.faint, .small { color: var(--faint); }
h1, h2, h3, h4, h5 { margin: 0; line-height: 1.25; }
a, .link { color: var(--accent); }
.link { border: 0; background: none; padding: 0; text-decoration: underline; text-underline-offset: 2px; text-align: left; }

.top { display: flex; align-items: center; gap: 8px 18px; padding: 10px 18px; background: var(--paper); flex-wrap: wrap; }
.title { min-width: 0; display: flex; flex-direction: column; }
.title h1 { font-size: 17px; overflow-wrap: anywhere; }
.id { font-size: 12px; overflow-wrap: anywhere; }
.headline { display: flex; align-items: center; gap: 10px; flex: 1; min-width: 0; flex-wrap: wrap; }
.theme { border: 1px solid var(--line); background: var(--box); border-radius: 8px; width: 34px; height: 34px; font-size: 16px; }
.theme:hover { background: var(--hover); }
.search { position: relative; }
.search input, .bar input[type="search"] { width: 230px; max-width: 100%; border: 1px solid var(--line); background: var(--back); border-radius: 8px; padding: 6px 10px; }
.results { position: absolute; z-index: 9; right: 0; top: 38px; width: min(420px, 90vw); max-height: 60vh; overflow: auto; background: var(--paper); border: 1px solid var(--line); border-radius: 10px; box-shadow: 0 8px 30px var(--shade); padding: 6px; }
.results [role="option"] { display: flex; justify-content: space-between; gap: 12px; padding: 6px 10px; border-radius: 6px; cursor: pointer; overflow-wrap: anywhere; }
.results [role="option"] .faint { white-space: nowrap; }
.results [aria-selected="true"], .results [role="option"]:hover { background: var(--hover); }
.results p { margin: 6px 10px; }

nav { background: var(--paper); border-bottom: 1px solid var(--line); padding: 0 12px; }
.tabs { display: flex; gap: 2px; overflow-x: auto; scrollbar-width: none; }
.tabs button { border: 0; background: none; padding: 8px 12px; color: var(--faint); border-bottom: 2px solid transparent; white-space: nowrap; }
.tabs button:hover { color: var(--ink); }
.tabs button:focus-visible { outline-offset: -2px; }
.tabs [aria-selected="true"] { color: var(--ink); border-color: var(--accent); font-weight: 600; }
.body { flex: 1; min-height: 0; display: flex; }
main { flex: 1; min-width: 0; position: relative; overflow: auto; }
main.view-graph, main.view-timeline { overflow: hidden; }
aside { width: clamp(340px, 31vw, 520px); border-left: 1px solid var(--line); background: var(--paper); overflow: auto; padding: 16px 18px 40px; }
aside > header { display: flex; align-items: center; gap: 10px; }
aside h2 { font-size: 17px; overflow-wrap: anywhere; flex: 1; }
aside > .tabs { margin: 10px -18px 0; padding: 0 12px; border-bottom: 1px solid var(--line); }
.close { border: 0; background: none; font-size: 20px; line-height: 1; padding: 4px 8px; border-radius: 6px; color: var(--faint); }
.close:hover { background: var(--hover); }
.path { margin: 2px 0 0; font-size: 12px; overflow-wrap: anywhere; }
.empty { padding: 40px; text-align: center; color: var(--faint); }

.chip { display: inline-flex; align-items: center; gap: 5px; font-size: 12.5px; font-weight: 600; color: var(--state, var(--faint)); white-space: nowrap; }
.s-succeeded { --state: var(--good); } .s-cached { --state: var(--reused); }
.s-failed { --state: var(--bad); } .s-running { --state: var(--busy); }
.s-ready, .s-waiting, .s-absent, .s-none { --state: var(--wait); }
.s-skipped { --state: var(--skip); } .s-cancelled { --state: var(--stop); }
.icon .shape { fill: var(--state); }
.icon .sign { fill: none; stroke: var(--on); stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; }
.icon.s-skipped .shape, .icon.s-waiting .shape, .icon.s-ready .shape, .icon.s-absent .shape { fill: none; stroke: var(--state); stroke-width: 1.6; }
.icon.s-skipped .sign, .icon.s-waiting .sign, .icon.s-ready .sign { stroke: var(--state); }
.icon.s-absent .shape { stroke-dasharray: 2.5 2.5; }
.icon.kind path { fill: none; stroke: var(--accent); stroke-width: 1.6; stroke-linejoin: round; }

.canvas { position: absolute; inset: 0; touch-action: none; cursor: grab; overflow: hidden; }
.canvas:active { cursor: grabbing; }
.graph { width: 100%; height: 100%; display: block; user-select: none; -webkit-user-select: none; }
.graph text { fill: var(--ink); font-size: 13px; }
.graph .strong { font-weight: 600; }
.graph .small, .chart .small { fill: var(--faint); font-size: 11px; font-weight: 400; }
.graph [data-node] { cursor: pointer; outline: none; }
.leaf .box { fill: var(--box); stroke: var(--line); stroke-width: 1.2; filter: drop-shadow(0 1px 2px var(--shade)); }
.leaf .behind { fill: var(--box); stroke: var(--line); }
.leaf.s-failed .box { stroke: var(--bad); stroke-width: 1.8; fill: var(--bad-back); }
.leaf.s-running .box { stroke: var(--busy); stroke-width: 1.8; }
.leaf.s-skipped .box, .leaf.s-absent .box { stroke-dasharray: 5 4; filter: none; }
.leaf.s-skipped text, .leaf.s-absent text { fill: var(--faint); }
.leaf:hover .box { stroke: var(--accent); }
.leaf .critical { stroke: var(--accent); stroke-width: 3; stroke-linecap: round; }
.group > .box { fill: var(--group); stroke: var(--strong-line); stroke-width: 1; stroke-opacity: .6; }
.group.k-loop > .box { stroke-dasharray: 9 4; } .group.k-branch > .box, .group.k-branches > .box { stroke-dasharray: 3 4; }
.group.s-failed > .box { stroke: var(--bad); stroke-opacity: 1; }
.group:hover > .box { stroke: var(--accent); stroke-opacity: 1; }
[data-node].selected > .box, [data-node]:focus-visible > .box { stroke: var(--accent); stroke-width: 2.6; stroke-opacity: 1; stroke-dasharray: none; }
[data-node]:focus-visible > .box { stroke-dasharray: 1 0; filter: drop-shadow(0 0 3px var(--accent)); }
.fold { cursor: pointer; }
.fold rect { fill: transparent; } .fold:hover rect { fill: var(--hover); stroke: var(--line); }
.fold path { fill: none; stroke: var(--faint); stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; }
.edge .line { fill: none; stroke: var(--edge); stroke-width: 1.3; }
.edge .wide { fill: none; stroke: transparent; stroke-width: 9; }
.edge.artifact .line { stroke-width: 2.1; } .edge.order .line { stroke-dasharray: 4 4; }
.edge .tip { fill: var(--edge); }
.edge.near .line, .edge:hover .line { stroke: var(--accent); stroke-width: 2.4; }
.edge.near .tip, .edge:hover .tip { fill: var(--accent); }
.zoom { position: absolute; right: 12px; bottom: 12px; display: flex; flex-direction: column; background: var(--paper); border: 1px solid var(--line); border-radius: 9px; overflow: hidden; box-shadow: 0 2px 10px var(--shade); }
.zoom button { border: 0; border-bottom: 1px solid var(--line); background: none; width: 34px; height: 32px; font-size: 16px; }
.zoom button:last-child { border-bottom: 0; } .zoom button:hover { background: var(--hover); }
.zoom button:focus-visible { outline-offset: -2px; }
.legend { position: absolute; left: 12px; bottom: 12px; display: flex; gap: 4px 14px; flex-wrap: wrap; max-width: calc(100% - 80px); background: var(--paper); border: 1px solid var(--line); border-radius: 9px; padding: 5px 12px; cursor: default; }
.hint { position: absolute; left: 12px; top: 0; color: var(--faint); }

section { margin-top: 18px; }
section > h3 { font-size: 13px; font-weight: 600; color: var(--faint); margin-bottom: 6px; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 14px; margin: 0; }
dt { color: var(--faint); } dd { margin: 0; overflow-wrap: anywhere; white-space: pre-wrap; }
code, pre { font: 12.5px/1.5 ui-monospace, "SF Mono", "Cascadia Mono", "DejaVu Sans Mono", monospace; }
code { overflow-wrap: anywhere; }
pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
pre.value { max-height: 60vh; overflow: auto; }
table { border-collapse: collapse; }
.ports { width: 100%; table-layout: fixed; }
.ports th { text-align: left; font-weight: 500; vertical-align: top; width: 36%; padding: 5px 10px 5px 0; overflow-wrap: anywhere; }
.ports td { vertical-align: top; padding: 5px 0; overflow-wrap: anywhere; }
.ports tr + tr { border-top: 1px solid var(--line); }
.type { display: block; font: 11.5px ui-monospace, monospace; color: var(--faint); font-weight: 400; }
.origin { font-size: 12px; color: var(--faint); }
.artifact { border: 1px solid var(--line); border-radius: 10px; padding: 10px 12px; margin-top: 10px; background: var(--back); }
.artifact h4 { font-size: 13.5px; display: flex; gap: 8px; align-items: baseline; }
.artifact h4 .word { margin-left: auto; font-weight: 400; font-size: 12px; }
.address { font-size: 12px; overflow-wrap: anywhere; display: block; margin: 3px 0; }
.frame iframe { width: 100%; height: 320px; border: 1px solid var(--line); border-radius: 8px; background: #fff; margin-top: 8px; resize: vertical; }
.frame p { margin: 2px 0; font-size: 12px; }
.markdown { margin-top: 8px; border-top: 1px solid var(--line); padding-top: 4px; } .markdown > * { margin: 8px 0; }
.markdown blockquote { border-left: 3px solid var(--line); padding-left: 10px; color: var(--faint); }
.failure { background: var(--bad-back); border-left: 3px solid var(--bad); border-radius: 6px; padding: 10px 12px; margin-top: 12px; overflow-wrap: anywhere; }
.failure p { margin: 4px 0; } .failure pre { margin-top: 6px; }
.note { background: var(--note); border-radius: 6px; padding: 6px 10px; margin: 10px 0 0; overflow-wrap: anywhere; }
.iterations { margin-top: 10px; }
.cells { display: flex; flex-wrap: wrap; gap: 2px; max-height: 150px; overflow: auto; padding: 3px; }
.cell { border: 1px solid transparent; background: none; padding: 2px; border-radius: 5px; line-height: 0; }
.cell:hover { background: var(--hover); } .cell[aria-pressed="true"] { border-color: var(--accent); background: var(--hover); }
.bar { display: flex; align-items: center; gap: 14px; margin: 10px 0 6px; flex-wrap: wrap; }
.log { background: var(--back); border: 1px solid var(--line); border-radius: 8px; padding: 10px 12px; max-height: 70vh; overflow: auto; }
.code { background: var(--back); border: 1px solid var(--line); border-radius: 8px; padding: 10px 12px; overflow: auto; white-space: pre; overflow-wrap: normal; tab-size: 4; }
.c-comment { color: var(--faint); font-style: italic; } .c-string { color: var(--good); }
.c-word { color: var(--busy); font-weight: 600; } .c-number { color: var(--reused); }
.words { margin: 0; padding-left: 26px; } .words li::marker { color: var(--faint); font-size: 11px; }
.attempts { padding-left: 20px; margin: 0; }

.page { padding: 6px 22px 40px; max-width: 1100px; }
.timeline { position: absolute; inset: 0; display: flex; flex-direction: column; padding: 0 18px; --names: clamp(120px, 26%, 300px); }
.axis { height: 22px; padding-left: var(--names); border-bottom: 1px solid var(--line); font-size: 11px; color: var(--faint); }
.axis > div { position: relative; height: 100%; margin-right: 14px; }
.axis span { position: absolute; border-left: 1px solid var(--line); padding-left: 4px; white-space: nowrap; }
.scroller { flex: 1; overflow: auto; } .rows { position: relative; }
.row { position: absolute; left: 0; right: 14px; height: 26px; display: flex; align-items: center; border: 0; background: none; padding: 0; text-align: left; border-radius: 5px; }
.row:hover { background: var(--hover); } .row:focus-visible { outline-offset: -2px; }
.row .name { width: var(--names); flex: none; display: flex; align-items: center; gap: 6px; padding-right: 10px; }
.row .name svg { flex: none; }
.words-of { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.words-of b { font-weight: 400; } .words-of .faint { font-size: 12px; margin-left: 8px; }
.on-path .words-of b { font-weight: 700; }
.queue { position: absolute; top: 12px; height: 2px; background: var(--strong-line); opacity: .55; }
.track { position: relative; flex: 1; height: 100%; }
.span { position: absolute; top: 6px; height: 14px; min-width: 2px; border-radius: 4px; background: var(--state); opacity: .8; }
.span.s-failed { background: repeating-linear-gradient(135deg, var(--bad) 0 4px, transparent 4px 7px); outline: 1px solid var(--bad); outline-offset: -1px; }
.on-path .span { opacity: 1; box-shadow: 0 0 0 2px var(--paper), 0 0 0 3.5px var(--accent); }
.length { position: absolute; top: 4px; font-size: 11.5px; color: var(--faint); white-space: nowrap; }
.wide-table { overflow-x: auto; }
.numbers th, .numbers td { padding: 5px 14px 5px 0; text-align: left; vertical-align: top; }
.numbers thead th { color: var(--faint); font-weight: 500; border-bottom: 1px solid var(--line); white-space: nowrap; }
.numbers tbody th { font-weight: 500; max-width: 420px; overflow-wrap: anywhere; }
.numbers tbody tr + tr { border-top: 1px solid var(--line); }
.numbers td { min-width: 110px; } .numbers .changed td, .numbers .changed th { background: var(--note); }
.figure { font-variant-numeric: tabular-nums; display: inline-block; min-width: 5.5em; }
.meter { display: inline-block; width: 120px; height: 9px; background: var(--line); border-radius: 5px; overflow: hidden; vertical-align: middle; }
.meter > span { display: block; height: 100%; background: var(--accent); }
.charts { display: flex; flex-wrap: wrap; gap: 18px; } figure { margin: 8px 0 0; min-width: 0; max-width: 100%; }
figcaption { font-weight: 600; font-size: 13px; margin-bottom: 4px; }
.chart { width: 280px; max-width: 100%; } .chart .grid { stroke: var(--line); stroke-width: 1; }
.chart .chance { stroke: var(--strong-line); stroke-dasharray: 4 4; } .chart .curve { fill: none; stroke: var(--accent); stroke-width: 2.2; stroke-linejoin: round; }
.chart .fill { fill: var(--accent); opacity: .1; } .chart .dot { fill: var(--paper); stroke: var(--accent); stroke-width: 1.6; }
.confusion td, .confusion th { padding: 7px 10px; text-align: center; font-size: 12.5px; border: 1px solid var(--line); font-weight: 500; }
.confusion td { background: color-mix(in srgb, var(--accent) var(--share), transparent); font-variant-numeric: tabular-nums; }
.confusion .full { color: var(--on); } .confusion .right { font-weight: 700; }
.document .code { max-height: none; }

.action { border: 1px solid var(--line); background: var(--box); border-radius: 8px; padding: 6px 12px; }
.action:hover:enabled { background: var(--hover); } .action:disabled { color: var(--faint); cursor: default; }
.page.wide { max-width: none; } .view-runs .page { padding-top: 12px; }
.runs td, .runs th { vertical-align: middle; } .runs tbody tr:hover { background: var(--hover); }
.runs .choose, .runs th:first-child { min-width: 0; width: 28px; padding-left: 6px; }
.runs { width: 100%; }
.counts { display: flex; align-items: center; gap: 10px; flex-wrap: wrap; }
.bar-of { display: inline-flex; width: 130px; height: 9px; border-radius: 5px; overflow: hidden; background: var(--line); gap: 1px; }
.bar-of > span { background: var(--state); min-width: 3px; }
.attempt { font-size: 13px; margin-top: 14px; }
.members th { width: 50%; } .members td { width: 25%; }
.alone .headline::after { content: "the server does not answer"; color: var(--bad); font-size: 12.5px; }
.dense .leaf .box { filter: none; }
.dense .edge:not(.near):not(:hover) .line { stroke-opacity: .4; stroke-width: 1; }
.chosen .edge:not(.near) .line, .chosen .edge:not(.near) .tip { opacity: .35; }

@media (max-width: 900px) {
  .runs td:nth-child(5), .runs th:nth-child(5) { display: none; }
  .body { flex-direction: column; }
  aside { width: auto; border-left: 0; border-top: 1px solid var(--line); max-height: 42vh; }
  .chosen aside { max-height: 60vh; flex: none; height: 60vh; }
  .headline { flex: none; order: 3; width: 100%; }
  .title { flex: 1; } .theme { order: 2; } .search { order: 1; flex: 1; } .search input { width: 100%; min-width: 100px; }
  .top { padding: 8px 12px; } .legend { display: none; }
  .timeline { padding: 0 8px; }
}
@media (prefers-reduced-motion: no-preference) {
  .icon.s-running .shape { animation: pulse 1.4s ease-in-out infinite; }
  @keyframes pulse { 50% { opacity: .35; } }
}
@media print { aside, .zoom, nav, .search, .theme { display: none; } }
"""##

/// A part of the scripts of the pages. Written by `assets/embed.py`.
let baseScript = ##"""
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

"""##

/// A part of the scripts of the pages. Written by `assets/embed.py`.
let runScript = ##"""
// A run and its tasks: what the page is about, and what is chosen.
const nodes = content.graph.nodes;
const run = content.run || null;
const records = new Map((content.tasks || []).map((task) => [task.path, task]));
// Whether a server tells this page what happens in a run that went on when the page was made.
const isFollowed = Boolean(content.live && run && run.seconds === undefined);
const critical = new Set(content.critical || []);
const nodeByPath = new Map(nodes.map((node, index) => [node.path, index]));

const view = {
  selected: null, // the number of a node
  tab: "graph",
  panelTab: "data",
  folded: new Set(),
  iteration: new Map(), // loop node -> chosen iteration
};

const isLoop = (index) => Boolean(nodes[index].loop);

// The path that a node has in the run, for the chosen iterations of the loops around it.
function runPath(index) {
  const group = groupOf(index);
  return group < 0 ? nodes[index].name : innerPath(group) + "/" + nodes[index].name;
}
// The group that a node is in, or -1; a stack is only a way of drawing.
function groupOf(index) {
  let at = nodes[index].parent;
  while (at >= 0 && isStack(at)) at = nodes[at].parent;
  return at;
}
const isStack = (index) => nodes[index].kind === "stack";
const membersOf = (index) => nodes[index].level.rows.flat();
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
  if (isStack(index)) return null;
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
    at = groupOf(at);
  }
  return index;
}

// How far a task is, as the page shows it; a record is that of one task.
function stateOf(record) {
  if (!run) return "none";
  if (!record) return run.seconds === undefined ? "waiting" : "absent";
  if (record.state === "succeeded" && record.source && record.source !== "ran") return "cached";
  return record.state;
}
// The state of what a node stands for: of a stack the one that needs a look most.
const urgency = ["failed", "cancelled", "running", "ready", "waiting", "succeeded", "cached", "skipped", "absent"];
function nodeState(index) {
  if (!isStack(index)) return stateOf(recordOf(index));
  if (!run) return "none";
  const states = new Set(membersOf(index).map(nodeState));
  return urgency.find((state) => states.has(state)) || "absent";
}
// How long the run took, or has taken up to now.
function elapsed() {
  if (run.seconds !== undefined) return run.seconds;
  return isFollowed ? Math.max(0, Date.now() / 1000 - run.started) : undefined;
}
// A task as its author calls it.
function shownName(record) {
  return record.name || record.path;
}
function nameOfPath(path) {
  const record = records.get(path);
  return record ? shownName(record) : path;
}

// The graph: each DAG is placed by itself, innermost first. The rows and their order come with the
// page; where items stand is worked out here since boxes change when groups fold (the same rule as
// Placement.swift).
const spacing = content.graph.spacing;
const bendWidth = 8;

function settle(items, wanted, widthOf, centre) {
  const blocks = [];
  const offsets = [];
  let offset = 0;
  items.forEach((item, index) => {
    if (index > 0) {
      const before = items[index - 1];
      offset += (widthOf(item) + widthOf(before)) / 2
        + (item >= 0 && before >= 0 ? spacing.gap : spacing.bendGap);
    }
    offsets.push(offset);
    let block = { sum: wanted[index] - offset, count: 1 };
    while (blocks.length) {
      const last = blocks[blocks.length - 1];
      if (last.sum / last.count < block.sum / block.count) break;
      block = { sum: block.sum + last.sum, count: block.count + last.count };
      blocks.pop();
    }
    blocks.push(block);
  });
  let index = 0;
  for (const block of blocks) {
    for (let count = 0; count < block.count; count++, index++) {
      centre.set(items[index], block.sum / block.count + offsets[index]);
    }
  }
}

function placeLevel(level, sizes) {
  const widthOf = (item) => (item >= 0 ? sizes.get(item).width : bendWidth);
  const above = new Map();
  const below = new Map();
  const connect = (map, from, to) => map.has(from) ? map.get(from).push(to) : map.set(from, [to]);
  const rowOf = new Map();
  level.rows.forEach((items, row) => items.forEach((item) => rowOf.set(item, row)));
  for (const edge of level.edges) {
    const chain = [edge.source, ...(edge.bends || []), edge.target];
    for (let at = 1; at < chain.length; at++) {
      if (rowOf.get(chain[at - 1]) >= rowOf.get(chain[at])) continue;
      connect(below, chain[at - 1], chain[at]);
      connect(above, chain[at], chain[at - 1]);
    }
  }
  const rowTop = [];
  const rowBottom = [];
  const rowGap = below.size ? spacing.rowGap : spacing.fieldGap;
  let y = 0;
  for (const items of level.rows) {
    const height = Math.max(0, ...items.map((item) => (item >= 0 ? sizes.get(item).height : 0)));
    rowTop.push(y);
    rowBottom.push(y + height);
    y += height + rowGap;
  }
  const centre = new Map();
  for (const items of level.rows) settle(items, items.map(() => 0), widthOf, centre);
  for (let sweep = 0; sweep < 6; sweep++) {
    const downwards = sweep % 2 === 0;
    const rows = downwards ? level.rows : [...level.rows].reverse();
    for (const items of rows) {
      const wanted = items.map((item) => {
        const up = above.get(item) || [];
        const down = below.get(item) || [];
        const near = sweep === 5 ? [...up, ...down] : downwards ? up : down;
        if (!near.length) return centre.get(item);
        return near.reduce((sum, other) => sum + centre.get(other), 0) / near.length;
      });
      settle(items, wanted, widthOf, centre);
    }
  }
  let left = Infinity;
  let right = -Infinity;
  for (const [item, x] of centre) {
    left = Math.min(left, x - widthOf(item) / 2);
    right = Math.max(right, x + widthOf(item) / 2);
  }
  for (const [item, x] of centre) centre.set(item, x - left);
  return { centre, rowTop, rowBottom, rowOf, width: centre.size ? right - left : 0,
    height: Math.max(0, y - rowGap) };
}

const isOpen = (index) => Boolean(nodes[index].level) && !view.folded.has(index);

// The width that the header of an open group wants: its title, some of its remark, its buttons.
function headerWidth(index) {
  const node = nodes[index];
  const letters = Math.min(24, node.title.length) + Math.min(26, (node.remark || "").length);
  return 90 + letters * 7.3 + (isLoop(index) && iterationCount(index) ? 118 : 0);
}

function layOut() {
  const sizes = new Map();
  const placements = new Map();
  for (let index = nodes.length - 1; index >= 0; index--) {
    const node = nodes[index];
    if (!isOpen(index)) {
      sizes.set(index, { width: node.width, height: node.height });
      continue;
    }
    const placement = placeLevel(node.level, sizes);
    placements.set(index, placement);
    sizes.set(index, { width: Math.max(headerWidth(index), placement.width + 2 * spacing.padding),
      height: placement.height + spacing.header + 2 * spacing.padding });
  }
  const top = placeLevel(content.graph.top, sizes);
  const boxes = new Map();
  const routes = [];
  const enter = (level, placement, x, y) => {
    for (const row of level.rows) {
      for (const item of row) {
        if (item < 0) continue;
        const size = sizes.get(item);
        const box = { x: x + placement.centre.get(item) - size.width / 2,
          y: y + placement.rowTop[placement.rowOf.get(item)], ...size };
        boxes.set(item, box);
        const inner = placements.get(item);
        if (inner) {
          enter(nodes[item].level, inner, box.x + (box.width - inner.width) / 2,
            box.y + spacing.header + spacing.padding);
        }
      }
    }
    for (const edge of level.edges) {
      const source = boxes.get(edge.source);
      const target = boxes.get(edge.target);
      const points = [[source.x + source.width / 2, source.y + source.height]];
      const bottom = y + placement.rowBottom[placement.rowOf.get(edge.source)];
      if (bottom > points[0][1] + 0.5) points.push([points[0][0], bottom]);
      for (const bend of edge.bends || []) {
        const row = placement.rowOf.get(bend);
        const bendX = x + placement.centre.get(bend);
        points.push([bendX, y + placement.rowTop[row]], [bendX, y + placement.rowBottom[row]]);
      }
      points.push([target.x + target.width / 2, target.y]);
      routes.push({ edge, points });
    }
  };
  enter(content.graph.top, top, spacing.padding, spacing.padding);
  return { boxes, routes, width: top.width + 2 * spacing.padding,
    height: top.height + 2 * spacing.padding };
}

function curve(points) {
  let text = `M${points[0][0].toFixed(1)} ${points[0][1].toFixed(1)}`;
  for (let at = 1; at < points.length; at++) {
    const [x0, y0] = points[at - 1];
    const [x1, y1] = points[at];
    const middle = ((y0 + y1) / 2).toFixed(1);
    text += Math.abs(x0 - x1) < 0.5
      ? `L${x1.toFixed(1)} ${y1.toFixed(1)}`
      : `C${x0.toFixed(1)} ${middle} ${x1.toFixed(1)} ${middle} ${x1.toFixed(1)} ${y1.toFixed(1)}`;
  }
  return text;
}

const graph = { canvas: null, svg: null, world: null, layout: null, shown: new Map(),
  x: 0, y: 0, scale: 1, focus: null, hasMoved: false };

function makeGraph() {
  graph.world = draw("g", {});
  graph.svg = draw("svg", { class: "graph", role: "group",
    "aria-label": "Graph of tasks. Arrow keys move, Enter opens a task, Space folds a group." },
    graph.world);
  const button = (label, title, action) =>
    make("button", { type: "button", title, "aria-label": title, text: label, onclick: action });
  graph.canvas = make("div", { class: "canvas" }, graph.svg,
    make("div", { class: "zoom", role: "toolbar", "aria-label": "View" },
      button("+", "Zoom in (+)", () => zoomBy(1.25)), button("−", "Zoom out (−)", () => zoomBy(0.8)),
      button("⤢", "Show all (0)", fitGraph),
      nodes.some((node) => node.level) && [
        button("⊟", "Fold all groups", () => foldAll(true)),
        button("⊞", "Open all groups", () => foldAll(false))]),
    content.graph.cut && make("p", { class: "hint",
      text: "This pipeline has more than a page can show; its deepest parts are left out." }),
    legend());
  listenToGraph();
  return graph.canvas;
}

function legend() {
  if (!run) return null;
  const states = new Set(nodes.map((node, index) => nodeState(index)));
  return make("div", { class: "legend", "aria-label": "States" },
    Object.keys(stateWords).filter((state) => states.has(state)).map(stateChip));
}

function renderGraph() {
  graph.layout = layOut();
  graph.shown.clear();
  const groups = [];
  const leaves = [];
  for (const [index, box] of graph.layout.boxes) {
    const element = isOpen(index) ? groupElement(index, box) : leafElement(index, box);
    graph.shown.set(index, element);
    (isOpen(index) ? groups : leaves).push(element);
  }
  const edges = graph.layout.routes.map(edgeElement);
  graph.world.replaceChildren(...groups, ...edges, ...leaves);
  graph.world.classList.toggle("dense", edges.length > 150 || leaves.length > 150);
  markSelection();
}

function edgeElement({ edge, points }) {
  const [x, y] = points[points.length - 1];
  const names = edge.names ? ": " + edge.names.map(readable).join(", ") : "";
  return draw("g", { class: "edge " + edge.flow, "data-source": edge.source,
    "data-target": edge.target },
    draw("title", { text: `${nodes[edge.source].title} → ${nodes[edge.target].title}${names}` }),
    draw("path", { class: "wide", d: curve(points) }), draw("path", { class: "line", d: curve(points) }),
    draw("path", { class: "tip", d: `M${x.toFixed(1)} ${y.toFixed(1)}l-4.5-8h9z` }));
}
const readable = (name) => name.replace(/^(pipelinechannel--|loop-item-param-)+/, "").replace(/(.)-Output$/, "$1");

function nodeLabel(index) {
  const state = stateWords[nodeState(index)];
  const kind = { exitHandler: "exit handler", pipeline: "nested pipeline", stack: "tasks that are alike" }[nodes[index].kind]
    || nodes[index].kind;
  return `${nodes[index].title}, ${kind}${state ? ", " + state : ""}`;
}
function nodeFrame(index, box, kind, ...children) {
  return draw("g", { class: `${kind} k-${nodes[index].kind} s-${nodeState(index)}`,
    transform: `translate(${box.x.toFixed(1)} ${box.y.toFixed(1)})`, "data-node": index,
    role: "button", tabindex: "-1", "aria-label": nodeLabel(index),
    "aria-expanded": nodes[index].level ? String(isOpen(index)) : null },
    draw("title", { text: nodes[index].path }), ...children);
}

function subtitle(index) {
  const node = nodes[index];
  const record = recordOf(index);
  const parts = [];
  const state = nodeState(index);
  if (isStack(index)) return stackProgress(index);
  if (isLoop(index) && run) parts.push(progressOf(index));
  if (state === "cached") parts.push("reused");
  else if (record && took(record) !== null && state !== "skipped") parts.push(duration(took(record)));
  else if (state !== "none") parts.push(stateWords[state]);
  if (record && record.attempts && record.attempts.length > 1) {
    parts.push(record.attempts.length + "×");
  }
  if (!parts.length) parts.push(node.remark || kindWords[node.kind] || "");
  return parts.join(" · ");
}
const kindWords = { task: "task", importer: "importer", pipeline: "pipeline", loop: "loop",
  branch: "branch", branches: "branches", exitHandler: "exit handler", stack: "tasks" };

function stackProgress(index) {
  const states = membersOf(index).map(nodeState);
  if (!run) return `${states.length} tasks that are alike`;
  const count = (...words) => states.filter((state) => words.includes(state)).length;
  const failed = count("failed");
  return `${states.length - count("running", "ready", "waiting", "absent")}/${states.length}`
    + (failed ? ` · ${failed} failed` : "");
}

function progressOf(index) {
  const count = iterationCount(index);
  let done = 0;
  for (let at = 0; at < count; at++) {
    const record = records.get(runPath(index) + "[" + at + "]");
    if (record && record.end !== undefined) done++;
  }
  return done + "/" + count;
}

function leafElement(index, box) {
  const state = nodeState(index);
  const room = Math.floor((box.width - 52) / 7.2);
  const isGroup = Boolean(nodes[index].level) || isLoop(index);
  return nodeFrame(index, box, "leaf",
    isGroup && draw("rect", { class: "behind", x: 4, y: 4, width: box.width, height: box.height,
      rx: 8 }),
    draw("rect", { class: "box", width: box.width, height: box.height, rx: 8 }),
    isCritical(index) && draw("path", { class: "critical", d: `M1 9v${box.height - 18}` }),
    state === "none" ? kindIcon(index, box.height) : stateIcon(state, 12, box.height / 2 - 9, 18),
    draw("text", { x: 40, y: box.height / 2 - 3, text: cut(nodes[index].title, room) }),
    draw("text", { class: "small", x: 40, y: box.height / 2 + 13,
      text: cut(subtitle(index), Math.floor((box.width - 50) / 6.2)) }),
    nodes[index].level && draw("g", { class: "fold", "data-fold": index,
      transform: `translate(${box.width - 22} 6)` },
      draw("rect", { width: 18, height: 18, rx: 4 }), draw("path", { d: "M7 5l4 4-4 4" })));
}
function kindIcon(index, height) {
  const signs = { importer: "M3 2h7l3 3v9H3z", loop: "M3 8a5 5 0 1 1 1.5 3.5M3 14v-3h3",
    branch: "M8 1l7 7-7 7-7-7z", branches: "M8 1l7 7-7 7-7-7z", pipeline: "M2 3h12v10H2zM2 6h12", stack: "M2 5h9v9H2zM5 5V2h9v9h-3",
    exitHandler: "M3 2h7v12H3zM7 8h8M12 5l3 3-3 3", task: "M3 3h10v10H3z" };
  return draw("g", { class: "icon kind", "aria-hidden": "true",
    transform: `translate(13 ${height / 2 - 8})` }, draw("path", { d: signs[nodes[index].kind] }));
}
function isCritical(index) {
  if (isStack(index)) return membersOf(index).some(isCritical);
  const record = recordOf(index);
  return Boolean(record) && critical.has(record.path);
}

function groupElement(index, box) {
  const node = nodes[index];
  const state = nodeState(index);
  const count = isLoop(index) ? iterationCount(index) : 0;
  const reserved = count > 0 ? 142 : 34;
  const room = Math.floor((box.width - 40 - reserved) / 7.5);
  const title = cut(node.title, Math.max(8, room));
  const rest = room - title.length - 2;
  return nodeFrame(index, box, "group",
    draw("rect", { class: "box", width: box.width, height: box.height, rx: 12 }),
    state === "none" ? kindIcon(index, 34) : stateIcon(state, 12, 9, 16),
    draw("text", { x: 36, y: 22 }, draw("tspan", { class: "strong", text: title }),
      rest > 5 && node.remark
        && draw("tspan", { class: "small", dx: 8, text: cut(node.remark, rest * 1.15) })),
    count > 0 && iterationSwitch(index, box.width - 138, count),
    draw("g", { class: "fold", "data-fold": index, transform: `translate(${box.width - 28} 8)` },
      draw("rect", { width: 18, height: 18, rx: 4 }), draw("path", { d: "M5 7l4 4 4-4" })));
}
function iterationSwitch(index, x, count) {
  const arrow = (step, at, path) => draw("g", { class: "fold", "data-step": step, "data-loop": index,
    transform: `translate(${at} 0)` }, draw("rect", { width: 18, height: 18, rx: 4 }),
    draw("path", { d: path }));
  return draw("g", { transform: `translate(${x} 8)` }, arrow(-1, 0, "M11 5L7 9l4 4"),
    draw("text", { class: "small", x: 53, y: 13, "text-anchor": "middle",
      text: `${chosenIteration(index) + 1} of ${count}` }),
    arrow(1, 88, "M7 5l4 4-4 4"));
}

function markSelection() {
  for (const [index, element] of graph.shown) {
    element.classList.toggle("selected", index === view.selected);
    element.setAttribute("tabindex", index === (graph.focus ?? view.selected ?? 0) ? "0" : "-1");
  }
  if (!graph.shown.has(graph.focus ?? view.selected ?? 0)) {
    const first = graph.shown.values().next().value;
    if (first) first.setAttribute("tabindex", "0");
  }
  for (const element of graph.world.querySelectorAll(".edge")) {
    const isNear = view.selected !== null && (Number(element.dataset.source) === view.selected
      || Number(element.dataset.target) === view.selected);
    element.classList.toggle("near", isNear);
  }
}

function moveView() {
  graph.world.setAttribute("transform",
    `translate(${graph.x.toFixed(2)} ${graph.y.toFixed(2)}) scale(${graph.scale.toFixed(4)})`);
}
function fitGraph() {
  const { width, height } = graph.canvas.getBoundingClientRect();
  if (!width || !graph.layout) return;
  const scale = Math.min(width / graph.layout.width, height / graph.layout.height, 1.1);
  graph.scale = Math.max(scale, 0.02);
  graph.x = (width - graph.layout.width * graph.scale) / 2;
  graph.y = Math.max(0, (height - graph.layout.height * graph.scale) / 2);
  if (graph.layout.height * graph.scale < height * 0.8) graph.y = Math.min(graph.y, 40);
  moveView();
}
// The first view: legible letters matter more than seeing all of a large graph.
function openGraph() {
  fitGraph();
  const { width } = graph.canvas.getBoundingClientRect();
  if (graph.scale < 0.5 && width) {
    graph.scale = Math.max(graph.scale, Math.min(0.8, Math.max(0.5, width / graph.layout.width)));
    graph.x = (width - graph.layout.width * graph.scale) / 2;
    graph.y = 8;
    if (graph.x < 0) {
      const first = content.graph.top.rows[0].find((item) => item >= 0);
      const box = graph.layout.boxes.get(first);
      graph.x = width / 2 - (box.x + box.width / 2) * graph.scale;
    }
    moveView();
  }
}
function zoomBy(factor, atX, atY) {
  const { width, height } = graph.canvas.getBoundingClientRect();
  const x = atX ?? width / 2;
  const y = atY ?? height / 2;
  const scale = Math.min(4, Math.max(0.02, graph.scale * factor));
  graph.x = x - (x - graph.x) * (scale / graph.scale);
  graph.y = y - (y - graph.y) * (scale / graph.scale);
  graph.scale = scale;
  moveView();
}
function reveal(index) {
  const box = graph.layout && graph.layout.boxes.get(index);
  const { width, height } = graph.canvas.getBoundingClientRect();
  if (!box || !width) return;
  const left = graph.x + box.x * graph.scale;
  const top = graph.y + box.y * graph.scale;
  const isSeen = left >= 0 && top >= 0 && left + Math.min(box.width * graph.scale, width) <= width
    && top + Math.min(40, box.height * graph.scale) <= height;
  if (isSeen) return;
  graph.x = width / 2 - (box.x + box.width / 2) * graph.scale;
  graph.y = height / 2 - (box.y + Math.min(box.height, 200) / 2) * graph.scale;
  moveView();
}
function toggleFold(index) {
  const before = graph.layout.boxes.get(index);
  if (view.folded.has(index)) view.folded.delete(index);
  else view.folded.add(index);
  renderGraph();
  const after = graph.layout.boxes.get(index);
  if (before && after) {
    // The corner of the group stays where it is.
    graph.x += (before.x - after.x) * graph.scale;
    graph.y += (before.y - after.y) * graph.scale;
    moveView();
  }
}
function foldAll(isFolding) {
  view.folded.clear();
  if (isFolding) nodes.forEach((node, index) => node.level && view.folded.add(index));
  renderGraph();
  fitGraph();
}
function stepIteration(index, step) {
  const count = iterationCount(index);
  if (!count) return;
  view.iteration.set(index, (chosenIteration(index) + step + count) % count);
  renderGraph();
  renderPanel();
}

function listenToGraph() {
  const canvas = graph.canvas;
  const pointers = new Map();
  let moved = 0;
  canvas.addEventListener("wheel", (event) => {
    event.preventDefault();
    graph.hasMoved = true;
    const box = canvas.getBoundingClientRect();
    if (event.ctrlKey || event.metaKey || (event.deltaX === 0 && Math.abs(event.deltaY) >= 100)) {
      zoomBy(Math.exp(-Math.sign(event.deltaY) * Math.min(0.25, Math.abs(event.deltaY) / 300)),
        event.clientX - box.left, event.clientY - box.top);
    } else {
      graph.x -= event.deltaX;
      graph.y -= event.deltaY;
      moveView();
    }
  }, { passive: false });
  canvas.addEventListener("pointerdown", (event) => {
    if (event.target.closest(".zoom, .legend")) return;
    pointers.set(event.pointerId, [event.clientX, event.clientY]);
    moved = 0;
  });
  canvas.addEventListener("pointermove", (event) => {
    const last = pointers.get(event.pointerId);
    if (!last) return;
    const other = [...pointers].find(([id]) => id !== event.pointerId);
    const next = [event.clientX, event.clientY];
    moved += Math.abs(next[0] - last[0]) + Math.abs(next[1] - last[1]);
    if (moved > 4 && !canvas.hasPointerCapture(event.pointerId)) {
      canvas.setPointerCapture(event.pointerId);
      graph.hasMoved = true;
    }
    if (other) {
      const gap = (a, b) => Math.hypot(a[0] - b[0], a[1] - b[1]) || 1;
      const box = canvas.getBoundingClientRect();
      zoomBy(gap(next, other[1]) / gap(last, other[1]), other[1][0] - box.left,
        other[1][1] - box.top);
    } else {
      graph.x += next[0] - last[0];
      graph.y += next[1] - last[1];
      moveView();
    }
    pointers.set(event.pointerId, next);
  });
  const end = (event) => pointers.delete(event.pointerId);
  canvas.addEventListener("pointerup", end);
  canvas.addEventListener("pointercancel", end);
  canvas.addEventListener("click", (event) => {
    if (moved > 4) return;
    const step = event.target.closest("[data-step]");
    const fold = event.target.closest("[data-fold]");
    const node = event.target.closest("[data-node]");
    if (step) stepIteration(Number(step.dataset.loop), Number(step.dataset.step));
    else if (fold) toggleFold(Number(fold.dataset.fold));
    else if (node) select(Number(node.dataset.node));
    else if (event.target === graph.svg) select(null);
  });
  canvas.addEventListener("dblclick", (event) => {
    const node = event.target.closest("[data-node]");
    if (node && nodes[Number(node.dataset.node)].level) toggleFold(Number(node.dataset.node));
  });
  graph.svg.addEventListener("focusin", (event) => {
    const node = event.target.closest("[data-node]");
    if (node) graph.focus = Number(node.dataset.node);
  });
  canvas.addEventListener("keydown", graphKey);
}

function graphKey(event) {
  const zooms = { "+": 1.25, "=": 1.25, "-": 0.8 };
  if (zooms[event.key]) zoomBy(zooms[event.key]);
  else if (event.key === "0") fitGraph();
  else {
    const element = event.target.closest("[data-node]");
    if (!element) return;
    const index = Number(element.dataset.node);
    if (event.key === "Enter") select(index);
    else if (event.key === " " && nodes[index].level) {
      toggleFold(index);
      focusNode(index);
    } else if ((event.key === "[" || event.key === "]") && isLoop(index)) {
      stepIteration(index, event.key === "[" ? -1 : 1);
      focusNode(index);
    } else if (event.key.startsWith("Arrow")) focusNode(neighbour(index, event.key.slice(5)));
    else return;
  }
  event.preventDefault();
}
// The nearest node in a direction.
function neighbour(index, direction) {
  const middle = (box) => [box.x + box.width / 2, box.y + 20];
  const [x, y] = middle(graph.layout.boxes.get(index));
  let best = index;
  let least = Infinity;
  for (const [other, box] of graph.layout.boxes) {
    const [dx, dy] = [middle(box)[0] - x, middle(box)[1] - y];
    const ahead = { Up: -dy, Down: dy, Left: -dx, Right: dx }[direction];
    const aside = direction === "Up" || direction === "Down" ? Math.abs(dx) : Math.abs(dy);
    if (other === index || ahead <= 1) continue;
    const cost = ahead + 2 * aside;
    if (cost < least) [best, least] = [other, cost];
  }
  return best;
}
function focusNode(index) {
  graph.focus = index;
  markSelection();
  const element = graph.shown.get(index);
  if (element) element.focus({ preventScroll: true });
  reveal(index);
}

// The panel at the side: the chosen task, or the run.
let panel = null;

function section(title, ...children) {
  const inner = children.flat(9).filter(Boolean);
  if (!inner.length) return null;
  return make("section", {}, make("h3", { text: title }), inner);
}
function facts(rows) {
  const shown = rows.filter(([, value]) => value !== null && value !== undefined && value !== "");
  if (!shown.length) return null;
  return make("dl", {}, shown.map(([name, value]) => [make("dt", { text: name }),
    make("dd", {}, typeof value === "object" ? value : String(value))]));
}

function renderPanel() {
  const index = view.selected;
  panel.replaceChildren(...(index === null ? runPanel() : taskPanel(index)).filter(Boolean));
  document.body.classList.toggle("chosen", index !== null);
}

function runPanel() {
  const pipeline = content.pipeline;
  return [
    make("header", {}, make("h2", { text: pipeline.name }),
      run ? stateChip(run.state) : make("span", { class: "faint", text: "pipeline" })),
    pipeline.description && make("p", { text: pipeline.description }),
    run && failureView(run.failure),
    run && section("Run", facts([
      ["name", run.id], ["started", clock(run.started)], ["took", duration(elapsed())],
      ["ran on", run.backend], ["files", run.folder && addressView(run.folder)],
      ["document", run.document && make("code", { text: run.document.slice(0, 16) })]]),
      run.notes.map((note) => make("p", { class: "note", text: note }))),
    section("Inputs", portTable(pipeline.inputs, null, run ? { parameters: run.arguments } : {})),
    section("Outputs", portTable(pipeline.outputs, null, run ? run.outputs : {}),
      artifactCards(run ? run.outputs : {})),
    make("p", { class: "faint", text: "Choose a task in the graph to see what went in and out." }),
  ];
}

function failureView(failure) {
  if (!failure) return null;
  return make("div", { class: "failure", role: "note" },
    make("strong", { text: failure.message }),
    failure.file && make("p", {}, "at ", make("code", { text: failure.file + ":" + failure.line })),
    failure.detail && longText(failure.detail, 1500));
}

function taskPanel(index) {
  const node = nodes[index];
  if (isStack(index)) return stackPanel(index);
  const record = recordOf(index);
  const tabs = [["data", "Inputs and outputs"], ["log", "Log"], ["code", "Code"]]
    .filter(([key]) => key === "data" || (key === "log" ? hasLog(index) : hasCode(index)));
  if (!tabs.some(([key]) => key === view.panelTab)) view.panelTab = "data";
  const bodies = { data: dataTab, log: logTab, code: codeTab };
  return [
    make("header", {}, make("h2", { text: node.title, id: "task-title" }),
      stateChip(stateOf(record)),
      closeButton()),
    make("p", { class: "faint path", title: record ? record.path : node.path,
      text: record ? shownName(record) : node.path }),
    isLoop(index) && iterationStrip(index),
    tabs.length > 1 && tabList(tabs, view.panelTab, "Task", (key) => {
      view.panelTab = key;
      renderPanel();
    }),
    ...bodies[view.panelTab](index),
  ];
}

// What there is to say of tasks that are drawn as one.
function stackPanel(index) {
  const members = membersOf(index);
  const limit = 1000;
  const rows = members.slice(0, limit).map((member) => {
    const record = recordOf(member);
    return make("tr", {}, make("th", { scope: "row" }, make("button", { type: "button", class: "link",
      text: nodes[member].title, onclick: () => select(member, true) })),
      make("td", {}, stateChip(nodeState(member))),
      make("td", { class: "faint", text: record ? duration(took(record)) : "" }));
  });
  return [
    make("header", {}, make("h2", { text: nodes[index].title, id: "task-title" }),
      stateChip(nodeState(index)), closeButton()),
    make("p", { class: "faint path", text: "Tasks of one component, at the same place in the pipeline." }),
    section("Tasks", make("table", { class: "ports members" }, make("tbody", {}, rows)),
      members.length > limit && make("p", { class: "faint", text: `and ${members.length - limit} more` })),
  ];
}
function closeButton() {
  return make("button", { type: "button", class: "close", "aria-label": "Close", text: "×",
    onclick: () => select(null) });
}

function tabList(tabs, chosen, label, choose) {
  const buttons = tabs.map(([key, text]) => make("button", { type: "button", role: "tab",
    "aria-selected": String(key === chosen), tabindex: key === chosen ? "0" : "-1", text,
    "data-tab": key, onclick: () => choose(key) }));
  return make("div", { class: "tabs", role: "tablist", "aria-label": label, onkeydown: (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const at = tabs.findIndex(([key]) => key === chosen);
    const next = tabs[(at + step + tabs.length) % tabs.length][0];
    choose(next);
    const list = document.querySelector(`[role=tablist][aria-label="${label}"]`);
    if (list) list.querySelector(`[data-tab="${next}"]`).focus();
  } }, buttons);
}

function iterationStrip(index) {
  const count = iterationCount(index);
  if (!count) return null;
  const base = runPath(index);
  const limit = 600;
  const cells = [];
  for (let at = 0; at < Math.min(count, limit); at++) {
    const state = stateOf(records.get(`${base}[${at}]`));
    cells.push(make("button", { type: "button", class: "cell s-" + state,
      "aria-pressed": String(at === chosenIteration(index)),
      title: `iteration ${at + 1}: ${stateWords[state]}`,
      "aria-label": `iteration ${at + 1}, ${stateWords[state]}`,
      onclick: () => {
        view.iteration.set(index, at);
        renderGraph();
        renderPanel();
      } }, draw("svg", { width: 14, height: 14, viewBox: "0 0 16 16" }, stateIcon(state, 0, 0, 16))));
  }
  return make("div", { class: "iterations" },
    make("span", { class: "faint", text: `${progressOf(index)} iterations` }),
    make("div", { class: "cells" }, cells),
    count > limit && make("span", { class: "faint", text: `and ${count - limit} more` }));
}

function dataTab(index) {
  const node = nodes[index];
  const record = recordOf(index);
  const component = content.components[node.component] || { inputs: [], outputs: [] };
  return [
    record && failureView(record.failure),
    record && record.reason && make("p", { class: "note", text: "Skipped: " + record.reason }),
    (record && record.notes || []).map((note) => make("p", { class: "note", text: note })),
    node.remark && make("p", { class: "note", text: node.remark }),
    section("Inputs", portTable(component.inputs, node.origins || {}, record ? record.inputs || {} : {})),
    artifactCards(record ? record.inputs : null, "input"),
    section("Outputs", portTable(component.outputs, null, record ? record.outputs || {} : {})),
    artifactCards(record ? record.outputs : null, "output"),
    attemptsView(record),
    section("Details", facts(details(node, record, component))),
  ].flat().filter(Boolean);
}

function details(node, record, component) {
  const sources = { cache: "the cache", session: "this session", journal: "the interrupted run" };
  return [
    ["started", record && run ? `${clock(run.started + record.start)} (+${duration(record.start)})` : null],
    ["took", record ? duration(took(record)) : null],
    ["waited", record && record.attempts && record.attempts[0].start - record.start > 0.05
      ? duration(record.attempts[0].start - record.start) : null],
    ["result from", record && sources[record.source]],
    ["on critical path", record && critical.has(record.path) ? "yes" : null],
    ["result key", record && record.key && make("code", { text: record.key })],
    ["caching", node.caches === undefined ? null : node.caches ? "allowed" : "off"],
    ["retries", node.retries], ["runs", node.always ? "even if earlier tasks failed" : null],
    ["component", node.component.replace(/^comp-/, "")], ["image", component.image], ["imports", component.imports],
    ["resources", component.resources && Object.entries(component.resources)
      .map(([name, value]) => `${name} ${value}`).join(", ")],
    ["environment", component.env && component.env.map((item) => `${item.name}=${item.value}`).join("\n")],
    ["platform", component.platform && longText(valueText(component.platform), 300)],
  ];
}

function portTable(ports, origins, values) {
  const parameters = (values || {}).parameters || {};
  const artifacts = (values || {}).artifacts || {};
  const names = new Set(ports.map((port) => port.name));
  const extra = [...Object.keys(parameters), ...Object.keys(artifacts)]
    .filter((name) => !names.has(name)).map((name) => ({ name, type: "" }));
  const rows = [...ports, ...extra];
  if (!rows.length) return null;
  return make("table", { class: "ports" }, make("tbody", {}, rows.map((port) => {
    const origin = origins ? originView(port, origins[port.name], parameters) : null;
    const list = artifacts[port.name];
    return make("tr", {}, make("th", { scope: "row", title: port.text },
      make("span", { text: readable(port.name) }), make("span", { class: "type", text: port.type })),
      make("td", {}, list ? make("span", { class: "faint", text: artifactSummary(list) })
        : parameters[port.name] !== undefined ? valueView(parameters[port.name])
        : origins && origins[port.name] && origins[port.name].constant !== undefined
          ? valueView(origins[port.name].constant)
        : port.default !== undefined ? valueView(port.default)
        : origin ? null : make("span", { class: "faint", text: port.optional ? "optional" : "" }), origin));
  })));
}
function artifactSummary(list) {
  if (list.length !== 1) return `${list.length} artifacts`;
  return "artifact, below";
}

function originView(port, origin, parameters) {
  const line = (...parts) => make("div", { class: "origin" }, parts);
  if (!origin) {
    return port.default !== undefined && parameters[port.name] === undefined ? line("default") : null;
  }
  const part = origin.part ? [" · ", make("code", { text: origin.part })] : [];
  if (origin.tasks) {
    return line("← ", origin.tasks.map((source, at) => [at ? " or " : "",
      taskLink(source.path), " · " + source.key]), part);
  }
  if (origin.argument !== undefined) return line("← pipeline input " + readable(origin.argument), part);
  if (origin.loop !== undefined) return line("← item of ", taskLink(origin.loop), part);
  if (origin.status !== undefined) return line("← final status of ", taskLink(origin.status));
  if (origin.constant !== undefined) return line("constant");
  return line("← " + readable(origin.input));
}
function taskLink(path) {
  const index = nodeByPath.get(placeOf(path));
  const title = index === undefined ? path : nodes[index].title;
  if (index === undefined) return make("span", { text: title });
  return make("button", { type: "button", class: "link", text: title, title: path,
    onclick: () => select(path.includes("[") ? nodeOfRunPath(path) : index, true) });
}

function artifactCards(values, word) {
  const artifacts = Object.entries((values || {}).artifacts || {});
  return artifacts.flatMap(([name, list]) => list.slice(0, 50).map((artifact) =>
    make("article", { class: "artifact" },
      make("h4", {}, readable(name),
        make("span", { class: "type", text: (artifact.type.schemaTitle || "").split(".").pop() }),
        word && make("span", { class: "faint word", text: word })),
      addressView(artifact.uri),
      metadataView(artifact.metadata || {}), chartsOf(artifact),
      contentView(content.contents && content.contents[artifact.uri], artifact))));
}
const chartKeys = new Set(["confidenceMetrics", "confusionMatrix", "evaluationSlices"]);
function metadataView(metadata) {
  const rows = Object.entries(metadata).filter(([key]) => !chartKeys.has(key));
  if (!rows.length) return null;
  return make("table", { class: "ports" }, make("tbody", {}, rows.map(([key, value]) =>
    make("tr", {}, make("th", { scope: "row", text: key }), make("td", {}, valueView(value))))));
}

// What an artifact holds. The frame has no rights at all: no scripts, no forms, no origin; and the
// policy of this page holds inside it, too.
function contentView(text, artifact) {
  if (text === undefined) return null;
  if (/Markdown$/.test(artifact.type.schemaTitle || "")) {
    return make("div", { class: "markdown" }, markdown(text));
  }
  const frame = make("iframe", { sandbox: "", title: artifact.name || "artifact", loading: "lazy",
    referrerpolicy: "no-referrer" });
  frame.srcdoc = text;
  return make("div", { class: "frame" }, frame,
    make("p", { class: "faint", text: "Shown without scripts; open the file to run them." }));
}

function attemptsView(record) {
  const attempts = record && record.attempts || [];
  if (attempts.length < 2) return null;
  return section("Attempts", make("ol", { class: "attempts" }, attempts.map((attempt) =>
    make("li", {}, make("span", { text: `+${duration(attempt.start)}, ${
      attempt.end === undefined ? "running" : duration(attempt.end - attempt.start)}` }),
      attempt.failure ? failureView(sameFailure(attempt.failure, record.failure)
        ? { message: attempt.failure.message } : attempt.failure)
        : make("span", { class: "faint", text: " done" })))));
}

// Whether an attempt failed as the task did, which is told above already.
function sameFailure(one, other) {
  return Boolean(other) && one.message === other.message && one.detail === other.detail;
}

// The log of a task: an object with its text, or undefined. A page that a server shows asks for logs
// when they are looked at.
function logOf(index) {
  const record = recordOf(index);
  if (!record) return undefined;
  const log = content.logs && content.logs[record.path];
  if (log === undefined && isFollowed && record.attempts) return liveLog(record);
  return log;
}
const hasLog = (index) => logOf(index) !== undefined;
function logTab(index) {
  const log = logOf(index);
  const logs = [...(log.earlier || []), log];
  const parts = logs.map((one, at) => logView(one,
    logs.length > 1 ? `attempt ${at + 1}${at + 1 < logs.length ? "" : ", the last"}` : ""));
  return parts.flat();
}
function logView(log, title) {
  const field = make("input", { type: "search", placeholder: "filter lines",
    "aria-label": "Filter lines of the log", oninput: () => show() });
  const body = make("pre", { class: "log", tabindex: "0" });
  const lines = log.text.replace(/\u001b\[[0-9;]*[A-Za-z]/g, "").split("\n");
  const show = () => {
    const words = field.value.toLowerCase();
    const kept = words ? lines.filter((line) => line.toLowerCase().includes(words)) : lines;
    body.textContent = kept.join("\n");
  };
  show();
  return [title && make("h3", { class: "attempt", text: title }),
    make("div", { class: "bar" }, field, copyButton(log.text)),
    log.missing && make("p", { class: "note",
      text: `The first ${log.missing.toLocaleString()} bytes are only in the run's folder.` }), body];
}

const hasCode = (index) => {
  const component = content.components[nodes[index].component];
  return Boolean(component && (component.code || (component.command || []).length));
};
function codeTab(index) {
  const component = content.components[nodes[index].component];
  const words = [...(component.command || []), ...(component.args || [])];
  // The source is a word of the command, unless the author's own text came with the page.
  const code = component.code || (component.codeAt === undefined ? ""
    : component.command[component.codeAt].replace(/^(\s*\n)+|\s+$/g, ""));
  return [
    code && section("Source", make("div", { class: "bar" }, copyButton(code)), codeView(code)),
    words.length && section("Command", make("ol", { class: "words" }, words.map((word) =>
      make("li", {}, longText(word, 300))))),
  ].filter(Boolean);
}

// Python with some colour: comments, texts, words of the language, numbers.
const pythonWords = new Set(("False None True and as assert async await break class continue def del "
  + "elif else except finally for from global if import in is lambda nonlocal not or pass raise "
  + "return try while with yield match case").split(" "));
function codeView(text) {
  const body = make("pre", { class: "code", tabindex: "0" });
  if (text.length > 100000) {
    body.textContent = text;
    return body;
  }
  const pattern = /(#[^\n]*)|([rbfuRBFU]{0,2}(?:"""[^]*?(?:"""|$)|'''[^]*?(?:'''|$)|"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?))|([A-Za-z_][A-Za-z_0-9]*)|(\d[\d_.eE]*)/g;
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    const kind = match[1] ? "comment" : match[2] ? "string" : match[4] ? "number"
      : pythonWords.has(match[3]) ? "word" : null;
    if (!kind) continue;
    body.append(text.slice(end, match.index), make("span", { class: "c-" + kind, text: match[0] }));
    end = match.index + match[0].length;
  }
  body.append(text.slice(end));
  return body;
}

// The timeline: one row a task in the order of their starts; only the rows in sight are elements.
const rowHeight = 26;

function makeTimeline() {
  const tasks = [...records.values()].filter((task) => !task.group
    && nodes[nodeByPath.get(placeOf(task.path))]?.level === undefined && task.attempts)
    .sort((a, b) => a.start - b.start);
  if (!tasks.length) return make("p", { class: "empty", text: "No task has run." });
  const last = Math.max(0.001, elapsed() || 0, ...tasks.map((task) => task.end || task.start));
  const state = { onlyCritical: false, shown: tasks };
  const rows = make("div", { class: "rows", role: "list" });
  const scroller = make("div", { class: "scroller", tabindex: "0", onscroll: () => show() }, rows);
  const choice = make("input", { type: "checkbox", id: "only-critical", onchange: () => {
    state.shown = choice.checked ? tasks.filter((task) => critical.has(task.path)) : tasks;
    show(true);
  } });
  let from = -1;
  let to = -1;
  const show = (isForced) => {
    const first = Math.max(0, Math.floor(scroller.scrollTop / rowHeight) - 10);
    const count = Math.ceil((scroller.clientHeight || 800) / rowHeight) + 20;
    if (!isForced && first === from && first + count === to) return;
    from = first;
    to = first + count;
    rows.style.height = state.shown.length * rowHeight + "px";
    rows.replaceChildren(...state.shown.slice(from, to)
      .map((task, at) => timelineRow(task, (from + at) * rowHeight, last)));
  };
  requestAnimationFrame(() => show(true));
  addEventListener("resize", () => show(true));
  const sum = tasks.filter((task) => critical.has(task.path))
    .reduce((total, task) => total + (took(task) || 0), 0);
  return make("div", { class: "timeline" },
    make("div", { class: "bar" }, make("label", {}, choice, " critical path only"),
      make("span", { class: "faint",
        text: `${tasks.length} tasks in ${duration(last)}; the critical path worked for ${duration(sum)}` })),
    timeAxis(last), scroller);
}

function timeAxis(last) {
  const raw = last / 6;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((value) => value >= raw);
  const ticks = [];
  for (let at = 0; at <= last * 0.98; at += step) {
    ticks.push(make("span", { style: `left:${(at / last * 100).toFixed(3)}%`, text: at ? duration(at) : "0" }));
  }
  return make("div", { class: "axis", "aria-hidden": "true" }, make("div", {}, ticks));
}

function timelineRow(task, top, last) {
  const state = stateOf(task);
  const percent = (seconds) => (Math.max(0, seconds) / last * 100).toFixed(3) + "%";
  const isCriticalTask = critical.has(task.path);
  const spans = task.attempts.map((attempt) => {
    const end = attempt.end ?? last;
    const kind = attempt.failure ? "failed" : state;
    return make("span", { class: "span s-" + kind,
      style: `left:${percent(attempt.start)};width:${percent(Math.max(end - attempt.start, last / 2000))}` });
  });
  // Between being ready and being launched a task waits for its turn: a thin line.
  const begin = task.attempts[0].start;
  if (begin - task.start > last / 200) {
    spans.unshift(make("span", { class: "queue",
      style: `left:${percent(task.start)};width:${percent(begin - task.start)}` }));
  }
  const length = (task.end ?? last) - begin;
  const label = make("span", { class: "length", style: begin + length > last * 0.88
    ? `right:calc(${percent(last - begin)} + 6px)` : `left:calc(${percent(begin + length)} + 6px)`,
    text: state === "cached" ? "reused" : duration(length) });
  const parts = shownName(task).split("/");
  const name = parts.pop();
  const selectTask = () => select(nodeOfRunPath(task.path), true);
  return make("button", { type: "button", role: "listitem", style: `top:${top}px`,
    class: "row" + (isCriticalTask ? " on-path" : ""), onclick: selectTask,
    "aria-label": `${shownName(task)}, ${stateWords[state]}, ${duration(length)}${
      isCriticalTask ? ", on the critical path" : ""}` },
    make("span", { class: "name", title: task.path },
      draw("svg", { width: 13, height: 13, viewBox: "0 0 16 16" }, stateIcon(state, 0, 0, 16)),
      make("span", { class: "words-of" }, make("b", { text: name }),
        parts.length > 0 && make("span", { class: "faint", text: parts.join("/") }))),
    make("span", { class: "track" }, spans, label));
}

// Charts of classification metrics, and the table of single numbers.
function chartsOf(artifact) {
  const metadata = artifact.metadata || {};
  const charts = [];
  if (Array.isArray(metadata.confidenceMetrics)) charts.push(rocCurve(metadata.confidenceMetrics));
  if (metadata.confusionMatrix) charts.push(confusionMatrix(metadata.confusionMatrix));
  for (const slice of Array.isArray(metadata.evaluationSlices) ? metadata.evaluationSlices : []) {
    const inner = slice && slice.sliceClassificationMetrics;
    if (!inner) continue;
    charts.push(make("h5", { text: String(slice.slice) }), chartsOf({ metadata: inner }));
  }
  const shown = charts.flat(9).filter(Boolean);
  return shown.length ? make("div", { class: "charts" }, shown) : null;
}

function rocCurve(points) {
  const clamp = (value) => Math.min(1, Math.max(0, value));
  const sorted = points.filter((point) => point && isFinite(point.recall) && isFinite(point.falsePositiveRate))
    .map((point) => [clamp(point.falsePositiveRate), clamp(point.recall), point.confidenceThreshold])
    .sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  if (!sorted.length) return null;
  let area = 0;
  const closed = [[0, 0], ...sorted, [1, 1]];
  for (let at = 1; at < closed.length; at++) {
    area += (closed[at][0] - closed[at - 1][0]) * (closed[at][1] + closed[at - 1][1]) / 2;
  }
  const size = 220;
  const x = (value) => 40 + value * size;
  const y = (value) => 12 + (1 - value) * size;
  const grid = [0, 0.25, 0.5, 0.75, 1].map((value) => [
    draw("path", { class: "grid", d: `M${x(value)} ${y(0)}V${y(1)}M${x(0)} ${y(value)}H${x(1)}` }),
    draw("text", { class: "small", x: x(value), y: y(0) + 16, "text-anchor": "middle", text: value }),
    draw("text", { class: "small", x: x(0) - 6, y: y(value) + 4, "text-anchor": "end", text: value })]);
  const line = closed.map(([a, b], at) => `${at ? "L" : "M"}${x(a).toFixed(1)} ${y(b).toFixed(1)}`).join("");
  const dots = sorted.length <= 60 ? sorted.map(([a, b, threshold]) => draw("circle", { class: "dot",
    cx: x(a).toFixed(1), cy: y(b).toFixed(1), r: 3 },
    draw("title", { text: `false positives ${number(a)}, true positives ${number(b)}, threshold ${number(threshold)}` }))) : [];
  return make("figure", {}, make("figcaption", { text: `ROC curve, area ${area.toFixed(3)}` }),
    draw("svg", { class: "chart", viewBox: "0 0 280 272", role: "img",
      "aria-label": `ROC curve with ${sorted.length} points, area ${area.toFixed(3)}` }, grid,
      draw("path", { class: "chance", d: `M${x(0)} ${y(0)}L${x(1)} ${y(1)}` }),
      draw("path", { class: "fill", d: line + `L${x(1)} ${y(0)}L${x(0)} ${y(0)}z` }),
      draw("path", { class: "curve", d: line }), dots,
      draw("text", { class: "small", x: x(0.5), y: y(0) + 34, "text-anchor": "middle",
        text: "false positive rate" }),
      draw("text", { class: "small", transform: `translate(10 ${y(0.5)}) rotate(-90)`,
        "text-anchor": "middle", text: "true positive rate" })));
}

function confusionMatrix(matrix) {
  const names = (matrix.annotationSpecs || []).map((spec) => String(spec && spec.displayName));
  const rows = (matrix.rows || []).map((row) => (row && row.row) || []);
  if (!names.length || names.length > 100) return null;
  const greatest = Math.max(1e-12, ...rows.flat().filter((value) => isFinite(value)));
  return make("figure", {}, make("figcaption", { text: "Confusion matrix" }),
    make("div", { class: "wide-table" }, make("table", { class: "confusion" },
      make("thead", {}, make("tr", {}, make("th", { class: "small", text: "actual ╲ predicted" }),
        names.map((name) => make("th", { scope: "col", text: name })))),
      make("tbody", {}, rows.map((row, at) => make("tr", {},
        make("th", { scope: "row", text: names[at] ?? "" }),
        row.map((value, column) => {
          const share = Math.max(0, Math.min(1, value / greatest)) || 0;
          return make("td", { class: (share > 0.55 ? "full" : "") + (at === column ? " right" : ""),
            style: `--share:${(share * 100).toFixed(1)}%`, text: number(value),
            title: `${names[at]} taken for ${names[column]}: ${value}` });
        })))))));
}

function metricTasks() {
  const single = [];
  const charts = [];
  for (const task of records.values()) {
    for (const [name, list] of Object.entries((task.outputs || {}).artifacts || {})) {
      for (const artifact of list) {
        if (!/Metrics$/.test(artifact.type.schemaTitle || "")) continue;
        const numbers = Object.entries(artifact.metadata || {}).filter(([, value]) => typeof value === "number");
        if (task.group) continue;
        if (numbers.length) single.push({ task, name, numbers: new Map(numbers) });
        const chart = chartsOf(artifact);
        if (chart) charts.push({ task, name, chart });
      }
    }
  }
  return { single, charts };
}

function makeMetrics() {
  const { single, charts } = metricTasks();
  if (!single.length && !charts.length) {
    return make("p", { class: "empty", text: "No task of this run reports metrics." });
  }
  const tables = new Map();
  for (const entry of single) {
    const place = placeOf(entry.task.path);
    const node = nodes[nodeByPath.get(place)];
    const key = (node ? node.title : place) + " · " + entry.name;
    if (!tables.has(key)) tables.set(key, []);
    tables.get(key).push(entry);
  }
  return make("div", { class: "page" },
    [...tables].map(([key, entries]) => section(key, metricTable(entries))),
    charts.map(({ task, name, chart }) => section(`${shownName(task)} · ${name}`, chart)));
}
function metricTable(entries) {
  const columns = [...new Set(entries.flatMap((entry) => [...entry.numbers.keys()]))];
  if (entries.length === 1) {
    return barTable([...entries[0].numbers].map(([name, value]) => [name, value]));
  }
  const greatest = new Map(columns.map((column) => [column,
    Math.max(1e-12, ...entries.map((entry) => Math.abs(entry.numbers.get(column) || 0)))]));
  return make("div", { class: "wide-table" }, make("table", { class: "numbers" },
    make("thead", {}, make("tr", {}, make("th", { text: "task" }),
      columns.map((column) => make("th", { scope: "col", text: column })))),
    make("tbody", {}, entries.map((entry) => make("tr", {},
      make("th", { scope: "row" }, taskLink(entry.task.path),
        make("span", { class: "faint", text: (/\[\d+\](?!.*\[)/.exec(entry.task.path) || [""])[0] })),
      columns.map((column) => barCell(entry.numbers.get(column), greatest.get(column))))))));
}
function barTable(rows) {
  const isShare = rows.every(([, value]) => value >= 0 && value <= 1);
  return make("table", { class: "numbers single" }, make("tbody", {}, rows.map(([name, value]) =>
    make("tr", {}, make("th", { scope: "row", text: name }), barCell(value, isShare ? 1 : Math.abs(value) || 1,
      !isShare)))));
}
function barCell(value, greatest, isPlain) {
  if (value === undefined) return make("td", { class: "faint", text: "–" });
  const share = Math.min(100, Math.abs(value) / greatest * 100);
  return make("td", {}, make("span", { class: "figure", text: number(value) }),
    !isPlain && make("span", { class: "meter", "aria-hidden": "true" },
      make("span", { style: `width:${share.toFixed(1)}%` })));
}

// Markdown as elements: headings, lists, tables, code, quotes, emphasis and links. Everything is
// set as text, so the source cannot bring markup of its own.
function markdown(source) {
  const out = [];
  const lines = source.slice(0, 400000).split("\n");
  let at = 0;
  const take = (test) => {
    const taken = [];
    while (at < lines.length && test(lines[at])) taken.push(lines[at++]);
    return taken;
  };
  const cells = (line) => line.trim().replace(/^\||\|$/g, "").split("|").map((cell) => inline(cell.trim()));
  while (at < lines.length) {
    const line = lines[at];
    const heading = /^(#{1,6})\s+(.*)$/.exec(line);
    const fence = /^\s*(```+|~~~+)/.exec(line);
    if (!line.trim()) at++;
    else if (heading) {
      out.push(make("h" + Math.min(6, heading[1].length + 2), {}, inline(heading[2])));
      at++;
    } else if (fence) {
      at++;
      const code = take((next) => !next.trim().startsWith(fence[1]));
      at++;
      out.push(make("pre", { class: "value", text: code.join("\n") }));
    } else if (/^\s*([-*_])(\s*\1){2,}\s*$/.test(line)) {
      out.push(make("hr"));
      at++;
    } else if (/^\s*>/.test(line)) {
      const quote = take((next) => /^\s*>/.test(next)).map((next) => next.replace(/^\s*>\s?/, ""));
      out.push(make("blockquote", {}, inline(quote.join(" "))));
    } else if (/^\s*([-*+]|\d+[.)])\s+/.test(line)) {
      const isOrdered = /^\s*\d/.test(line);
      const items = take((next) => /^\s*([-*+]|\d+[.)])\s+/.test(next) || /^\s{2,}\S/.test(next));
      out.push(make(isOrdered ? "ol" : "ul", {}, items.map((item) =>
        make("li", {}, inline(item.replace(/^\s*([-*+]|\d+[.)])?\s+/, ""))))));
    } else if (line.includes("|") && /^[\s|:-]+$/.test(lines[at + 1] || "") && /-/.test(lines[at + 1])) {
      const head = cells(line);
      at += 2;
      const rows = take((next) => next.includes("|")).map(cells);
      out.push(make("table", { class: "numbers" },
        make("thead", {}, make("tr", {}, head.map((cell) => make("th", {}, cell)))),
        make("tbody", {}, rows.map((row) => make("tr", {}, row.map((cell) => make("td", {}, cell)))))));
    } else {
      const block = /^(#{1,6}\s|\s*(```|~~~|>|[-*+]\s|\d+[.)]\s))/;
      const text = [lines[at++], ...take((next) => next.trim() && !block.test(next))];
      out.push(make("p", {}, inline(text.join(" "))));
    }
  }
  return out;
}
function inline(text) {
  const parts = [];
  const pattern = /`([^`]+)`|\*\*([^*]+)\*\*|__([^_]+)__|\*([^*\s][^*]*)\*|!?\[([^\]]*)\]\(([^)\s]+)[^)]*\)/g;
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    parts.push(text.slice(end, match.index));
    if (match[1] !== undefined) parts.push(make("code", { text: match[1] }));
    else if (match[2] !== undefined || match[3] !== undefined) {
      parts.push(make("strong", { text: match[2] ?? match[3] }));
    } else if (match[4] !== undefined) parts.push(make("em", { text: match[4] }));
    else if (/^https?:\/\//.test(match[6])) {
      parts.push(make("a", { href: match[6], target: "_blank", rel: "noopener noreferrer",
        text: match[5] || match[6] }));
    } else parts.push(match[5]);
    end = match.index + match[0].length;
  }
  parts.push(text.slice(end));
  return parts.filter((part) => part !== "");
}

// The document, the comparison with another run, and the search.
function documentText() {
  const lines = [];
  for (const part of content.document) {
    if (typeof part === "string") lines.push(part);
    else for (let at = 0; at < part[1]; at++) lines.push(lines[part[0] + at]);
  }
  return lines.join("\n");
}
function makeDocument() {
  const text = documentText();
  const lines = text.split("\n").length;
  return make("div", { class: "page document" },
    make("div", { class: "bar" }, make("span", { class: "faint", text: `${lines.toLocaleString()} lines` }),
      copyButton(text)),
    make("pre", { class: "code", tabindex: "0", text }));
}

function makeComparison() {
  const comparison = content.comparison;
  const earlier = comparison.earlier;
  const changed = comparison.tasks.filter((task) => task.changed.length
    || !task.left || !task.right || task.left.state !== task.right.state);
  const rest = comparison.tasks.filter((task) => !changed.includes(task));
  return make("div", { class: "page" },
    section("Runs", make("table", { class: "numbers" },
      make("thead", {}, make("tr", {}, ["", "earlier", "this run"].map((text) => make("th", { text })))),
      make("tbody", {}, [["name", earlier.id, run.id], ["state", stateChip(earlier.state), stateChip(run.state)],
        ["started", clock(earlier.started), clock(run.started)],
        ["took", duration(earlier.seconds), duration(run.seconds)],
        ["document", earlier.document.slice(0, 12),
          earlier.document === run.document ? "the same" : run.document.slice(0, 12)]]
        .map(([name, left, right]) => make("tr", {}, make("th", { scope: "row", text: name }),
          make("td", {}, left), make("td", {}, right)))))),
    section("Arguments", pairTable(withDefaults(comparison.arguments))),
    section("Metrics", pairTable(comparison.metrics, true)),
    section("Outputs", pairTable(comparison.outputs)),
    section("Tasks that changed", taskPairs(changed)),
    section("Tasks that stayed", taskPairs(rest)));
}
// An argument that was not given has the default of its input.
function withDefaults(pairs) {
  const defaults = new Map(content.pipeline.inputs.map((port) => [port.name, port.default]));
  return pairs.map((pair) => {
    const left = pair.left ?? defaults.get(pair.name);
    const right = pair.right ?? defaults.get(pair.name);
    return { ...pair, left, right, equal: pair.equal || JSON.stringify(left) === JSON.stringify(right) };
  });
}
function pairTable(pairs, isNumeric) {
  if (!pairs.length) return null;
  return make("div", { class: "wide-table" }, make("table", { class: "numbers" },
    make("thead", {}, make("tr", {}, ["", "earlier", "this run", ...(isNumeric ? ["difference"] : [])]
      .map((text) => make("th", { text })))),
    make("tbody", {}, pairs.map((pair) => make("tr", { class: pair.equal ? "" : "changed" },
      make("th", { scope: "row", text: pair.name }),
      make("td", {}, isNumeric && pair.left !== undefined ? number(pair.left) : valueView(pair.left)),
      make("td", {}, isNumeric && pair.right !== undefined ? number(pair.right) : valueView(pair.right)),
      isNumeric && make("td", {}, difference(pair.left, pair.right)))))));
}
function difference(left, right) {
  if (typeof left !== "number" || typeof right !== "number" || left === right) return "–";
  const change = right - left;
  const share = left ? ` (${change > 0 ? "+" : ""}${(change / Math.abs(left) * 100).toFixed(1)} %)` : "";
  return (change > 0 ? "▲ +" : "▼ ") + number(change) + share;
}
function taskPairs(tasks) {
  if (!tasks.length) return null;
  const side = (task) => task ? make("span", {}, stateChip(stateOf(task)), " ", duration(task.seconds))
    : make("span", { class: "faint", text: "not there" });
  return make("div", { class: "wide-table" }, make("table", { class: "numbers" },
    make("thead", {}, make("tr", {}, ["task", "earlier", "this run", "what changed"]
      .map((text) => make("th", { text })))),
    make("tbody", {}, tasks.slice(0, 2000).map((task) => make("tr", {},
      make("th", { scope: "row" }, taskLink(task.path),
        /\[/.test(nameOfPath(task.path))
        && make("div", { class: "faint path", title: task.path, text: nameOfPath(task.path) })), make("td", {}, side(task.left)),
      make("td", {}, side(task.right)),
      make("td", { text: task.changed.map((name) => name.replace(/pipelinechannel--/g, "")).join(", ") }))))));
}

// The search looks at names, states, values and logs.
function searchResults(words) {
  const query = words.toLowerCase();
  const found = [];
  const offer = (path, where, index) => found.length < 60 && found.push({ path, where, index });
  const includes = (text) => String(text).toLowerCase().includes(query);
  nodes.forEach((node, index) => {
    if (isStack(index)) return;
    if (includes(node.title) || includes(node.path)) offer(node.path, kindWords[node.kind], index);
    else if (includes(node.component)) offer(node.path, node.component, index);
  });
  for (const record of records.values()) {
    if (found.length >= 60) break;
    const isIteration = record.path.includes("[");
    const index = nodeByPath.get(placeOf(record.path));
    if (index === undefined) continue;
    if (isIteration && (includes(record.path) || includes(shownName(record)))) offer(record.path, stateWords[stateOf(record)], null);
    else if (includes(stateWords[stateOf(record)])) offer(record.path, stateWords[stateOf(record)], null);
    else if (record.failure && includes(record.failure.message + record.failure.detail)) offer(record.path, "failure", null);
    else if (includes(JSON.stringify(record.inputs || ""))) offer(record.path, "inputs", null);
    else if (includes(JSON.stringify(record.outputs || ""))) offer(record.path, "outputs", null);
    else if (content.logs && content.logs[record.path] && includes(content.logs[record.path].text)) {
      offer(record.path, "log", null);
    }
  }
  return found;
}
function makeSearch() {
  const list = make("div", { class: "results", id: "results", role: "listbox", hidden: true });
  let results = [];
  let chosen = 0;
  const close = () => {
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
  };
  const go = (at) => {
    const result = results[at];
    if (!result) return;
    close();
    if (result.where === "log") view.panelTab = "log";
    select(result.index ?? nodeOfRunPath(result.path), true);
  };
  const show = () => {
    results = field.value.trim() ? searchResults(field.value.trim()) : [];
    chosen = Math.min(chosen, Math.max(0, results.length - 1));
    list.hidden = !field.value.trim();
    field.setAttribute("aria-expanded", String(!list.hidden));
    field.setAttribute("aria-activedescendant", results.length ? "result-" + chosen : "");
    list.replaceChildren(...results.map((result, at) => make("div", { role: "option",
      id: "result-" + at, "aria-selected": String(at === chosen), onmousedown: (event) => {
        event.preventDefault();
        go(at);
      } }, make("span", { title: result.path, text: nameOfPath(result.path) }), make("span", { class: "faint", text: result.where }))),
      ...(results.length ? [] : [make("p", { class: "faint", text: "Nothing found." })]));
    const active = list.querySelector("[aria-selected=true]");
    if (active) active.scrollIntoView({ block: "nearest" });
  };
  const field = make("input", { type: "search", id: "search", placeholder: "Search  /",
    role: "combobox", "aria-label": "Search tasks, values and logs", "aria-controls": "results",
    "aria-expanded": "false", autocomplete: "off", spellcheck: "false",
    oninput: () => {
      chosen = 0;
      show();
    }, onblur: close, onfocus: () => field.value && show(),
    onkeydown: (event) => {
      if (event.key === "Enter") go(chosen);
      else if (event.key === "Escape") close();
      else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        chosen = Math.max(0, Math.min(results.length - 1, chosen + (event.key === "ArrowDown" ? 1 : -1)));
        show();
      }
    } });
  return make("div", { class: "search" }, field, list);
}

"""##

/// A part of the scripts of the pages. Written by `assets/embed.py`.
let liveScript = ##"""

// A page that a server shows: it is told what happens in a run that goes on, and asks for the logs of
// tasks when they are looked at.
const liveLogs = new Map();

function liveLog(record) {
  const known = liveLogs.get(record.path) || { log: { text: "" }, asked: 0, isComplete: false };
  liveLogs.set(record.path, known);
  const isOver = record.end !== undefined;
  if (!known.isComplete && Date.now() - known.asked > 900) {
    known.asked = Date.now();
    askForLog(record, known, isOver);
  }
  return known.log;
}
async function askForLog(record, known, isOver) {
  try {
    const answer = await fetch(content.live + "/log?task=" + encodeURIComponent(record.path));
    if (!answer.ok) return;
    const log = await answer.json();
    known.isComplete = isOver;
    if (JSON.stringify(log) === JSON.stringify(known.log)) return;
    known.log = log;
    const shown = view.selected === null ? null : recordOf(view.selected);
    if (shown && shown.path === record.path && view.panelTab === "log") refreshPanel();
  } catch {
    // The server is gone; what is known stays.
  }
}

function followRun() {
  if (!isFollowed) return;
  let source = null;
  const follow = () => {
    if (document.hidden || run.seconds !== undefined) {
      if (source) source.close();
      source = null;
      return;
    }
    if (source) return;
    source = new EventSource(content.live + "/events");
    source.onmessage = (event) => {
      takeChange(JSON.parse(event.data));
      if (run.seconds !== undefined) follow();
    };
    source.onopen = () => document.body.classList.remove("alone");
    source.onerror = () => document.body.classList.add("alone");
  };
  document.addEventListener("visibilitychange", follow);
  follow();
  const clock = setInterval(() => {
    showHeadline();
    const record = view.selected === null ? null : recordOf(view.selected);
    if (record && record.end === undefined && view.panelTab === "log") liveLog(record);
    if (run.seconds !== undefined) clearInterval(clock);
  }, 1000);
}

function takeChange(change) {
  const folder = run.folder;
  Object.assign(run, change.run, { folder });
  const paths = new Set();
  for (const task of change.tasks) {
    records.set(task.path, task);
    paths.add(task.path);
  }
  if (change.critical) {
    critical.clear();
    change.critical.forEach((path) => critical.add(path));
  }
  showHeadline();
  for (const key of [...made.keys()]) if (key !== "graph" && key !== "document") made.delete(key);
  const hadFocus = graph.svg && graph.svg.contains(document.activeElement);
  if (graph.layout) renderGraph();
  if (hadFocus && graph.shown.has(graph.focus)) graph.shown.get(graph.focus).focus({ preventScroll: true });
  const scroller = main.querySelector(".scroller");
  const top = scroller ? scroller.scrollTop : main.scrollTop;
  if (view.tab !== "graph" && view.tab !== "document") {
    showTab(view.tab);
    const next = main.querySelector(".scroller") || main;
    next.scrollTop = top;
  } else if (view.tab === "graph") {
    tabHolder.replaceChildren(tabList(tabsOfPage(), view.tab, "Views", showTab));
  }
  const shown = view.selected === null ? null : recordOf(view.selected);
  if (!shown || paths.has(shown.path)) refreshPanel();
}
// The panel anew, where it was; not while somebody types there.
function refreshPanel() {
  if (panel.contains(document.activeElement) && document.activeElement.tagName === "INPUT") return;
  const top = panel.scrollTop;
  const log = panel.querySelector(".log");
  const isAtEnd = log && log.scrollTop + log.clientHeight >= log.scrollHeight - 4;
  const logTop = log ? log.scrollTop : 0;
  renderPanel();
  panel.scrollTop = top;
  const next = panel.querySelector(".log");
  if (next) next.scrollTop = isAtEnd ? next.scrollHeight : logTop;
}

"""##

/// A part of the scripts of the pages. Written by `assets/embed.py`.
let startScript = ##"""

// The page as a whole.
function tabsOfPage() {
  const tabs = [["graph", "Graph"]];
  if (run) tabs.push(["timeline", "Timeline"]);
  const metrics = run && metricTasks();
  if (run && (metrics.single.length || metrics.charts.length)) tabs.push(["metrics", "Metrics"]);
  if (content.comparison) tabs.push(["comparison", "Comparison"]);
  if (content.document.length > 1) tabs.push(["document", "Document"]);
  return tabs;
}
const makers = { graph: makeGraph, timeline: makeTimeline, metrics: makeMetrics,
  comparison: makeComparison, document: makeDocument };
const made = new Map();
let main = null;
let tabHolder = null;
let headlineHolder = null;

function showTab(key) {
  view.tab = key;
  if (!made.has(key)) made.set(key, makers[key]());
  main.replaceChildren(made.get(key));
  main.className = "view-" + key;
  tabHolder.replaceChildren(tabList(tabsOfPage(), key, "Views", showTab));
  if (key === "graph" && !graph.layout) {
    renderGraph();
    openGraph();
  }
  remember();
}

// Chooses a task; with `isFar` it is brought into sight, too.
function select(index, isFar) {
  view.selected = index;
  if (index !== null && isFar) {
    let isHidden = false;
    for (let at = nodes[index].parent; at >= 0; at = nodes[at].parent) {
      isHidden = view.folded.delete(at) || isHidden;
    }
    if (graph.layout) renderGraph();
    if (view.tab === "graph") reveal(index);
  }
  if (graph.layout) markSelection();
  renderPanel();
  panel.scrollTop = 0;
  if (index !== null && isFar && view.tab === "graph") reveal(index);
  remember();
}

function remember() {
  const parts = [];
  if (view.tab !== "graph") parts.push("view=" + view.tab);
  if (view.selected !== null) parts.push("task=" + encodeURIComponent(runPath(view.selected)));
  try {
    history.replaceState(null, "", parts.length ? "#" + parts.join("&") : location.pathname + location.search);
  } catch {
    // A page opened from some places may not change its address; nothing depends on it.
  }
}
function recall() {
  const wanted = new Map(location.hash.slice(1).split("&").map((part) => part.split("=")));
  const read = (key) => {
    try {
      return decodeURIComponent(wanted.get(key) || "");
    } catch {
      return "";
    }
  };
  const theme = read("theme");
  if (theme === "dark" || theme === "light") document.documentElement.dataset.theme = theme;
  if (["data", "log", "code"].includes(read("panel"))) view.panelTab = read("panel");
  const tab = tabsOfPage().some(([key]) => key === read("view")) ? read("view") : "graph";
  const index = read("task") ? nodeOfRunPath(read("task")) : null;
  return { tab, index };
}

function showHeadline() {
  headlineHolder.replaceChildren();
  append(headlineHolder, headline());
}
function headline() {
  const counts = new Map();
  for (const record of records.values()) {
    if (record.group || record.state === "skipped") continue;
    const state = stateOf(record);
    counts.set(state, (counts.get(state) || 0) + 1);
  }
  return [content.live && make("a", { href: "/", text: "all runs" }), run && stateChip(run.state),
    run && make("span", { class: "faint", text: [duration(elapsed()),
      [...counts].map(([state, count]) => `${count} ${stateWords[state]}`).join(", ")]
      .filter(Boolean).join(" · ") })];
}

// Which groups are closed at first: stacks, and of large pipelines as many groups as are needed to
// keep the drawing readable. Groups in which something failed are opened before others.
function foldForStart() {
  const groups = nodes.map((node, index) => index).filter((index) => nodes[index].level);
  groups.forEach((index) => view.folded.add(index));
  let room = 70 - content.graph.top.rows.flat().filter((item) => item >= 0).length;
  const isBad = (index) => nodeState(index) === "failed" ? 0 : 1;
  let open = groups.filter((index) => nodes[index].parent < 0);
  while (open.length) {
    open.sort((one, other) => isBad(one) - isBad(other));
    const next = [];
    for (const index of open) {
      const inner = nodes[index].level.rows.flat().filter((item) => item >= 0);
      if (isStack(index) || inner.length > room) continue;
      room -= inner.length;
      view.folded.delete(index);
      next.push(...inner.filter((item) => nodes[item].level));
    }
    open = next;
  }
}

function start() {
  recallTheme();
  foldForStart();
  // A loop opens at its first iteration that failed, else at its first one.
  for (const record of records.values()) {
    const match = /\[(\d+)\](?=[^\[]*$)/.exec(record.path);
    if (!match || record.state !== "failed") continue;
    const loop = nodeByPath.get(placeOf(record.path.slice(0, match.index)));
    if (loop !== undefined && !view.iteration.has(loop)) view.iteration.set(loop, Number(match[1]));
  }
  main = make("main", { id: "main" });
  panel = make("aside", { id: "panel", "aria-label": "Chosen task", tabindex: "-1" });
  tabHolder = make("nav", {});
  headlineHolder = make("div", { class: "headline", role: "status" });
  showHeadline();
  const app = document.getElementById("app");
  app.replaceChildren(
    make("header", { class: "top" },
      make("div", { class: "title" }, make("h1", { text: content.pipeline.name }),
        run && make("span", { class: "faint id", text: run.id })),
      headlineHolder, makeSearch(),
      themeButton()),
    tabHolder,
    make("div", { class: "body" }, main, panel));
  const { tab, index } = recall();
  showTab(tab);
  select(index, index !== null);
  if (content.live) followRun();
  addEventListener("keydown", (event) => {
    const isTyping = /^(INPUT|TEXTAREA)$/.test(event.target.tagName);
    if (event.key === "/" && !isTyping) {
      event.preventDefault();
      document.getElementById("search").focus();
    } else if (event.key === "Escape" && !isTyping && view.selected !== null) {
      const last = view.selected;
      select(null);
      if (view.tab === "graph") focusNode(last);
    }
  });
  let width = innerWidth;
  addEventListener("resize", () => {
    // The middle stays in the middle.
    if (view.tab === "graph" && graph.layout && graph.hasMoved) {
      graph.x += (innerWidth - width) / 2;
      moveView();
    } else if (view.tab === "graph" && graph.layout) {
      openGraph();
      if (view.selected !== null) reveal(view.selected);
    }
    width = innerWidth;
  });
}
start();

"""##

/// A part of the scripts of the pages. Written by `assets/embed.py`.
let runsScript = ##"""

// The list of runs.
let runs = content.runs;
const chosen = new Set();
const list = { words: "", body: null, status: null, compare: null };

function startList() {
  recallTheme();
  list.body = make("tbody", {});
  list.status = make("span", { class: "faint", role: "status" });
  list.compare = make("button", { type: "button", class: "action", onclick: compare }, "Compare two runs");
  const filter = make("input", { type: "search", id: "search", placeholder: "Filter  /",
    "aria-label": "Filter runs", autocomplete: "off", spellcheck: "false", oninput: () => {
      list.words = filter.value.trim().toLowerCase();
      showRuns();
    } });
  document.getElementById("app").replaceChildren(
    make("header", { class: "top" },
      make("div", { class: "title" }, make("h1", { text: "Runs" }),
        make("span", { class: "faint id", text: content.folder })),
      make("div", { class: "headline" }, list.status), list.compare,
      make("div", { class: "search" }, filter), themeButton()),
    make("main", { id: "main", class: "view-runs" }, make("div", { class: "page wide" },
      make("table", { class: "numbers runs" }, make("thead", {}, make("tr", {},
        ["", "State", "Pipeline", "Run", "Started", "Took", "Tasks"].map((text) =>
          make("th", { scope: "col", text })))), list.body))));
  showRuns();
  follow();
  addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.target.tagName === "INPUT") return;
    event.preventDefault();
    filter.focus();
  });
}

function showRuns() {
  const shown = runs.filter((run) => !list.words
    || [run.id, run.pipeline, run.state, run.backend].some((text) => text.toLowerCase().includes(list.words)));
  const running = runs.filter((run) => run.seconds === undefined).length;
  list.status.textContent = `${runs.length} run${runs.length === 1 ? "" : "s"}`
    + (running ? `, ${running} running` : "");
  const focused = list.body.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  list.body.replaceChildren(...shown.slice(0, 1000).map(runRow));
  if (!shown.length) {
    list.body.replaceChildren(make("tr", {}, make("td", { colspan: 7, class: "empty",
      text: runs.length ? "No run fits the filter." : "No run yet: kfps run FILE makes one." })));
  }
  if (focused) {
    const again = [...list.body.querySelectorAll("[data-key]")].find((item) => item.dataset.key === focused);
    if (again) again.focus();
  }
  list.compare.disabled = chosen.size !== 2;
}

function runRow(run) {
  const box = make("input", { type: "checkbox", "data-key": "choose " + run.id,
    "aria-label": `choose ${run.id} for a comparison`, onchange: () => {
      if (box.checked) chosen.add(run.id);
      else chosen.delete(run.id);
      // Two are compared: a third one takes the place of the first.
      if (chosen.size > 2) {
        chosen.delete(chosen.values().next().value);
        showRuns();
      }
      list.compare.disabled = chosen.size !== 2;
    } });
  box.checked = chosen.has(run.id);
  const state = run.state === "running" || run.seconds !== undefined ? run.state : "waiting";
  const seconds = run.seconds ?? (run.state === "running" ? Date.now() / 1000 - run.started : undefined);
  return make("tr", {}, make("td", { class: "choose" }, box), make("td", {}, stateChip(state)),
    make("th", { scope: "row", text: run.pipeline }),
    make("td", {}, make("a", { href: "/runs/" + encodeURIComponent(run.id), text: run.id,
      "data-key": "open " + run.id })),
    make("td", { text: clock(run.started) }), make("td", { class: "figure", text: duration(seconds) }),
    make("td", {}, countBar(run.counts)));
}

// The tasks of a run as one bar with a part for each state.
function countBar(counts) {
  const entries = Object.entries(counts);
  const total = entries.reduce((sum, [, count]) => sum + count, 0);
  if (!total) return make("span", { class: "faint", text: "–" });
  const words = entries.map(([state, count]) => `${count} ${stateWords[state] || state}`).join(", ");
  return make("span", { class: "counts", title: words },
    make("span", { class: "bar-of", "aria-hidden": "true" }, entries.map(([state, count]) =>
      make("span", { class: "s-" + state, style: `flex-grow:${count}` }))),
    make("span", { class: "faint", text: words }));
}

function compare() {
  const order = runs.map((run) => run.id);
  const [newer, earlier] = [...chosen].sort((one, other) => order.indexOf(one) - order.indexOf(other));
  if (earlier) location.href = `/runs/${encodeURIComponent(newer)}/against/${encodeURIComponent(earlier)}`;
}

function follow() {
  let source = null;
  const open = () => {
    if (document.hidden) {
      if (source) source.close();
      source = null;
      return;
    }
    if (source) return;
    source = new EventSource("/events");
    source.onmessage = (event) => {
      runs = JSON.parse(event.data);
      showRuns();
    };
    source.onopen = () => document.body.classList.remove("alone");
    source.onerror = () => document.body.classList.add("alone");
  };
  document.addEventListener("visibilitychange", open);
  open();
  setInterval(() => {
    if (runs.some((run) => run.seconds === undefined)) showRuns();
  }, 1000);
}
startList();

"""##
