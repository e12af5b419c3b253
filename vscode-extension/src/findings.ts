/** The finding at the cursor. */

import { type Diagnostic, languages, type TextEditor, window } from "vscode";

import { ruleOf } from "./families";

export interface Finding {
  readonly rule: string;
  readonly fingerprint: string | undefined;
  readonly diagnostic: Diagnostic;
}

/** The finding at the cursor; where there is none, the user chooses among those of the draft. */
export async function findingAtCursor(editor: TextEditor, title: string): Promise<Finding | undefined> {
  const findings = languages.getDiagnostics(editor.document.uri).flatMap((diagnostic): Finding[] => {
    const rule = ruleOf(diagnostic);
    // The language client keeps the server's data on its diagnostics.
    const data = (diagnostic as { data?: { fingerprint?: string } }).data;
    return rule === undefined ? [] : [{ rule, fingerprint: data?.fingerprint, diagnostic }];
  });
  const here = findings.filter(({ diagnostic }) => diagnostic.range.contains(editor.selection.active));
  if (here.length === 1) return here[0];
  const choice = here.length > 0 ? here : findings;
  if (choice.length === 0) {
    void window.showInformationMessage("unpushy found nothing in this file.");
    return undefined;
  }
  const items = choice.map((finding) => ({
    label: editor.document.getText(finding.diagnostic.range).replace(/\s+/g, " "),
    description: finding.rule,
    finding,
  }));
  return (await window.showQuickPick(items, { title }))?.finding;
}
