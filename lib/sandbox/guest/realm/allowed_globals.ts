// What a job can see, as data. A name that is not here does not exist for it.

/** Globals of ECMAScript that a job keeps, in the frozen form lockdown gives them. */
// deno-fmt-ignore
export const INTRINSICS: readonly string[] = [
  "AggregateError", "Array", "BigInt", "Boolean", "Date", "Error", "EvalError",
  "Infinity", "Iterator", "JSON", "Map", "Math", "NaN", "Number", "Object",
  "Promise", "Proxy", "RangeError", "ReferenceError", "Reflect", "RegExp", "Set",
  "String", "Symbol", "SyntaxError", "TypeError", "URIError", "WeakMap",
  "WeakSet", "decodeURI", "decodeURIComponent", "encodeURI",
  "encodeURIComponent", "escape", "globalThis", "isFinite", "isNaN", "parseFloat",
  "parseInt", "undefined", "unescape",
];

/** A global that Deno's own delivery of messages looks up; no job can reach it. */
export const NEEDED_BY_DENO: readonly string[] = ["queueMicrotask"];

/** Further globals that lockdown itself needs to find in the worker. */
// deno-fmt-ignore
export const NEEDED_BY_LOCKDOWN: readonly string[] = [
  "ArrayBuffer", "AsyncDisposableStack", "BigInt64Array", "BigUint64Array",
  "Compartment", "DataView", "DisposableStack", "Float16Array", "Float32Array",
  "Float64Array", "Function", "Int16Array", "Int32Array", "Int8Array",
  "SuppressedError", "Uint16Array", "Uint32Array", "Uint8Array",
  "Uint8ClampedArray", "assert", "console", "eval", "harden",
  "hardenIntrinsics", "lockdown", "repairIntrinsics",
];
