"""The words by which the frame of a mail is known: how it greets, how it ends, and what is neither."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _phrases(text: str) -> frozenset[str]:
    return frozenset(phrase.strip() for phrase in text.replace("\n", "/").split("/") if phrase.strip())


# Closings as whole lines, in small letters and without marks. "Thanks in advance" and "Looking forward to
# your reply" are no closings but prose, which is to be linted.
CLOSINGS = _phrases("""
    regards / kind regards / kindest regards / best regards / warm regards / warmest regards / with regards
    with kind regards / with best regards / with warm regards / many regards / friendly regards
    my best regards / rgds / best rgds / kind rgds / brgds / br / kr
    best / all best / my best / all the best / all my best
    best wishes / with best wishes / all good wishes / warm wishes / with warm wishes / kind wishes
    warmly / warmest / cheers / cheers for now / cheers again / ta
    thanks / thanks again / thanks so much / thanks very much / thanks a lot / thanks a million
    thanks a bunch / thanks heaps / thanks much / thanks a ton / thanks all / thanks everyone
    many thanks / many thanks again / with thanks / with many thanks / thx / tks / thanx / much appreciated
    thank you / thank you again / thank you so much / thank you very much / thank you kindly / thank you all
    with appreciation / with gratitude / in gratitude / gratefully / gratefully yours
    sincerely / most sincerely / sincerely yours / yours sincerely / yours truly / truly yours
    very truly yours / yours very truly / yours faithfully / faithfully yours / faithfully
    yours / ever yours / as ever / as always / respectfully / respectfully yours / yours respectfully
    cordially / cordially yours / fondly / affectionately
    love / lots of love / much love / all my love / with love / hugs / xoxo / take care / take good care
    talk soon / speak soon / chat soon / talk to you soon / speak to you soon / see you soon / see you there
    see you then / see ya / until then / till then / until soon / bye / bye for now / ciao / cheerio
    onwards / onward / peace / be well / stay well / stay safe / keep well / keep in touch / in haste
    in solidarity
    mit freundlichen grüßen / mit freundlichen grüssen / freundliche grüße / viele grüße / liebe grüße
    beste grüße / herzliche grüße / schöne grüße / gruß / grüße / mfg / lg / vg
    cordialement / bien cordialement / bien à vous / amicalement / merci / salutations / sincères salutations
    saludos / saludos cordiales / un saludo / un abrazo / atentamente / gracias / muchas gracias
    cordiali saluti / distinti saluti / saluti / grazie / um abraço / atenciosamente / obrigado / obrigada
    met vriendelijke groet / met vriendelijke groeten / groeten / groetjes
    med vänliga hälsningar / vänliga hälsningar / mvh / med vennlig hilsen / med venlig hilsen / hilsen
""")
# "With" and one of these at its end is a closing too: "With highest regards".
CLOSING_NOUNS = _words("regards wishes greetings compliments thanks gratitude appreciation love")
# Closings that also begin ordinary lines: only a mark makes "Best, Marco" of them.
CLOSINGS_WITH_MARK = _words("best love yours peace ta bye ciao onward onwards warmly as happily merci")

NAME_JOINTS = _words("and & von van der den de del della di da la le el al bin ibn y e und et")
# Short last lines that say something, though they look like a name.
NOT_NAMES = _words("""
    thoughts yes no ok okay done agreed sure great please urgent asap hello hi hey none attached noted perfect
    bump bumping ping reminder agenda draft confidential help question questions update updates anything any
    monday tuesday wednesday thursday friday saturday sunday today tomorrow now next steps options waiting
    still seriously really sorry tbd tba n/a lunch coffee when where why how what who up
""")

ADDRESS_WORDS = _words("""
    there all team everyone everybody folks both again guys gang friend friends sir madam ma'am sirs ladies
    gentlemen colleague colleagues crew neighbours neighbors members y'all and or to my dear
    mr mrs ms mx dr prof von van der den de del della di da la le el al bin ibn und et y
""")
# A line of these alone addresses a group: "Team:".
GROUPS = _words("""
    all team everyone everybody folks guys gang friend friends sir madam ma'am sirs ladies gentlemen colleague
    colleagues crew neighbours neighbors members y'all and or
""")
# Words that no name begins with: they tell "Hey, sorry" and "Hi Just checking" from an address.
NOT_ADDRESSED = _words("""
    i i'm i've i'll i'd we we're you you're it it's just checking hope hoping hopefully sorry quick thanks
    thank following wanted touching circling is are was can could did do does have has how what when where
    why who which any please so this that these those not no yes ok okay now if as per for from about with
    but because let let's looking well wait trust more sounds good great see attached here here's
    unfortunately however yesterday today tomorrow also finally first second next then meanwhile additionally
""")

# A line that begins with one of these, or holds one of those, says something; no title or address does.
PROSE_OPENERS = _words("""
    Please Let Let's Can Could Would Do Does Did Is Are Was Were Any Looking Hope Hoping See Have Has I'll I'm
    I've We're We'll Just Sorry Attached Call Thoughts? Talk Waiting When Where Why How What Should If
""")
PROSE_WORDS = _words("""
    you your you're you'd you'll we we're we'll he she they it it's is are am was were be been will would can
    could should have has had do does did please let let's me my if that this these what when how why but
    because so not don't looking I i i'm i'll i've i'd there's here's just
""")
CONNECTORS = _words("of and the for at in on a an to by with de la van von der di da del und et")

# Names of the fields in the header that a mail program puts above a quoted mail, in small letters.
FROM_FIELDS = _words("from von de da van från fra")
SUBJECT_FIELDS = _words("subject betreff objet asunto oggetto assunto onderwerp emne ämne")
OTHER_FIELDS = _words("""
    sent date to cc bcc reply-to importance attachments gesendet datum an envoyé à fecha enviado enviada para
    data inviato a verzonden aan sendt til skickat till
""")
# Words before "wrote" that make the line the writer's own: "As you wrote:".
NOT_QUOTED_NAMES = _words("""
    As You I We They He She It What When Where Like My Your Our Their His Her In At On The This That And But
    So Then Last Yesterday Today Earlier Recently Here
""")
