import { assertEquals } from "@std/assert";
import { canReadSources, ROOT } from "../support/sources.ts";

Deno.test({
  name: "The scanners are the ones their texts say (deno task scan)",
  ignore: !canReadSources(),
  fn: async () => {
    const { assembleScan, SCANNERS } = await import("./assemble_scan.ts");
    const read = (path: string) => Deno.readTextFileSync(`${ROOT}/${path}`);
    for (const [text, module] of SCANNERS) {
      assertEquals(read(module), await assembleScan(read(text)));
    }
  },
});
