// Made by `deno task groups`: test files that share a thread.

import "../channel/abort_test.ts";
import "../channel/close_test.ts";
import "../channel/contract_test.ts";
import "../channel/iterator_test.ts";
import "../channel/lease_test.ts";
import "../channel/overflow_test.ts";
import "../channel/put_back_test.ts";
import "../channel/signal_test.ts";
import "../channel/std_test.ts";
import "../channel/weights_test.ts";
import "../pool/contract_test.ts";
import "../pool/failure_test.ts";
import "../select_test.ts";
