// Made by `deno task groups`: test files that share a thread.

import "../cli/commands/run/finish_run_test.ts";
import "../cli/commands/run/formats_test.ts";
import "../cli/commands/run/resume_test.ts";
import "../cli/commands/run/run_job_test.ts";
import "../cli/commands/run/run_profile_test.ts";
import "../cli/commands/run/shutdown_test.ts";
import "../cli/commands/run/startup_test.ts";
