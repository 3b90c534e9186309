// Made by `deno task groups`: test files that share a thread.

import "../broker/receiving/intake_test.ts";
import "../broker/receiving/lease_keeper_test.ts";
import "../broker/receiving/puller_test.ts";
import "../broker/sending/outbox_test.ts";
