/** Pages that are shown and never saved: rules, and the configuration in force. */

import { commands, type Disposable, Uri, window, workspace } from "vscode";

import type { Session } from "./session";

const SCHEME = "unpushy";

export class Pages implements Disposable {
  private readonly texts = new Map<string, string>();
  private readonly registration = workspace.registerTextDocumentContentProvider(SCHEME, {
    provideTextDocumentContent: (uri) => this.texts.get(uri.path) ?? "",
  });

  constructor(private readonly session: Session) {}

  async showRule(rule: string, document: Uri | undefined): Promise<void> {
    const text = await this.session.execute<string>("explainRule", { rule, uri: document?.toString() ?? "" });
    if (text === undefined) return;
    const uri = this.keep(`/${rule}.md`, text);
    await commands.executeCommand("markdown.showPreview", uri);
  }

  async showConfiguration(document: Uri | undefined): Promise<void> {
    const text = await this.session.execute<string>("showConfiguration", { uri: document?.toString() ?? "" });
    if (text === undefined) return;
    await window.showTextDocument(this.keep(`/configuration-${this.texts.size}.toml`, text));
  }

  dispose(): void {
    this.registration.dispose();
  }

  private keep(path: string, text: string): Uri {
    this.texts.set(path, text);
    return Uri.from({ scheme: SCHEME, path });
  }
}
