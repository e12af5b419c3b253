/** Makes, upgrades and removes the private environment, with the user watching. */

import * as fs from "node:fs/promises";
import * as path from "node:path";

import { type CancellationToken, extensions, type LogOutputChannel, ProgressLocation, window, workspace } from "vscode";

import { findBasePython, pythonCandidates } from "./basePython";
import { CancelledError, type PrivateEnvironment, SetUpError } from "./privateEnvironment";
import { type Command, run } from "./process";
import { chosenInterpreter, PYTHON_EXTENSION } from "./python";
import type { Session } from "./session";

export class SetUp {
  private isBusy = false;

  constructor(
    private readonly environment: PrivateEnvironment,
    private readonly storage: string,
    /** The folder of the extension that holds the wheel. */
    private readonly server: string,
    private readonly session: Session,
    private readonly channel: LogOutputChannel,
  ) {}

  /** Make the environment, or make it anew, and start the server from it. */
  async make(): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    try {
      await window.withProgress(
        { location: ProgressLocation.Notification, title: "unpushy", cancellable: true },
        (progress, token) => this.makeWith((message) => progress.report({ message }), token),
      );
    } catch (error) {
      if (!(error instanceof CancelledError)) void this.tell(error);
      return;
    } finally {
      this.isBusy = false;
    }
    await this.session.restart();
    if (this.session.state === "running") {
      void window.showInformationMessage("unpushy is set up and reads your drafts.");
    }
  }

  async remove(): Promise<void> {
    const yes = "Remove";
    const question = "Remove unpushy's private environment? Drafts are no longer checked until it is set up again.";
    if ((await window.showWarningMessage(question, { modal: true }, yes)) !== yes) return;
    await this.session.stop();
    await this.environment.remove();
    await this.session.restart();
  }

  private async makeWith(report: (message: string) => void, token: CancellationToken): Promise<void> {
    const stop = new AbortController();
    token.onCancellationRequested(() => stop.abort());
    await fs.mkdir(this.storage, { recursive: true });
    report("Looking for Python");
    const base = await findBasePython(await this.candidates(), run, this.storage);
    if ("problem" in base) throw new SetUpError(base.problem);
    await this.environment.setUp({
      python: base.python,
      wheel: await this.wheel(),
      signal: stop.signal,
      onStep: report,
      onLine: (line) => this.channel.info(line),
    });
  }

  private async candidates(): Promise<Command[]> {
    const chosen = workspace.isTrusted
      ? await chosenInterpreter(extensions.getExtension(PYTHON_EXTENSION))
      : undefined;
    const usual = pythonCandidates(process.platform);
    return chosen === undefined ? usual : [...usual, { command: chosen, args: [] }];
  }

  private async wheel(): Promise<string> {
    const name = (await fs.readdir(this.server).catch(() => [])).find((file) => file.endsWith(".whl"));
    if (name === undefined) throw new SetUpError("This build of the extension carries no checker.");
    return path.join(this.server, name);
  }

  private async tell(error: unknown): Promise<void> {
    const text = error instanceof SetUpError ? error.message : `Setting up failed. ${String(error)}`;
    this.channel.error(text);
    const [again, details] = ["Try again", "Details"];
    const answer = await window.showErrorMessage(text, again, details);
    if (answer === again) await this.make();
    if (answer === details) this.channel.show();
  }
}
