// pollution (module): value "clean"
// Static fields of a job's class begin anew with each item.
class Memory {
  static seen = 0;
}
export default (item) => item === "plain" ? "plain" : Memory.seen++ === 0 ? "clean" : "left over";
