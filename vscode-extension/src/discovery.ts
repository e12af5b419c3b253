/** Finds the server: what the settings name, the Python extension's interpreter, PATH, the private environment. */

import * as path from "node:path";

import type { Command } from "./process";
import { type Fit, fit, parseVersion, remedy, shown, type Version } from "./version";

export type Origin = "setting" | "python" | "path" | "private";

export const ORIGINS: Readonly<Record<Origin, string>> = {
  setting: "the setting unpushy.server.path",
  python: "the Python extension's interpreter",
  path: "PATH",
  private: "the private environment",
};

/** Where to look; each part is asked only when those before it have not led anywhere. */
export interface Places {
  readonly setting: string | undefined;
  readonly interpreter: () => Promise<string | undefined>;
  readonly onPath: () => Promise<string | undefined>;
  readonly privateInterpreter: () => Promise<string | undefined>;
}

export interface Found {
  readonly origin: Origin;
  readonly command: Command;
  readonly version: Version;
  /** What the user should hear although the server is used. */
  readonly warning?: string;
}

export interface Search {
  readonly found?: Found;
  /** What was looked at and not used, and why: for the log and for the message where nothing was found. */
  readonly rejected: readonly string[];
  /** The private environment is not of the version that this extension carries: an offer to upgrade. */
  readonly outdated?: string;
}

/** What `--version` prints; nothing where that fails. */
export type Probe = (command: Command) => Promise<string | undefined>;

export async function findServer(places: Places, wanted: Version, probe: Probe): Promise<Search> {
  const rejected: string[] = [];
  const steps: [Origin, () => Promise<string | undefined>][] = [
    ["setting", () => Promise.resolve(places.setting?.trim() || undefined)],
    ["python", places.interpreter],
    ["path", places.onPath],
    ["private", places.privateInterpreter],
  ];
  for (const [origin, where] of steps) {
    const file = await where();
    if (file === undefined) continue;
    const command = serverCommand(file, origin === "private" || origin === "python");
    const version = parseVersion((await probe(command)) ?? "");
    if (version === undefined) {
      rejected.push(`${ORIGINS[origin]}: ${file} has no unpushy that answers`);
      // A path that the user wrote down is meant: another server in its place would hide the mistake.
      if (origin === "setting") break;
      continue;
    }
    const how = fit(version, wanted);
    if (origin === "private" && shown(version) !== shown(wanted)) {
      const outdated = `The checker that is set up is ${shown(version)}; this extension brings ${shown(wanted)}.`;
      return how === "fits" ? { found: { origin, command, version }, rejected, outdated } : { rejected, outdated };
    }
    if (how === "fits") return { found: { origin, command, version }, rejected };
    const text = mismatch(origin, how, version, wanted);
    if (origin === "setting") return { found: { origin, command, version, warning: text }, rejected };
    rejected.push(text);
  }
  return { rejected };
}

function mismatch(origin: Origin, how: Exclude<Fit, "fits">, version: Version, wanted: Version): string {
  return (
    `${ORIGINS[origin]} has unpushy ${shown(version)}, which is ${how} than this extension needs ` +
    `(${wanted.major}.${wanted.minor}). ${remedy(how, ORIGINS[origin])}`
  );
}

/** How a file is asked to be the server: the program itself, or an interpreter that has the package. */
export function serverCommand(file: string, interpreter = isInterpreter(file)): Command {
  // -P: Python must not take modules from the folder that it is started in, which may be a stranger's.
  return interpreter ? { command: file, args: ["-P", "-m", "unpushy"] } : { command: file, args: [] };
}

function isInterpreter(file: string): boolean {
  return /^(python|pypy)[\d.]*w?(\.exe)?$/i.test(path.posix.basename(file.replaceAll("\\", "/")));
}

/** A program in the folders of PATH. Relative folders don't count: they depend on the workspace. */
export async function onPath(
  name: string,
  searchPath: string,
  exists: (file: string) => Promise<boolean>,
  platform: NodeJS.Platform = process.platform,
): Promise<string | undefined> {
  const { delimiter, isAbsolute, join } = platform === "win32" ? path.win32 : path.posix;
  for (const folder of searchPath.split(delimiter)) {
    if (!isAbsolute(folder)) continue;
    const file = join(folder, platform === "win32" ? `${name}.exe` : name);
    if (await exists(file)) return file;
  }
  return undefined;
}
