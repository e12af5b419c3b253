from collections.abc import Callable, Sequence

from unpushy.language.acts import Known

class Scales:
    def __init__(self, checks: bytes, weights: bytes, look_up: Callable[[str], Known]) -> None: ...
    def weigh(self, norms: Sequence[str]) -> tuple[int, int, int]: ...
