import { Worker } from "node:worker_threads";

const SCRIPT = `import { workerData } from "node:worker_threads";
const { port } = workerData;
port.onmessage = ({ data }) => port.postMessage(data, [data.buffer]);`;

/** A worker that sends back what it gets, over a port of its own. */
export class Echo implements Disposable {
  readonly #worker: Worker;
  readonly #port: MessagePort;

  /** Starts the worker. */
  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    this.#worker = new Worker(new URL(`data:text/javascript,${SCRIPT}`), {
      workerData: { port: port2 },
      transferList: [port2 as never],
    });
  }

  /** Transfers bytes there and back; the ones that were given are gone. */
  pass(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
    const { promise, resolve } = Promise.withResolvers<Uint8Array>();
    this.#port.onmessage = ({ data }) => resolve(data);
    this.#port.postMessage(bytes, [bytes.buffer]);
    return promise;
  }

  /** Ends the worker. */
  [Symbol.dispose](): void {
    this.#port.close();
    this.#worker.terminate();
  }
}
