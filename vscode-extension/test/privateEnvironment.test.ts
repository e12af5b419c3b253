import { deepEqual, equal, match, rejects } from "node:assert/strict";
import * as fs from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { afterEach, beforeEach, test } from "node:test";

import { CancelledError, explained, PrivateEnvironment, SetUpError } from "../src/privateEnvironment";
import type { Outcome, Run } from "../src/process";

const FINE: Outcome = { code: 0, stdout: "", stderr: "" };
let storage: string;

beforeEach(async () => {
  storage = await fs.mkdtemp(path.join(tmpdir(), "unpushy-test-"));
});
afterEach(() => fs.rm(storage, { recursive: true, force: true }));

/** Makes what `venv` makes, as far as it is looked at; `pip` gives its outcome. */
function runner(pip: () => Outcome = () => FINE): Run & { commands: string[] } {
  const commands: string[] = [];
  const run: Run = async ({ args }) => {
    commands.push(args.slice(0, 3).join(" "));
    if (!args.includes("venv")) return pip();
    const folder = path.join(args.at(-1) ?? "", "bin");
    await fs.mkdir(folder);
    await fs.writeFile(path.join(folder, "python"), "");
    return FINE;
  };
  return Object.assign(run, { commands });
}

function setUp(environment: PrivateEnvironment, signal = new AbortController().signal): Promise<string[]> {
  const steps: string[] = [];
  return environment
    .setUp({
      python: { command: "python3", args: [] },
      wheel: "/x/unpushy-0.1.0-py3-none-any.whl",
      signal,
      onStep: (step) => steps.push(step),
      onLine: () => undefined,
    })
    .then(() => steps);
}

async function environments(): Promise<string[]> {
  return (await fs.readdir(storage)).filter((name) => name.startsWith("environment-"));
}

test("an environment is made, and found again", async () => {
  const run = runner();
  const environment = new PrivateEnvironment(storage, run, "linux");
  equal(await environment.interpreter(), undefined);
  deepEqual(await setUp(environment), ["Making a private Python environment", "Installing the checker"]);
  equal(run.commands.length, 2);
  const [folder] = await environments();
  equal(await environment.interpreter(), path.join(storage, folder ?? "", "bin", "python"));
});

test("an upgrade replaces the one before", async () => {
  const environment = new PrivateEnvironment(storage, runner(), "linux");
  await setUp(environment);
  const before = await environment.interpreter();
  await setUp(environment);
  equal((await environments()).length, 1);
  equal((await environment.interpreter()) === before, false);
});

test("a failed upgrade leaves the one before as it was", async () => {
  await setUp(new PrivateEnvironment(storage, runner(), "linux"));
  const failing = new PrivateEnvironment(
    storage,
    runner(() => ({ code: 1, stdout: "", stderr: "ERROR: Could not find a version\nNo matching distribution found" })),
    "linux",
  );
  const before = await failing.interpreter();
  await rejects(setUp(failing), SetUpError);
  equal(await failing.interpreter(), before);
  equal((await environments()).length, 1);
});

test("cancelling leaves nothing behind", async () => {
  const stop = new AbortController();
  const cancelled = runner(() => {
    stop.abort();
    return { code: null, stdout: "", stderr: "" };
  });
  const environment = new PrivateEnvironment(storage, cancelled, "linux");
  await rejects(setUp(environment, stop.signal), CancelledError);
  equal(await environment.interpreter(), undefined);
  deepEqual(await environments(), []);
});

test("removal takes all of it", async () => {
  const environment = new PrivateEnvironment(storage, runner(), "linux");
  await setUp(environment);
  await environment.remove();
  equal(await environment.interpreter(), undefined);
  deepEqual(await fs.readdir(storage), []);
});

for (const [output, expected] of [
  ["Failed to establish a new connection: Name or service not known", /^The package index could not be reached/],
  ["ERROR: No matching distribution found for pygls", /^The package index could not be reached/],
  ["SSLError(CERTIFICATE_VERIFY_FAILED)", /^The connection to the package index was not trusted/],
  ["OSError: [Errno 28] No space left on device", /^The disk is full/],
  ["ERROR: Package 'unpushy' requires a different Python: 3.10.1 not in '>=3.11'", /^The Python that was found is too old/],
  ["first\nERROR: something else\n", /^Installing failed\. ERROR: something else$/],
] as const) {
  test(`in plain words: ${output.trim().split("\n").at(-1)}`, () => match(explained(output), expected));
}
