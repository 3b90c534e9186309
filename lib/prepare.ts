/**
 * Starting a worker before the rest of a program is loaded: an entry of its own, that
 * loads next to nothing.
 *
 * @module
 */

export { ENDOWMENTS } from "./sandbox/protocol.ts";
export {
  PreparedWorker,
  prepareWorker,
} from "./sandbox/worker/prepared_worker.ts";
