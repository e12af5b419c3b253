/** The status bar item: what was found in the draft at hand, and how the server is. */

import {
  type Disposable,
  languages,
  StatusBarAlignment,
  type TextDocument,
  ThemeColor,
  window,
  workspace,
} from "vscode";

import { LANGUAGES } from "./documents";
import { countFamilies, summary } from "./families";
import type { Session, State } from "./session";

const TROUBLE: Readonly<Partial<Record<State, readonly [text: string, tooltip: string]>>> = {
  starting: ["$(loading~spin) unpushy", "unpushy is starting"],
  waiting: ["$(loading~spin) unpushy", "unpushy's checker ended; it is started again"],
  missing: ["$(warning) unpushy: set up", "unpushy has no checker yet. Click to set it up."],
  stopped: ["$(error) unpushy: stopped", "unpushy's checker does not run. Click for what to do."],
};

export class StatusItem implements Disposable {
  private readonly item = window.createStatusBarItem("unpushy.status", StatusBarAlignment.Right, 100);
  private readonly subscriptions: Disposable[];

  constructor(private readonly session: Session) {
    this.item.name = "unpushy";
    this.item.command = "unpushy.showMenu";
    const update = (): void => void this.update();
    this.subscriptions = [
      session.onDidChangeState(update),
      window.onDidChangeActiveTextEditor(update),
      languages.onDidChangeDiagnostics(({ uris }) => {
        const here = window.activeTextEditor?.document.uri.toString();
        if (uris.some((uri) => uri.toString() === here)) update();
      }),
      workspace.onDidOpenTextDocument(update),
    ];
    update();
  }

  dispose(): void {
    for (const one of [...this.subscriptions, this.item]) one.dispose();
  }

  /** Show how things are; public, since a command may change what the server reads. */
  async update(): Promise<void> {
    const document = window.activeTextEditor?.document;
    const trouble = TROUBLE[this.session.state];
    if (trouble !== undefined) {
      this.show(...trouble, this.session.state === "missing" ? "warning" : undefined);
      return;
    }
    if (document === undefined || !isReadable(document)) {
      this.item.hide();
      return;
    }
    const counts = countFamilies(languages.getDiagnostics(document.uri));
    if (counts.size > 0) {
      this.show(`$(mail) ${summary(counts)}`, "What unpushy found in this draft. Click for what to do.");
      return;
    }
    const state = await this.session.execute<{ read: boolean; note: string }>("state", {
      uri: document.uri.toString(),
    });
    // While the answer came the user may have gone elsewhere; that has an update of its own.
    if (window.activeTextEditor?.document !== document || countFamilies(languages.getDiagnostics(document.uri)).size) {
      return;
    }
    if (state?.note) this.show("$(mail) not read", `unpushy: ${state.note}`);
    else if (state?.read) this.show("$(mail) no pressure", "unpushy found no pressure in this draft.");
    else this.show("$(mail) not a draft", "unpushy leaves this file alone. Click to have it read.");
  }

  private show(text: string, tooltip: string, background?: "warning"): void {
    this.item.text = text;
    this.item.tooltip = tooltip;
    this.item.backgroundColor = background && new ThemeColor(`statusBarItem.${background}Background`);
    this.item.show();
  }
}

function isReadable(document: TextDocument): boolean {
  return (
    (LANGUAGES as readonly string[]).includes(document.languageId) &&
    ["file", "untitled"].includes(document.uri.scheme) &&
    !document.uri.path.endsWith(".toml")
  );
}
