/** Where this window's server may be. */

import * as fs from "node:fs/promises";

import { extensions, workspace } from "vscode";

import { onPath, type Places, type Probe } from "./discovery";
import type { PrivateEnvironment } from "./privateEnvironment";
import { run } from "./process";
import { chosenInterpreter, PYTHON_EXTENSION } from "./python";

/** Milliseconds until a program that does not answer is given up. */
const PATIENCE = 30_000;

export function places(environment: PrivateEnvironment): Places {
  return {
    // Restricted in the manifest: of an untrusted workspace's settings VS Code leaves this one out.
    setting: workspace.getConfiguration("unpushy").get<string>("server.path"),
    // The chosen interpreter may lie in the workspace, so an untrusted one has no say.
    interpreter: async () =>
      workspace.isTrusted
        ? chosenInterpreter(extensions.getExtension(PYTHON_EXTENSION), workspace.workspaceFolders?.[0]?.uri)
        : undefined,
    onPath: () => onPath("unpushy", process.env["PATH"] ?? "", isFile),
    privateInterpreter: () => environment.interpreter(),
  };
}

export function probeIn(cwd: string): Probe {
  return async (command) => {
    const version = { ...command, args: [...command.args, "--version"] };
    const { code, stdout } = await run(version, { cwd, signal: AbortSignal.timeout(PATIENCE) });
    return code === 0 ? stdout : undefined;
  };
}

async function isFile(file: string): Promise<boolean> {
  try {
    await fs.access(file, fs.constants.X_OK);
    return (await fs.stat(file)).isFile();
  } catch {
    return false;
  }
}
