// Writes the text of the hashes that `digest` gives a job, from the bundle that
// .ci/digest makes of @noble/hashes: `deno task digest`.

const PATH = "lib/sandbox/worker/digest.generated.ts";

const HEAD = `// Made from @noble/hashes by \`deno task digest\`.
// The MIT License, Copyright (c) 2022 Paul Miller (https://paulmillr.com)

/** The body of a function of \`outside\`: what the hashes need of the realm. */
export const DIGEST_TEXT: string =
`;

const [bundle = ""] = Deno.args;
const code = [
  '"use strict";',
  "const { ArrayBuffer, DataView, TextEncoder, Uint32Array, Uint8Array } = outside;",
  Deno.readTextFileSync(bundle).trim(),
  "return hashes;",
].join("\n");
Deno.writeTextFileSync(PATH, `${HEAD}  ${JSON.stringify(code)};\n`);
