// pollution (module): value "clean"
// And what is known about things that are shared.
const known = new WeakMap();
export default (item) => {
  if (item === "plain") return "plain";
  const before = known.get(Object);
  known.set(Object, "left over");
  return before ?? "clean";
};
