import { assert, assertEquals } from "@std/assert";
import {
  canReadSources,
  importsOf,
  readSources,
  type SourceFile,
} from "../support/sources.ts";

const ignore = !canReadSources();

/** Imports that are made when the file is loaded, not when they are reached. */
function eagerImports({ path, code, text }: SourceFile): string[] {
  const eager = code
    .replace(/\bimport type\b[^;]*;/g, "")
    .replace(/\bimport\(/g, "lazily(");
  return importsOf({ path, text, code: eager });
}

const isBroker = (path: string) => path.startsWith("lib/broker/");
const isClient = (name: string) => name.startsWith("@nats-io/");

Deno.test({
  name: "Only what talks to a broker loads the broker's part",
  ignore,
  fn() {
    const files = readSources("lib").filter(({ path }) => !isBroker(path));
    const eager = files.filter((file) =>
      eagerImports(file).some((name) => isBroker(name) || isClient(name))
    );
    assertEquals(eager.map(({ path }) => path), []);
    const lazy = files.filter((file) => importsOf(file).some(isBroker));
    assert(lazy.length > 0);
  },
});

Deno.test({
  name: "Only the broker's part knows its client",
  ignore,
  fn() {
    const others = readSources("lib")
      .filter(({ path }) => !isBroker(path))
      .filter((file) => importsOf(file).some(isClient));
    assertEquals(others.map(({ path }) => path), []);
  },
});
