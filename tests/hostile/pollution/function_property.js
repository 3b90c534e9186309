// pollution (module): value "clean"
// Properties of the job's function begin anew with each item.
export default function job(item) {
  if (item === "plain") return "plain";
  if (job.seen) return "left over";
  job.seen = true;
  return "clean";
}
