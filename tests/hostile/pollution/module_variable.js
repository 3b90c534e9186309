// pollution (module): value "clean"
// A module's variables begin anew with each item.
let seen = 0;
export default (item) => item === "plain" ? "plain" : ++seen === 1 ? "clean" : "left over";
