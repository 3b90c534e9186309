// Runs in a web worker that has no permission, and starts the guests from there: a
// node worker has the permissions of whoever started it.

import { Worker } from "node:worker_threads";

/** What the host asks of the supervisor. */
export type SupervisorMessage =
  | {
    readonly type: "start";
    readonly thread: number;
    readonly url: string;
    readonly data: { readonly port: MessagePort };
    readonly memoryMb: number;
  }
  | { readonly type: "terminate"; readonly thread: number }
  | { readonly type: "close" };

/** A guest's thread is no more. */
export interface ThreadDeath {
  readonly thread: number;
  readonly code: string;
  readonly message: string;
}

// The types of this file are those of a window, not of a worker.
interface WorkerScope {
  onmessage: (event: MessageEvent<SupervisorMessage>) => void;
  postMessage(message: ThreadDeath): void;
  close(): void;
}

const scope = self as unknown as WorkerScope;
const threads = new Map<number, Worker>();

function start(
  message: Extract<SupervisorMessage, { type: "start" }>,
): void {
  const { thread, url, data, memoryMb } = message;
  const worker = new Worker(new URL(url), {
    env: {},
    workerData: data,
    transferList: [data.port as never],
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
  });
  threads.set(thread, worker);
  worker.on("error", (error: Error & { code?: string }) => {
    report({ thread, code: error.code ?? "", message: error.message });
  });
  worker.on("exit", (code) => {
    report({ thread, code: "", message: `the worker exited with ${code}` });
  });
}

function report(death: ThreadDeath): void {
  if (threads.delete(death.thread)) scope.postMessage(death);
}

async function terminate(thread: number): Promise<void> {
  const worker = threads.get(thread);
  threads.delete(thread);
  await worker?.terminate();
}

async function close(): Promise<void> {
  await Promise.all([...threads.keys()].map(terminate));
  scope.close();
}

scope.onmessage = ({ data }) => {
  if (data.type === "start") start(data);
  else if (data.type === "terminate") void terminate(data.thread);
  else void close();
};
