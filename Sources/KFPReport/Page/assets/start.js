
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
