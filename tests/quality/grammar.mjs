// Reads JSON [[before, after], …] from standard input; prints, for each pair, what Harper finds in the
// text after that it does not find as often in the text before: [[kind, message, words], …].
import { readFileSync } from "node:fs";
import { LocalLinter } from "harper.js";
import { binaryInlined } from "harper.js/binaryInlined";

const linter = new LocalLinter({ binary: binaryInlined });
await linter.setup();

async function lints(text) {
  const found = await linter.lint(text, { language: "plaintext" });
  return found.map((lint) => [lint.lint_kind(), lint.message(), lint.get_problem_text()]);
}

const out = [];
for (const [before, after] of JSON.parse(readFileSync(0, "utf8"))) {
  const known = new Map();
  for (const [kind, message] of await lints(before)) {
    known.set(kind + message, (known.get(kind + message) ?? 0) + 1);
  }
  const fresh = [];
  for (const lint of await lints(after)) {
    const key = lint[0] + lint[1];
    const left = known.get(key) ?? 0;
    if (left > 0) known.set(key, left - 1);
    else fresh.push(lint);
  }
  out.push(fresh);
}
console.log(JSON.stringify(out));
