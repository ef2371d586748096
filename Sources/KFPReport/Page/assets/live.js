
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
