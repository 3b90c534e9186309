import { assertEquals } from "@std/assert";
import { batchMessage } from "../../../support/guest_setup.ts";
import { layoutOf } from "../../../../lib/framing/table/table_rules.ts";
import type { Emit, RowFormat } from "../../../../lib/sandbox/protocol.ts";
import { openBatch } from "../../../../lib/sandbox/guest/batch/items.ts";
import { Output } from "../../../../lib/sandbox/guest/batch/output.ts";
import { makeRowEmitter } from "../../../../lib/sandbox/guest/table/row_emitter.ts";

const ROWS = {
  ...{ delimiter: ",", quotes: true, columns: undefined },
  ...{ dropsOthers: false },
};

/** What comes out of rows, where the job is `made`. */
function emitted(
  emit: Emit,
  made: (item: never) => unknown,
  { text = "0,x\n1,y\n", ...rows }: Partial<RowFormat> & { text?: string } = {},
): { text: string; lines: number; columns: unknown } {
  const bytes = new TextEncoder().encode(text);
  const table = layoutOf(["n", "s"], { delimiter: ",", maxItems: 1 });
  const message = {
    ...batchMessage({ emit, bytes, table, count: 2 }),
    rows: { ...ROWS, ...rows },
  };
  const output = new Output(message);
  const items = openBatch(message);
  const add = makeRowEmitter(message, { items, output, limit: 100 });
  for (let n = 0; n < message.count; n++) {
    const item = items.next();
    add(made(item as never), item);
  }
  const { output: given, emitted: lines, columns } = output.reply(message, 2);
  return { text: new TextDecoder().decode(given), lines, columns };
}

type Row = { n: string; s: string };

Deno.test("Each result is a row, and undefined is none", () => {
  const some = ({ n, s }: Row) => n === "1" ? { s } : undefined;
  assertEquals(emitted("result", some), {
    ...{ text: "y\n", lines: 1, columns: ["s"] },
  });
});

Deno.test("Only where elements are asked for is an array many rows", () => {
  const two = ({ n, s }: Row) => [n, s];
  assertEquals(emitted("elements", two), {
    ...{ text: "0\nx\n1\ny\n", lines: 4, columns: 1 },
  });
  assertEquals(emitted("result", two), {
    ...{ text: "0,x\n1,y\n", lines: 2, columns: 2 },
  });
});

Deno.test("An item is given as it came in, whatever the job did to its copy", () => {
  const changes = (row: Row) => {
    row.s = "changed";
    return row.n === "1";
  };
  for (const delimiter of [",", ";"]) {
    const columns = ["n", "s"];
    const { text } = emitted("item", changes, { columns, delimiter });
    assertEquals(text, `1${delimiter}y\n`);
  }
});

Deno.test("A row is copied with its quotes only where the same table comes out", () => {
  const text = '"0",x\n1,"y"\n';
  const all = () => true;
  const columns = ["n", "s"];
  assertEquals(emitted("item", all, { text, columns }).text, text);
  for (
    const other of [
      { columns: ["s", "n"] },
      { columns, nullText: "NA" },
      { columns, quotes: false },
      { columns: undefined },
    ]
  ) {
    const isSwapped = other.columns?.[0] === "s";
    const rows = isSwapped ? "x,0\ny,1\n" : "0,x\n1,y\n";
    assertEquals(emitted("item", all, { text, ...other }).text, rows);
  }
});

Deno.test("Rows that wait come before what is added after them", () => {
  const message = { ...batchMessage(), rows: ROWS };
  const output = new Output(message);
  const items = openBatch(message);
  const add = makeRowEmitter(message, { items, output, limit: 100 });
  add([1], 0);
  output.fail(1, { kind: "threw", message: "", frames: [] });
  const { failures } = output.reply(message, 2);
  assertEquals(failures.map(({ lines, at }) => [lines, at]), [[1, 2]]);
});
