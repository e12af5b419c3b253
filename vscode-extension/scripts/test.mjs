// Bundles the unit tests, so that they run on every Node that runs the build, and runs them.
import { spawnSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";

import { build } from "esbuild";

rmSync("out/test", { recursive: true, force: true });
const tests = readdirSync("test").filter((name) => name.endsWith(".test.ts"));
await build({
  entryPoints: tests.map((name) => `test/${name}`),
  outdir: "out/test",
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20",
  sourcemap: "inline",
  logLevel: "warning",
});
const built = tests.map((name) => `out/test/${name.replace(/ts$/, "js")}`);
process.exit(spawnSync(process.execPath, ["--enable-source-maps", "--test", "--test-reporter=dot", ...built], { stdio: "inherit" }).status ?? 1);
