// Made by `deno task groups`: test files that share a thread.

import "../cli/terminal_test.ts";
