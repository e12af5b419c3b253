/** One run of the server, spoken to by vscode-languageclient. */

import * as os from "node:os";
import * as readline from "node:readline";

import { type LogOutputChannel, Uri, workspace } from "vscode";
import {
  CloseAction,
  ErrorAction,
  type InitializeParams,
  LanguageClient,
  RevealOutputChannelOn,
} from "vscode-languageclient/node";

import type { Found } from "./discovery";
import { SELECTOR } from "./documents";
import { withoutMessages } from "./hover";
import { chosenSettings } from "./settings";

export class Client extends LanguageClient {
  private isClosed = false;

  constructor(found: Found, channel: LogOutputChannel, serverKeys: readonly string[], onCrash: () => void) {
    const { command, args } = found.command;
    super(
      "unpushy",
      "unpushy",
      // Not in the workspace's folder: what Python finds where it starts must be the user's own.
      { command, args: [...args, "server", "--log-level", "info"], options: { cwd: os.homedir() } },
      {
        documentSelector: SELECTOR,
        outputChannel: channel,
        revealOutputChannelOn: RevealOutputChannelOn.Never,
        stdioOptions: { stdout: toLog, stderr: toLog },
        errorHandler: {
          error: (_error, _message, count) => ({
            action: (count ?? 0) <= 3 ? ErrorAction.Continue : ErrorAction.Shutdown,
            handled: true,
          }),
          closed: () => {
            this.isClosed = true;
            onCrash();
            return { action: CloseAction.DoNotRestart, message: "The server has ended.", handled: true };
          },
        },
        middleware: {
          provideHover: async (document, position, token, next) =>
            withoutMessages(await next(document, position, token), document),
          workspace: {
            configuration: (params) =>
              params.items.map(({ section, scopeUri }) => {
                const scope = scopeUri === undefined ? undefined : Uri.parse(scopeUri);
                return section === "unpushy"
                  ? chosenSettings(workspace.getConfiguration("unpushy", scope), serverKeys)
                  : null;
              }),
          },
        },
      },
    );
  }

  /** Whether the server ended by itself, and `onCrash` was told. */
  get hasCrashed(): boolean {
    return this.isClosed;
  }

  /**
   * Findings are pushed, not pulled: a client that pulls asks for all drafts of the workspace every two
   * seconds, and a writer wants to see those that are open.
   */
  protected override fillInitializeParams(params: InitializeParams): void {
    super.fillInitializeParams(params);
    delete params.capabilities.textDocument?.diagnostic;
    delete params.capabilities.workspace?.diagnostics;
  }
}

/** The server's log goes to the output channel at the level that each line names. */
function toLog(input: NodeJS.ReadableStream, channel: LogOutputChannel): void {
  readline.createInterface({ input, crlfDelay: Infinity }).on("line", (line) => {
    const level = /^\S+ \S+ (ERROR|WARNING|INFO|DEBUG) /.exec(line);
    const text = level ? line.slice(level[0].length) : line;
    if (level?.[1] === "WARNING") channel.warn(text);
    else if (level?.[1] === "INFO" || level?.[1] === "DEBUG") channel.info(text);
    else channel.error(text);
  });
}
