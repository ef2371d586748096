
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
