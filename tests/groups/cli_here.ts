// Made by `deno task groups`: test files that share a thread.

import "../cli/args/table_settings_test.ts";
import "../cli/commands/audit_test.ts";
import "../cli/commands/filter_test.ts";
import "../cli/commands/input/input_head_test.ts";
import "../cli/commands/input/input_source_test.ts";
import "../cli/commands/input/open_bytes_test.ts";
import "../cli/commands/input/read_items_table_test.ts";
import "../cli/commands/input/read_items_test.ts";
import "../cli/commands/job/job_context_test.ts";
import "../cli/commands/job/load_error_test.ts";
import "../cli/commands/job/parse_job_texts_test.ts";
import "../cli/commands/map_test.ts";
import "../cli/commands/output/result_writer_test.ts";
import "../cli/commands/output/run_table_fuzz_test.ts";
import "../cli/commands/output/run_table_test.ts";
import "../cli/commands/squares_test.ts";
import "../cli/completions/scripts_test.ts";
import "../cli/report/page/page_test.ts";
import "../cli/run_test.ts";
