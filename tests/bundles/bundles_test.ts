// The libraries of people's jobs, bundled by esbuild: `deno task test:bundles`, which
// makes the bundles in a folder of its own and names it after `--`.

import { assertEquals, assertRejects } from "@std/assert";
import { ItemError, Sandbox } from "../../lib/mod.ts";
import { BUNDLE_CASES, fileOf } from "./cases.ts";

const [folder] = Deno.args;

for (const { name, endowments = [], item, result, refusal } of BUNDLE_CASES) {
  Deno.test({
    name: refusal === undefined
      ? `A job with ${name} gives what it gives elsewhere`
      : `A job with ${name} is told why it cannot work`,
    ignore: folder === undefined,
    async fn() {
      const text = Deno.readTextFileSync(`${folder}/out/${fileOf(name)}.js`);
      await using sandbox = new Sandbox(text, {
        unprivileged: false,
        workers: 1,
        endowments,
      });
      if (refusal === undefined) {
        for (let time = 0; time < 2; time++) {
          assertEquals(await sandbox.run(item), result);
        }
        return;
      }
      await assertRejects(() => sandbox.run(item), ItemError, refusal);
    },
  });
}
