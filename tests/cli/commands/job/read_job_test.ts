import { assertEquals } from "@std/assert";
import { canRun, runProgram } from "../../../support/program.ts";
import { runHere, runIn } from "../../../support/run_in.ts";

const FOLDER = new URL("../../../support/job_folder", import.meta.url).pathname;

Deno.test({
  name: "The jobs of a folder run the records that name them",
  ignore: !canRun,
  async fn() {
    const stdin =
      '{"who":"ada","n":1}\n{"who":"bob","n":9}\n{"who":"eve","n":1}\n';
    const flags = [`--allow-read=${FOLDER}`];
    const args = ["map", "--jobs", FOLDER, "--by", "who"];
    assertEquals(await runProgram(args, { stdin, flags }), {
      code: 1,
      stdout: "2\n",
      stderr: "line 2: threw: Error: too many (job 5:22)\n" +
        'line 3: threw: Error: there is no job named "eve"\n' +
        "2 of 3 items failed (2 threw)\n",
    });
  },
});

Deno.test.each(
  [
    [["--jobs", FOLDER], "add --by FIELD"],
    [["--by", "who"], "add --jobs DIR"],
    [["--jobs", FOLDER, "--by", "who", "n => n"], "with another job"],
  ] as const,
)("A folder of jobs is refused with %j", async (args, reason) => {
  const { code, err } = await runIn({}, "map", ...args);
  assertEquals([code, err.includes(reason)], [2, true], err);
});

Deno.test({
  name: "A folder of jobs that is not there is refused",
  ignore: !canRun,
  async fn() {
    const flags = [`--allow-read=${FOLDER}`];
    const args = ["map", "--jobs", `${FOLDER}/none`, "--by", "who"];
    const { code, stderr } = await runProgram(args, { flags });
    const isNamed = stderr.includes("there is no such file");
    assertEquals([code, isNamed], [3, true], stderr);
  },
});

Deno.test("With a number, --jobs says how many workers there are", async () => {
  const args = ["map", "n => n", "--range", "0..2", "--jobs", "2"];
  const { code, out, err } = await runHere({}, ...args);
  assertEquals({ code, out, err }, { code: 0, out: "0\n1\n", err: "" });
});
