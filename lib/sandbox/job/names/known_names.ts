// The names that a text may use without declaring them: those of the language, those that
// come with an endowment, and those of other hosts, which bundles mention in branches
// that never run here.

import type { Endowment } from "../../protocol.ts";

/** Names that every job has. */
// deno-fmt-ignore
export const LANGUAGE: ReadonlySet<string> = new Set([
  "AggregateError", "Array", "BigInt", "Boolean", "Date", "Error", "EvalError",
  "Function", "Infinity", "Iterator", "JSON", "Map", "Math", "NaN", "Number", "Object",
  "Promise", "Proxy", "RangeError", "ReferenceError", "Reflect", "RegExp", "Set",
  "String", "Symbol", "SyntaxError", "TypeError", "URIError", "WeakMap",
  "WeakSet", "console", "decodeURI", "decodeURIComponent", "encodeURI",
  "encodeURIComponent", "globalThis", "isFinite", "isNaN", "parseFloat",
  "parseInt", "undefined", "escape", "self", "unescape",
]);

// deno-fmt-ignore
const GIVEN_BY: Readonly<Record<Endowment, readonly string[]>> = {
  clock: ["performance"],
  random: [],
  bytes: [
    "ArrayBuffer", "BigInt64Array", "BigUint64Array", "DataView", "Float16Array",
    "Float32Array", "Float64Array", "Int16Array", "Int32Array", "Int8Array",
    "TextDecoder", "TextEncoder", "Uint16Array", "Uint32Array", "Uint8Array",
    "Uint8ClampedArray", "atob", "btoa",
  ],
  url: ["URL", "URLSearchParams"],
  intl: ["Intl"],
  digest: ["digest"],
};

/** Names that a job has only with an endowment. */
export const ENDOWED: ReadonlyMap<string, Endowment> = new Map(
  Object.entries(GIVEN_BY).flatMap(([endowment, names]) =>
    names.map((name) => [name, endowment as Endowment])
  ),
);

interface HostNames {
  readonly names: string;
  /** What a job does instead. */
  readonly instead: string;
}

// In each row: names that no endowment gives, and what to do without them.
const ELSEWHERE: readonly HostNames[] = [
  {
    names:
      "fetch XMLHttpRequest WebSocket EventSource Request Response Headers " +
      "FormData navigator location WebTransport RTCPeerConnection",
    instead: "a job has no network; put what it needs into the item",
  },
  {
    names: "process Deno Bun WScript EdgeRuntime Netlify Packages java",
    instead:
      "a job knows nothing of its process; write settings into its text " +
      "or into the item",
  },
  {
    names: "require module exports __dirname __filename importScripts define " +
      "__webpack_require__ __non_webpack_require__ __webpack_modules__ System",
    instead: "a job loads nothing; bundle it into one file first",
  },
  {
    names: "Buffer",
    instead: "use Uint8Array, which needs --allow bytes",
  },
  {
    names: "setTimeout setInterval setImmediate clearTimeout clearInterval " +
      "clearImmediate queueMicrotask requestAnimationFrame cancelAnimationFrame " +
      "requestIdleCallback cancelIdleCallback scheduler MutationObserver",
    instead: "a job has no timers; await a promise, or work without waiting",
  },
  {
    names: "crypto Crypto CryptoKey SubtleCrypto msCrypto",
    instead: "a job has no source of secrets; Math.random(), which needs " +
      "--allow random, repeats with --seed",
  },
  {
    names: "structuredClone",
    instead: "use JSON.parse(JSON.stringify(value)) for a copy",
  },
  {
    names:
      "window document global __magic__ frames HTMLElement Element Node Document " +
      "DocumentFragment DOMParser XMLSerializer Image Audio SVGElement Window " +
      "HTMLDocument NodeList CSSStyleSheet customElements getComputedStyle " +
      "matchMedia screen $ jQuery ActiveXObject HTMLCanvasElement " +
      "HTMLImageElement HTMLInputElement HTMLFormElement OffscreenCanvas " +
      "ImageData ShadowRoot NodeFilter NamedNodeMap WorkerGlobalScope " +
      "DedicatedWorkerGlobalScope ServiceWorkerGlobalScope chrome browser " +
      "phantom opera",
    instead: "a job has no page around it; globalThis is its global object",
  },
  {
    names: "localStorage sessionStorage indexedDB caches cookieStore",
    instead: "a job keeps nothing between items; see --isolate worker",
  },
  {
    names: "Blob File FileReader FileList FileReaderSync ReadableStream " +
      "WritableStream TransformStream CompressionStream DecompressionStream " +
      "TextDecoderStream TextEncoderStream ByteLengthQueuingStrategy " +
      "CountQueuingStrategy",
    instead: "a job has no files and no streams; its input is the item",
  },
  {
    names: "alert prompt confirm",
    instead: "a job talks to nobody; console.log() writes a line to stderr",
  },
  {
    names:
      "Event EventTarget CustomEvent ErrorEvent MessageEvent ProgressEvent " +
      "CloseEvent AbortController AbortSignal DOMException reportError " +
      "addEventListener removeEventListener dispatchEvent PerformanceObserver",
    instead: "a job has no events; Error and promises are there",
  },
  {
    names: "Worker SharedWorker MessageChannel MessagePort BroadcastChannel " +
      "postMessage SharedArrayBuffer Atomics",
    instead: "a job has one thread; Sluice runs the items on all cores",
  },
  {
    names: "WeakRef FinalizationRegistry gc",
    instead: "a job does not see when memory is collected",
  },
  {
    names: "eval GeneratorFunction AsyncFunction WebAssembly Compartment " +
      "ShadowRealm",
    instead: "a job cannot make code from text or bytes; write it out",
  },
  {
    names: "Temporal",
    instead: "use Date",
  },
  {
    names: "DisposableStack AsyncDisposableStack SuppressedError " +
      "regeneratorRuntime harden lockdown assert",
    instead: "a job has only the names that the documentation lists",
  },
];

/** Names of other hosts, with what a job does instead. */
export const FOREIGN: ReadonlyMap<string, string> = new Map(
  ELSEWHERE.flatMap(({ names, instead }) =>
    names.split(" ").map((name) => [name, instead])
  ),
);
