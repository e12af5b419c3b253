/** Hovers as VS Code needs them. */

import { type Hover, languages, MarkdownString, type TextDocument } from "vscode";

import { ruleOf } from "./families";

/**
 * The server's hover without the findings' messages, which other editors need to be told there:
 * VS Code shows those above it by itself, and nobody wants to read a thing twice.
 */
export function withoutMessages(hover: Hover | null | undefined, document: TextDocument): Hover | null | undefined {
  if (!hover) return hover;
  const messages = languages.getDiagnostics(document.uri).filter(ruleOf).map(({ message }) => message);
  hover.contents = hover.contents.map((content) =>
    content instanceof MarkdownString ? new MarkdownString(without(content.value, messages)) : content,
  );
  return hover;
}

/** A Markdown text without the paragraphs that are one of these. */
export function without(markdown: string, paragraphs: readonly string[]): string {
  return markdown
    .split("\n\n")
    .filter((paragraph) => !paragraphs.includes(paragraph.trim()))
    .join("\n\n");
}
