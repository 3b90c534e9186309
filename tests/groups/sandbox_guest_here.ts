// Made by `deno task groups`: test files that share a thread.

import "../sandbox/guest/load_job_test.ts";
