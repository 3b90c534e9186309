// imports (module): refused import
// A text that imports is refused before a worker sees it.
import { readFileSync } from "node:fs";
export default () => readFileSync("/etc/hostname", "utf8");
