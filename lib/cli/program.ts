import config from "../../deno.json" with { type: "json" };

/** How the program is started in a checkout, where examples must work. */
export const PROGRAM = "deno run main.ts";

/** The program's name and version. */
export function version(): string {
  return `sluice ${config.version}`;
}
