// Made by `deno task groups`: test files that share a thread.

import "../sandbox/job/choose_job_test.ts";
