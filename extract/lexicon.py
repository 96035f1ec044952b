"""Word lists: the closed classes of English, the verbs of announcements, nouns that look like one."""

from __future__ import annotations

from extract.verb_table import IRREGULAR, REGULAR, inflect


def words(text: str) -> frozenset[str]:
    """The blank-separated words of a list."""
    return frozenset(text.split())


ARTICLES = words("the a an")
POSSESSIVES = words("its their his her our my your whose")
DEMONSTRATIVES = words("this that these those such")
QUANTIFIERS = words("all both each every some any no another either neither many much several few most more less fewer")
DETERMINERS = ARTICLES | POSSESSIVES | DEMONSTRATIVES | QUANTIFIERS
# Words that open an object: a verb stands before them.
OBJECT_OPENERS = ARTICLES | POSSESSIVES | words("this these those every any")
PREPOSITIONS = words(
    """
    of in on at by for from to with without within into onto over under between among amongst across through
    throughout during before after since until till about around against along alongside amid above below behind
    beyond beside besides near inside outside toward towards upon via per as than like despite except including
    excluding regarding concerning covering involving versus off out up down ahead amidst following
    """
)
CONJUNCTIONS = words("and or nor but yet & plus")
SUBORDINATORS = words(
    """
    while whereas although though because if unless when whenever where wherever whether once so therefore however
    thus hence meanwhile moreover furthermore additionally then also only namely
    """
)
RELATIVES = words("which who whom that whose where when")
PRONOUNS = words(
    """
    i you he she it we they me him them us himself herself itself themselves ourselves one ones everyone everybody
    anyone someone nobody none nothing something anything everything there here who whom which what mine ours
    theirs
    """
)
BE = words("am is are was were be been being 's 're 'm")
HAVE = words("has have had having 've")
DO = words("do does did")
AUXILIARIES = BE | HAVE | DO
MODALS = words("will would shall should can could may might must 'll 'd wo ca ought")
NEGATIONS = words("not n't never no neither nor cannot without hardly")
ADVERBS = words(
    """
    already now currently presently recently newly jointly together alone annually daily weekly monthly yearly
    still just ever again later earlier soon today yesterday tomorrow tonight ago nearly almost roughly
    approximately respectively nationwide worldwide too even further instead rather officially formally finally
    eventually successfully previously initially so altogether thereby thereof
    """
)
HEDGES = words("more less over about around some nearly almost roughly approximately exceeding least most up close")

HYPHENS = words("- – ‐ ‑ /")
# Words that end a noun phrase wherever they stand.
CLOSED = (
    PREPOSITIONS | CONJUNCTIONS | SUBORDINATORS | RELATIVES | PRONOUNS | AUXILIARIES | MODALS | NEGATIONS | ADVERBS
) - words("one past following 's")
PLURALS = words(
    """
    people men women children youth staff personnel police sheep fish aircraft feet teeth mice alumni media data
    criteria phenomena consortia series species headquarters premises kilometers graduates talent
    """
)
NO_PLURALS = words(
    """
    overseas business news class process access glass cross express press less this its his us plus gas bus always
    perhaps towards across besides sometimes various campus status census focus bonus virus analysis basis crisis
    electronics physics mathematics economics logistics robotics politics genetics genomics athletics ethics
    optics mechatronics photonics analytics informatics aeronautics acoustics wireless aerospace indoors outdoors
    upstairs sales sports
    """
)


PARTICIPLES_LIKE_BASES = words("cut set put hit let read spread cost run become come overcome broadcast shed split")

# Verb forms that are nouns at least as often: context decides (see grammar.verb_form).
NOUN_OR_VERB = words(
    """
    launch launches
    account address advance aid aim amount award awards back base bases benefit boost brief call calls cause
    center centre claim claims clear close commission commissions cost costs cover cut cuts decline decrease
    design designs display double drop drops exchange exchanges experience experiences export exports express face
    faces feature features file files finance focus form forms function functions fund funds gain gains grant
    grants guarantee guarantees head heads help hit hits host hosts house houses import imports increase increases
    issue issues jump keep label labels land lands last lead leads lease leases license licenses lift limit limits
    link links list lists live look looks mark marks measure measures move moves name names note notes number
    numbers offer offers open order orders own partner partners pass passes pay place places plan plans plant
    plants pledge pledges point points position positions post posts present process processes produce project
    projects promise purchase purchases range ranks rank rate rates reach record records rent rents report reports
    reserve reserves return returns review reviews reward rewards rise rises roll run runs sanction sanctions
    scale scales schedule schedules secure set sets share shares shift shifts show shows sign signs sponsor
    sponsors staff stage stages stand stands start starts state states stem step steps stress studies study
    supplies supply support supports surge target targets test tests top tops total totals trade trades train
    trains transfer transfers travel treat turn turns update updates upgrade upgrades urge use uses value values
    view views visit visits walk walks welcome win wins work works yield yields complete lower average estimate
    estimates spread feel spend triple found long witness attack attacks ban bans battle battles bid bids block
    blocks book books break breaks broadcast broadcasts burn care challenge challenges chair charge charges check
    checks comment comments concern concerns contact contacts control controls count counts cross damage date
    dates deal deals debate debates delay delays draft drafts ease edit end ends exercise exercises exhibit
    exhibits fight fights fire fires fit fix flow flows forecast forecasts free guide guides harm harvest harvests
    highlight highlights hope hopes impact impacts influence interview interviews judge judges kick lack lie like
    load lock log love market markets match matches matter matters mention mentor mentors miss park parks perform
    permit permits phase phases print profit profits prompt push question questions quote quotes rally rallies
    reform reforms request requests rescue research rest ride sail score scores screen screens search sentence
    separate smoke sound spark speed split store stores strike strikes struggle suit suits switch talk talks tap
    tax taxes team teams thank touch tour tours track tracks transport trust vote votes wait waste watch wish
    wonder worry repair repairs reply replies query queries appeal appeals arrest arrests alert alerts coach
    coaches fill beat read sort correct clean witnesses detail details outline
    """
)
NOUNS_IN_ING = words("""
    building buildings engineering manufacturing training funding financing housing meeting opening banking
    marketing programming computing consulting clothing painting shipping processing spring string evening morning
    wellbeing setting heading learning teaching accounting advertising mining farming fishing nursing planning
    publishing pricing ceiling beijing nanjing chongqing king ring thing something nothing anything everything
    during sterling outstanding leading ongoing upcoming existing remaining emerging growing developing aging
    ageing incoming outgoing neighboring neighbouring surrounding supporting parking
    """)
NOUNS_IN_ED = words(
    "hundred red bed need seed speed feed breed indeed embed shed sacred united limited advanced exceed proceed succeed"
)


def _all_forms() -> dict[str, str]:
    forms: dict[str, str] = {}
    for base in sorted(REGULAR | IRREGULAR.keys()):
        third, past, progressive = inflect(base)
        forms.update({base: "base", third: "s", past: "ed", progressive: "ing"})
    for base, (past, participle) in IRREGULAR.items():
        forms.pop(inflect(base)[1], None)
        forms.update({past: "past", participle: "ed"})
    forms.update(dict.fromkeys(IRREGULAR, "base"))
    return forms


INFLECTED = _all_forms()
