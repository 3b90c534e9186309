// Made by `deno task groups`: test files that share a thread.

import "../hostile/measure_test.ts";
