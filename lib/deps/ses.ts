/**
 * ses hardens the JavaScript of a worker: lockdown, and the compartment of a job.
 *
 * Only workers run it; this program has it in its module graph, so that they find it.
 *
 * @module
 */

/** Never called: puts ses into the module graph of the program. */
export const linkSes = (): Promise<unknown> => import("npm:ses@2.3.0");

/**
 * From where a worker imports ses. A worker begins with a text, which is in no folder:
 * where this is an npm package, only here is known in which folder ses is.
 */
export const SES_URL: string = import.meta.url.includes("/node_modules/")
  ? import.meta.resolve("ses")
  : "npm:ses@2.3.0";
