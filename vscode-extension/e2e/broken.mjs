// Proves that the end-to-end run fails for a broken server: here one whose findings are a character off.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const work = mkdtempSync(join(tmpdir(), "unpushy-broken-"));
const broken = join(work, "broken.vsix");
const python = process.env.UNPUSHY_PYTHON ?? resolve(import.meta.dirname, "..", "..", ".venv", "bin", "python");

function call(command, args) {
  return spawnSync(command, args, { encoding: "utf8", env: { ...process.env, UNPUSHY_E2E_STOP: "see squiggles and counts" } });
}

try {
  const made = call(python, [join(import.meta.dirname, "break_server.py"), process.argv[2], broken]);
  if (made.status !== 0) throw new Error(`no broken build: ${made.stderr}`);
  const { status, stdout, stderr } = call(process.execPath, [join(import.meta.dirname, "run.mjs"), broken]);
  const words = "the words under squiggles";
  if (status !== 1 || !stderr.includes(words)) {
    throw new Error(`A broken server passed the run, or failed it elsewhere:\n${stdout}${stderr}`);
  }
  console.log(`a broken server fails the run, as it must:\n${stderr.slice(stderr.indexOf(words)).split("\n").slice(0, 3).join("\n")}`);
} finally {
  rmSync(work, { recursive: true, force: true });
}
