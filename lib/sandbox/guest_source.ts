/**
 * The text of the guest, ready to start workers from.
 *
 * A worker file would need read permission. So the guest's modules are imported as
 * text, and each `./x.ts` in them is replaced by a `data:` URL that holds `./x.ts`.
 *
 * @module
 */

import { stripTypeScriptTypes } from "node:module";
import arrays from "./guest/arrays.ts" with { type: "text" };
import endowments from "./guest/endowments.ts" with { type: "text" };
import errorText from "./guest/error_text.ts" with { type: "text" };
import guards from "./guest/guards.ts" with { type: "text" };
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
  "./endowments.ts": endowments,
  "./error_text.ts": errorText,
  "./guards.ts": guards,
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

const SPECIFIER_REGEXP = /(?<=\bfrom ")\.\/\w+\.ts(?=")/g;

const urls = new Map<string, string>();

/** The URL to start a guest from; made once, in about 2 ms. */
export function guestUrl(): string {
  return urlOf("./main.ts");
}

function urlOf(specifier: string): string {
  const known = urls.get(specifier);
  if (known !== undefined) return known;
  const text = MODULES[specifier];
  if (text === undefined) throw new Error(`no guest module ${specifier}`);
  const url = moduleUrl(text);
  urls.set(specifier, url);
  return url;
}

/** A URL of a module given as text; base64 keeps nested ones from growing out of hand. */
export function moduleUrl(text: string): string {
  const script = stripTypeScriptTypes(text).replaceAll(SPECIFIER_REGEXP, urlOf);
  const bytes = new TextEncoder().encode(script);
  return `data:text/javascript;base64,${bytes.toBase64()}`;
}

/** Never called: puts ses into the program's module graph, where workers find it. */
export const linkSes = (): Promise<unknown> => import("ses");
