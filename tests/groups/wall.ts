// Made by `deno task groups`: test files that share a thread.

import "../hostile/hostile_test.ts";
import "../hostile/measure_test.ts";
