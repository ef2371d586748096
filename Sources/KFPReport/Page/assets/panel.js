
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
