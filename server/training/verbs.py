"""Writes ``unpushy/language/verbs.txt``: English verbs, with their forms where a rule does not give them.

Of lemminflect's tables (MIT), which come from the NIH's SPECIALIST Lexicon. Run it again only for another
version of lemminflect: ``python server/training/verbs.py``.
"""

from __future__ import annotations

import csv
import gzip
import io
from importlib.resources import files

from unpushy.language.inflection import verb_forms
from unpushy.language.verbs import LIST

_FIRST = {
    "bind": "bound",
    "bid": "bid",
    "fit": "fitted",
    "quit": "quit",
    "bet": "bet",
    "hang": "hung",
    "input": "input",
    "output": "output",
    "lie": "lay",
    "wed": "wed",
    "knit": "knitted",
}
"""Past tenses that are commoner than the one that the table has first."""
_ADDED = "cc bcc onboard offboard greenlight reauthorize reschedule prepay reinvoice rebook reissue invoice email text".split()


def main() -> None:
    lines: dict[str, str] = {}
    data = gzip.decompress((files("lemminflect") / "resources" / "infl_lu.csv.gz").read_bytes())
    for row in csv.reader(io.StringIO(data.decode())):
        base, kind, *forms = row
        if kind != "verb" or len(forms) != 4 or not base.isalpha() or not base.islower():
            continue
        pasts, participles, gerunds, thirds = ([f for f in form.split("/") if f.isalpha()] for form in forms)
        if not (pasts and gerunds and thirds):
            continue
        past = _FIRST.get(base, pasts[0])
        gerund, third = gerunds[0], thirds[0]
        if not participles:
            participles = pasts
        same = (base, third, gerund, past)
        if set(participles) == {past} and verb_forms(base) == same:
            lines[base] = base
        else:
            lines[base] = " ".join((base, third, gerund, past, "/".join(participles)))
    for base in _ADDED:
        lines.setdefault(base, base)
    LIST.write_text("\n".join(lines[base] for base in sorted(lines)) + "\n", encoding="utf-8")
    print(f"{len(lines):,} verbs, {LIST.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
