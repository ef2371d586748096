
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
