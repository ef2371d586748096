
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
