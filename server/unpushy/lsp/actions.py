"""Code actions: rewrites, fixing all, and keeping what was found. Nothing is linted for them again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lsprotocol import types

from unpushy.finding import Finding, RewriteKind
from unpushy.formats import parse
from unpushy.lsp.analysis import Analysis
from unpushy.lsp.convert import diagnostic, document_edit, plain_edit
from unpushy.rewrite import compatible_edits
from unpushy.suppress import comment_that_keeps
from unpushy.text import Edit, Span

FIX_ALL = f"{types.CodeActionKind.SourceFixAll.value}.unpushy"
DISMISS, DISABLE = "unpushy.server.dismiss", "unpushy.server.disableRule"


@dataclass(frozen=True)
class Abilities:
    """What the client can do with an action."""

    versioned: bool = False
    snippets: bool = False
    resolves: bool = False

    @classmethod
    def of(cls, client: types.ClientCapabilities) -> Abilities:
        edit = client.workspace.workspace_edit if client.workspace else None
        action = client.text_document.code_action if client.text_document else None
        resolves = action.resolve_support if action else None
        return cls(
            bool(edit and edit.document_changes),
            bool(edit and edit.document_changes and edit.snippet_edit_support),
            bool(action and action.data_support and resolves and "edit" in resolves.properties),
        )


class Actions:
    """Makes the code actions of one analysis."""

    def __init__(self, analysis: Analysis, abilities: Abilities) -> None:
        self._analysis, self._abilities = analysis, abilities

    def at(self, span: Span, only: Sequence[str] | None) -> Iterator[types.CodeAction]:
        """The actions for a span; best first."""
        here = [
            (number, finding)
            for number, finding in enumerate(self._analysis.findings)
            if finding.span.start <= span.end and span.start <= finding.span.end
        ]
        if _wanted(types.CodeActionKind.QuickFix.value, only):
            yield from self._rewrites(here)
            yield from self._of_same_rule([finding for _, finding in here])
            for _, finding in here:
                yield from self._keeping(finding)
        if _wanted(FIX_ALL, only):
            edits = compatible_edits(self._analysis.findings)
            if edits:
                yield self._action(
                    "Release the pressure in this draft: all safe rewrites", FIX_ALL, {"all": None}, edits
                )

    def edits_of(self, data: dict[str, Any]) -> tuple[list[Edit], bool]:
        """The edits that an unresolved action stands for, and whether they have slots.

        Raises ``LookupError`` where there is no such action (any more).
        """
        if "all" in data:
            rule = data["all"]
            return compatible_edits(f for f in self._analysis.findings if rule in (None, f.rule)), False
        finding = self._analysis.findings[int(data["finding"])]
        rewrite = finding.rewrites[int(data["rewrite"])]
        return list(rewrite.edits), rewrite.kind is RewriteKind.FILL

    def _rewrites(self, here: Sequence[tuple[int, Finding]]) -> Iterator[types.CodeAction]:
        preferred = True
        for number, finding in here:
            for place, rewrite in enumerate(finding.rewrites):
                yield self._action(
                    rewrite.title,
                    types.CodeActionKind.QuickFix.value,
                    {"finding": number, "rewrite": place},
                    rewrite.edits,
                    finding,
                    fill=rewrite.kind is RewriteKind.FILL,
                    preferred=preferred,
                )
                preferred = False

    def _of_same_rule(self, here: Sequence[Finding]) -> Iterator[types.CodeAction]:
        for rule in dict.fromkeys(finding.rule for finding in here):
            same = [finding for finding in self._analysis.findings if finding.rule == rule]
            edits = compatible_edits(same)
            if len(edits) > 1:
                title = f"Apply the safe rewrites of all {len(edits)} findings of {rule}"
                yield self._action(title, types.CodeActionKind.QuickFix.value, {"all": rule}, edits)

    def _keeping(self, finding: Finding) -> Iterator[types.CodeAction]:
        document, email = self._analysis.document, self._analysis.email
        if email is not None and (
            comment := comment_that_keeps(email, finding, lambda text: parse(text, email.format))
        ):
            yield self._action(
                f"Keep this one: ignore {finding.rule} on this line",
                types.CodeActionKind.QuickFix.value,
                None,
                [comment],
                finding,
            )
        for title, command, extra in (
            ("Keep this wording: dismiss it in the workspace", DISMISS, {"fingerprint": finding.fingerprint}),
            (f"Turn {finding.rule} off in the workspace", DISABLE, {}),
        ):
            arguments = {"uri": document.uri, "rule": finding.rule, **extra}
            yield types.CodeAction(
                title,
                types.CodeActionKind.QuickFix,
                [diagnostic(finding, document)],
                command=types.Command(title, command, arguments=[arguments]),
            )

    def _action(
        self,
        title: str,
        kind: str,
        data: dict[str, Any] | None,
        edits: Sequence[Edit],
        finding: Finding | None = None,
        *,
        fill: bool = False,
        preferred: bool = False,
    ) -> types.CodeAction:
        document = self._analysis.document
        action = types.CodeAction(
            title,
            kind,
            [diagnostic(finding, document)] if finding else None,
            True if preferred else None,
        )
        if data is not None and self._abilities.resolves:
            action.data = {"uri": document.uri, "version": document.version, **data}
        else:
            action.edit = self.edit(edits, fill=fill)
        return action

    def edit(self, edits: Sequence[Edit], *, fill: bool = False) -> types.WorkspaceEdit:
        """Edits in the form that the client can apply."""
        made = document_edit(self._analysis.document, edits, snippets=fill and self._abilities.snippets)
        return made if self._abilities.versioned else plain_edit(made)


def _wanted(kind: str, only: Sequence[str] | None) -> bool:
    """Whether a kind of action is asked for: by its own name or one above it."""
    return not only or any(kind == one or kind.startswith(f"{one}.") for one in only)
