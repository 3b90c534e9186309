// What is compiled before it is bundled: a schema to a function, a template to a function.

const fs = require("node:fs");
const Ajv = require("ajv");
const standalone = require("ajv/dist/standalone").default;
const handlebars = require("handlebars");

const ajv = new Ajv({ code: { source: true } });
const validate = ajv.compile({
  type: "object",
  properties: { id: { type: "integer" } },
  required: ["id"],
});
fs.writeFileSync("ajv_validate.cjs", standalone(ajv, validate));

const template = "Hello {{name}}: {{#each list}}{{this}};{{/each}}";
const compiled = handlebars.precompile(template);
fs.writeFileSync("handlebars_template.js", `export default ${compiled};\n`);
