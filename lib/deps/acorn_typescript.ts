// Parses TypeScript with acorn; loaded when a job is no JavaScript.
export { tsPlugin } from "npm:@sveltejs/acorn-typescript@1.0.13";
