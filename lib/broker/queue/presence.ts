import type { Connection } from "../connection/connection.ts";
import { namesOf } from "./names.ts";

/** What a worker machine says of itself. */
export interface WorkerReport {
  /** What it calls itself. */
  readonly name: string;
  /** How many values it works on at most. */
  readonly slots: number;
  /** How many values it holds now. */
  readonly running: number;
  /** How many values it finished. */
  readonly done: number;
  /** How many of them failed. */
  readonly failed: number;
  /** How long it has been there, in milliseconds. */
  readonly age: number;
  /** A short digest of its job. */
  readonly job?: string | undefined;
  /** The position of the value that it has worked on for longest. */
  readonly item?: number | undefined;
  /** For how long, in milliseconds. */
  readonly itemAge?: number | undefined;
  /** What it waits for, in words. */
  readonly waiting?: string | undefined;
}

/** How long worker machines may take to answer, in milliseconds. */
const PRESENCE_MS = 500;

/** Longest answer that is read, in bytes. */
const LONGEST = 4096;

/** Answers, from now on, those who ask which workers there are. */
export function answerPresence(
  connection: Connection,
  queue: string,
  report: () => WorkerReport,
): void {
  connection.nc.subscribe(namesOf(queue).presence, {
    callback: (error, message) => {
      if (error !== null || connection.lost !== undefined) return;
      message.respond(JSON.stringify(report()));
    },
  });
}

/** Asks every worker machine of a queue; takes half a second. */
export async function askPresence(
  connection: Connection,
  queue: string,
): Promise<WorkerReport[]> {
  const reports: WorkerReport[] = [];
  try {
    const answers = await connection.nc.requestMany(
      namesOf(queue).presence,
      "",
      { strategy: "timer", maxWait: PRESENCE_MS },
    );
    for await (const { data } of answers) {
      const report = toReport(data);
      if (report !== undefined) reports.push(report);
    }
  } catch {
    // No machine is there, or this user may not ask.
  }
  return reports.sort((a, b) => a.name < b.name ? -1 : 1);
}

/** What an answer says, as far as it is of use: any program may have written it. */
function toReport(data: Uint8Array): WorkerReport | undefined {
  if (data.length > LONGEST) return undefined;
  try {
    const { name, ...others } = JSON.parse(new TextDecoder().decode(data));
    const { slots, running, done, failed, age } = others;
    const { job, item, itemAge, waiting } = others;
    const numbers = { slots, running, done, failed, age };
    if (typeof name !== "string") return undefined;
    if (!Object.values(numbers).every(Number.isFinite)) return undefined;
    return {
      name,
      ...numbers,
      ...(typeof job === "string" && { job }),
      ...(typeof waiting === "string" && { waiting }),
      ...(Number.isFinite(item) && { item }),
      ...(Number.isFinite(itemAge) && { itemAge }),
    };
  } catch {
    return undefined;
  }
}
