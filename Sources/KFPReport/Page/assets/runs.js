
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
