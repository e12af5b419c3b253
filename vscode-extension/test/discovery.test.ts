import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";

import { findServer, onPath, type Places, type Probe, serverCommand } from "../src/discovery";
import { written } from "../src/process";

const WANTED = { major: 0, minor: 1, patch: 0 };
const NOWHERE: Places = {
  setting: undefined,
  interpreter: async () => undefined,
  onPath: async () => undefined,
  privateInterpreter: async () => undefined,
};
const EVERYWHERE: Places = {
  setting: "/set/unpushy",
  interpreter: async () => "/chosen/python",
  onPath: async () => "/path/unpushy",
  privateInterpreter: async () => "/private/python",
};

/** Programs that answer, by file. */
function programs(versions: Readonly<Record<string, string>>): Probe & { asked: string[] } {
  const asked: string[] = [];
  const probe = async ({ command }: { command: string }): Promise<string | undefined> => {
    asked.push(command);
    return versions[command] && `unpushy ${versions[command]}\n`;
  };
  return Object.assign(probe, { asked });
}

test("the setting goes before all, and nothing else is asked", async () => {
  const probe = programs({ "/set/unpushy": "0.1.0", "/path/unpushy": "0.1.0" });
  const { found, rejected } = await findServer(EVERYWHERE, WANTED, probe);
  deepEqual(found?.command, { command: "/set/unpushy", args: [] });
  equal(found?.origin, "setting");
  equal(found?.warning, undefined);
  deepEqual(rejected, []);
  deepEqual(probe.asked, ["/set/unpushy"]);
});

test("then the Python extension's interpreter, PATH, the private environment", async () => {
  const places = { ...EVERYWHERE, setting: "  " };
  const probe = programs({ "/private/python": "0.1.0" });
  const { found, rejected } = await findServer(places, WANTED, probe);
  equal(found?.origin, "private");
  equal(found && written(found.command), "/private/python -P -m unpushy");
  deepEqual(rejected, [
    "the Python extension's interpreter: /chosen/python has no unpushy that answers",
    "PATH: /path/unpushy has no unpushy that answers",
  ]);
  deepEqual(probe.asked, ["/chosen/python", "/path/unpushy", "/private/python"]);
});

test("a setting that leads nowhere is said, and not papered over", async () => {
  const { found, rejected } = await findServer(EVERYWHERE, WANTED, programs({ "/path/unpushy": "0.1.0" }));
  equal(found, undefined);
  deepEqual(rejected, ["the setting unpushy.server.path: /set/unpushy has no unpushy that answers"]);
});

test("a server of another version is passed over with the remedy", async () => {
  const places = { ...EVERYWHERE, setting: undefined, interpreter: NOWHERE.interpreter };
  const { found, rejected } = await findServer(
    places,
    WANTED,
    programs({ "/path/unpushy": "0.0.9", "/private/python": "0.1.0" }),
  );
  equal(found?.origin, "private");
  deepEqual(rejected, [
    "PATH has unpushy 0.0.9, which is older than this extension needs (0.1). " +
      "Upgrade it (PATH: pip install --upgrade unpushy), or let this extension set up its own.",
  ]);
});

test("one that the setting names is used all the same, with a warning", async () => {
  const { found } = await findServer(EVERYWHERE, WANTED, programs({ "/set/unpushy": "0.2.0" }));
  equal(found?.origin, "setting");
  equal(
    found?.warning,
    "the setting unpushy.server.path has unpushy 0.2.0, which is newer than this extension needs (0.1). " +
      "Update this extension, or let it set up its own.",
  );
});

for (const [version, used] of [
  ["0.1.3", true],
  ["0.0.9", false],
] as const) {
  test(`a private environment of another version (${version}) can be upgraded`, async () => {
    const places = { ...NOWHERE, privateInterpreter: EVERYWHERE.privateInterpreter };
    const { found, rejected, outdated } = await findServer(places, WANTED, programs({ "/private/python": version }));
    equal(found?.origin === "private", used);
    deepEqual(rejected, []);
    equal(outdated, `The checker that is set up is ${version}; this extension brings 0.1.0.`);
  });
}

test("nothing anywhere", async () => {
  deepEqual(await findServer(NOWHERE, WANTED, programs({})), { rejected: [] });
});

for (const [file, expected] of [
  ["/usr/bin/unpushy", "/usr/bin/unpushy"],
  ["/usr/bin/python3", "/usr/bin/python3 -P -m unpushy"],
  ["/usr/bin/python3.12", "/usr/bin/python3.12 -P -m unpushy"],
  ["C:\\env\\Scripts\\python.exe", "C:\\env\\Scripts\\python.exe -P -m unpushy"],
  ["C:\\env\\Scripts\\unpushy.exe", "C:\\env\\Scripts\\unpushy.exe"],
] as const) {
  test(`how ${file} is asked`, () => equal(written(serverCommand(file)), expected));
}

test("PATH is searched in its order, relative folders are left out", async () => {
  const there = new Set(["/b/unpushy", "/c/unpushy", "bin/unpushy", "./unpushy"]);
  const exists = async (file: string): Promise<boolean> => there.has(file);
  equal(await onPath("unpushy", ".:bin::/a:/b:/c", exists, "linux"), "/b/unpushy");
  equal(await onPath("unpushy", ".:bin", exists, "linux"), undefined);
});

test("PATH on Windows", async () => {
  const exists = async (file: string): Promise<boolean> => file === "D:\\tools\\unpushy.exe";
  equal(await onPath("unpushy", "C:\\x;D:\\tools", exists, "win32"), "D:\\tools\\unpushy.exe");
});
