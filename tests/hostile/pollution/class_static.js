// pollution (module): value "clean"
// And what a class remembers.
class Memory {
  static seen = 0;
}
export default (item) => item === "plain" ? "plain" : Memory.seen++ === 0 ? "clean" : "left over";
