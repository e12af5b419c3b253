/** Finds a Python that a private environment can be made with. */

import type { Command, Run } from "./process";

const OLDEST = [3, 11] as const;
/** Prints the version, and whether the parts are there that Debian and Ubuntu package apart. */
const ASK =
  "import sys, importlib.util as u; print('%d.%d' % sys.version_info[:2], " +
  "'complete' if u.find_spec('venv') and u.find_spec('ensurepip') else 'partial')";

export type BasePython = { readonly python: Command } | { readonly problem: string };

export function pythonCandidates(platform: NodeJS.Platform): Command[] {
  const names = ["python3", "python", "python3.14", "python3.13", "python3.12", "python3.11"];
  const launcher = platform === "win32" ? [{ command: "py", args: ["-3"] }] : [];
  return [...launcher, ...names.map((command) => ({ command, args: [] }))];
}

/** The first candidate that is new enough and complete; else what is wrong with the best one. */
export async function findBasePython(
  candidates: readonly Command[],
  run: Run,
  cwd: string,
  platform: NodeJS.Platform = process.platform,
): Promise<BasePython> {
  let old: string | undefined;
  let partial: string | undefined;
  for (const python of candidates) {
    const { code, stdout } = await run({ ...python, args: [...python.args, "-c", ASK] }, { cwd });
    const [, major, minor, state] = /^(\d+)\.(\d+) (\w+)/.exec(stdout) ?? [];
    if (code !== 0 || state === undefined) continue;
    const version = `${major}.${minor}`;
    const isOld = Number(major) < OLDEST[0] || (Number(major) === OLDEST[0] && Number(minor) < OLDEST[1]);
    if (isOld) old ??= version;
    else if (state === "complete") return { python };
    else partial ??= version;
  }
  if (partial !== undefined) {
    return {
      problem: `Python ${partial} is there, but not the part of it that makes environments. On Debian and Ubuntu: sudo apt install python3-venv. Then try again.`,
    };
  }
  const from = platform === "win32" ? "the Microsoft Store or python.org" : "python.org or your system's packages";
  return {
    problem:
      old === undefined
        ? `No Python was found. unpushy's checker needs Python 3.11 or newer: install it from ${from}, then try again.`
        : `Python ${old} is too old. unpushy's checker needs Python 3.11 or newer: install it from ${from}, then try again.`,
  };
}
