import { assert, assertEquals } from "@std/assert";
import {
  canReadSources,
  importsOf,
  loadedWith,
  readSource,
  readSources,
  type SourceFile,
} from "./support/sources.ts";
import { FOLDER, groupTexts } from "./tools/test_groups.ts";

/** The rooms of the house: a file imports only from its own and those before. */
const ROOMS = [
  "deps",
  "errors",
  "internal",
  "channel",
  "select",
  "pool",
  "framing",
  "sandbox",
  "sandbox_pool",
  "defaults",
  "prepare",
  "running",
  "broker",
  "mod",
  "cli",
  "main",
];

const ignore = !canReadSources();

/** A test of all source files; skipped where they may not be read. */
function rule(name: string, check: (files: SourceFile[]) => void): void {
  Deno.test({
    name,
    ignore,
    fn: () => check([...readSources("lib"), readSource("main.ts")]),
  });
}

function roomOf(path: string): string {
  const name = path.replace(/^lib\//, "");
  return name.replace(/[/.].*$/, "");
}

const isProbe = (path: string) => path.startsWith("lib/sandbox/audit/");
const isGuest = (path: string) => path.startsWith("lib/sandbox/guest/");
const isOurs = (path: string) => path.startsWith("lib/");

/** Demands that nothing is wrong, and shows all that is. */
function assertNone(offences: readonly string[]): void {
  assertEquals(offences, []);
}

/** Where `pattern` occurs in the code of files that are not in `allowed`. */
function uses(
  files: readonly SourceFile[],
  pattern: RegExp,
  allowed: readonly string[],
): string[] {
  return files.filter(({ path, code }) =>
    !allowed.includes(path) && pattern.test(code)
  ).map(({ path }) => `${path} uses ${pattern.source}`);
}

rule("Every file is in a room of the house", (files) => {
  const paths = files.map(({ path }) => path)
    .filter((path) => !path.endsWith(".d.ts"));
  assertNone(paths.filter((path) => !ROOMS.includes(roomOf(path))));
  assert(paths.length > 50);
});

rule(
  "A file imports only from its own room and the rooms before it",
  (files) => {
    assertNone(files.flatMap((file) => {
      const own = ROOMS.indexOf(roomOf(file.path));
      return importsOf(file)
        .filter((path) => isOurs(path) && ROOMS.indexOf(roomOf(path)) > own)
        .map((path) => `${file.path} imports ${path}`);
    }));
  },
);

/** What the command line may import of the library. */
const FACES = [
  "lib/mod.ts",
  "lib/defaults.ts",
  "lib/prepare.ts",
  "lib/running.ts",
  "lib/broker/mod.ts",
];

rule("The command line sees the library through its public face", (files) => {
  assertNone(
    files.filter(({ path }) => roomOf(path) === "cli").flatMap((file) =>
      importsOf(file)
        .filter((path) =>
          isOurs(path) && !["cli", "deps"].includes(roomOf(path)) &&
          !FACES.includes(path)
        )
        .map((path) => `${file.path} imports ${path}`)
    ),
  );
});

rule(
  "A run of lines loads what it needs of the library, and not all of it",
  (files) => {
    const loaded = loadedWith("lib/cli/commands/map.ts", files);
    const others = [
      ...["lib/mod.ts", "lib/pool.ts", "lib/sandbox/audit/audit.ts"],
      ...["lib/framing/table/read_table.ts", "lib/framing/json/json_values.ts"],
      ...["lib/sandbox/job/syntax/typescript.ts", "lib/cli/report/plan.ts"],
      ...["lib/channel.ts", "lib/sandbox/context/lookup/lookup_table.ts"],
      ...[
        "lib/cli/commands/input/decompressed.ts",
        "lib/cli/report/slowest.ts",
      ],
    ];
    assert(loaded.has("lib/sandbox/pipeline/pipe.ts"));
    assertNone(others.filter((path) => loaded.has(path)));
    assertNone(
      others.filter((path) => !files.some((file) => file.path === path)),
    );
  },
);

rule(
  "The library sees a room through its own file, or shares parts with it",
  (files) => {
    const rooms = ["channel", "select"];
    assertNone(
      files.filter(({ path }) => !rooms.includes(roomOf(path))).flatMap((
        file,
      ) =>
        importsOf(file)
          .filter((path) => /^lib\/channel\//.test(path))
          .map((path) => `${file.path} imports ${path}`)
      ),
    );
  },
);

/** The folders of the sandbox, each after those it may import from. */
const STAGES = ["job", "worker", "dispatch", "pipeline", "sandbox", "audit"];

/** Where a file of the sandbox stands: what all share comes first, guests are apart. */
function stageOf(path: string): number | undefined {
  if (path === "lib/sandbox.ts") return STAGES.indexOf("sandbox");
  const [, folder] = path.match(/^lib\/sandbox\/(\w+)\//) ?? [];
  if (!path.startsWith("lib/sandbox/") || isGuest(path)) return undefined;
  return folder === undefined ? -1 : STAGES.indexOf(folder);
}

rule(
  "Inside the sandbox a file imports only from stages before its own",
  (files) => {
    assertNone(files.flatMap((file) => {
      const own = stageOf(file.path);
      if (own === undefined) return [];
      return importsOf(file)
        .filter((path) => (stageOf(path) ?? -1) > own || isGuest(path))
        .map((path) => `${file.path} imports ${path}`);
    }));
  },
);

/** What may import each other: two halves of one thing, as in Go's channels. */
const PAIRS = ["lib/channel/core.ts lib/channel/waiter.ts"];

rule("No file imports itself by way of others, not even a type", (files) => {
  const imports = new Map(files.map((file) => [file.path, importsOf(file)]));
  const reached = (start: string) => {
    const seen = new Set<string>();
    const open = [start];
    for (let path = open.pop(); path !== undefined; path = open.pop()) {
      for (const next of imports.get(path) ?? []) {
        const isPair = PAIRS.includes([path, next].sort().join(" "));
        if (seen.has(next) || isPair) continue;
        seen.add(next);
        open.push(next);
      }
    }
    return seen;
  };
  assertNone(
    [...imports.keys()]
      .filter((path) => reached(path).has(path)),
  );
});

rule("No folder has more than 16 files", (files) => {
  const counts = new Map<string, number>();
  for (const { path } of files) {
    const folder = path.replace(/\/[^/]*$/, "");
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  assertNone(
    [...counts]
      .filter(([, count]) => count > 16)
      .map(([folder, count]) => `${folder} has ${count} files`),
  );
});

const isSes = (path: string) =>
  path === "lib/deps/ses.ts" || path.startsWith("npm:ses@");
const PROCESS_REMOVAL =
  "data:text/javascript,delete globalThis.process;delete globalThis.Temporal;delete Date.prototype.toTemporalInstant";

/** What both sides of the wall see: what crosses it, and how values become JSON. */
const SHARED = [
  "lib/sandbox/protocol.ts",
  "lib/sandbox/context_protocol.ts",
  "lib/sandbox/exact_json.ts",
  "lib/sandbox/exact_numbers.ts",
  "lib/sandbox/lookup_layout.ts",
  "lib/framing/json/find_fault.ts",
  "lib/framing/json/json_fault.ts",
  "lib/framing/table/table_format.ts",
];

rule("A guest imports only guests, what is shared, node: and ses", (files) => {
  assertNone(
    files.filter(({ path }) => isGuest(path)).flatMap((file) =>
      importsOf(file)
        .filter((path) =>
          !isGuest(path) && !SHARED.includes(path) &&
          !path.startsWith("node:") &&
          !isSes(path) && path !== PROCESS_REMOVAL
        )
        .map((path) => `${file.path} imports ${path}`)
    ),
  );
});

rule("Only the terminal and the entry touch Deno", (files) => {
  // Probes are texts of attempts, none of which runs outside of the sandbox.
  const host = files.filter(({ path }) => !isGuest(path) && !isProbe(path));
  assertNone(uses(host, /\bDeno\./, ["main.ts", "lib/cli/terminal.ts"]));
});

rule("Only lib/deps names packages, so that each is named once", (files) => {
  assertNone(
    files.filter(({ path }) => roomOf(path) !== "deps" && !isProbe(path))
      .flatMap((file) =>
        importsOf(file)
          .filter((path) =>
            !isSes(path) &&
            !/^(lib\/|node:|data:|main\.ts|deno\.json|@std\/assert)/.test(path)
          )
          .map((path) => `${file.path} imports ${path}`)
      ),
  );
});

rule("Only the threads of the sandbox are workers", (files) => {
  const allowed = [
    "lib/sandbox/worker/threads/starter.ts",
    "lib/sandbox/worker/threads/nested_thread.ts",
    "lib/sandbox/guest/supervisor.js",
  ];
  const real = files.filter(({ path }) => !isProbe(path));
  assertNone(uses(real, /\bnew (Node)?Worker\(/, allowed));
});

rule("Only deadline.ts listens for an abort", (files) => {
  const allowed = ["lib/internal/deadline.ts"];
  assertNone(uses(files, /addEventListener\(\s*"abort"/, allowed));
});

rule("Only the realm loads ses", (files) => {
  const allowed = [
    "lib/deps/ses.ts",
    "lib/sandbox/guest/boot.js",
    "lib/sandbox/guest/realm/realm.ts",
    "lib/sandbox/worker/threads/starter.ts",
  ];
  assertNone(
    files.filter((file) =>
      importsOf(file).some(isSes) && !allowed.includes(file.path)
    ).map(({ path }) => path),
  );
});

rule(
  "No function is given a list of a caller's length as arguments",
  (files) => {
    // The stack holds about 100,000; more is `Maximum call stack size exceeded`.
    const allowed = [
      "lib/cli/help.ts",
      "lib/cli/report/table.ts",
      "lib/cli/report/audit.ts",
      // A method that takes a list of arguments, and gives none on.
      "lib/sandbox/guest/realm/arrays.ts",
    ];
    const spread =
      /\b(push|unshift|splice|concat|Math\.(max|min)|from(CharCode|CodePoint)|of)\([^(){}[\]]*\.\.\.\w/;
    assertNone(uses(files, spread, allowed));
  },
);

rule("No file of the program is longer than 300 lines", (files) => {
  assertNone(
    files
      .map(({ path, text }) => ({ path, lines: text.split("\n").length - 1 }))
      .filter(({ lines }) => lines > 300)
      .map(({ path, lines }) => `${path} has ${lines} lines`),
  );
});

rule("Every file of the library is named in snake_case", (files) => {
  assertNone(
    files.map(({ path }) => path)
      .filter((path) =>
        !/^(\w+\/)*[a-z0-9_]+(\.d|\.generated)?\.[jt]s$/.test(path)
      ),
  );
});

/** What tests are of: their paths without `tests/` and `_test.ts`. */
function testedPaths(): string[] {
  return readSources("tests").map(({ path }) => path)
    .filter((path) => path.endsWith("_test.ts"))
    .map((path) => path.slice("tests/".length, -"_test.ts".length));
}

/** The path of a source as that of its test. */
const subjectOf = (path: string) =>
  path.replace(/^lib\//, "").replace(/\.[jt]s$/, "").replaceAll(".", "_");

/** Folders with tests of a room as a whole, or of what is no file of the library. */
const WHOLE = [
  "bin",
  "broker",
  "bundles",
  "channel",
  "docs",
  "hostile",
  "pool",
];

/** Claims that hold across files: random inputs, long runs, and what crosses the wall. */
const CLAIMS = [
  ...["architecture", "public_api", "versions", "tools/assemble_scan"],
  ...["tools/cli_files", "tools/test_groups"],
  ...["cli/completions/scripts", "cli/commands/filter"],
  ...["cli/commands/run/memory", "cli/commands/run/resume"],
  ...["sandbox/round_trip", "sandbox/values", "sandbox/job/fuzz"],
  ...["sandbox/context/hostile_calls", "sandbox/context/soak"],
  ...["sandbox/dispatch/failure", "sandbox/dispatch/quick_failures"],
  "sandbox/guest/json/one_line",
  ...["sandbox/guest/table/random_tables", "sandbox/worker/guest_generated"],
];

rule("A test lies where its subject lies, and has its name", (files) => {
  const subjects = files.map(({ path }) => subjectOf(path));
  // A long test of one subject is several files: its name, and what of it.
  const isNamed = (test: string) =>
    subjects.some((subject) =>
      test === subject || test.startsWith(`${subject}_`)
    );
  const isWhole = (test: string) =>
    WHOLE.includes(test.replace(/\/[^/]*$/, "")) || CLAIMS.includes(test);
  const tests = testedPaths();
  assertNone(tests.filter((test) => !isNamed(test) && !isWhole(test)));
  assertNone(CLAIMS.filter((claim) => !tests.includes(claim)));
});

rule("Each test is run, in the group where it belongs", () => {
  const kept = new Map(
    readSources(FOLDER).map(({ path, text }) => [path, text]),
  );
  const wanted = groupTexts();
  assertNone(
    [...new Set([...kept.keys(), ...wanted.keys()])]
      .filter((path) => kept.get(path) !== wanted.get(path))
      .map((path) => `${path}: run \`deno task groups\``),
  );
});

rule("A block of code stands in a comment only where it is run", (files) => {
  const outside = files.filter(({ path }) => !isOurs(path));
  assertNone(
    [...readSources("tests"), ...outside]
      .filter(({ text }) => /^\s*\* ```/m.test(text))
      .map(({ path }) => path),
  );
});

/** With so many places where it decides something, a file has a test of its own. */
const MOST_DECISIONS = 9;
const DECISION_REGEXP = /\b(if|for|while|case|catch)\b|&&|\|\||\?\?| \? /g;

/** Files that decide much, and are tested with all that is around them. */
const WITH_OTHERS = [
  // Whatever a channel or a pool does is a claim about it.
  ...["channel/core", "channel/receiving", "channel/sending", "pool"],
  // They run in a worker alone.
  ...["sandbox/guest/batch/run_batch", "sandbox/guest/realm/native_steps"],
  ...["sandbox/guest/realm/realm", "sandbox/audit/keeping"],
  "sandbox/audit/wasting",
  // A worker, and a broker, have to be there; the whole run has its tests.
  ...["cli/commands/broker/work/work", "cli/commands/run/dry_run"],
  // Texts for a shell, which runs them.
  ...["cli/completions/bash", "cli/completions/zsh"],
];

rule("What decides much has a test of its own", (files) => {
  const tests = testedPaths();
  const written = files.filter(({ path }) => !path.includes(".generated."));
  const untested = written
    .filter(({ code }) =>
      (code.match(DECISION_REGEXP)?.length ?? 0) > MOST_DECISIONS
    )
    .map(({ path }) => subjectOf(path))
    .filter((subject) => !tests.includes(subject));
  assertNone(untested.filter((subject) => !WITH_OTHERS.includes(subject)));
  const subjects = written.map(({ path }) => subjectOf(path));
  assertNone(
    WITH_OTHERS.filter((subject) =>
      tests.includes(subject) || !subjects.includes(subject)
    ),
  );
});

Deno.test({
  name: "Nothing that is run asks for every permission",
  ignore,
  fn: () => {
    const ALL = /(^|\s)(-A\b|--allow-all\b)/m;
    const files = ["deno.json", "README.md", ".ci/run"].map(readSource);
    assertNone(uses(files, ALL, []));
  },
});
