// Made by `deno task groups`: test files that share a thread.

import "../architecture_test.ts";
import "../bin/sluice_test.ts";
import "../bundles/bundles_test.ts";
import "../docs/blocks_test.ts";
import "../main_test.ts";
import "../public_api_test.ts";
import "../tools/assemble_scan_test.ts";
import "../tools/cli_files_test.ts";
import "../tools/test_groups_test.ts";
import "../versions_test.ts";
