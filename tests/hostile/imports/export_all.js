// imports (module): refused import
// So is one of everything.
export * from "node:fs";
export default () => 1;
