// Made by `deno task groups`: test files that share a thread.

import "../sandbox/audit/audit_test.ts";
import "../sandbox/context/call_log_test.ts";
import "../sandbox/context/describe_test.ts";
import "../sandbox/context/hostile_calls_test.ts";
import "../sandbox/context/lookup/growing_bytes_test.ts";
import "../sandbox/context/lookup/key_reader_test.ts";
import "../sandbox/context/lookup/key_scanner_test.ts";
import "../sandbox/context/lookup/lookup_parts_test.ts";
import "../sandbox/context/open_calls_test.ts";
import "../sandbox/context/realm_options_test.ts";
import "../sandbox/context/relay_calls_test.ts";
import "../sandbox/context/replay_test.ts";
import "../sandbox/context/resolve_context_test.ts";
import "../sandbox/context/soak_test.ts";
import "../sandbox/exact_json_test.ts";
import "../sandbox/exact_numbers_test.ts";
import "../sandbox/exact_values_test.ts";
import "../sandbox/item_batches_test.ts";
import "../sandbox/limits_test.ts";
import "../sandbox/lookup_layout_test.ts";
import "../sandbox/outcome_test.ts";
import "../sandbox/round_trip_test.ts";
import "../sandbox/submission_test.ts";
import "../sandbox/table_output_test.ts";
import "../sandbox/values_test.ts";
