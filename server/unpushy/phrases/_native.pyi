from collections.abc import Callable, Iterable, Sequence

from unpushy.phrases.flat import Programs
from unpushy.phrases.index import Anchors

class Engine:
    def __init__(
        self,
        programs: Programs,
        anchors: Anchors,
        kinds: Sequence[Iterable[int]],
        describe: Callable[[str], int],
    ) -> None: ...
    def candidates(self, norms: Sequence[str], *, one_line: bool) -> list[int]: ...
    def exact(self, norms: Sequence[str], sents: Sequence[int]) -> Passage: ...

class Passage:
    def spans(self, pattern: int) -> list[tuple[int, int]]: ...
    def holds(self, context: int, start: int, end: int, sent: tuple[int, int]) -> bool: ...
