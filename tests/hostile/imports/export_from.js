// imports (module): refused import
// An export from elsewhere is an import.
export { readFileSync as default } from "node:fs";
