// Writes the modules of the scanners: `deno task scan`.

import { assembleScan, SCANNERS } from "./assemble_scan.ts";

for (const [text, module] of SCANNERS) {
  Deno.writeTextFileSync(
    module,
    await assembleScan(Deno.readTextFileSync(text)),
  );
}
