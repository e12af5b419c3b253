import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";

import { fit, parseVersion, remedy, shown, type Version } from "../src/version";

const version = (text: string): Version => {
  const parsed = parseVersion(text);
  if (parsed === undefined) throw new Error(text);
  return parsed;
};

test("a version is read from what --version prints", () => {
  deepEqual(parseVersion("unpushy 0.10.2\n"), { major: 0, minor: 10, patch: 2 });
  equal(shown(version("unpushy 1.2.3.dev4")), "1.2.3");
  equal(parseVersion("command not found"), undefined);
  equal(parseVersion(""), undefined);
});

for (const [server, wanted, expected] of [
  ["0.1.0", "0.1.0", "fits"],
  ["0.1.9", "0.1.2", "fits"],
  ["0.1.2", "0.1.9", "fits"],
  ["0.1.0", "0.2.0", "older"],
  ["0.10.0", "0.2.0", "newer"],
  ["0.9.0", "1.0.0", "older"],
  ["1.0.0", "1.1.0", "older"],
  ["1.3.0", "1.1.0", "fits"],
  ["2.0.0", "1.1.0", "newer"],
] as const) {
  test(`server ${server} for extension ${wanted}: ${expected}`, () => {
    equal(fit(version(server), version(wanted)), expected);
  });
}

test("the remedy says what to do where", () => {
  equal(
    remedy("older", "PATH"),
    "Upgrade it (PATH: pip install --upgrade unpushy), or let this extension set up its own.",
  );
  equal(remedy("newer", "PATH"), "Update this extension, or let it set up its own.");
});
