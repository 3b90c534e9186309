/**
 * Makes the modules of the scanners from their texts.
 *
 * @module
 */

import initWabt from "npm:wabt@1.0.39";

/** The scanners: the text of each, and what is made of it. */
export const SCANNERS: readonly (readonly [string, string])[] = [
  ["lib/framing/json/json_scan.wat", "lib/framing/json/json_scan_module.ts"],
  ["lib/framing/scan/scan.wat", "lib/framing/scan/scan_module.ts"],
  ["lib/sandbox/guest/json/scan.wat", "lib/sandbox/guest/json/scan_module.ts"],
];

/** The text of a module, from that of its scanner. */
export async function assembleScan(text: string): Promise<string> {
  const wabt = await initWabt();
  const module = wabt.parseWat("scan.wat", text, { simd: true });
  module.validate();
  const { buffer } = module.toBinary({});
  module.destroy();
  const base64 = buffer.toBase64();
  return `// Made by \`deno task scan\` from the text beside it: change that.\n\n` +
    `/** The scanner, as WebAssembly in base64. */\n` +
    `// deno-fmt-ignore\n` +
    `export const SCAN_MODULE =\n  "${base64}";\n`;
}
