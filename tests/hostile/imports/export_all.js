// imports (module): refused import
// An export of everything from elsewhere is refused.
export * from "node:fs";
export default () => 1;
