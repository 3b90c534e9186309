import config from "../../deno.json" with { type: "json" };

/** The program's version, with those of what it runs on. */
export function version(): string {
  return `sluice ${config.version}`;
}
