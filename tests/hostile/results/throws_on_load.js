// results (module): load
// A job whose top level throws is said to be unusable.
throw new Error("a");
export default () => 1;
