/** The commands of the palette. */

import { commands, type Disposable, type ExtensionContext, type LogOutputChannel, Uri, window, workspace } from "vscode";

import { findingAtCursor } from "./findings";
import { fixAll } from "./fixing";
import { showMenu } from "./menu";
import type { Pages } from "./pages";
import type { Session } from "./session";
import type { SetUp } from "./setUp";
import type { StatusItem } from "./status";

const WALKTHROUGH = "unpushy.unpushy#unpushy.welcome";

export interface Parts {
  readonly context: ExtensionContext;
  readonly session: Session;
  readonly setUp: SetUp;
  readonly pages: Pages;
  readonly status: StatusItem;
  readonly channel: LogOutputChannel;
}

export function registerCommands(parts: Parts): Disposable[] {
  const { context, session, setUp, pages, status, channel } = parts;
  const all: Readonly<Record<string, () => unknown>> = {
    showMenu: () => showMenu(session),
    fixAll,
    explainRule: async () => {
      const editor = window.activeTextEditor;
      const finding = editor && (await findingAtCursor(editor, "Explain which finding?"));
      if (editor && finding) await pages.showRule(finding.rule, editor.document.uri);
    },
    dismiss: async () => {
      const editor = window.activeTextEditor;
      const finding = editor && (await findingAtCursor(editor, "Keep which wording?"));
      if (editor === undefined || finding?.fingerprint === undefined) return;
      const { rule, fingerprint } = finding;
      await session.execute("dismiss", { uri: editor.document.uri.toString(), rule, fingerprint });
    },
    undo: async () => {
      const done = await session.execute<boolean>("undo");
      const text = done ? "The last change was taken back." : "There is no change of unpushy's to take back.";
      window.setStatusBarMessage(`unpushy: ${text}`, 5000);
    },
    lintFile: () => read(true),
    leaveFile: () => read(false),
    lintWorkspace: async () => {
      const found = await session.execute<{ files: number; findings: number }>("lintWorkspace");
      if (found === undefined) return;
      await commands.executeCommand("workbench.actions.view.problems");
      const drafts = `${found.files} ${found.files === 1 ? "draft" : "drafts"}`;
      const findings = `${found.findings} ${found.findings === 1 ? "finding" : "findings"}`;
      void window.showInformationMessage(`unpushy read ${drafts}: ${findings}.`);
    },
    openConfiguration: () => openConfiguration(),
    showConfiguration: () => pages.showConfiguration(window.activeTextEditor?.document.uri),
    openSettings: () => commands.executeCommand("workbench.action.openSettings", "@ext:unpushy.unpushy"),
    restart: () => session.restart(),
    showOutput: () => channel.show(),
    setUp: () => setUp.make(),
    removeEnvironment: () => setUp.remove(),
    openExample: async () => {
      const file = Uri.joinPath(context.extensionUri, "walkthrough", "example-draft.txt");
      const content = new TextDecoder().decode(await workspace.fs.readFile(file));
      await window.showTextDocument(await workspace.openTextDocument({ language: "plaintext", content }));
    },
    openWalkthrough: () => commands.executeCommand("workbench.action.openWalkthrough", WALKTHROUGH, false),
  };

  async function read(on: boolean): Promise<void> {
    const document = window.activeTextEditor?.document;
    if (document === undefined) return;
    await session.execute("lintDocument", { uri: document.uri.toString(), on });
    await status.update();
  }

  return Object.entries(all).map(([name, action]) => commands.registerCommand(`unpushy.${name}`, action));
}

/** Open the workspace's `unpushy.toml`; where there is none, one to fill in. */
async function openConfiguration(): Promise<void> {
  const here = window.activeTextEditor?.document.uri;
  const folder = (here && workspace.getWorkspaceFolder(here)) ?? workspace.workspaceFolders?.[0];
  if (folder === undefined) {
    await commands.executeCommand("unpushy.openSettings");
    return;
  }
  const file = Uri.joinPath(folder.uri, "unpushy.toml");
  const exists = await workspace.fs.stat(file).then(
    () => true,
    () => false,
  );
  // A file that is not there yet is opened unsaved: nothing is written that the user does not save.
  const document = await workspace.openTextDocument(exists ? file : file.with({ scheme: "untitled" }));
  await window.showTextDocument(document);
}
