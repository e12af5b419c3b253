"""draft/leaked-comment: a note to oneself, or what a writing assistant said, still in the draft.

Slots that wait for a word (``[name]``, ``TBC``) are ``draft/unfilled-placeholder``'s.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from unpushy.finding import Severity
from unpushy.language.reading import Reading
from unpushy.phrases.hit import Hit
from unpushy.rule import Rule
from unpushy.rules import unfilled_placeholder

RULE = Rule(
    id="draft/leaked-comment",
    title="Leaked comment",
    why="A note that was not meant for the reader is still in the draft. Act on it, then take it out.",
    severity=Severity.ERROR,
    flags=(
        "Hi Ana, «TODO: add the price».",
        "The fee is 40 euros «FIXME».",
        "«NOTE TO SELF: be kinder here»",
        "«Note to self: ask Priya for the key.»",
        "We open at ten «<!-- is this still true? -->».",
        "We open at ten «{# ask the desk #}».",
        "We open at ten «/* shorten */».",
        "The deposit is due in May «[check with Ana before sending]».",
        "«[TODO]» Thank you for the tour.",
        "The roof is dry «[is this right?]».",
        "The roof is dry «[Tom: can you confirm?]».",
        "The choir meets on Mondays «(insert joke here?)».",
        "Thanks for coming. «(add something about the soup)»",
        "The hall seats ninety «??? ask Tom».",
        "The hall seats ninety.\n«// rephrase this»",
        "«DELETE THIS LINE»",
        "«Delete this paragraph before sending.»",
        "«DRAFT - DO NOT SEND»",
        "«Sure! Here is a more polite version of your email:»\n\nHi Ana, thank you for the tour.",
        "«Here's a revised version of your message that sounds friendlier:»\n\nHi Ana,",
        "«Certainly! Below is a shorter draft:»",
        "«As an AI language model», I cannot attend the dinner.",
        "«I hope this draft meets your needs!»",
        "Kind regards, Sam\n\n«Let me know if you'd like me to make it shorter or more formal!»",
        "«Feel free to adjust the tone to suit your style.»",
        "«Would you like me to make it more concise?»",
        "«I've rewritten your email to sound warmer:»",
        "«As an AI», I have no views on cake.",
        "«Todo: add the price»",
        "«CHANGE THIS» before Friday.",
    ),
    clean=(
        "My to-do list is short today.",
        "Todo el equipo te saluda.",
        "See [1] and [2] for the figures.",
        "He said [laughing] that it was late.",
        "The check in the post is for you.",
        "I add a note (see the map) for the driver.",
        "Please check with Ana before sending the form.",
        "Please check the time [9 or 10].",
        "You asked me to delete this line from the contract, and it is gone.",
        "Here is a shorter version of the report, as you asked.",
        "Here is the revised email to the board: shall I send it?",
        "Here is the revised draft of your contract: https://example.org/draft",
        "Sure! Here is the key for the shed.",
        "Certainly, Tuesday suits me.",
        "Here's the updated version of the plan that Tom wrote.",
        "As an AI engineer, I build language models.",
        "I have rewritten the email to the board, as you asked.",
        "Please read the DRAFT, and do not send money.",
        "Let me know if you would like me to bring the ladder.",
        "Would you like me to book the table?",
        "Feel free to adjust the plan.",
        "What??? Ask Tom, he was there.",
        "The link is https://example.org/ask and the file is at //server/share.",
        "Really??? That is lovely.",
        "The price is XXX euros.",
        "Hi [name], the call is on [day].",
        "[check]",
        "[add your name]",
        "We have [a new oven] and [two] mixers.",
        "A note to self-employed members follows.",
        "The draft is ready, and I will send it on Monday.",
        "Bring the red pen (or ask Tom for his) on Sunday.",
        "Tickets are free (please add a name for each guest).",
        "The cake was a surprise (check the photos!).",
        "I hope this helps.",
        "I am glad to say that the draft law meets your needs.",
    ),
)

_TASK = r"""(?i: (?:double[ -])?check | verify | confirm | ask | fix | rephrase | reword | rewrite | shorten
    | expand | find[ ]out | look[ ]up | clarify | delete | remove | move[ ]this | cut | soften | tone[ ]down
    | proofread | update | add | insert | change | replace | mention | include | is[ ](?:this|that|it)
    | are[ ](?:these|those) | not[ ]sure | should[ ](?:we|i) | do[ ]we | did[ ]we | can[ ](?:we|you) )\b"""
"""What a note begins with."""

_MARKED = re.compile(
    rf"""
      <!--.{{0,400}}?-->
    | \{{\#.{{0,400}}?\#\}}
    | / (?<![\w/:*]/) \*.{{1,200}}?\*/
    | \[ \s* (?: (?:TODO|FIXME)\b [^\]\n]{{0,200}}
               | (?i:note[ ]to[ ]self|nb:|note:) [^\]\n]{{0,200}}
               | [A-Z][a-z]{{1,14}}:[ ] [^\]\n]{{2,200}} \?
               | {_TASK}[ ] [^\]\n]{{2,200}} ) \] (?! [(:] )
    | \( \s* (?: (?:TODO|FIXME)\b [^()\n]{{0,120}}
               | (?i: (?:insert|add)[ ] (?: [^()\n]{{2,60}}[ ]here | something\b[^()\n]{{0,60}} ) )
               | {_TASK}[ ] [^()\n]{{1,60}}[ ] (?i:before[ ]sending) ) [?!.]? \s* \)
    """,
    re.VERBOSE | re.DOTALL,
)
"""Comments by their marks or brackets; each way begins with its first mark, which is what is searched for."""

_SHOUTED = re.compile(
    rf"""
      (?<![\w-]) (?:TODO|FIXME) (?![\w-]) (?: [ ]?: [^.!?\n]{{1,200}} )?
    | ^ (?i:todo) [ ]?:[ ] [^.!?\n]{{1,200}}
    | (?<![\w-]) (?i:note[ ]to[ ]self) [ ]?[:\u2013\u2014-][ ] [^\n]{{1,200}}
    | (?<!\S) \?{{2,}} [ ]? {_TASK} [^.!?\n]{{0,120}}
    | ^ [ \t]* // [ ]? {_TASK} [^\n]{{0,200}}
    | (?: DELETE | REMOVE | CUT | CHANGE | FIX | REWRITE | REPHRASE | CHECK )[ ](?:THIS|BEFORE)\b
      (?: [ ] [A-Z]+ \b ){{0,8}}
    | ^ (?:Delete|Remove|Cut)[ ]this[ ](?:line|paragraph|sentence|section|part|bit|note|comment)[ ]before[ ]
      [^.!?\n]{{0,80}} [.!?]?
    | DRAFT [ :,\u2013\u2014-]{{1,3}} (?i: (?: do[ ]not | don['\u2019]t | not[ ]to[ ]be )[ ]sen[dt] )\b
    """,
    re.VERBOSE | re.MULTILINE,
)
"""Notes to oneself by their words."""

_STYLE = r"""(?: more | less | tone | shorter | longer | formal | casual | concise | friendlier | politer?
    | warmer | softer | firmer | clearer | tailored | personal )\b"""
_POLISHED = r"""(?: shorter | politer? | polished | friendl\w+ | professional | concise | softer | warmer
    | clearer | rephrased | improved | formal | casual | revised | rewritten | refined | edited )\b"""
_TEXT = r"(?: it | this | that | (?:the|your)[ ](?:tone|draft|e-?mail|message|wording|template) )\b"

_ASSISTANT = re.compile(
    rf"""
      as[ ]an?[ ] (?: ai\b(?=,) | (?:large[ ])?language[ ]model\b
                    | (?:ai|artificial[ ]intelligence)[ ](?:language[ ]model|model|assistant|chatbot)\b )
    | ^ (?: (?:sure|certainly|of[ ]course|absolutely|okay)\b [\w ]{{0,30}} [!,.][ ] )?
      (?: here(?:[ ]is|['\u2019]s|[ ]are) | below[ ]is )[ ](?:an?|your|two|three|some)[ ]
      (?: [\w-]+,?[ ] ){{0,4}}? {_POLISHED} [^.!?\n:]{{0,60}}? \b(?:e-?mail|message|draft|version|reply)s?\b
      (?: [ ]of[ ](?:your|the|this)[ ](?:e-?mail|message|reply|text|draft|note)\b )?
      (?: [ ](?:that|which|with|in|you)\b [^.!?\n:]{{0,60}} )? : (?=\s|$)
    | ^ (?:sure|certainly|of[ ]course|absolutely)[!,.][ ] (?:here|below)\b [^.!?\n:]{{0,40}}
      \b(?:draft|version|e-?mail)\b [^.!?\n:]{{0,60}} : (?=\s|$)
    | i[ ](?:hope|trust)[ ]this[ ](?:\w+[ ])?(?:draft|version|rewrite|revision|template)[ ]
      (?: meets[ ]your | works[ ]for | is[ ]what[ ]you | captures )\b [^.!?\n]{{0,60}} [.!?]?
    | (?: let[ ]me[ ]know[ ]if[ ]you(?:['\u2019]d|[ ]would)?[ ](?:like|want|need)[ ]me[ ]to
        | (?:would[ ]you[ ]like|do[ ]you[ ]want)[ ]me[ ]to )
      [ ] (?:adjust|make|tweak|change|refine|rewrite|modify|tailor)[ ] {_TEXT}
      [^.!?\n]{{0,40}}? \b{_STYLE} [^.!?\n]{{0,60}} [.!?]?
    | i(?:['\u2019]ve|[ ]have)[ ](?:rewritten|rephrased|polished)[ ]your[ ](?:e-?mail|message|draft)[ ]
      (?:to|so)\b [^.!?\n:]{{0,80}} [:.]
    | feel[ ]free[ ]to[ ](?:adjust|edit|modify|tweak|customi[sz]e|personali[sz]e)[ ] {_TEXT}
      [^.!?\n]{{0,60}} [.!?]?
    """,
    re.VERBOSE | re.MULTILINE | re.IGNORECASE,
)
"""What a writing assistant says around a draft."""

_KINDS: tuple[tuple[re.Pattern[str], tuple[str, ...], tuple[str, ...]], ...] = (
    (_MARKED, ("<!--", "{#", "/*", "[", "("), ()),
    (
        _SHOUTED,
        ("??", "//", "TODO", "FIXME", "DRAFT", " THIS", " BEFORE"),
        ("note to self", "todo", "delete this", "remove this", "cut this"),
    ),
    (
        _ASSISTANT,
        (),
        (
            *("here is", "here's", "here\u2019s", "here are", "! here", ", here", ". here", "below"),
            *("as a a", "as a l", "as an a", "as an l"),
            *("rewritten your", "rephrased your", "polished your", "hope this", "trust this"),
            *("like me to", "want me to", "need me to", "feel free to"),
        ),
    ),
)
"""Each with what no such note is without: marks or capitals as they stand, or words in any case."""


def check(reading: Reading, merge_tags: re.Pattern[str] | None) -> Iterator[Hit]:
    """Yield each note of the passage."""
    text = reading.text
    lower = text.lower()
    spans = sorted(
        note.span()
        for kind, marks, words in _KINDS
        if any(map(text.__contains__, marks)) or any(map(lower.__contains__, words))
        for note in kind.finditer(text)
    )
    if not spans:
        return
    slots = [(slot.start, slot.end) for slot in unfilled_placeholder.check(reading, merge_tags)]
    reach = 0
    for start, end in spans:
        found = reading.tokens.covering(start, end)
        if found is None or found[0] < reach or any(a < found[1] and found[0] < b for a, b in slots):
            continue
        reach = found[1]
        yield Hit(RULE.id, *found, RULE.why)
