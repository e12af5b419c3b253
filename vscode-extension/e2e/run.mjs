// The end-to-end run: `node e2e/run.mjs X.vsix [SHOTS]` does what a user would, and fails where that fails.
import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { STEPS } from "./steps.mjs";
import { VsCode } from "./vscode.mjs";

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
try {
  // For work on the steps: with a server that is there already, the first step can be left out.
  const server = process.env.UNPUSHY_E2E_SERVER;
  await code.prepare(server ? { "unpushy.server.path": server } : {});
  await code.install(vsix);
  const window = await code.start(folder);
  for (const [name, step] of Object.entries(STEPS)) {
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
    if (name === process.env.UNPUSHY_E2E_STOP) break;
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
