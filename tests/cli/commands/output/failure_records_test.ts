import { assertEquals } from "@std/assert";
import {
  ReasonJson,
  RecordBytes,
} from "../../../../lib/cli/commands/output/failure_records.ts";
import type { Failure } from "../../../../lib/mod.ts";

const decoder = new TextDecoder();

Deno.test("Records of one text are told apart by their end", () => {
  const records = new RecordBytes('"é\0"\n"b"\n', "\n");
  assertEquals(
    [records.next(), records.next()].map((record) => decoder.decode(record)),
    [
      '"é\0"\n',
      '"b"\n',
    ],
  );
});

Deno.test("Of two failures that differ in one thing, neither is said for the other", () => {
  const reason = new ReasonJson({ trace: false });
  const failure: Failure = { position: 0, at: 0, kind: "threw", message: "a" };
  const trace = [{ line: 1, column: 2 }];
  assertEquals(
    [
      failure,
      { ...failure, position: 1 },
      { ...failure, trace },
      { ...failure, trace: [{ line: 1, column: 3 }] },
      { ...failure, message: 'b"' },
      { ...failure, kind: "result", message: 'b"' } as const,
      failure,
    ].map((one) => reason.of(one)),
    [
      ['"kind":"threw","message":"a"', ""],
      ['"kind":"threw","message":"a"', ""],
      ['"kind":"threw","message":"a"', ',"at":{"line":1,"column":2}'],
      ['"kind":"threw","message":"a"', ',"at":{"line":1,"column":3}'],
      ['"kind":"threw","message":"b\\""', ""],
      ['"kind":"result","message":"b\\""', ""],
      ['"kind":"threw","message":"a"', ""],
    ],
  );
});
