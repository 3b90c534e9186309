// Made by `deno task groups`: test files that share a thread.

import "../cli/commands/run/items_to_come_test.ts";
import "../cli/commands/run/memory_test.ts";
import "../cli/commands/run/reporter_test.ts";
import "../cli/commands/run/run_meter_test.ts";
import "../cli/commands/run/run_stats_test.ts";
import "../cli/commands/run/written_items_test.ts";
