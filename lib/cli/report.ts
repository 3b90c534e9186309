/**
 * Facts into text: everything the program says besides its results and help.
 *
 * @module
 */

export { auditJson, type AuditReport, auditText } from "./report/audit.ts";
export {
  type Failure,
  failureLine,
  failureSummary,
  squaresHint,
} from "./report/failures.ts";
export { jobErrorBlock, type JobFault } from "./report/job_error.ts";
export { type Plan, planText, type Sample } from "./report/plan.ts";
export { type RunTotals, totalsJson, totalsText } from "./report/totals.ts";
