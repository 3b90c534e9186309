// results (module): load
// As is one that fails before its first item.
throw new Error("a");
export default () => 1;
