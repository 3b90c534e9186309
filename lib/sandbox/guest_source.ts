/**
 * The text of the guest, ready to start workers from.
 *
 * A worker file would need read permission. So the guest's modules are imported as
 * text, and put together into one module that fits into a `data:` URL.
 *
 * @module
 */

import { stripTypeScriptTypes } from "node:module";
import arrays from "./guest/arrays.ts" with { type: "text" };
import bytesBudget from "./guest/bytes_budget.ts" with { type: "text" };
import jobConsole from "./guest/console.ts" with { type: "text" };
import emitter from "./guest/emitter.ts" with { type: "text" };
import endowBytes from "./guest/endow_bytes.ts" with { type: "text" };
import endowClock from "./guest/endow_clock.ts" with { type: "text" };
import endowIntl from "./guest/endow_intl.ts" with { type: "text" };
import endowRandom from "./guest/endow_random.ts" with { type: "text" };
import endowUrl from "./guest/endow_url.ts" with { type: "text" };
import endowments from "./guest/endowments.ts" with { type: "text" };
import errorText from "./guest/error_text.ts" with { type: "text" };
import grants from "./guest/grants.ts" with { type: "text" };
import guards from "./guest/guards.ts" with { type: "text" };
import itemFailure from "./guest/item_failure.ts" with { type: "text" };
import items from "./guest/items.ts" with { type: "text" };
import lengths from "./guest/lengths.ts" with { type: "text" };
import loadJob from "./guest/load_job.ts" with { type: "text" };
import main from "./guest/main.ts" with { type: "text" };
import output from "./guest/output.ts" with { type: "text" };
import prelude from "./guest/prelude.ts" with { type: "text" };
import protocol from "./guest/protocol.ts" with { type: "text" };
import realm from "./guest/realm.ts" with { type: "text" };
import resultLine from "./guest/result_line.ts" with { type: "text" };
import runBatch from "./guest/run_batch.ts" with { type: "text" };

const MODULES: Readonly<Record<string, string>> = {
  "./arrays.ts": arrays,
  "./bytes_budget.ts": bytesBudget,
  "./console.ts": jobConsole,
  "./emitter.ts": emitter,
  "./endow_bytes.ts": endowBytes,
  "./endow_clock.ts": endowClock,
  "./endow_intl.ts": endowIntl,
  "./endow_random.ts": endowRandom,
  "./endow_url.ts": endowUrl,
  "./endowments.ts": endowments,
  "./error_text.ts": errorText,
  "./grants.ts": grants,
  "./guards.ts": guards,
  "./item_failure.ts": itemFailure,
  "./items.ts": items,
  "./lengths.ts": lengths,
  "./load_job.ts": loadJob,
  "./main.ts": main,
  "./output.ts": output,
  "./prelude.ts": prelude,
  "./protocol.ts": protocol,
  "./realm.ts": realm,
  "./result_line.ts": resultLine,
  "./run_batch.ts": runBatch,
};

// The one module that must have run before ses is loaded, and so stays a module.
const FIRST = "./prelude.ts";

const IMPORT_REGEXP = /^import \{([^}]*)\} from "(\.\/\w+\.ts)";$/gm;
const OUTSIDE_REGEXP = /^import (?:[^"]* from )?"(?!\.)[^"]*";$/gm;
const EXPORT_REGEXP = /^export ((?:async )?function|class|const) (\w+)/gm;

let url: string | undefined;

/** The URL to start a guest from; made once, in about 5 ms. */
export function guestUrl(): string {
  return url ??= linkModules("./main.ts");
}

/** One module of the guest, as an expression that gives an object of its exports. */
interface Part {
  readonly specifier: string;
  readonly text: string;
}

/** Joins all modules into one: nested URLs would grow by a third with each level. */
function linkModules(entry: string): string {
  const outside = new Set<string>();
  const parts = new Map<string, Part>();
  addParts(entry, { outside, parts });
  const first = dataUrl(stripTypeScriptTypes(moduleText(FIRST)));
  return dataUrl([
    `import * as ${variableOf(FIRST)} from "${first}";`,
    ...outside,
    ...[...parts.values()].map(({ specifier, text }) =>
      `const ${variableOf(specifier)} = (() => {${text}})();`
    ),
  ].join("\n"));
}

interface Linking {
  /** Import statements of what is not ours, in order. */
  readonly outside: Set<string>;
  /** The modules, each after those that it imports. */
  readonly parts: Map<string, Part>;
}

function addParts(specifier: string, linking: Linking): void {
  const { outside, parts } = linking;
  if (specifier === FIRST || parts.has(specifier)) return;
  const names: string[] = [];
  const text = stripTypeScriptTypes(moduleText(specifier))
    .replaceAll(IMPORT_REGEXP, (_, imported: string, from: string) => {
      addParts(from, linking);
      return `const {${imported.replaceAll(" as ", ": ")}} = ${
        variableOf(from)
      };`;
    })
    .replaceAll(OUTSIDE_REGEXP, (statement) => {
      outside.add(statement);
      return "";
    })
    .replaceAll(EXPORT_REGEXP, (_, kind: string, name: string) => {
      names.push(name);
      return `${kind} ${name}`;
    });
  const exported = `\nreturn { ${names.join(", ")} };\n`;
  parts.set(specifier, { specifier, text: text + exported });
}

function variableOf(specifier: string): string {
  return `$${specifier.slice("./".length, -".ts".length)}`;
}

function moduleText(specifier: string): string {
  const text = MODULES[specifier];
  if (text === undefined) throw new Error(`no guest module ${specifier}`);
  return text;
}

/** A URL of a module without imports of ours, given as text. */
export function moduleUrl(text: string): string {
  return dataUrl(stripTypeScriptTypes(text));
}

function dataUrl(script: string): string {
  const bytes = new TextEncoder().encode(script);
  return `data:text/javascript;base64,${bytes.toBase64()}`;
}

/** Never called: puts ses into the program's module graph, where workers find it. */
export const linkSes = (): Promise<unknown> => import("ses");
