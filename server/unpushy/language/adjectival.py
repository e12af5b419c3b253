"""Participles that mostly describe a state, so that "is attached" hides nobody: judged by their verb group.

Lists of words, because a small parser can't tell an adjective from a participle it has not met. They err
towards leaving a sentence alone.
"""

from __future__ import annotations

NO_PARTICIPLES = frozenset(
    """
    interested uninterested disinterested excited pleased displeased concerned worried ashamed tired
    embarrassed determined privileged involved outdated keen aware delighted thrilled mortified talented
    overpriced unemployed undecided been become got gotten had experienced complicated overcrowded
    qualified confused scared terrified shocked satisfied unsatisfied dissatisfied glad
    """.split()
)
"""What the treebank hardly ever calls a passive, counted in its train split: no passive in any setting."""

ONLY_PARTICIPLES = frozenset(
    """
    forgotten sung fought written rewritten sent resent given taken told built rebuilt bought brought
    sold held kept paid repaid seen shown stolen eaten thrown found taught won led withdrawn withheld
    overseen spoken chosen driven
    """.split()
)
"""Irregular participles that are no adjectives: a form of be makes them passive, whatever a parser says."""

PEOPLE = frozenset("i you he she we they who everyone someone everybody nobody anyone".split())
"""Words for people, as subjects."""

FEELINGS = frozenset(
    """
    moved touched upset encouraged convinced persuaded prepared committed honoured honored inspired
    resolved discouraged distressed offended insulted relieved covered impressed surprised shocked
    engaged isolated opposed
    """.split()
)
"""Adjectives of people that are acts upon things: "I was moved", and "the chairs were moved"."""

ADJECTIVES = frozenset(
    """
    interested uninterested disinterested excited thrilled delighted pleased displeased glad worried
    concerned unconcerned tired exhausted bored confused overwhelmed stressed frustrated annoyed
    irritated scared frightened terrified afraid ashamed embarrassed mortified relieved satisfied
    dissatisfied unsatisfied disappointed surprised shocked amazed astonished stunned appalled upset
    alarmed amused fascinated intrigued impressed touched moved honoured honored humbled flattered
    tempted inclined disinclined convinced persuaded determined resolved committed dedicated devoted
    prepared unprepared willing opposed accustomed acquainted unacquainted aware privileged blessed
    obsessed motivated inspired encouraged discouraged depressed heartbroken devastated distressed
    offended insulted hurt puzzled baffled perplexed bewildered charmed saddened gutted chuffed
    experienced inexperienced qualified unqualified skilled talented gifted educated uneducated learned
    well-known renowned reputed complicated sophisticated advanced detailed dated outdated antiquated
    aged crowded overcrowded deserted isolated mixed varied assorted haunted wicked naked rugged ragged
    sacred crooked rounded gone allergic rotten drunken drunk sunken overpriced underpriced priced
    unpaid unused unknown unseen unheard unread unsigned unsent unopened unanswered undecided unchanged
    unlimited unrelated unaffected unwanted unexpected uninvited undisturbed unharmed unemployed
    untouched unmarried self-employed retired divorced engaged married unattached become begun happened
    """.split()
)
"""Adjectives that look like participles: clean wherever they stand, in every setting."""

SET_PHRASES = frozenset(
    """
    attached enclosed appended located situated sited based invited supposed born used bound entitled
    set related unrelated associated connected linked involved concerned affiliated subscribed known
    called named titled labelled labeled dated numbered dressed seated stranded stuck lost caught
    trapped jammed closed shut locked finished done over completed complete settled fixed sorted fitted
    equipped furnished packed stocked limited restricted confined reserved booked occupied taken sold
    filled full loaded stacked covered insured protected guaranteed included excluded listed printed
    boxed wrapped typed hung framed broken cracked torn worn bent burnt burned scorched damaged injured
    hurt bruised faded stained frozen needed allowed permitted prohibited forbidden advised welcome
    obliged obligated divided separated scattered surrounded lined composed comprised made designed
    intended meant aimed geared suited tailored built adapted left dead blocked snowed swamped slammed
    rushed pressed pushed similar opposed required open opened ironed hooked plugged switched tied
    organised organized structured arranged placed positioned mounted installed scheduled planned timed
    slated due registered enrolled licensed certified authorised authorized accredited joined shared
    owned encrypted secured hosted sponsored
    """.split()
)
"""Results and set phrases: clean in the present tense ("is attached"), where no one acts any more."""

ALWAYS_SET = frozenset(
    """
    located situated based supposed born used entitled bound obliged obligated constrained invited
    reputed rumoured rumored related involved composed comprised suited meant known called named titled
    dated surrounded dressed seated stuck stranded
    """.split()
)
"""Set phrases that stay clean in every tense ("was born", "will be located")."""

HABITS = frozenset(
    """
    told asked requested instructed deemed felt believed thought wanted shown written ordered given made
    sent held kept charged billed reviewed processed issued released delivered shipped considered
    treated expected said paid taken required assumed agreed understood noted regretted hoped denied
    refused rejected approved accepted received returned forwarded circulated published reported
    recorded checked monitored calculated generated selected chosen notified informed reminded urged
    encouraged forced removed deleted suspended revoked cancelled canceled withheld disconnected
    terminated escalated referred handled looked ignored forgotten overlooked missed neglected awaited
    sought
    """.split()
)
"""Verbs whose present passive tells of an act: "you are requested to", "it is felt that"."""

ACCEPTED_WITH_GET = frozenset(
    """
    started married divorced engaged used dressed changed lost stuck involved paid ready acquainted
    drunk tired bored excited worried carried rid done better settled organised organized sorted
    interested confused accustomed caught sidetracked distracted burned hurt wet cold sick
    """.split()
)
"""What people get: "got started", "got lost", "when do I get paid"."""

CLOSING = frozenset("closed shut open opened done finished ready booked covered".split())
"""States that places and people will be in: "the office will be closed on Monday"."""
