// The end-to-end run: `node e2e/run.mjs X.vsix [SHOTS]` does what a user would, and fails where that fails.
import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { STEPS } from "./steps.mjs";
import { VsCode } from "./vscode.mjs";
import { makeWorkspace, UNTRUSTED, WORKSPACE_STEPS } from "./workspaces.mjs";

const [vsix, shots] = process.argv.slice(2).map((name) => resolve(name));
const skipped = process.env.UNPUSHY_E2E_SKIP?.split(",") ?? [];
const work = await mkdtemp(join(tmpdir(), "unpushy-e2e-"));
const folder = join(work, "letters");
await cp(resolve(import.meta.dirname, "drafts"), folder, { recursive: true });
const code = new VsCode(work);
if (shots) {
  await mkdir(shots, { recursive: true });
  code.shots = shots;
}

let failed;
let count = 0;

/** Do what a user does in one window; false where that is to be all. */
async function inTurn(window, steps) {
  for (const [name, step] of Object.entries(steps)) {
    if (skipped.includes(name)) continue;
    process.stdout.write(`${name} … `);
    const begun = Date.now();
    try {
      await step(window, code);
    } catch (error) {
      await window.shot("failed").catch(() => undefined);
      throw error;
    }
    count += 1;
    console.log(`ok (${((Date.now() - begun) / 1000).toFixed(1)} s)`);
    if (name === process.env.UNPUSHY_E2E_STOP) return false;
  }
  return true;
}

try {
  // For work on the steps: with a server that is there already, the first step can be left out.
  const server = process.env.UNPUSHY_E2E_SERVER;
  const machine = server ? { "unpushy.server.path": server } : {};
  await code.prepare(machine);
  await code.install(vsix);
  if (await inTurn(await code.start(folder), STEPS)) {
    await code.stop();
    await code.prepare(machine, UNTRUSTED);
    const below = join(work, "two");
    await inTurn(await code.start(below, await makeWorkspace(below)), WORKSPACE_STEPS);
  }
} catch (error) {
  failed = error;
} finally {
  await code.stop();
}
if (failed) {
  console.error(`FAILED\n${failed.message}\nSee ${join(code.shots, "failed.png")}`);
  process.exitCode = 1;
} else {
  console.log(`${count} steps passed; screenshots are in ${code.shots}`);
}
if (!failed || !process.env.UNPUSHY_E2E_KEEP) await rm(work, { recursive: true, force: true, maxRetries: 5 });
