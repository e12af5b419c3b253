/** The contract with the Python extension, against a stub of its interface. */

import { equal } from "node:assert/strict";
import { test } from "node:test";

import { chosenInterpreter, onInterpreterChosen, type PythonApi } from "../src/python";

/** What that extension exports: a path may name a folder, and only resolving it gives the program. */
function stub(executable: string | undefined): PythonApi & { listeners: (() => void)[] } {
  const listeners: (() => void)[] = [];
  return {
    listeners,
    environments: {
      getActiveEnvironmentPath: () => ({ path: "/home/ada/project/.venv" }),
      resolveEnvironment: async ({ path }) =>
        path === "/home/ada/project/.venv" ? { executable: { uri: executable ? { fsPath: executable } : undefined } } : undefined,
      onDidChangeActiveEnvironmentPath: (listener) => {
        listeners.push(listener as () => void);
        return { dispose: () => void listeners.pop() };
      },
    },
  };
}

test("the chosen interpreter is the program of the active environment", async () => {
  const exports = stub("/home/ada/project/.venv/bin/python");
  equal(await chosenInterpreter({ isActive: true, exports, activate: async () => exports }), "/home/ada/project/.venv/bin/python");
});

test("an extension that sleeps is woken", async () => {
  const exports = stub("/home/ada/project/.venv/bin/python");
  const extension = { isActive: false, exports: undefined, activate: async () => exports };
  equal(await chosenInterpreter(extension), "/home/ada/project/.venv/bin/python");
});

test("no extension, an older one, a broken one, and an environment without a program", async () => {
  equal(await chosenInterpreter(undefined), undefined);
  const older = { settings: {} };
  equal(await chosenInterpreter({ isActive: true, exports: older, activate: async () => older }), undefined);
  const broken = { isActive: false, exports: undefined, activate: () => Promise.reject(new Error("broken")) };
  equal(await chosenInterpreter(broken), undefined);
  const lost = stub(undefined);
  lost.environments.resolveEnvironment = () => Promise.reject(new Error("lost"));
  equal(await chosenInterpreter({ isActive: true, exports: lost, activate: async () => lost }), undefined);
  const empty = stub(undefined);
  equal(await chosenInterpreter({ isActive: true, exports: empty, activate: async () => empty }), undefined);
});

test("another choice is heard of until nobody listens any more", () => {
  const exports = stub("/home/ada/project/.venv/bin/python");
  let heard = 0;
  const extension = { isActive: true, exports, activate: async () => exports };
  const registration = onInterpreterChosen(extension, () => (heard += 1));
  for (const listener of exports.listeners) listener();
  equal(heard, 1);
  registration?.dispose();
  equal(exports.listeners.length, 0);
});

test("an extension that sleeps is not woken to listen to it", () => {
  equal(onInterpreterChosen({ isActive: false, exports: undefined, activate: async () => 1 }, () => 1), undefined);
});
