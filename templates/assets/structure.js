// The structure of a crystal is turned by pointer, by arrow keys and by buttons. The page brings the still drawing
// and all that it is made of; each part covers what is behind it, by the rules of the build. Nothing moves by itself.
(() => {
  "use strict";

  const SVG = "http://www.w3.org/2000/svg";
  const STEP = Math.PI / 24; // by a key or a button
  const PULL = 0.01; // radians to a pixel, by the pointer
  const CLOSE = 0.005; // depths that differ less are equal
  const LEAST = 1e-4; // of the area, or of the length, in which two parts overlap
  const EDGE_ON = 0.01; // of a face that is seen from its edge
  const FACE = 0;
  const ATOM = 1;
  const STICK = 2;
  const TURNS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  // --- vectors ------------------------------------------------------------------------------------------

  const dot = (a, b) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  const subtract = (a, b) => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
  const between = (a, b, share) => a.map((value, n) => value + (b[n] - value) * share);

  function cross(a, b) {
    return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
  }

  function unit(a) {
    const length = Math.hypot(...a);
    return a.map((value) => value / length);
  }

  /** A vector turned around an axis of length 1. */
  function turn(vector, axis, angle) {
    const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
    const along = dot(axis, vector) * (1 - cosine);
    const aside = cross(axis, vector);
    return vector.map((value, n) => value * cosine + aside[n] * sine + axis[n] * along);
  }

  // --- on the drawing -----------------------------------------------------------------------------------

  /** Above 0 where a spot is to the left of the line from start to end. */
  const side = (start, end, spot) =>
    (end[0] - start[0]) * (spot[1] - start[1]) - (end[1] - start[1]) * (spot[0] - start[0]);

  /** Each corner of an outline with the one before it. */
  const edges = (outline) => outline.map((corner, n) => [outline.at(n - 1), corner]);

  /** The part of one convex outline that is in another. */
  function clip(outline, frame) {
    let found = outline.map(([x, y]) => [x, y]);
    for (const [start, end] of edges(frame)) {
      const kept = [];
      for (const [last, spot] of edges(found)) {
        const here = side(start, end, spot);
        const there = side(start, end, last);
        if (here > 0 !== there > 0) kept.push(between(last, spot, there / (there - here)));
        if (here > 0) kept.push(spot);
      }
      found = kept;
    }
    return found;
  }

  const area = (outline) => edges(outline).reduce((sum, [a, b]) => sum + a[0] * b[1] - a[1] * b[0], 0) / 2;

  /** The shares of a line between which it is in a convex outline. */
  function clipLine(start, end, frame) {
    let [first, last] = [0, 1];
    for (const [one, other] of edges(frame)) {
      const a = side(one, other, start);
      const b = side(one, other, end);
      if (a <= 0 && b <= 0) return null;
      if (a < 0) first = Math.max(first, a / (a - b));
      else if (b < 0) last = Math.min(last, a / (a - b));
    }
    return first < last ? [first, last] : null;
  }

  function shareOfNearest(start, end, spot) {
    const [x, y] = [end[0] - start[0], end[1] - start[1]];
    const square = x * x + y * y;
    const share = square && ((spot[0] - start[0]) * x + (spot[1] - start[1]) * y) / square;
    return Math.min(1, Math.max(0, share));
  }

  const distance = (a, b) => Math.hypot(a[0] - b[0], a[1] - b[1]);

  /** The spot itself where it is in the outline, or else the nearest one on its edge. */
  function findNearest(outline, spot) {
    if (edges(outline).every(([start, end]) => side(start, end, spot) >= 0)) return spot;
    const found = edges(outline).map(([a, b]) => between(a, b, shareOfNearest(a, b, spot)));
    return found.reduce((best, near) => (distance(near, spot) < distance(best, spot) ? near : best));
  }

  // --- what is in front of what -------------------------------------------------------------------------

  /** How near a face is at a point of the drawing. */
  function depthAt({ outline: [corner], normal }, [x, y]) {
    return corner[2] - (normal[0] * (x - corner[0]) + normal[1] * (y - corner[1])) / normal[2];
  }

  const sign = (difference) => (Math.abs(difference) < CLOSE ? 0 : Math.sign(difference));

  /** For each two kinds of parts: above 0 where the first is in front, 0 where they do not overlap. */
  const COMPARE = {
    [`${FACE}${FACE}`](one, other) {
      const shared = clip(one.outline, other.outline);
      if (area(shared) < LEAST) return 0;
      const middle = [0, 1].map((n) => shared.reduce((sum, spot) => sum + spot[n], 0) / shared.length);
      return sign(depthAt(one, middle) - depthAt(other, middle));
    },
    [`${FACE}${ATOM}`](face, atom) {
      if (face.points.includes(atom.points[0])) return -1; // an atom at a corner is in front of what it is part of
      const [center] = atom.outline;
      const near = findNearest(face.outline, center);
      return distance(near, center) < atom.radius ? sign(depthAt(face, near) - center[2]) : 0;
    },
    [`${FACE}${STICK}`](face, stick) {
      const [start, end] = stick.outline;
      const inside = clipLine(start, end, face.outline);
      if (!inside || (inside[1] - inside[0]) * distance(start, end) < LEAST) return 0;
      const middle = between(start, end, (inside[0] + inside[1]) / 2);
      return sign(depthAt(face, middle) - middle[2]);
    },
    [`${ATOM}${ATOM}`](one, other) {
      const [[a], [b]] = [one.outline, other.outline];
      return distance(a, b) < one.radius + other.radius ? sign(a[2] - b[2]) : 0;
    },
    [`${ATOM}${STICK}`](atom, stick) {
      const [center] = atom.outline;
      const [start, end] = stick.outline;
      const near = between(start, end, shareOfNearest(start, end, center));
      const aside = distance(near, center);
      if (aside >= atom.radius) return 0;
      return Math.hypot(aside, near[2] - center[2]) < atom.radius ? 1 : sign(center[2] - near[2]);
    },
    [`${STICK}${STICK}`]: () => 0,
  };

  function compare(one, other) {
    return one.kind <= other.kind
      ? COMPARE[`${one.kind}${other.kind}`](one, other)
      : -COMPARE[`${other.kind}${one.kind}`](other, one);
  }

  const overlap = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

  /** What is farther away first; where parts cover each other in a circle, the farthest goes first. */
  function order(parts) {
    const sorted = parts.toSorted((a, b) => a.depth - b.depth);
    const waiting = sorted.map(() => 0);
    const covered = sorted.map(() => []);
    for (let one = 0; one < sorted.length; one += 1)
      for (let other = 0; other < one; other += 1) {
        if (!overlap(sorted[one].box, sorted[other].box)) continue;
        const front = compare(sorted[one], sorted[other]);
        if (!front) continue;
        waiting[front > 0 ? one : other] += 1;
        covered[front > 0 ? other : one].push(front > 0 ? one : other);
      }
    const left = new Set(sorted.keys());
    const found = [];
    while (left.size) {
      const free = sorted.findIndex((_, n) => left.has(n) && waiting[n] <= 0);
      const next = free < 0 ? Math.min(...left) : free;
      left.delete(next);
      found.push(sorted[next]);
      for (const n of covered[next]) waiting[n] -= 1;
    }
    return found;
  }

  // --- the drawing --------------------------------------------------------------------------------------

  const write = (value) => String(Math.round(value * 10) / 10 || 0);
  const writePath = (spots, end = "") =>
    `M${spots.map((spot) => spot.slice(0, 2).map(write).join(" ")).join("L")}${end}`;

  function make(tag, attributes) {
    const element = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  }

  function findBox(outline, radius = 0) {
    const [xs, ys] = [0, 1].map((n) => outline.map((point) => point[n]));
    const low = [xs, ys].map((values) => Math.min(...values) - radius);
    return [...low, ...[xs, ys].map((values) => Math.max(...values) + radius)];
  }

  /** One structure with its buttons: `axes` are the directions to the right, upward, and to the viewer. */
  class StructureFigure {
    constructor(root) {
      this.root = root;
      this.svg = root.querySelector("svg");
      this.group = this.svg.querySelector("[data-scene]");
      this.scene = JSON.parse(root.dataset.structure);
      this.still = [...this.group.childNodes];
      this.names = this.still.slice(-this.scene.names.length || Infinity);
      this.axes = this.scene.axes;
      this.listen();
      root.querySelector(".vi-turns").hidden = false;
    }

    listen() {
      this.svg.setAttribute("tabindex", "0");
      this.root.classList.add("vi-turned");
      this.root.addEventListener("keydown", (event) => {
        if (event.ctrlKey || event.metaKey || event.altKey || !TURNS[event.key]) return;
        event.preventDefault();
        this.turn(...TURNS[event.key].map((count) => count * STEP));
      });
      for (const button of this.root.querySelectorAll("[data-turn]"))
        button.addEventListener("click", () => {
          const steps = TURNS[button.dataset.turn];
          if (steps) this.turn(...steps.map((count) => count * STEP));
          else this.reset();
        });
      this.svg.addEventListener("pointerdown", (event) => {
        if (event.button === 0) this.svg.setPointerCapture(event.pointerId);
      });
      this.svg.addEventListener("pointermove", (event) => {
        if (!this.svg.hasPointerCapture(event.pointerId)) return;
        this.turn(event.movementX * PULL, event.movementY * PULL);
      });
    }

    /** What is at the right comes to the front where the angle across is above 0, what is above where that down is. */
    turn(across, down) {
      const [right, up] = this.axes;
      const moved = this.axes.map((axis) => turn(turn(axis, up, -across), right, -down));
      const toward = unit(moved[2]);
      const level = unit(cross(moved[1], toward)); // rounding never adds up
      this.axes = [level, cross(toward, level), toward];
      if (!this.asked) this.asked = requestAnimationFrame(() => this.draw());
    }

    reset() {
      cancelAnimationFrame(this.asked);
      this.asked = 0;
      this.axes = this.scene.axes;
      this.group.replaceChildren(...this.still);
    }

    /** The parts of the scene as they are seen from here. */
    look() {
      const { scene } = this;
      const seen = scene.points.map((point) => this.axes.map((axis) => dot(point, axis)));
      const found = [];
      const add = (kind, style, points, radius) => {
        const outline = points.map((n) => seen[n]);
        const depth = outline.reduce((sum, point) => sum + point[2], 0) / outline.length;
        const part = { kind, style, points, radius, outline, depth, box: findBox(outline, radius) };
        if (kind === FACE)
          part.normal = unit(cross(subtract(outline[1], outline[0]), subtract(outline[2], outline[0])));
        if (kind !== FACE || part.normal[2] > EDGE_ON) found.push(part);
      };
      for (const [style, ...points] of scene.faces) add(FACE, style, points);
      for (const [style, point, radius] of scene.atoms) add(ATOM, style, [point], radius);
      for (const [style, ...points] of scene.sticks) add(STICK, style, points);
      return [found, seen];
    }

    draw() {
      this.asked = 0;
      const { scene } = this;
      const [parts, seen] = this.look();
      const names = scene.names.map(([, start, end, beside]) => {
        const away = distance(seen[start], seen[end]);
        return away > scene.least ? between(seen[start], seen[end], 1 + beside / away) : seen[end];
      });
      const place = this.fit(parts, names);
      const drawn = order(parts).flatMap((part) => this.drawPart(part, place));
      for (const [n, name] of this.names.entries()) {
        const copy = name.cloneNode(true);
        const [x, y] = place(names[n]);
        copy.firstChild.setAttribute("x", write(x));
        copy.firstChild.setAttribute("y", write(y + scene.base));
        drawn.push(copy);
      }
      this.group.replaceChildren(...drawn);
    }

    /** What puts points on the drawing: as large as at first, or smaller where it would leave its frame. */
    fit(parts, names) {
      const { scale, width, height, margin } = this.scene;
      const boxes = [
        ...parts.map(({ box }) => box),
        ...names.map((name) => findBox([name], this.scene.letter)),
      ];
      const low = [0, 1].map((n) => Math.min(...boxes.map((box) => box[n])));
      const high = [2, 3].map((n) => Math.max(...boxes.map((box) => box[n])));
      const room = [width, height].map((size, n) => (size - 2 * margin) / (high[n] - low[n]));
      this.scale = Math.min(scale, ...room);
      const middle = [0, 1].map((n) => (low[n] + high[n]) / 2);
      return ([x, y]) => [
        width / 2 + this.scale * (x - middle[0]),
        height / 2 - this.scale * (y - middle[1]),
      ];
    }

    drawPart({ kind, style, outline, normal }, place) {
      const { scene } = this;
      const spots = outline.map(place);
      if (kind === STICK) return [make("path", { d: writePath(spots), ...scene.styles[style] })];
      if (kind === ATOM) {
        const [x, y] = spots[0].map(write);
        const smaller = this.scale < scene.scale ? `scale(${(this.scale / scene.scale).toFixed(3)})` : "";
        return [
          make("use", { href: `#${scene.prefix}-${style}`, transform: `translate(${x} ${y})${smaller}` }),
        ];
      }
      const { veil, paint, lit, dark } = scene.styles[style];
      const shade = lit + (dark - lit) * (1 - Math.max(0, dot(normal, scene.light)));
      const d = writePath(spots, "z");
      return [make("path", { d, ...veil }), make("path", { d, ...paint, "fill-opacity": shade.toFixed(2) })];
    }
  }

  for (const root of document.querySelectorAll("[data-structure]")) new StructureFigure(root);
})();
