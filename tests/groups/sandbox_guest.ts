// Made by `deno task groups`: test files that share a thread.

import "../sandbox/guest/batch/emitter_test.ts";
import "../sandbox/guest/batch/places_test.ts";
import "../sandbox/guest/endow/bytes_test.ts";
import "../sandbox/guest/endow/console_test.ts";
import "../sandbox/guest/endow/digest_test.ts";
import "../sandbox/guest/endow/endowments_test.ts";
import "../sandbox/guest/endow/intl_test.ts";
import "../sandbox/guest/json/one_line_test.ts";
import "../sandbox/guest/json/parse_together_test.ts";
import "../sandbox/guest/json/result_json_test.ts";
import "../sandbox/guest/realm/json_test.ts";
import "../sandbox/guest/realm/leftovers_test.ts";
import "../sandbox/guest/realm/steps_test.ts";
import "../sandbox/guest/realm/symbols_test.ts";
