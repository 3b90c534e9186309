/**
 * Makes the module of the guest's scanner from its text.
 *
 * @module
 */

import initWabt from "npm:wabt@1.0.39";

/** The scanner as text, and as the module that is made of it. */
export const SCAN_TEXT = "lib/sandbox/guest/json/scan.wat";
export const SCAN_MODULE = "lib/sandbox/guest/json/scan_module.ts";

/** The text of {@linkcode SCAN_MODULE}, from that of {@linkcode SCAN_TEXT}. */
export async function assembleScan(text: string): Promise<string> {
  const wabt = await initWabt();
  const module = wabt.parseWat("scan.wat", text, { simd: true });
  module.validate();
  const { buffer } = module.toBinary({});
  module.destroy();
  const base64 = buffer.toBase64();
  return `// Made from scan.wat by \`deno task scan\`: change that.\n\n` +
    `/** The scanner, as WebAssembly in base64. */\n` +
    `// deno-fmt-ignore\n` +
    `export const SCAN_MODULE =\n  "${base64}";\n`;
}
