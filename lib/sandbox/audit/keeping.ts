import type { Probe } from "./attempt.ts";

/** Attempts to leave something for the next item; each runs twice, and looks first. */
// deno-fmt-ignore
export const KEEPING: readonly Probe[] = [
  { category: "state", name: "change what all objects share", attempt: `() => ({}).left || void (Object.prototype.left = 1)` },
  { category: "state", name: "change a method of arrays", attempt: `() => [].map.left || void ([].map.left = 1)` },
  { category: "state", name: "change the global", attempt: `() => globalThis.left || void (globalThis.left = 1)` },
  { category: "state", name: "change how promises work", attempt: `() => Promise.prototype.left || void (Promise.prototype.left = 1)` },
  { category: "state", name: "change errors", attempt: `() => Error.left || void (Error.left = 1)` },
  { category: "state", name: "change the error of a disposal", attempt: `() => { try { using a = { [Symbol.dispose]() { throw 1; } }; throw 2; } catch (e) { const p = Object.getPrototypeOf(e); if (p.left) return true; p.left = 1; } }` },
  { category: "state", name: "change the console", attempt: `() => console.log.left || void (console.log.left = 1)` },
  { category: "state", name: "keep a match of a pattern", attempt: `() => RegExp.$1 || void /(x)/.exec("x")` },
  { category: "state", name: "hook into stacks", attempt: `() => Error.prepareStackTrace?.() === "left" || void (Error.prepareStackTrace = () => "left")` },
];

/** Attempts to get hold of what is outside of the job's own realm. */
// deno-fmt-ignore
export const ESCAPING: readonly Probe[] = [
  { category: "escape", name: "find the global by a constructor", attempt: `() => ({}).constructor.constructor("return this")()` },
  { category: "escape", name: "find the global by a plain call", attempt: `() => (function () { return this; })()` },
  { category: "escape", name: "find who called", attempt: `() => (function () { return arguments.callee; })()` },
  { category: "escape", name: "make a realm of other rules", attempt: `() => typeof Compartment + typeof ShadowRealm !== "undefinedundefined"` },
  { category: "escape", name: "find a global that is not of the language", attempt: `() => ["Deno", "process", "window", "setTimeout", "queueMicrotask"].some((name) => name in globalThis)` },
  { category: "escape", name: "find something that can be changed", attempt: `() => { const open = [Object, async () => {}, function* () {}].map((x, i) => i ? Object.getPrototypeOf(x) : x).concat(Reflect.ownKeys(globalThis).map((key) => globalThis[key])); const seen = new Set(); while (open.length) { const v = open.pop(); if (Object(v) !== v || v === globalThis || seen.has(v)) continue; seen.add(v); if (!Object.isFrozen(v)) return true; open.push(Object.getPrototypeOf(v)); for (const k of Reflect.ownKeys(v)) { const d = Reflect.getOwnPropertyDescriptor(v, k); open.push(d.value, d.get, d.set); } } }` },
  { category: "escape", name: "get a host's function by a promise", attempt: `async () => { let got; await { then(resolve) { try { got = resolve.constructor("return this")(); } catch {} resolve(); } }; return got; }` },
];
