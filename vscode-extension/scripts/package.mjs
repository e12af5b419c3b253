// Builds server/unpushy-*.whl, dist/ and unpushy-*.vsix, and holds them against their limits.
// UNPUSHY_PYTHON: a Python with the package "build"; UNPUSHY_TREE: another tree to build the wheel of.
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const MEGABYTE = 1024 * 1024;
const LIMITS = { bundle: MEGABYTE, package: 15 * MEGABYTE };
const root = resolve(import.meta.dirname, "..", "..");
const out = process.argv[2] ? resolve(process.argv[2]) : resolve(import.meta.dirname, "..", "out");
process.chdir(resolve(import.meta.dirname, ".."));

function call(command, args, cwd = ".", environment = {}) {
  const options = { cwd, encoding: "utf8", env: { ...process.env, ...environment } };
  const done = spawnSync(command, args, options);
  if (done.status === 0) return;
  console.error(done.stdout, done.stderr, done.error ?? "");
  throw new Error(`${command} ${args.join(" ")} failed`);
}

function within(file, limit) {
  const { size } = statSync(file);
  console.log(`${file}: ${(size / MEGABYTE).toFixed(2)} MB of ${limit / MEGABYTE} MB`);
  if (size > limit) throw new Error(`${file} is too big`);
}

// The wheel, made of the source distribution: leftovers in the tree don't get into it.
const python = process.env.UNPUSHY_PYTHON ?? join(root, ".venv", "bin", "python");
const dist = mkdtempSync(join(tmpdir(), "unpushy-wheel-"));
try {
  // Without the compiled core, so that one .vsix serves every platform.
  call(python, ["-m", "build", "--outdir", dist, resolve(process.env.UNPUSHY_TREE ?? root)], ".", { UNPUSHY_PURE: "1" });
  rmSync("server", { recursive: true, force: true });
  mkdirSync("server");
  const wheel = readdirSync(dist).find((name) => name.endsWith("-py3-none-any.whl"));
  copyFileSync(join(dist, wheel), join("server", wheel));
} finally {
  rmSync(dist, { recursive: true, force: true });
}

copyFileSync(join(root, "LICENSE"), "LICENSE");
call(process.execPath, [join("scripts", "build.mjs")]);
within("dist/extension.js", LIMITS.bundle);

mkdirSync(out, { recursive: true });
const { version } = JSON.parse(readFileSync("package.json", "utf8"));
const vsix = join(out, `unpushy-${version}.vsix`);
call(process.execPath, [
  join("node_modules", "@vscode", "vsce", "vsce"),
  ...["package", "--no-dependencies", "--no-rewrite-relative-links", "--out", vsix],
]);
within(vsix, LIMITS.package);
