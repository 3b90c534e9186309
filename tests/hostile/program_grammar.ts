// Random programs made of tricks: each begins with something a job can get hold of, and
// walks on from there by steps that have led out of other sandboxes.

import { SeededRandom } from "../support/seeded_random.ts";

const BEGINNINGS = [
  "globalThis",
  "{}",
  "[]",
  "(() => {})",
  "(async () => {})",
  "(function* () {})",
  "(async function* () {})()",
  "/a/",
  "new Error('a')",
  "Promise.resolve(1)",
  "new Proxy(() => {}, {})",
  "Symbol.iterator",
  "console",
  "console.log",
  "JSON",
  "[][Symbol.iterator]()",
  "new Map().entries()",
  "about",
  "caught(() => null.a)",
  "caught(() => { throw caught(() => deep()) })",
  "caught(() => new RegExp('('))",
  "caught(() => { using a = { [Symbol.dispose]() { throw 1; } }; throw 2; })",
] as const;

const STEPS = [
  "v.constructor",
  "v.constructor.constructor",
  "Object.getPrototypeOf(v)",
  "v.__proto__",
  "v.prototype",
  "v.caller ?? v.arguments",
  "Object.getOwnPropertyDescriptor(v, pick(Reflect.ownKeys(v)))",
  "pick(Reflect.ownKeys(v).map((key) => v[key]))",
  "pick(Object.values(Object.getOwnPropertyDescriptors(v))).get",
  "v.get?.call(v) ?? v.value",
  "v.call(null)",
  "v('return globalThis')",
  "new v('return globalThis')",
  "v('return globalThis')()",
  "Reflect.construct(v, [], Object)",
  "Reflect.apply(v, globalThis, [v])",
  "v.bind(null)",
  "await v",
  "await { then: (resolve) => resolve(v) }",
  "await new Promise((resolve, reject) => (v = resolve, resolve(reject)))",
  "v.next?.().value ?? v",
  "[...v]",
  "Object.assign(v, { left: 1 })",
  "(v.left = 1, v)",
  "Object.setPrototypeOf(v, null)",
  "Object.defineProperty(v, 'then', { get() { return () => {}; } })",
  "new Proxy(v, { get: (t, k) => k === 'then' ? undefined : t[k] })",
  "v.toString()",
  "v[Symbol.toPrimitive] ?? v[Symbol.species]",
  "v.stack",
  "Error.captureStackTrace?.(v) ?? v",
  "Array.from(v)",
  "structured(v)",
  "caught(() => v())",
] as const;

const HELPERS = `
  const pick = (list) => list[number % (list.length || 1)];
  const deep = () => deep();
  const structured = (value) => JSON.parse(JSON.stringify(value));
  const caught = (body) => { try { body(); } catch (error) { return error; } };
  const names = ["Deno", "process", "Worker", "fetch", "postMessage", "queueMicrotask", "setTimeout"];
  const isHost = (value) => Object(value) === value &&
    names.some((name) => { try { return name in value && value[name] !== undefined; } catch { return false; } });
`;

/** A job that runs the program whose number it is given, and says what it reached. */
export function programs(count: number, seed: number): string {
  const random = new SeededRandom(seed);
  const all = Array.from({ length: count }, () => program(random));
  return `async (number, about) => {${HELPERS}
    if (number === "plain") return ({}).left === undefined ? "plain" : "left over";
    return await [\n${all.join(",\n")}\n][number]();
  }`;
}

function program(random: SeededRandom): string {
  const steps = Array.from(
    { length: 2 + random.below(6) },
    () =>
      `try { v = ${
        random.pick(STEPS)
      }; } catch {}\n if (isHost(v)) return "host";`,
  );
  return `async () => { let v = ${random.pick(BEGINNINGS)};\n${
    steps.join("\n")
  }\nreturn "nothing"; }`;
}
