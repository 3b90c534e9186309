// pollution (module): value "clean"
// And where a pattern stopped.
const pattern = /a/g;
export default (item) => {
  if (item === "plain") return "plain";
  const from = pattern.lastIndex;
  pattern.test("aaa");
  return from === 0 ? "clean" : "left over";
};
