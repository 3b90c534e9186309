import { GENERATED_PATH } from "../tools/link_guest.ts";

/** The folder of the project, as a path. */
export const ROOT: string = import.meta.dirname?.replace(
  /[/\\]tests[/\\]support$/,
  "",
) ?? "";

/** Whether the sources may be read; a test of them is skipped otherwise. */
export function canReadSources(): boolean {
  const permission = { name: "read", path: ROOT } as const;
  return Deno.permissions.querySync(permission).state === "granted";
}

/** A source file. */
export interface SourceFile {
  /** Its path in the project, as in `lib/mod.ts`. */
  readonly path: string;
  /** Its text. */
  readonly text: string;
  /** Its text without lines that are comments. */
  readonly code: string;
}

/** Every source file in `folder` of the project, except the one that is made. */
export function readSources(folder: string): SourceFile[] {
  const files: SourceFile[] = [];
  for (const entry of Deno.readDirSync(`${ROOT}/${folder}`)) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory) files.push(...readSources(path));
    else if (/\.[jt]s$/.test(path) && path !== GENERATED_PATH) {
      files.push(readSource(path));
    }
  }
  return files;
}

/** One file of the project. */
export function readSource(path: string): SourceFile {
  const text = Deno.readTextFileSync(`${ROOT}/${path}`);
  const isCode = (line: string) => !/^\s*(\*|\/\/|\/\*)/.test(line);
  return { path, text, code: text.split("\n").filter(isCode).join("\n") };
}

const IMPORT_REGEXP =
  /(?:\bfrom\s+|\bimport\s+|\bimport\(\s*)"(?<specifier>[^"]+)"/g;

/** What a file imports: paths in the project, and bare names as they are. */
export function importsOf({ path, code }: SourceFile): string[] {
  return [...code.matchAll(IMPORT_REGEXP)].map(({ groups }) => {
    const specifier = groups?.specifier ?? "";
    if (!specifier.startsWith(".")) return specifier;
    return new URL(specifier, `file:///${path}`).pathname.slice(1);
  });
}

const LOADING_REGEXP =
  /^(?:import|export) (?!type\b)(?:[^;"]*\bfrom )?"(?<specifier>\.[^"]+)"/gm;

/** What is loaded with a file: itself, and what it imports for more than its types. */
export function loadedWith(
  path: string,
  files: readonly SourceFile[],
): ReadonlySet<string> {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const loaded = new Set([path]);
  for (const one of loaded) {
    for (
      const { groups } of byPath.get(one)?.code.matchAll(LOADING_REGEXP) ?? []
    ) {
      const { pathname } = new URL(groups?.specifier ?? "", `file:///${one}`);
      loaded.add(pathname.slice(1));
    }
  }
  return loaded;
}
