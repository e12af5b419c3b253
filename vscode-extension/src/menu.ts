/** The menu behind the status bar item. */

import { commands, type QuickPickItem, QuickPickItemKind, window } from "vscode";

import { ORIGINS } from "./discovery";
import type { Session } from "./session";
import { shown } from "./version";

interface Entry extends QuickPickItem {
  readonly command?: string;
}

/** Few enough for all to be seen: a menu that scrolls hides its end. The palette has every command. */
const DRAFT: readonly Entry[] = [
  { label: "$(sparkle) Apply all safe rewrites", command: "unpushy.fixAll" },
  { label: "$(arrow-down) Next finding", command: "editor.action.marker.next" },
  { label: "$(question) Why is this flagged?", command: "unpushy.explainRule" },
  { label: "$(pinned) Keep a wording", command: "unpushy.dismiss" },
  { label: "$(files) Check all drafts of the workspace", command: "unpushy.lintWorkspace" },
];

const SETTINGS: readonly Entry[] = [
  { label: "Settings", kind: QuickPickItemKind.Separator },
  { label: "$(gear) Settings", command: "unpushy.openSettings" },
  { label: "$(file-code) This workspace's configuration", command: "unpushy.openConfiguration" },
  { label: "$(discard) Take back the last dismissal", command: "unpushy.undo" },
];

export async function showMenu(session: Session): Promise<void> {
  const runs = session.state === "running";
  const found = session.found;
  const server: Entry[] = [
    { label: "Checker", kind: QuickPickItemKind.Separator },
    ...(found?.origin === "private"
      ? [{ label: "$(trash) Remove the checker", command: "unpushy.removeEnvironment" }]
      : []),
    ...(found === undefined ? [{ label: "$(cloud-download) Set up the checker", command: "unpushy.setUp" }] : []),
    {
      label: "$(debug-restart) Restart",
      command: "unpushy.restart",
      ...(runs && found ? { description: `${shown(found.version)}, ${ORIGINS[found.origin]}` } : {}),
    },
    { label: "$(output) Show the log", command: "unpushy.showOutput" },
    { label: "$(book) How unpushy works", command: "unpushy.openWalkthrough" },
  ];
  const uri = window.activeTextEditor?.document.uri.toString();
  const state = uri ? await session.execute<{ read: boolean }>("state", { uri }) : undefined;
  const reading: Entry = state?.read
    ? { label: "$(eye-closed) Leave this file alone", command: "unpushy.leaveFile" }
    : { label: "$(eye) Read this file", command: "unpushy.lintFile" };
  const entries = runs ? [...DRAFT, reading, ...SETTINGS, ...server] : [...server, ...SETTINGS];
  const chosen = await window.showQuickPick(entries, { title: "unpushy" });
  if (chosen?.command !== undefined) await commands.executeCommand(chosen.command);
}
