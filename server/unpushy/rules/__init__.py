"""All rules in one set: those of the phrase lists, and those in code, one module each.

A module of this package is a rule. It exports ``RULE`` (its card) and
``check(reading, merge_tags) -> Iterator[Hit]``, a pure generator over one passage, with the pattern of the
placeholders that its format fills in; or, where it needs a parse, ``triggers(norms, agent) -> bool`` and
``found(doc, agent) -> Iterator[Found]`` (``_parsed.py``).
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from types import ModuleType

from unpushy.language.parsing import Parser
from unpushy.language.reading import Reading
from unpushy.language.spelling import Variant
from unpushy.phrases.build import load_lists
from unpushy.phrases.hit import Hit
from unpushy.phrases.load import read_list
from unpushy.phrases.matcher import PhraseMatcher
from unpushy.rule import Rule
from unpushy.rules._parsed import ParsedRules
from unpushy.rules._reads import CARDS, Asked, Reads
from unpushy.rules._reads import load as load_reader

_NOTHING = Asked()
Check = Callable[[Reading, re.Pattern[str] | None], Iterator[Hit]]


class RuleSet:
    """Every rule that there is; which of them run is for the configuration to say."""

    def __init__(
        self,
        phrases: PhraseMatcher,
        coded: tuple[tuple[Rule, Check], ...],
        *,
        reads: bool = False,
        parsed: Sequence[ModuleType] = (),
    ) -> None:
        """``reads``: with the rules of the trained reader; ``parsed``: modules of rules that need a parse."""
        self.phrases = phrases
        self.coded = coded
        self._reads = reads
        self._parsed = parsed
        self._readers: dict[Asked, Reads | None] = {}
        cards = [*phrases.cards, *(rule for rule, _ in coded), *(CARDS if reads else ())]
        cards += [module.RULE for module in parsed]
        self.cards: tuple[Rule, ...] = tuple(sorted(cards, key=lambda rule: rule.id))

    @classmethod
    def load(cls, cache: Path | None = None, own: Sequence[Path] = ()) -> RuleSet:
        """The rules that unpushy ships, with users' own lists over them.

        Compiled lists come from the cache folder where one is given. Raises ``PhraseListError`` for a
        broken list.
        """
        modules = list(_modules())
        coded = tuple((module.RULE, module.check) for module in modules if hasattr(module, "check"))
        parsed = [module for module in modules if hasattr(module, "found")]
        return cls(PhraseMatcher(load_lists(cache, own)), coded, reads=True, parsed=parsed)

    def ids(self) -> tuple[str, ...]:
        return tuple(rule.id for rule in self.cards)

    def hits(
        self,
        reading: Reading,
        asked: Asked = _NOTHING,
        variant: Variant = "en",
        merge_tags: re.Pattern[str] | None = None,
    ) -> Iterator[Hit]:
        """What the rules find in a passage without a parse; and what the trained reader is asked.

        The same for equal text, wherever it stands. ``variant`` is the spelling of rewrites, ``merge_tags``
        are the placeholders that the format of the draft fills in.
        """
        found = list(self.phrases.hits(reading, variant=variant))
        reader = self._reader(asked)
        yield from reader.judged(reading, found) if reader else found
        for _, check in self.coded:
            yield from check(reading, merge_tags)

    def reads_as(self, text: str, asked: Asked) -> frozenset[str]:
        """The families that the trained reader sees in a text without a phrase."""
        reader = self._reader(asked)
        return reader.families(Reading(text)) if reader else frozenset()

    def _reader(self, asked: Asked) -> Reads | None:
        if not self._reads or not asked.families:
            return None
        if asked not in self._readers:
            titles = {card.id: card.title for card in self.phrases.cards}
            self._readers[asked] = load_reader(titles, asked)
        return self._readers[asked]

    def parsing(
        self, active: Iterable[str], parser: Parser, agent: str, asked: Asked = _NOTHING
    ) -> ParsedRules | None:
        """The rules that need a parse and are active; None where there are none."""
        known = frozenset(active)
        rules = [module for module in self._parsed if module.RULE.id in known]
        return (
            ParsedRules(rules, lambda text: self.hits(Reading(text), asked), parser, agent) if rules else None
        )


def full_card(card: Rule, own: Iterable[Path] = ()) -> Rule:
    """A rule's card with its evidence and examples, which phrase lists keep on disk until asked for."""
    from unpushy.phrases.load import list_path

    shipped = list_path(card.id)
    listed = read_list(shipped) if shipped.is_file() else None
    for path in own:
        if f"{path.parent.name}/{path.stem}" == card.id:
            layer = read_list(path)
            listed = layer.over(listed) if listed and layer.content.extends else layer
    return listed.card() if listed else card


def _modules() -> Iterator[ModuleType]:
    for info in pkgutil.iter_modules(__path__):
        if not info.name.startswith("_"):
            yield importlib.import_module(f"{__name__}.{info.name}")
