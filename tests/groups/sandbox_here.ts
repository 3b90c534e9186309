// Made by `deno task groups`: test files that share a thread.

import "../sandbox/context/call_host_test.ts";
import "../sandbox/context/lookup/lookup_table_test.ts";
import "../sandbox_pool_test.ts";
import "../sandbox_test.ts";
