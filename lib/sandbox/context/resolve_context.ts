import { checkDuration, checkInteger } from "../../internal/checks.ts";
import { jsonOf } from "../exact_json.ts";
import type { CallLimits, JobContext } from "../context_protocol.ts";
import { lookupParts } from "./lookup/lookup_parts.ts";
import type { CallDefinition, ContextOptions } from "./context_options.ts";

/** What a sandbox gives to its job beside items, complete and checked. */
export interface Context {
  readonly message: JobContext;
  readonly calls: ReadonlyMap<string, CallDefinition>;
}

const DEFAULT_LIMITS: CallLimits = {
  perItem: 256,
  inFlight: 32,
  length: 2 ** 20,
};

/** Completes and checks what a job is given beside its items. */
export function resolveContext(
  { args = {}, tables = {}, calls = {}, callLimits = {} }: ContextOptions,
): Context {
  const definitions = new Map(
    Object.entries(calls).map(([name, call]) => {
      checkName(name, "call");
      return [name, definitionOf(name, call)];
    }),
  );
  return {
    calls: definitions,
    message: {
      args: argsJson(args),
      tables: Object.entries(tables).map(([name, table]) => {
        checkName(name, "table");
        return { name, ...lookupParts(table) };
      }),
      calls: [...definitions.keys()],
      limits: resolveLimits(callLimits),
    },
  };
}

/** Why a name cannot be used in a job; undefined if it can. */
function refusedName(name: string): string | undefined {
  if (!/^[A-Za-z_$][\w$]*$/.test(name)) {
    return "a name has letters, digits, _ and $, and begins with none of the digits";
  }
  // `await` takes what has a `then` for a promise.
  return name === "then" || name === "__proto__"
    ? "JavaScript gives this name a meaning of its own"
    : undefined;
}

function checkName(name: string, what: string): void {
  const reason = refusedName(name);
  if (reason !== undefined) {
    throw new RangeError(`Cannot give a job the ${what} "${name}": ${reason}`);
  }
}

function argsJson(args: Readonly<Record<string, unknown>>): string {
  for (const name of Object.keys(args)) checkName(name, "argument");
  try {
    return jsonOf(args, { hasBigInts: false, keepTypes: true }) ?? "{}";
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new TypeError(`Cannot give a job its arguments: ${reason}`);
  }
}

function definitionOf(
  name: string,
  call: unknown,
): CallDefinition {
  const definition = typeof call === "function" ? { run: call } : call;
  const { run, timeout } = Object(definition) as Partial<CallDefinition>;
  if (typeof run !== "function") {
    throw new TypeError(`Cannot give a job the call "${name}": no function`);
  }
  if (timeout !== undefined) checkDuration("timeout", timeout);
  return definition as CallDefinition;
}

function resolveLimits(given: Partial<CallLimits>): CallLimits {
  const limits = { ...DEFAULT_LIMITS, ...given };
  for (const [name, value] of Object.entries(limits)) {
    checkInteger(`callLimits.${name}`, value, { least: 1 });
  }
  return limits;
}
