// Made by `deno task groups`: test files that share a thread.

import "../sandbox/job/fuzz_test.ts";
import "../sandbox/job/job_diagnostic_test.ts";
import "../sandbox/job/job_test.ts";
import "../sandbox/job/names/job_names_test.ts";
import "../sandbox/job/names/known_names_test.ts";
import "../sandbox/job/names/nearest_name_test.ts";
import "../sandbox/job/names/scopes_test.ts";
import "../sandbox/job/no_result_test.ts";
import "../sandbox/job/own_function_test.ts";
import "../sandbox/job/parse_job_test.ts";
import "../sandbox/job/rewrite/compose_test.ts";
import "../sandbox/job/rewrite/edit_test.ts";
import "../sandbox/job/rewrite/evasive_transform_test.ts";
import "../sandbox/job/rewrite/fresh_name_test.ts";
import "../sandbox/job/rewrite/function_steps_test.ts";
import "../sandbox/job/rewrite/guarded_syntax_test.ts";
import "../sandbox/job/rewrite/loop_checkpoints_test.ts";
import "../sandbox/job/rewrite/presence_checks_test.ts";
import "../sandbox/job/rewrite/private_global_test.ts";
import "../sandbox/job/rules_test.ts";
import "../sandbox/job/survey_test.ts";
import "../sandbox/job/syntax/parser_test.ts";
import "../sandbox/job/syntax/source_map_test.ts";
import "../sandbox/job/syntax/typescript_test.ts";
import "../sandbox/job/syntax/walk_test.ts";
import "../sandbox/job/text_lines_test.ts";
