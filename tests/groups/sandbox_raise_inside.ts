// Made by `deno task groups`: test files that share a thread.

import "../sandbox/guest/batch/quick_reads_test.ts";
import "../sandbox/guest/batch/raise_test.ts";
