// Made by `deno task groups`: test files that share a thread.

import "../sandbox/pipeline/map_outcomes_test.ts";
import "../sandbox/pipeline/pipe_buffers_test.ts";
import "../sandbox/pipeline/pipe_end_test.ts";
import "../sandbox/pipeline/pipe_finish_test.ts";
import "../sandbox/pipeline/pipe_test.ts";
import "../sandbox/pipeline/resequencer_test.ts";
import "../sandbox/pipeline/run_batcher_test.ts";
