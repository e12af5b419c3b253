/** Runs a program to its end, without a shell. */

import { spawn } from "node:child_process";

export interface Command {
  readonly command: string;
  readonly args: readonly string[];
}

export interface Outcome {
  /** Null where the program could not be started or was ended. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly signal?: AbortSignal;
  /** Hears each line of either stream. */
  readonly onLine?: (line: string) => void;
}

export type Run = (command: Command, options?: RunOptions) => Promise<Outcome>;

export const run: Run = (command, options = {}) =>
  new Promise((resolve) => {
    const output = { stdout: "", stderr: "" };
    const child = spawn(command.command, [...command.args], {
      cwd: options.cwd,
      signal: options.signal,
      stdio: ["ignore", "pipe", "pipe"],
      windowsHide: true,
    });
    for (const name of ["stdout", "stderr"] as const) {
      let rest = "";
      child[name].setEncoding("utf8").on("data", (text: string) => {
        output[name] += text;
        const lines = (rest + text).split(/\r?\n/);
        rest = lines.pop() ?? "";
        for (const line of lines) options.onLine?.(line);
      });
      child[name].on("end", () => {
        if (rest) options.onLine?.(rest);
      });
    }
    child.on("error", (error) => resolve({ code: null, ...output, stderr: output.stderr || error.message }));
    child.on("close", (code) => resolve({ code, ...output }));
  });

export function written({ command, args }: Command): string {
  return [command, ...args].map((part) => (/\s/.test(part) ? JSON.stringify(part) : part)).join(" ");
}
