"""Findings as the protocol's diagnostics, edits and hovers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from lsprotocol import types

from unpushy.finding import Finding, Rewrite, RewriteKind, Severity
from unpushy.lsp.analysis import Analysis
from unpushy.lsp.documents import Snapshot
from unpushy.rule import Evidence, Rule
from unpushy.text import Edit

SOURCE = "unpushy"
UNUSED = "unused-suppression"
_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFORMATION: types.DiagnosticSeverity.Information,
}
_SLOT = re.compile(r"\[([^\[\]\n]+)\]")
_MARK = re.compile(
    r"\\(?P<escaped>[\\`*_{}\[\]<>|#])|\[(?P<link>(?:\\.|[^\]\\])*)\]\((?P<url>[^)\s]*)\)|\*\*?|`"
)
_HOVER_EXAMPLES = 2


def diagnostics(analysis: Analysis, page: str | None = None) -> list[types.Diagnostic]:
    """The diagnostics of a document; ``page`` is a format of links to rules' pages, with ``{rule}``."""
    positions = analysis.document.positions
    unused = [
        types.Diagnostic(
            positions.range(positions.line_span(comment.at)),
            "This comment has no finding to ignore; it can go.",
            types.DiagnosticSeverity.Information,
            UNUSED,
            source=SOURCE,
            tags=[types.DiagnosticTag.Unnecessary],
        )
        for comment in analysis.unused
    ]
    return [*(diagnostic(finding, analysis.document, page) for finding in analysis.findings), *unused]


def diagnostic(finding: Finding, document: Snapshot, page: str | None = None) -> types.Diagnostic:
    return types.Diagnostic(
        document.positions.range(finding.span),
        finding.message,
        _SEVERITIES[finding.severity],
        finding.rule,
        types.CodeDescription(page.format(rule=finding.rule)) if page else None,
        SOURCE,
        data={"family": finding.family, "fingerprint": finding.fingerprint},
    )


def published(params: types.PublishDiagnosticsParams) -> dict[str, Any]:
    """Diagnostics as JSON has them: what cattrs makes of them, in a fifth of its time."""
    out: dict[str, Any] = {"uri": params.uri, "diagnostics": [*map(_plain, params.diagnostics)]}
    if params.version is not None:
        out["version"] = params.version
    return out


def _plain(diagnostic: types.Diagnostic) -> dict[str, Any]:
    start, end = diagnostic.range.start, diagnostic.range.end
    out: dict[str, Any] = {
        "range": {
            "start": {"line": start.line, "character": start.character},
            "end": {"line": end.line, "character": end.character},
        },
        "message": diagnostic.message,
    }
    if diagnostic.severity is not None:
        out["severity"] = diagnostic.severity.value
    if diagnostic.code_description is not None:
        out["codeDescription"] = {"href": diagnostic.code_description.href}
    if diagnostic.tags is not None:
        out["tags"] = [tag.value for tag in diagnostic.tags]
    for name in ("code", "source", "data"):
        value = getattr(diagnostic, name)
        if value is not None:
            out[name] = value
    return out


def document_edit(
    document: Snapshot, edits: Iterable[Edit], *, snippets: bool = False
) -> types.WorkspaceEdit:
    """Edits of a document, for the version that they were made for; as snippets, slots are tab stops."""
    made: list[types.TextEdit | types.AnnotatedTextEdit | types.SnippetTextEdit] = []
    for edit in edits:
        place = document.positions.range(edit.span)
        if snippets and _SLOT.search(edit.text):
            made.append(types.SnippetTextEdit(place, types.StringValue(snippet(edit.text))))
        else:
            made.append(types.TextEdit(place, edit.text))
    identifier = types.OptionalVersionedTextDocumentIdentifier(document.uri, document.version)
    return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(identifier, made)])


def plain_edit(edit: types.WorkspaceEdit) -> types.WorkspaceEdit:
    """The same for clients that know no versioned edits."""
    changes: dict[str, list[types.TextEdit]] = {}
    for change in edit.document_changes or ():
        if isinstance(change, types.TextDocumentEdit):
            texts = [one for one in change.edits if isinstance(one, types.TextEdit)]
            changes.setdefault(change.text_document.uri, []).extend(texts)
    return types.WorkspaceEdit(changes=changes)


def snippet(text: str) -> str:
    """A rewrite with its bracketed slots as tab stops, each of its own: two days are two days.

    >>> snippet("Would [day] or [day] suit?")
    'Would ${1:day} or ${2:day} suit?'
    """
    out, at = [], 0
    for number, slot in enumerate(_SLOT.finditer(text), 1):
        out += [_escaped(text[at : slot.start()]), f"${{{number}:{_escaped(slot[1])}}}"]
        at = slot.end()
    return "".join((*out, _escaped(text[at:])))


def _escaped(text: str) -> str:
    return re.sub(r"[\\$}]", r"\\\g<0>", text)


def markup(markdown: str, client: types.ClientCapabilities) -> types.MarkupContent:
    """Markdown, or plain text for a client whose hovers show only that."""
    documents = client.text_document
    shown = documents.hover.content_format if documents and documents.hover else None
    if shown and types.MarkupKind.Markdown not in shown:
        return types.MarkupContent(types.MarkupKind.PlainText, plain(markdown))
    return types.MarkupContent(types.MarkupKind.Markdown, markdown)


def plain(markdown: str) -> str:
    r"""What Markdown of a hover says, without its marks.

    >>> plain(r"**Hurry** (`pushy/hurry`) \[day\] ([a study](https://example.org/a_b))")
    'Hurry (pushy/hurry) [day] (a study: https://example.org/a_b)'
    """

    def bare(mark: re.Match[str]) -> str:
        if mark["link"] is not None:
            return f"{plain(mark['link'])}: {mark['url']}"
        return mark["escaped"] or ""

    return _MARK.sub(bare, markdown)


def hover(finding: Finding, card: Rule) -> str:
    """Why a finding is one, as Markdown: the reason, the best rewrite, examples, and evidence."""
    parts = [f"**{card.title}** (`{finding.rule}`)", finding.message]
    if finding.rewrites:
        parts.append(f"**Instead:** {_inline(_shown(finding, finding.rewrites[0]))}")
    if card.rewrites:
        pairs = _first(card.rewrites)
        rows = [f"- {_inline(before)} → {_inline(after) or '*(left out)*'}" for before, after in pairs]
        parts.append("**Examples**\n\n" + "\n".join(rows))
    elif card.flags:
        parts.append(
            "**Examples**\n\n" + "\n".join(f"- {_inline(text)}" for text in card.flags[:_HOVER_EXAMPLES])
        )
    if card.evidence:  # last: cards are cut off at the bottom, and examples help a writer more
        parts.append("**Evidence**\n\n" + "\n".join(f"- {_evidence(entry)}" for entry in card.evidence))
    return "\n\n".join(parts)


def _first(pairs: Sequence[tuple[str, str]]) -> Sequence[tuple[str, str]]:
    """Two examples, of short ones if there are."""
    return sorted(pairs, key=lambda pair: len(pair[0]) + len(pair[1]))[:_HOVER_EXAMPLES]


def _shown(finding: Finding, rewrite: Rewrite) -> str:
    if rewrite.kind is RewriteKind.CUT or not any(edit.text.strip() for edit in rewrite.edits):
        return rewrite.title
    return " … ".join(edit.text for edit in rewrite.edits)


def _evidence(entry: Evidence) -> str:
    source = f"{entry.source}, {entry.year}" if entry.year else entry.source
    source = f"[{source}]({entry.url})" if entry.url else source
    return f"{_inline(entry.claim)} ({source}; confidence: {entry.confidence})"


def _inline(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    return re.sub(r"([\\`*_{}\[\]<>|#])", r"\\\1", " ".join(text.split()))
