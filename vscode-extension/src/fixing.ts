/** Applies all safe rewrites of a draft: on command, and on save where the user asks for it. */

import {
  CodeAction,
  commands,
  type Disposable,
  Range,
  type TextDocument,
  type TextEdit,
  window,
  workspace,
  type WorkspaceEdit,
} from "vscode";

const KIND = "source.fixAll.unpushy";

/** The edit that applies all safe rewrites, if there are any. */
async function safeEdit(document: TextDocument): Promise<WorkspaceEdit | undefined> {
  const whole = new Range(0, 0, document.lineCount, 0);
  const actions = await commands.executeCommand<CodeAction[]>(
    "vscode.executeCodeActionProvider",
    document.uri,
    document.validateRange(whole),
    KIND,
    1,
  );
  return actions.find((action) => action instanceof CodeAction && action.edit !== undefined)?.edit;
}

export async function fixAll(): Promise<void> {
  const document = window.activeTextEditor?.document;
  if (document === undefined) return;
  const edit = await safeEdit(document);
  const count = edit?.get(document.uri).length ?? 0;
  if (edit === undefined || count === 0) {
    void window.showInformationMessage("Nothing here has a rewrite that is safe without your words.");
    return;
  }
  await workspace.applyEdit(edit);
  window.setStatusBarMessage(`unpushy: ${count} rewritten`, 5000);
}

export function fixOnSave(): Disposable {
  return workspace.onWillSaveTextDocument((event) => {
    const { document } = event;
    if (!workspace.getConfiguration("unpushy", document).get("fixOnSave", false)) return;
    event.waitUntil(safeEdit(document).then((edit): TextEdit[] => edit?.get(document.uri) ?? []));
  });
}
