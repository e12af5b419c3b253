import { deepEqual, match } from "node:assert/strict";
import { test } from "node:test";

import { type BasePython, findBasePython, pythonCandidates } from "../src/basePython";
import type { Run } from "../src/process";

/** Pythons by command, with what they answer; others can't be started. */
function pythons(answers: Readonly<Record<string, string>>): Run {
  return async ({ command }) => {
    const stdout = answers[command];
    return { code: stdout === undefined ? null : 0, stdout: stdout ?? "", stderr: "" };
  };
}

const find = (answers: Record<string, string>, platform: NodeJS.Platform = "linux"): Promise<BasePython> =>
  findBasePython(pythonCandidates(platform), pythons(answers), "/", platform);

function problem(found: BasePython): string {
  return "problem" in found ? found.problem : "";
}

test("the first Python that is new enough and complete", async () => {
  deepEqual(await find({ python3: "3.12 complete\n" }), { python: { command: "python3", args: [] } });
  deepEqual(await find({ python3: "3.9 complete\n", "python3.13": "3.13 complete\n" }), {
    python: { command: "python3.13", args: [] },
  });
});

test("Windows' launcher goes first", async () => {
  const found = await find({ py: "3.13 complete\r\n", python: "3.12 complete\r\n" }, "win32");
  deepEqual(found, { python: { command: "py", args: ["-3"] } });
});

test("no Python", async () => {
  match(problem(await find({})), /^No Python was found\. .*3\.11 or newer.*system's packages/);
  match(problem(await find({}, "win32")), /Microsoft Store/);
});

test("a Python that is too old", async () => {
  match(problem(await find({ python3: "3.10 complete\n" })), /^Python 3\.10 is too old\. .*3\.11 or newer/);
});

test("a Python that can't make environments", async () => {
  match(problem(await find({ python3: "3.11 partial\n" })), /^Python 3\.11 is there, but.*sudo apt install python3-venv/);
});
