// Imported before everything else. Takes private copies of what the guest's own
// code needs, because the globals are removed, guarded and frozen afterwards.

import { types } from "node:util";
import type { GuestSetup } from "../protocol.ts";

// A parameter of the function that the guest's modules are put together into.
declare const setup: GuestSetup;
export const given = setup;

type Reviver = (
  key: string,
  value: unknown,
  context: { source?: string },
) => unknown;
interface ExactJson {
  parse(text: string, reviver?: Reviver): never;
  rawJSON(text: string): { readonly rawJSON: string };
  isRawJSON(value: unknown): value is { readonly rawJSON: string };
}
export const { stringify } = JSON;
export const { parse, rawJSON, isRawJSON } = JSON as unknown as ExactJson;
export const { apply, defineProperty, ownKeys } = Reflect;
export const { create: createObject } = Object;
export const { getPrototypeOf, setPrototypeOf } = Reflect;
export const { get: getProperty, getOwnPropertyDescriptor } = Reflect;
export const { isArray } = Array;
export const { round } = Math;
export const { keys: namesOf, prototype: objectPrototype } = Object;
export const { isAnyArrayBuffer, isArrayBufferView, isProxy } = types;
export const { isRegExp, isTypedArray } = types;
export const { construct } = Reflect;
export const performanceNow = performance.now.bind(performance);
export const { atob: nativeAtob, btoa: nativeBtoa, Intl: NativeIntl } =
  globalThis;
export const { URL: NativeUrl, URLSearchParams: NativeSearchParams } =
  globalThis;
// The constructor itself, which lockdown replaces: the engine asks it about stacks.
export const EngineError = Error as unknown as {
  new (): object;
  stackTraceLimit: number;
  prepareStackTrace: (error: object, calls: never) => string;
  captureStackTrace: (holder: object) => void;
};
export const NativeTypeError = TypeError;
/** The prototypes of the errors of the language. */
export const errorPrototypes = new WeakSet<object>(
  [
    AggregateError,
    Error,
    EvalError,
    RangeError,
    ReferenceError,
    SuppressedError,
    SyntaxError,
    TypeError,
    URIError,
  ].map(({ prototype }) => prototype),
);
export const Bytes = Uint8Array;
/** The exports of a module that imports nothing, in base64. */
export function instantiate(module: string): unknown {
  const bytes = Uint8Array.fromBase64(module);
  return new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports;
}
export const Words = Int32Array;
export const Durations = Float32Array;
export const storeWord = Atomics.store.bind(Atomics);
export const randomName = crypto.randomUUID();
// Deno has the Web Locks API; its types do not know yet.
interface Locks {
  request(name: string, held: () => Promise<never>): Promise<unknown>;
}
export const { locks } = navigator as unknown as { locks: Locks };
export const permissions = Deno.permissions;
export const memoryUsage = Deno.memoryUsage;

// Not of Deno's public API, so it may be gone in another version.
interface DenoCore {
  readonly runNextTicks?: () => void;
  readonly setUnhandledPromiseRejectionHandler?: (
    isHandled: () => boolean,
  ) => void;
}
const { internal } = Deno as unknown as { internal: symbol };
const { core }: { core?: DenoCore } =
  (Deno as unknown as Record<symbol, object>)[internal] ?? {};
/**
 * Runs all microtasks at once, and takes all rejections that nobody handles from where
 * the engine noted them; undefined where there is no way to.
 */
export const runMicrotasks: (() => void) | undefined = core?.runNextTicks;

/** Says nothing of rejections that nobody handles. */
export function ignoreRejections(): void {
  core?.setUnhandledPromiseRejectionHandler?.(() => true);
}

const setTask = setImmediate;
/** Runs a task soon, and all its microtasks: the runtime cannot take too many at once. */
export function nextTask(task: () => void): void {
  setTask(() => {
    task();
    runMicrotasks?.();
  });
}

/** Turns a method into a function that takes its `this` first. */
function uncurried<This, Args extends unknown[], Result>(
  method: (this: This, ...args: Args) => Result,
): (self: This, ...args: Args) => Result {
  return Function.prototype.call.bind(method) as never;
}

// The guest reads text longer than the guarded methods allow.
const text = String.prototype;
export const indexOf = uncurried<string, [string, number?], number>(
  text.indexOf,
);
export const replaceAll = uncurried<string, [string, string], string>(
  text.replaceAll as (from: string, to: string) => string,
);
export const split = uncurried<string, [string], string[]>(
  text.split as (separator: string) => string[],
);
export const slice = uncurried<string, [number, number?], string>(text.slice);
export const isWellFormed = uncurried<string, [], boolean>(text.isWellFormed);
export const charCode = uncurried<string, [number], number>(text.charCodeAt);
export const bigIntText = uncurried<bigint, [], string>(
  BigInt.prototype.toString,
);
export const trim = uncurried<string, [], string>(text.trim);

/** The text of a function. */
export const sourceOf = uncurried<(...args: never[]) => unknown, [], string>(
  Function.prototype.toString,
);

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const strictDecoder = new TextDecoder("utf-8", {
  ignoreBOM: true,
  fatal: true,
});
const encoder = new TextEncoder();
export const decode = decoder.decode.bind(decoder);
export const decodeStrictly = strictDecoder.decode.bind(strictDecoder);
export const encode = encoder.encode.bind(encoder);
export const encodeInto = encoder.encodeInto.bind(encoder);

const { port } = given;
export function post(message: unknown, transfer: Transferable[] = []): void {
  port.postMessage(message, transfer);
}
