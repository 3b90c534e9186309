// Made by `deno task groups`: test files that share a thread.

import "../sandbox/pipeline/flow_window_test.ts";
import "../sandbox/pipeline/result_queue_test.ts";
