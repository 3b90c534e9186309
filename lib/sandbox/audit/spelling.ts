import type { Probe } from "./attempt.ts";

/** Texts that import, in whatever way: none is given to a worker. */
// deno-fmt-ignore
export const SPELLING: readonly Probe[] = [
  { category: "imports", name: "import a built-in module", attempt: `import fs from "node:fs"; export default () => fs;` },
  { category: "imports", name: "import while running", attempt: `() => import("node:fs")` },
  { category: "imports", name: "import a package", attempt: `() => import("npm:x")` },
  { category: "imports", name: "import from the network", attempt: `() => import("https://127.0.0.1:9/x.js")` },
  { category: "imports", name: "import a text as a module", attempt: `() => import("data:text/javascript,1")` },
  { category: "imports", name: "export from elsewhere", attempt: `export { readFileSync as default } from "node:fs";` },
  { category: "imports", name: "see the address of the module", attempt: `() => import.meta.url` },
  { category: "imports", name: "spell a keyword otherwise", attempt: `() => \\u0069mport("node:fs")` },
  { category: "escape", name: "close what the text is put into", attempt: `(x) => x), (globalThis.left = 1` },
  { category: "escape", name: "leave the strict language", attempt: `() => { with ({}) return 1; }` },
];
