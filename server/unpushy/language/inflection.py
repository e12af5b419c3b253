"""Forms of English verbs, for ``~send`` in phrase lists.

Regular forms by rule, irregular ones from a table. A development test compares every verb that
the lists use with an inflection library, so that a gap in the table does not go unseen.
"""

from __future__ import annotations

_IRREGULAR = {
    line.split()[0]: tuple(line.split()[1:])
    for line in """
    be am is are was were being been
    become becomes becoming became
    begin begins beginning began begun
    break breaks breaking broke broken
    bring brings bringing brought
    build builds building built
    buy buys buying bought
    catch catches catching caught
    choose chooses choosing chose chosen
    come comes coming came
    cost costs costing
    cut cuts cutting
    deal deals dealing dealt
    do does doing did done
    draw draws drawing drew drawn
    drop drops dropping dropped
    fall falls falling fell fallen
    feel feels feeling felt
    find finds finding found
    fly flies flying flew flown
    forget forgets forgetting forgot forgotten
    forward forwards forwarding forwarded
    get gets getting got gotten
    give gives giving gave given
    go goes going went gone
    have has having had
    hear hears hearing heard
    hold holds holding held
    keep keeps keeping kept
    know knows knowing knew known
    lay lays laying laid
    leave leaves leaving left
    let lets letting
    lose loses losing lost
    make makes making made
    mean means meaning meant
    meet meets meeting met
    pay pays paying paid
    ping pings pinging pinged
    put puts putting
    read reads reading
    ring rings ringing rang rung
    rise rises rising rose risen
    run runs running ran
    say says saying said
    see sees seeing saw seen
    sell sells selling sold
    send sends sending sent
    set sets setting
    show shows showing showed shown
    shut shuts shutting
    sit sits sitting sat
    sleep sleeps sleeping slept
    slip slips slipping slipped
    speak speaks speaking spoke spoken
    spend spends spending spent
    stand stands standing stood
    take takes taking took taken
    teach teaches teaching taught
    tell tells telling told
    think thinks thinking thought
    throw throws throwing threw thrown
    understand understands understanding understood
    wait waits waiting waited
    wake wakes waking woke woken
    win wins winning won
    write writes writing wrote written
    chat chats chatting chatted
    nag nags nagging nagged
    nudge nudges nudging nudged
    permit permits permitting permitted
    plan plans planning planned
    regret regrets regretting regretted
    stop stops stopping stopped
    submit submits submitting submitted
    commit commits committing committed
    cancel cancels canceling cancelling canceled cancelled
    travel travels traveling travelling traveled travelled
    signal signals signaling signalling signaled signalled
    skip skips skipping skipped
    spot spots spotting spotted
    step steps stepping stepped
    swing swings swinging swung
    bump bumps bumping bumped
    bug bugs bugging bugged
    jog jogs jogging jogged
    prod prods prodding prodded
    flag flags flagging flagged
    sign signs signing signed
    hit hits hitting
    grab grabs grabbing grabbed
    """.strip().splitlines()
}

IRREGULAR_FORMS = frozenset(form for base, forms in _IRREGULAR.items() for form in forms if form != base)
"""Inflected forms that no rule makes."""


def is_irregular(base: str) -> bool:
    """Whether a verb's forms come from the table."""
    return base in _IRREGULAR


def verb_forms(base: str) -> tuple[str, ...]:
    """The base form and all inflected forms of a verb, the base first.

    >>> verb_forms("try")
    ('try', 'tries', 'trying', 'tried')
    """
    if base in _IRREGULAR:
        return (base, *_IRREGULAR[base])
    if base.endswith(("s", "x", "z", "ch", "sh", "o")):
        third = base + "es"
    elif base.endswith("y") and base[-2:-1] not in "aeiou":
        third = base[:-1] + "ies"
    else:
        third = base + "s"
    if base.endswith("ie"):
        return (base, third, base[:-2] + "ying", base + "d")
    if base.endswith("ee"):
        return (base, third, base + "ing", base + "d")
    if base.endswith("e"):
        return (base, third, base[:-1] + "ing", base + "d")
    if base.endswith("y") and base[-2:-1] not in "aeiou":
        return (base, third, base + "ing", base[:-1] + "ied")
    return (base, third, base + "ing", base + "ed")
