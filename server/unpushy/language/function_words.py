"""Closed-class English words: whatever is not among them carries content (``{content}`` in patterns)."""

FUNCTION_WORDS = frozenset(
    """
    a an the this that these those each every either neither some any no all both half such another other
    i me my mine myself we us our ours ourselves you your yours yourself yourselves he him his himself she her
    hers herself it its itself they them their theirs themselves one someone anyone everyone nobody something
    anything everything nothing who whom whose which what
    am is are was were be been being do does did done doing have has had having will would shall should can
    could may might must ought 'd 's
    and or but nor so yet if unless although though because since while whereas whether as than until till
    once before after when whenever where wherever how why
    about above across against along among around at behind below beneath beside besides between beyond by
    despite down during except for from in inside into like near of off on onto out outside over past per
    regarding re through throughout to toward towards under up upon via with within without
    not never just only also too very really quite rather even still already ever again back here there now
    then please kindly maybe perhaps soon yesterday today tomorrow however therefore
    """.split()
)

COMMON_WORDS = frozenset(
    """
    get gets got getting go goes going went gone make makes made making take takes took taken taking know
    knows knew known think thinks thought see sees saw seen come comes came coming want wants wanted look
    looks looked looking use used uses using find found give gives gave given tell tells told work works
    worked working call calls called calling try tries tried need needs needed feel ask asked asks let
    leave left put mean keep kept say says said send sent sending write wrote written hear heard read help
    believe like way day days week weeks month months year years time times thing things man people person
    world life part place case point fact hand number new good first last long great little own old right
    big high different small large next early important few public same able best better much many more
    most two three one four five thank thanks meeting meet question questions question email emails
    message mail attached information issue issues team company office business today yesterday tomorrow
    monday tuesday wednesday thursday friday forward set end sure well far seems seem become start started
    point off
    """.split()
)
"""Open-class words that stand in much of any mail."""
