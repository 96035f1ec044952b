"""Word lists: the closed classes of English, the verbs of announcements, nouns that look like one."""

from __future__ import annotations


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
    criteria phenomena series species headquarters premises kilometers graduates talent
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


_REGULAR = """
accelerate accept accommodate account achieve acquire add address adopt advance affect agree aid aim allocate
allow announce appear apply appoint approve arrange assemble assess assign assist attend attract authorize award
back base benefit boast boost brief call cancel carry celebrate certify claim clear close collaborate collect
combine commence commission commit compare compete complete comprise concentrate conclude conduct confirm connect
consist construct contain continue contribute convert cooperate cover create cultivate cut decide declare decline
decrease deliver demonstrate deploy design designate develop devote direct discuss display distribute donate
double earmark earn educate embrace emerge emphasize employ enable encourage endorse engage enhance enjoy enroll
enrol ensure enter entitle equip establish estimate evaluate exceed exchange exempt exhibit exist expand expect
experience explain explore export express extend face facilitate fail feature file finance finish focus follow
form found fulfill function fund gain gather generate govern graduate grant guarantee handle happen head help hire
host house identify implement import improve inaugurate include increase incubate incorporate indicate initiate
inject innovate inspect install integrate intend introduce invest investigate invite involve issue join keep label
land last launch lease lend levy license lift limit link list live locate look lower maintain manage manufacture
mark measure meet merge mobilize modernize monitor move name negotiate note number obtain occupy occur offer open
operate order organize organise oversee own participate partner pass pay pledge plan point position possess post
prepare present preserve process produce project promise promote propose protect prove provide publish purchase
pursue qualify raise range rank rate reach realize receive recognize recommend record recruit reduce reflect
refurbish register reject relax release relocate remain renew renovate rent repay replace report represent require
reserve resign resume retain return reveal review reward roll sanction save scale schedule secure seek select
serve settle share shift shorten show sign simplify sponsor staff stage stand start state stem step stimulate
streamline strengthen stress study submit subsidize succeed suggest supervise supply support surpass surge suspend
sustain target tell test top total trade train transfer transform travel treat triple try turn unveil update
upgrade urge use utilize value view visit vow walk want welcome widen work yield amount hail laud praise witness
jump soar climb drop abandon absorb accompany accuse admit advise alert allege alter analyze anticipate appeal
arrest arrive ask assert assume assure attach attack attain avoid ban battle beat believe belong bid block book
borrow break broadcast burn capture care catch cause chair challenge charge chase check cite clarify clean coach
comment commemorate communicate compensate compile complain comply concern confront constitute consult contact
contend control coordinate cope correct count criticize cross cure damage date deal debate decorate dedicate
defeat defend define delay depend describe deserve detect determine diagnose dine diversify divide draft ease eat
edit elect eliminate emit encounter end enforce enlarge enlist enrich erect escape evacuate evolve examine excel
execute exercise exert fight fill fire fit fix flow forecast foster free freeze greet guide harm harvest hear
highlight hope imagine impact impose induce influence inform inherit injure insist inspire intensify interview
isolate jail judge justify kick kill lack learn lie like liaise load lock log lodge love market marry match matter
mentor mention migrate miss modify motivate neglect observe oppose outpace overcome park perceive perform permit
persuade phase place plead prevent print prioritize probe profit prohibit prompt push query question quit quote
rally react read rebuild recall reclaim recover refer reform refuse regard regulate rehabilitate reinforce relate
rely remember remind remove repair reply request rescue research resist resolve respond rest restore restrict
retire ride sail score screen search sentence separate sit sleep smoke solve sort sound spark speed split
standardize steer store strike struggle sue suffer suit switch talk tackle tap tax team tend thank threaten touch
tour trace track transmit transport trigger trust undermine unite unify unlock vary vote wait warn waste watch
weigh wish withdraw wonder worry translate consume recycle plant deem waive collapse outline detail
"""
_IRREGULAR = """
begin began begun|become became become|bring brought brought|build built built|buy bought bought|
choose chose chosen|come came come|draw drew drawn|drive drove driven|fall fell fallen|
find found found|fly flew flown|get got got|give gave given|go went gone|
grow grew grown|hold held held|keep kept kept|know knew known|lay laid laid|
lead led led|leave left left|let let let|lend lent lent|lose lost lost|
make made made|mean meant meant|meet met met|oversee oversaw overseen|pay paid paid|
put put put|rise rose risen|run ran run|say said said|see saw seen|
seek sought sought|sell sold sold|send sent sent|set set set|show showed shown|
speak spoke spoken|spend spent spent|stand stood stood|take took taken|teach taught taught|
tell told told|think thought thought|undergo underwent undergone|understand understood understood|
undertake undertook undertaken|
win won won|write wrote written|eat ate eaten|break broke broken|catch caught caught|
deal dealt dealt|fight fought fought|freeze froze frozen|hear heard heard|overcome overcame overcome|
quit quit quit|read read read|rebuild rebuilt rebuilt|ride rode ridden|sit sat sat|
sleep slept slept|split split split|strike struck struck|withdraw withdrew withdrawn|beat beat beaten|
broadcast broadcast broadcast|shrink shrank shrunk|throw threw thrown|swim swam swum|sing sang sung|
hit hit hit|cost cost cost|cut cut cut|feel felt felt|spread spread spread|
wear wore worn
"""
PARTICIPLES_LIKE_BASES = words("cut set put hit let read spread cost run become come overcome broadcast shed split")
_DOUBLED = words("plan submit cut set run get put let win stop drop hit begin commit step ship top scrap equip")

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


def _regular_forms(verb: str) -> dict[str, str]:
    stem = verb + verb[-1] if verb in _DOUBLED else verb
    if verb.endswith("e"):
        ed, ing = f"{verb}d", f"{verb}ing" if verb.endswith(("ee", "oe", "ye")) else f"{verb[:-1]}ing"
    elif verb.endswith("y") and verb[-2] not in "aeiou":
        ed, ing = f"{verb[:-1]}ied", f"{verb}ing"
    else:
        ed, ing = f"{stem}ed", f"{stem}ing"
    return {verb: "base", _third_person(verb): "s", ed: "ed", ing: "ing"}


def _third_person(verb: str) -> str:
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return f"{verb[:-1]}ies"
    return f"{verb}es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else f"{verb}s"


def _all_forms() -> dict[str, str]:
    forms: dict[str, str] = {}
    for verb in _REGULAR.split():
        forms.update(_regular_forms(verb))
    for entry in _IRREGULAR.replace("\n", "").split("|"):
        base, past, participle = entry.split()
        forms.update(_regular_forms(base))
        forms.update({past: "past", participle: "ed", base: "base"})
    return forms


INFLECTED = _all_forms()
