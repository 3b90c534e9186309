import { assertEquals } from "@std/assert";
import { once } from "../../../support/run_each.ts";
import { canRun } from "../../../support/program.ts";

const LIBRARY = new URL("../../../../lib/mod.ts", import.meta.url).href;

/** Runs a program that uses the library, and gives what it printed. */
async function runScript(code: string): Promise<{ code: number; out: string }> {
  const text = `import { Sandbox } from ${JSON.stringify(LIBRARY)};\n${code}`;
  const url = `data:text/javascript,${encodeURIComponent(text)}`;
  const args = ["run", "--no-prompt", "--quiet", "--unstable-worker-options"];
  const { code: status, stdout } = await new Deno.Command("deno", {
    args: [...args, url],
    stdin: "null",
    stderr: "inherit",
  }).output();
  return { code: status, out: new TextDecoder().decode(stdout) };
}

for (const unprivileged of [true, false]) {
  const ran = once(() =>
    runScript(`
    const job = "n => { for (let i = 0, x = 0; i < 1e7; i++) x += i % n; return n; }";
    const sandbox = new Sandbox(job, { unprivileged: ${unprivileged} });
    console.log(await sandbox.run(1));
    sandbox.run(7).then((value) => console.log(value));
  `)
  );

  Deno.test({
    name: `A program ends with an idle sandbox, unprivileged: ${unprivileged}`,
    ignore: !canRun,
    fn: async () => assertEquals((await ran()).code, 0),
  });

  Deno.test({
    name:
      `A program does not end before its items, unprivileged: ${unprivileged}`,
    ignore: !canRun,
    fn: async () => assertEquals((await ran()).out, "1\n7\n"),
  });
}
