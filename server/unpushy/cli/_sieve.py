"""What of a run's findings is shown, and what makes it fail: severities, baseline, changed lines, budgets."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from unpushy.budgets import Spent
from unpushy.config import Config
from unpushy.finding import Finding
from unpushy.reporters import Result, Tally

if TYPE_CHECKING:  # most runs need neither, and start without
    from unpushy.baseline import Recognition
    from unpushy.changes import Changes


class Sieve:
    """Takes the results of a run in turn, and remembers what decides its exit status."""

    def __init__(
        self, config: Config, paths: Iterable[str], baseline: Path | None = None, base: str | None = None
    ) -> None:
        """``paths`` are what the run was told to check, ``base`` a git revision. Raises ``ConfigError``."""
        self._config = config
        self._paths = [os.path.abspath(path) for path in paths]  # noqa: PTH100 -- as they are called
        self.known = _recognition(baseline) if baseline else None
        self._changes = _changes(base) if base is not None else None
        self._spent = [Spent(budget) for budget in config.budgets] if base is None else []
        self.tally = Tally(with_baseline=baseline is not None)
        self.found = False
        """Whether something makes the check fail."""

    def wants(self, path: str) -> bool:
        """Whether a file is to be looked at."""
        return self._changes is None or self._changes.of(path) != ()

    def pass_on(self, result: Result) -> None:
        """Leave out what is not to be shown, and see whether the rest makes the check fail."""
        config, draft = self._config, result.path
        if self.known:
            new, known = self.known.parted(draft, result.findings)
            result.findings = tuple(new)
            self.tally.known.update(finding.family for finding in known)
        if self._changes:
            result.findings = tuple(self._on_changed_lines(self._changes, result))
        result.keep(config.min_severity)
        spent = [one for one in self._spent if config.fits(result.item.path, one.budget.glob)]
        for one in spent:
            one.add(result.findings, result.words)
        result.failing = tuple(
            finding.severity >= config.fail_on and not any(one.budget.counts(finding) for one in spent)
            for finding in result.findings
        )
        self.found = self.found or any(result.failing)

    def _on_changed_lines(self, changes: Changes, result: Result) -> Iterator[Finding]:
        from unpushy.changes import touched

        lines = changes.of(result.item.path)
        if lines is None:
            yield from result.findings
            return
        spans = [finding.span for finding in result.findings]
        hits = touched(result.text, lines, spans, result.item.above)
        yield from (finding for finding, hit in zip(result.findings, hits, strict=True) if hit)

    def conclude(self) -> Iterator[str]:
        """What there is to say once all results have passed."""
        for one in self._spent:
            self.tally.over += one.over()
        self.found = self.found or bool(self.tally.over)
        yield from self.tally.over
        yield from (
            f"{one.budget.place}: budget of {one.budget.glob!r} fits no draft; it can go"
            for one in self._spent
            if not one.drafts and self._covers(self._config.folder)
        )
        if self.known is None:
            return
        for _, key, count in self.known.left(self.within, self._config.selects):
            self.tally.gone[key.partition("/")[0]] += count
        gone = self.tally.gone.total()
        if gone:
            entries = f"{gone:,} entr{'y fits' if gone == 1 else 'ies fit'} no finding any more"
            yield f"{self.known.baseline.path}: {entries}; unpushy baseline prune takes them out"

    def within(self, name: str) -> bool:
        """Whether a draft of the baseline is one that this run looks for, and would have found."""
        assert self.known
        file = self.known.baseline.file_of(name)
        return self._covers(file) and self.wants(str(file))

    def _covers(self, path: Path) -> bool:
        there = os.path.abspath(path)  # noqa: PTH100 -- as above
        return any(there == one or there.startswith(one.rstrip(os.sep) + os.sep) for one in self._paths)


def _recognition(path: Path) -> Recognition:
    from unpushy.baseline import Recognition, read

    return Recognition(read(path))


def _changes(base: str) -> Changes:
    from unpushy.changes import since

    return since(base)
