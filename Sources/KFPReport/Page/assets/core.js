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
