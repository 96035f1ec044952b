"""The verbs of announcements and how they are inflected."""

from __future__ import annotations

from collections.abc import Mapping


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


REGULAR = _words(
    """
    abandon absorb accelerate accept accommodate accompany account accuse achieve acquire add address admit adopt
    advance advise affect agree aid aim alert allege allocate allow alter amount analyze announce anticipate appeal
    appear apply appoint approve arrange arrest arrive ask assemble assert assess assign assist assume assure attach
    attack attain attend attract authorize avoid award back ban base battle believe belong benefit bid block boast
    book boost borrow brief burn call cancel capture care carry cause celebrate certify chair challenge charge chase
    check cite claim clarify clean clear climb close coach collaborate collapse collect combine commemorate commence
    comment commission commit communicate compare compensate compete compile complain complete comply comprise
    concentrate concern conclude conduct confirm confront connect consist constitute construct consult consume contact
    contain contend continue contribute control convert cooperate coordinate cope correct count cover create criticize
    cross cultivate cure damage date debate decide declare decline decorate decrease dedicate deem defeat defend
    define delay deliver demonstrate depend deploy describe deserve design designate detail detect determine develop
    devote diagnose dine direct discuss display distribute diversify divide donate double draft drop earmark earn ease
    edit educate elect eliminate embrace emerge emit emphasize employ enable encounter encourage end endorse enforce
    engage enhance enjoy enlarge enlist enrich enrol enroll ensure enter entitle equip erect escape establish estimate
    evacuate evaluate evolve examine exceed excel exchange execute exempt exercise exert exhibit exist expand expect
    experience explain explore export express extend face facilitate fail feature file fill finance finish fire fit
    fix flow focus follow forecast form foster found free fulfill function fund gain gather generate govern graduate
    grant greet guarantee guide hail handle happen harm harvest head help highlight hire hope host house identify
    imagine impact implement import impose improve inaugurate include incorporate increase incubate indicate induce
    influence inform inherit initiate inject injure innovate insist inspect inspire install integrate intend intensify
    interview introduce invest investigate invite involve isolate issue jail join judge jump justify kick kill label
    lack land last laud launch learn lease levy liaise license lift like limit link list live load locate lock lodge
    log look love lower maintain manage manufacture mark market marry match matter measure mention mentor merge
    migrate miss mobilize modernize modify monitor motivate move name neglect negotiate note number observe obtain
    occupy occur offer open operate oppose order organise organize outline outpace own park participate partner pass
    perceive perform permit persuade phase place plan plant plead pledge point position possess post praise prepare
    present preserve prevent print prioritize probe process produce profit prohibit project promise promote prompt
    propose protect prove provide publish purchase pursue push qualify query question quote raise rally range rank
    rate reach react realize recall receive reclaim recognize recommend record recover recruit recycle reduce refer
    reflect reform refurbish refuse regard register regulate rehabilitate reinforce reject relate relax release
    relocate rely remain remember remind remove renew renovate rent repair repay replace reply report represent
    request require rescue research reserve resign resist resolve respond rest restore restrict resume retain retire
    return reveal review reward roll sail sanction save scale schedule score screen search secure select sentence
    separate serve settle share shift shorten sign simplify smoke soar solve sort sound spark speed sponsor staff
    stage standardize start state steer stem step stimulate store streamline strengthen stress struggle study submit
    subsidize succeed sue suffer suggest suit supervise supply support surge surpass suspend sustain switch tackle
    talk tap target tax team tend test thank threaten top total touch tour trace track trade train transfer transform
    translate transmit transport travel treat trigger triple trust try turn undermine unify unite unlock unveil update
    upgrade urge use utilize value vary view visit vote vow wait waive walk want warn waste watch weigh welcome widen
    wish witness wonder work worry yield
    """
)
_PARTS = """
    beat beat beaten| become became become| begin began begun| break broke broken| bring brought brought|
    broadcast broadcast broadcast| build built built| buy bought bought| catch caught caught| choose chose chosen|
    come came come| cost cost cost| cut cut cut| deal dealt dealt| draw drew drawn| drive drove driven| eat ate eaten|
    fall fell fallen| feel felt felt| fight fought fought| find found found| fly flew flown| freeze froze frozen|
    get got got| give gave given| go went gone| grow grew grown| hear heard heard| hit hit hit| hold held held|
    keep kept kept| know knew known| lay laid laid| lead led led| leave left left| lend lent lent| let let let|
    lie lay lain| lose lost lost| make made made| mean meant meant| meet met met| overcome overcame overcome|
    oversee oversaw overseen| pay paid paid| put put put| quit quit quit| read read read| rebuild rebuilt rebuilt|
    ride rode ridden| rise rose risen| run ran run| say said said| see saw seen| seek sought sought| sell sold sold|
    send sent sent| set set set| show showed shown| shrink shrank shrunk| sing sang sung| sit sat sat|
    sleep slept slept| speak spoke spoken| spend spent spent| split split split| spread spread spread|
    stand stood stood| strike struck struck| swear swore sworn| swim swam swum| take took taken| teach taught taught|
    tell told told| think thought thought| throw threw thrown| undergo underwent undergone|
    understand understood understood| undertake undertook undertaken| wear wore worn| win won won|
    withdraw withdrew withdrawn| write wrote written
    """
IRREGULAR: Mapping[str, tuple[str, str]] = {
    base: (past, participle) for base, past, participle in (entry.split() for entry in _PARTS.split("|"))
}
"""Base form: past tense, participle."""

_DOUBLING = _words(
    """
    admit begin commit confer cut drop enrol equip get hit let map occur opt permit plan put quit refer run set spur
    step submit top transfer win
    """
)


def inflect(base: str) -> tuple[str, str, str]:
    """The third person, the regular past and the -ing form.

    >>> inflect("map"), inflect("specify")
    (('maps', 'mapped', 'mapping'), ('specifies', 'specified', 'specifying'))
    """
    stem = base + base[-1] if base in _DOUBLING else base
    if base.endswith("y") and base[-2] not in "aeiou":
        return f"{base[:-1]}ies", f"{base[:-1]}ied", f"{base}ing"
    third = f"{base}es" if base.endswith(("s", "x", "z", "ch", "sh", "o")) else f"{base}s"
    if base.endswith("e"):
        return third, f"{base}d", f"{base}ing" if base.endswith(("ee", "oe", "ye")) else f"{base[:-1]}ing"
    return third, f"{stem}ed", f"{stem}ing"
