// Made by `deno task groups`: test files that share a thread.

import "../framing/table/table_framer_test.ts";
