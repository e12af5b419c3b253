/** An environment of the extension's own, in its storage folder, made from the wheel that it carries. */

import * as fs from "node:fs/promises";
import * as path from "node:path";

import type { Command, Run } from "./process";

/** Why an environment could not be made, in words for the user. */
export class SetUpError extends Error {}
export class CancelledError extends Error {}

export interface SetUpOptions {
  readonly python: Command;
  readonly wheel: string;
  readonly signal: AbortSignal;
  readonly onStep: (step: string) => void;
  readonly onLine: (line: string) => void;
}

/**
 * Each set-up goes to a fresh folder, and a file names the one that counts: a set-up that fails or is
 * cancelled leaves the one before it as it was, and a server that still runs is not pulled from under.
 */
export class PrivateEnvironment {
  constructor(
    private readonly storage: string,
    private readonly run: Run,
    private readonly platform: NodeJS.Platform = process.platform,
  ) {}

  private get pointer(): string {
    return path.join(this.storage, "current-environment");
  }

  /** The interpreter of the environment, if there is one. */
  async interpreter(): Promise<string | undefined> {
    try {
      const name = (await fs.readFile(this.pointer, "utf8")).trim();
      const file = this.interpreterIn(path.join(this.storage, path.basename(name)));
      await fs.access(file);
      return file;
    } catch {
      return undefined;
    }
  }

  /** Make the environment anew. Throws `SetUpError`, `CancelledError`. */
  async setUp({ python, wheel, signal, onStep, onLine }: SetUpOptions): Promise<void> {
    await fs.mkdir(this.storage, { recursive: true });
    const folder = await fs.mkdtemp(path.join(this.storage, "environment-"));
    const options = { cwd: folder, signal, onLine };
    try {
      onStep("Making a private Python environment");
      const made = await this.run({ ...python, args: [...python.args, "-m", "venv", folder] }, options);
      if (signal.aborted) throw new CancelledError();
      if (made.code !== 0) throw new SetUpError(`Python could not make an environment. ${last(made.stderr)}`);
      onStep("Installing the checker");
      const install = ["-m", "pip", "install", "--disable-pip-version-check", "--no-input", wheel];
      const installed = await this.run({ command: this.interpreterIn(folder), args: install }, options);
      if (signal.aborted) throw new CancelledError();
      if (installed.code !== 0) throw new SetUpError(explained(installed.stdout + installed.stderr));
    } catch (error) {
      await fs.rm(folder, { recursive: true, force: true });
      throw error;
    }
    await fs.writeFile(this.pointer, path.basename(folder), "utf8");
    await this.sweep(path.basename(folder));
  }

  /** Remove the environment and all leftovers. */
  async remove(): Promise<void> {
    await fs.rm(this.pointer, { force: true });
    await this.sweep();
  }

  private interpreterIn(folder: string): string {
    return this.platform === "win32"
      ? path.join(folder, "Scripts", "python.exe")
      : path.join(folder, "bin", "python");
  }

  private async sweep(keep?: string): Promise<void> {
    for (const name of await fs.readdir(this.storage).catch(() => [])) {
      if (!name.startsWith("environment-") || name === keep) continue;
      // Windows keeps files of a running server from being removed; the next sweep gets them.
      await fs.rm(path.join(this.storage, name), { recursive: true, force: true }).catch(() => undefined);
    }
  }
}

/** What pip's failure means, in words for who has never heard of pip. */
export function explained(output: string): string {
  if (/no space left|errno 28/i.test(output)) return "The disk is full.";
  if (/requires a different python|requires-python/i.test(output)) {
    return "The Python that was found is too old: unpushy's checker needs 3.11 or newer.";
  }
  if (/certificate|ssl/i.test(output)) {
    return "The connection to the package index was not trusted (a company proxy often does that). Ask your IT for pip's settings, then try again.";
  }
  if (/connection|resolve|timed out|proxy|could not fetch|no matching distribution/i.test(output)) {
    return "The package index could not be reached, and the checker needs a few packages from it. Once you are online (or pip's settings name your company's index), try again.";
  }
  return `Installing failed. ${last(output)}`;
}

function last(output: string): string {
  return output.trim().split(/\r?\n/).at(-1) ?? "";
}
