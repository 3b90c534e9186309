// Made by `deno task groups`: test files that share a thread.

import "../sandbox/guest/batch/raise_test.ts";
