// results (module): load
// A job that is no function is said to be none.
export default (() => 7)();
