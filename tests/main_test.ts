import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { canRun, runProgram, startProgram } from "./support/program.ts";

// These start the program as a user would, so they need to be allowed to.
const ignore = !canRun;

Deno.test({
  name:
    "deno run main.ts prints the squares with no permission, and exits with 0",
  ignore,
  async fn() {
    const { code, stdout, stderr } = await runProgram([]);
    const squares = Array.from({ length: 100 }, (_, n) => [n, n ** 2]);
    assertEquals({ code, stderr }, { code: 0, stderr: "" });
    assertEquals(stdout, JSON.stringify(squares) + "\n");
  },
});

Deno.test({
  name: "map over a pipe gives what a plain loop gives, byte for byte",
  ignore,
  async fn() {
    const items = Array.from(
      { length: 20_000 },
      (_, id) => ({ id, price: id % 97, qty: id % 13, name: `näme ${id}` }),
    );
    const { code, stdout } = await runProgram(
      ["map", "e => ({ id: e.id, total: e.price * e.qty, n: e.name.length })"],
      { stdin: items.map((item) => JSON.stringify(item) + "\n").join("") },
    );
    const expected = items.map((e) =>
      JSON.stringify({ id: e.id, total: e.price * e.qty, n: e.name.length }) +
      "\n"
    );
    assertEquals(code, 0);
    assert(stdout === expected.join(""));
  },
});

Deno.test({
  name:
    "with every permission granted the results are the same, and the grant is named",
  ignore,
  async fn() {
    const { code, stdout, stderr } = await runProgram(
      ["map", "n => typeof Deno", "--range", "0..1"],
      { flags: ["--allow-read", "--allow-net"] },
    );
    assertEquals({ code, stdout }, { code: 0, stdout: '"undefined"\n' });
    assertStringIncludes(stderr, "--allow-read --allow-net");
  },
});

Deno.test({
  name: "a --job file is read with permission for it alone",
  ignore,
  async fn() {
    const file = new URL("./support/jobs/negate.ts", import.meta.url).pathname;
    const args = ["map", "--job", file, "--range", "1..3"];
    const allowed = await runProgram(args, { flags: [`--allow-read=${file}`] });
    assertEquals(allowed.stdout, "-1\n-2\n");
    const refused = await runProgram(args);
    assertEquals(refused.code, 3);
    assertStringIncludes(refused.stderr, `--allow-read=${file}`);
  },
});

Deno.test({
  name: "an item on a quiet input is answered before the next one comes",
  ignore,
  async fn() {
    const child = startProgram(["map", "n => n * 2"]);
    const input = child.stdin.getWriter();
    const output = child.stdout.pipeThrough(new TextDecoderStream())
      .getReader();
    for (const n of [1, 2, 3]) {
      await input.write(new TextEncoder().encode(`${n}\n`));
      assertEquals((await output.read()).value, `${n * 2}\n`);
    }
    await input.close();
    assertEquals((await output.read()).done, true);
    await child.stderr.cancel();
    assertEquals((await child.status).code, 0);
  },
});

Deno.test({
  name:
    "SIGINT finishes what was read and exits with 130, with stdin still open",
  ignore,
  async fn() {
    const child = startProgram(["map", "n => n * 2"]);
    const input = child.stdin.getWriter();
    const output = child.stdout.pipeThrough(new TextDecoderStream())
      .getReader();
    await input.write(new TextEncoder().encode("1\n"));
    assertEquals((await output.read()).value, "2\n");
    child.kill("SIGINT");
    assertEquals((await output.read()).done, true);
    assertEquals((await child.status).code, 130);
    await input.close().catch(() => {});
    await child.stderr.cancel();
  },
});

Deno.test({
  name: "a reader of stdout that leaves ends the program quietly with 0",
  ignore,
  async fn() {
    const child = startProgram(["map", "n => n", "--range", "0..100000000"]);
    const output = child.stdout.getReader();
    await output.read();
    await output.cancel();
    const stderr = await new Response(child.stderr).text();
    assertEquals({ code: (await child.status).code, stderr }, {
      code: 0,
      stderr: "",
    });
    await child.stdin.close();
  },
});

Deno.test({
  name: "a loop that was killed leaves no process behind",
  ignore,
  async fn() {
    const { code, stdout, stderr } = await runProgram(
      ["map", "n => { while (n === 1); return n }", "--range", "0..3"]
        .concat("--timeout", "300ms"),
    );
    assertEquals({ code, stdout }, { code: 1, stdout: "0\n2\n" });
    assertStringIncludes(stderr, "item 2: timeout: no result within 300ms");
  },
});
