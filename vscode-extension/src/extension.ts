/** Starts when a draft is opened, and puts the parts together. */

import * as fs from "node:fs/promises";
import * as path from "node:path";

import { type ExtensionContext, extensions, window, workspace } from "vscode";

import { registerCommands } from "./commands";
import { findServer } from "./discovery";
import { fixOnSave } from "./fixing";
import { messages } from "./messages";
import { Pages } from "./pages";
import { places, probeIn } from "./places";
import { PrivateEnvironment } from "./privateEnvironment";
import { run } from "./process";
import { onInterpreterChosen, PYTHON_EXTENSION } from "./python";
import { Session } from "./session";
import { serverKeys } from "./settings";
import { SetUp } from "./setUp";
import { StatusItem } from "./status";
import { parseVersion } from "./version";

let session: Session | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  const { version, contributes } = context.extension.packageJSON as Manifest;
  const wanted = parseVersion(version);
  if (wanted === undefined) throw new Error(`no version: ${version}`);
  const declared = contributes.configuration.flatMap(({ properties }) => Object.keys(properties));
  const storage = path.join(context.globalStorageUri.fsPath, "server");
  await fs.mkdir(storage, { recursive: true });

  const channel = window.createOutputChannel("unpushy", { log: true });
  const environment = new PrivateEnvironment(storage, run);
  const search = () => findServer(places(environment), wanted, probeIn(storage));
  session = new Session(search, channel, serverKeys(declared), messages());
  const setUp = new SetUp(environment, storage, context.asAbsolutePath("server"), session, channel);
  const pages = new Pages(session);
  const status = new StatusItem(session);
  const restart = (): void => void session?.restart();

  context.subscriptions.push(
    channel,
    session,
    pages,
    status,
    fixOnSave(),
    ...registerCommands({ context, session, setUp, pages, status, channel }),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("unpushy.server.path")) restart();
    }),
    workspace.onDidGrantWorkspaceTrust(restart),
  );
  const choice = onInterpreterChosen(extensions.getExtension(PYTHON_EXTENSION), () => {
    // A server that came from elsewhere goes on.
    const origin = session?.found?.origin;
    if (origin === undefined || origin === "python") restart();
  });
  if (choice) context.subscriptions.push(choice);
  // Not waited for: editing must not wait for a server.
  restart();
}

export async function deactivate(): Promise<void> {
  await session?.stop();
}

interface Manifest {
  readonly version: string;
  readonly contributes: { readonly configuration: readonly { readonly properties: object }[] };
}
