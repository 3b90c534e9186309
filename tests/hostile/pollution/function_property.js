// pollution (module): value "clean"
// So does what the job's function carries.
export default function job(item) {
  if (item === "plain") return "plain";
  if (job.seen) return "left over";
  job.seen = true;
  return "clean";
}
