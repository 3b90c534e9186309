// imports (module): refused import
// An export of a name from elsewhere is refused.
export { readFileSync as default } from "node:fs";
