// Made by `deno task groups`: test files that share a thread.

import "../framing/batch_test.ts";
import "../framing/buffer_pool_test.ts";
import "../framing/item_texts_test.ts";
import "../framing/json/find_fault_test.ts";
import "../framing/json/json_fault_test.ts";
import "../framing/json/json_framer_test.ts";
import "../framing/json/json_scan_test.ts";
import "../framing/json/json_values_test.ts";
import "../framing/line_feeds_test.ts";
import "../framing/line_framer_test.ts";
import "../framing/line_texts_test.ts";
import "../framing/null_lines_test.ts";
import "../framing/read_wait_test.ts";
import "../framing/record_batches_test.ts";
import "../framing/slice_items_test.ts";
import "../framing/sources_test.ts";
import "../framing/table/line_numbers_test.ts";
import "../framing/table/read_table_test.ts";
import "../framing/table/row_batches_test.ts";
import "../framing/table/row_scanner_test.ts";
import "../framing/table/simple_rows_test.ts";
import "../framing/table/stray_quotes_test.ts";
import "../framing/table/table_fields_test.ts";
import "../framing/table/table_rules_test.ts";
import "../framing/table/table_text_test.ts";
import "../framing/text_buffer_test.ts";
