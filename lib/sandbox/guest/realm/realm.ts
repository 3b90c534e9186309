// Makes the worker's realm safe to evaluate a stranger's text in. The order of the
// steps is the point: each relies on the ones before it.

import {
  apply,
  defineProperty,
  EngineError,
  getPrototypeOf,
  given,
  ignoreRejections,
  locks,
  ownKeys,
  permissions,
  randomName,
  setPrototypeOf,
} from "../prelude.ts";
import type {} from "../../../deps/ses.ts";
import { registerHooks } from "node:module";
import {
  INTRINSICS,
  NEEDED_BY_DENO,
  NEEDED_BY_LOCKDOWN,
} from "./allowed_globals.ts";
import { ARRAY_METHODS } from "./arrays.ts";
import { notePlaces } from "../batch/places.ts";
import { SOURCE_GUARDS } from "../batch/quick_reads.ts";
import { BYTES_GUARDS, countConstructors } from "../endow/bytes_budget.ts";
import { makeEndowments } from "../endow/endowments.ts";
import { followLocales, ignoreLocales } from "../endow/intl.ts";
import {
  JSON_METHODS,
  letBigIntsBeWritten,
  noteWhatIsNotSaid,
} from "./json.ts";
import { installGuards, LENGTH_GUARDS, replaceMethods } from "./guards.ts";
import { LEFTOVER_GUARDS } from "./leftovers.ts";
import { countNatives } from "./native_steps.ts";
import { nameNeeds } from "./needs.ts";
import { SYMBOL_METHODS } from "./symbols.ts";
import { TEMPLATE_GUARDS } from "./templates.ts";
import {
  defineOverridable,
  hardenOverridable,
  letErrorsBeExtended,
} from "./overridable.ts";
import {
  boundBoxes,
  boundPatterns,
  markTexts,
  readNumbersSingly,
  SEARCH_METHODS,
} from "./texts.ts";

/** Evaluates a job's text and returns its value. */
export type Evaluate = (text: string) => unknown;

/** Closes the realm for good. Rejects when a wall does not stand. */
export async function closeRealm(): Promise<Evaluate> {
  refuseAuthority();
  await refuseImports();
  await holdLock();
  silenceLateFailures();
  replaceMethods(JSON, JSON_METHODS);
  replaceMethods(Symbol, SYMBOL_METHODS);
  installGuards(LENGTH_GUARDS);
  installGuards(LEFTOVER_GUARDS);
  installGuards(SOURCE_GUARDS);
  replaceMethods(Array.prototype, ARRAY_METHODS);
  replaceMethods(Array.prototype, SEARCH_METHODS);
  installGuards(TEMPLATE_GUARDS);
  readNumbersSingly();
  if (given.realm.steps !== undefined) countNatives();
  boundBoxes();
  if (given.realm.endowments.includes("bytes")) guardBytes();
  const hasLocales = given.realm.endowments.includes("intl");
  if (hasLocales) followLocales();
  const suppressed = globalThis.SuppressedError;
  const needed = [...INTRINSICS, ...NEEDED_BY_DENO];
  keepOnly(globalThis, [...needed, ...NEEDED_BY_LOCKDOWN]);
  // Safe is: in no language at all. Ours have a fixed one.
  lockDown(hasLocales ? "unsafe" : "safe");
  if (!hasLocales) ignoreLocales();
  letBigIntsBeWritten();
  noteWhatIsNotSaid();
  markTexts();
  boundPatterns();
  compileNothing();
  letErrorsBeExtended();
  nameNeeds();
  hardenIntrinsics();
  hardenOverridable(harden);
  notePlaces();
  repairSuppressedError(suppressed);
  const evaluate = makeEvaluator();
  keepOnly(globalThis, needed);
  return evaluate;
}

function guardBytes(): void {
  installGuards(BYTES_GUARDS);
  countConstructors();
}

// An option that is missing would be looked up in the environment.
const LOCKDOWN_OPTIONS = {
  __hardenTaming__: "safe",
  consoleTaming: "unsafe",
  domainTaming: "unsafe",
  errorTaming: "safe",
  errorTrapping: "none",
  evalTaming: "safe-eval",
  legacyRegeneratorRuntimeTaming: "safe",
  overrideDebug: [] as string[],
  overrideTaming: "severe",
  regExpTaming: "safe",
  reporting: "none",
  stackFiltering: "concise",
  unhandledRejectionTrapping: "none",
} as const;

const PERMISSIONS = [
  "env",
  "ffi",
  "net",
  "read",
  "run",
  "sys",
  "write",
] as const;

/** A worker that was given something by mistake must not start. */
function refuseAuthority(): void {
  for (const name of PERMISSIONS) {
    if (permissions.querySync({ name }).state === "granted") {
      throw new Error(`the worker was granted ${name}`);
    }
  }
}

/** Closes the loader itself, for every spelling of import there is or will be. */
async function refuseImports(): Promise<void> {
  const refuse = () => {
    throw new Error("imports are not available in a job");
  };
  registerHooks({ resolve: refuse, load: refuse });
  const loaded = await import(`data:text/javascript,//${randomName}`).then(
    () => true,
    () => false,
  );
  if (loaded) throw new Error("an import was not refused");
}

function lockDown(localeTaming: "safe" | "unsafe"): void {
  const { captureStackTrace } = EngineError;
  // The `Error` of lockdown takes the stack of each error once more, only to leave out
  // its own call, which is not told anyway.
  EngineError.captureStackTrace = () => {};
  repairIntrinsics({ ...LOCKDOWN_OPTIONS, localeTaming });
  EngineError.captureStackTrace = captureStackTrace;
}

/** While a lock is held, terminating this worker also stops a running loop. */
async function holdLock(): Promise<void> {
  const granted = Promise.withResolvers<void>();
  void locks.request(randomName, () => {
    granted.resolve();
    return new Promise(() => {});
  });
  await granted.promise;
}

/** What fails after its item is over must not take the worker along. */
function silenceLateFailures(): void {
  ignoreRejections();
  for (const type of ["error", "unhandledrejection"]) {
    addEventListener(type, (event) => event.preventDefault());
  }
}

/** Deletes every named global that is not in `names`; symbols carry Deno's own state. */
function keepOnly(global: object, names: readonly string[]): void {
  const kept = new Set<PropertyKey>(names);
  for (const key of ownKeys(global)) {
    if (typeof key === "symbol" || kept.has(key)) continue;
    Reflect.deleteProperty(global, key);
  }
}

/**
 * A job reaches this error by `using`, and lockdown does not freeze it: an item could
 * keep things in its prototype for the next one.
 */
function repairSuppressedError(suppressed: SuppressedErrorConstructor): void {
  const tamedError = new Compartment({ __options__: true }).globalThis.Error;
  const { SuppressedError: inert } = {
    SuppressedError() {
      throw new TypeError("SuppressedError is not available in a job");
    },
  };
  setPrototypeOf(suppressed, tamedError);
  defineProperty(suppressed.prototype, "constructor", { value: inert });
  harden(inert);
  harden(suppressed.prototype);
  harden(suppressed);
}

/**
 * A `Function` that is there, as bundles expect, and makes no code of text.
 *
 * After the repairs of lockdown, which put one of their own in this place.
 */
function compileNothing(): void {
  const refuse = function Function(_text: unknown) {
    throw new TypeError(
      "a job makes no code of text: compile it before, see docs/jobs.md",
    );
  };
  const { prototype } = Function;
  defineProperty(refuse, "prototype", { value: prototype, writable: false });
  defineOverridable(prototype, "constructor", refuse);
}

/** One frozen compartment, so that nothing can be left behind in its global. */
function makeEvaluator(): Evaluate {
  const compartment = new Compartment({
    __options__: true,
    transforms: [refuseImportText],
  });
  const global = compartment.globalThis;
  keepOnly(global, INTRINSICS);
  // The compartment would give those that lockdown knew, which ours have replaced.
  Object.assign(global, {
    Date: Date.prototype.constructor,
    Function: Function.prototype.constructor,
    RegExp: RegExp.prototype.constructor,
  });
  Object.assign(global, makeEndowments(global));
  harden(global);
  if (getPrototypeOf(global) !== Object.prototype) {
    throw new Error("the job's global has an unexpected prototype");
  }
  const { evaluate } = compartment;
  return (text) => apply(evaluate, compartment, [text]);
}

// The host's parser has refused imports before this, and the closed loader refuses them
// after it. This wall stands between the two, should one of them fail.
const IMPORT_REGEXP = /(^|[^.]|\.\.\.)\bimport\b\s*[.(/]/;

function refuseImportText(text: string): string {
  if (IMPORT_REGEXP.test(text)) {
    throw new SyntaxError("imports are not available in a job");
  }
  return text;
}
