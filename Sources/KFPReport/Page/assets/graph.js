
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
