// Parses JavaScript: a job is checked on its syntax tree before any worker starts.
export * from "npm:acorn@8.19.0";
