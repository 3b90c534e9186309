// Made by `deno task groups`: test files that share a thread.

import "../sandbox/dispatch/fleet_test.ts";
