// Made by `deno task groups`: test files that share a thread.

import "../hostile/fuzz_readers_test.ts";
import "../hostile/fuzz_test.ts";
import "../hostile/leftovers_memory_test.ts";
import "../hostile/soak_test.ts";
