// Writes the module of the guest's scanner: `deno task scan`.

import { assembleScan, SCAN_MODULE, SCAN_TEXT } from "./assemble_scan.ts";

const text = await assembleScan(Deno.readTextFileSync(SCAN_TEXT));
Deno.writeTextFileSync(SCAN_MODULE, text);
