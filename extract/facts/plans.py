"""What a body, a place or a project intends: one fact a verb."""

from __future__ import annotations

from collections.abc import Iterator

from extract.facts._acts import act_end, agents, count_of
from extract.facts._clauses import Clause
from extract.facts._phrases import NounPhrase
from extract.facts._subjects import SPEAKING
from extract.facts._verb_groups import VerbGroup
from extract.facts.base import ACTORS, THINGS, Context, Sentence, Term, clean, is_word, place_of, singular
from extract.lexicon import words
from extract.types import Fact

PREDICATE = "plans"
DESCRIPTION = "actor → planned thing or act: goal, will, plans to, aims to be, expected by"

EXAMPLES = [
    ("Porto plans to build a science park by 2030.", [("Porto", "build a science park by 2030")]),
    (
        "Leeds University will open a laboratory and hire researchers.",
        [("Leeds University", "open a laboratory"), ("Leeds University", "hire researchers")],
    ),
    ("Aiming to become a maritime hub, Porto opened a dock.", [("Porto", "become a maritime hub")]),
    ("Porto has announced plans to plant trees along the river.", [("Porto", "plant trees along the river")]),
    ("The Harbour Lab is expected to take shape by 2027.", [("Harbour Lab", "take shape by 2027")]),
    ("Porto wants at least 5,000 engineers by 2030.", [("Porto", "at least 5,000 engineers by 2030")]),
    ("A school for pilots will be opened by Leeds University.", [("Leeds University", "open school for pilots")]),
    (
        "Porto will hold a fair in June, open an office in Leeds and publish a list of firms.",
        [("Porto", "hold a fair in June"), ("Porto", "open an office in Leeds"), ("Porto", "publish a list of firms")],
    ),
]
COUNTER_EXAMPLES = [
    "Porto does not plan to build a science park.",
    "Porto might build a science park.",
    "If Porto builds a science park, firms will come.",
    "Porto has built a science park.",
    "Nordic Group will run the Harbour Lab.",
    "A school for pilots will be opened in Leeds.",
    "The Harbour Lab will offer legal advice.",
    "The Harbour Lab will occupy a former mill.",
]

# Told by other predicates, or nothing that somebody intends.
_NO_PLANS = words(
    "include cost cover last total comprise span enjoy benefit face see experience depend locate situate say vary "
    "result mean range amount remain know receive require allow force oblige continue need have mark"
)
_WANTING = words("plan want target anticipate expect eye envisage project propose forecast aim hope seek")
_OPEN_ENDS = words("out up have be do make over on to get see")
_PARTNERING = frozenset({"work", "partner", "cooperate", "collaborate", "team up", "join hands"})
# Told as who runs it, what it costs whom and where it stands.
_RUNNING = words(
    "run operate manage maintain administer pay spend lend share employ occupy stand lie extend come sit cost"
)
# What a place to work in does for its users is a service.
_SERVING = words("offer provide help give assist advise serve teach")
# "A fifth building", "the next desk": which one it is, not what.
_NEXT = words(
    "first second third fourth fifth sixth next further other another similar last second-phase additional more own"
)
_PLAN_NOUNS = words("plan goal target aim objective")
_ANNOUNCING = words("announce have unveil reveal set outline approve make confirm lay share present unveil")
_SUBJECTS = (ACTORS | THINGS) - {"PERSON"}


def find(context: Context) -> Iterator[Fact]:
    for sentence in context.sentences:
        ahead: Clause | None = None
        for clause in sentence.clauses:
            # body will open a laboratory
            if _is_plan(clause) and not _is_past(sentence, clause):
                ahead = clause
                yield from _plan(context, sentence, clause)
            # body will use its fund to attract firms and open offices
            elif ahead is not None and clause.mode == "infinitive" and _is_joined(sentence, clause) and clause.asserted:
                yield from _plan(context, sentence, clause)
            yield from _wanted(context, sentence, clause)
        yield from _nouns(context, sentence)


def _is_plan(clause: Clause) -> bool:
    ahead = clause.verb.planned or clause.verb.would
    if not ahead or not clause.asserted or clause.verb.root in _NO_PLANS:
        return False
    if clause.verb.root in _PARTNERING and clause.governed("with"):
        return False
    return clause.verb.root not in _RUNNING


def _is_past(sentence: Sentence, clause: Clause) -> bool:
    """ "It aimed to": an intention of then, unless it is reported ("said it planned to")."""
    past = clause.verb.chain is not None and clause.verb.words[0].endswith("ed")
    return past and not any(c.verb.lemma in SPEAKING for c in sentence.clauses if c.verb.start < clause.verb.start)


def _is_joined(sentence: Sentence, clause: Clause) -> bool:
    """A bare verb behind "and": the second of two purposes."""
    i = next((i for i, element in enumerate(sentence.elements) if element.end == clause.verb.end), 0)
    bare = len(clause.verb.words) - len(clause.verb.adverbs) == 1 and clause.verb.form == "base"
    before = [e for e in sentence.elements[max(0, i - 3) : i] if not isinstance(e, NounPhrase)]
    return bare and any(is_word(e, "and", "or") for e in before)


def _plan(context: Context, sentence: Sentence, clause: Clause) -> Iterator[Fact]:
    text = _text(context, sentence, clause)
    if len(text.split()) < 2 or (clause.verb.lemma == "be" and not clause.objects):
        return
    # "will try to find out": nothing is said of what
    if text.split()[-1] in _OPEN_ENDS:
        return
    passive_host = clause.passive and clause.verb.root == "hold" and clause.subjects
    if passive_host:
        # "Road shows will be held in the center": the host plans to hold them
        sites = [np for p in clause.phrases if p.preposition in ("in", "at") for np in p.terms]
        hosts = context.terms(sites, THINGS)
        start, end = clause.subjects[0].start, clause.subjects[-1].end
        for host in hosts:
            yield _fact(context, clause, host, "hold " + clean(context.doc[start:end].text), "hosted", 0.6)
        if hosts:
            return
    if clause.passive:
        yield from _by_agent(context, clause)
        return
    for np in clause.subjects:
        subject = context.term(np)
        if subject is None or np.determiner in ("no", "any"):
            continue
        if subject.label in _SUBJECTS or (subject.label is None and _is_describing(context, np)):
            confidence = 0.8 if subject.label else 0.55
            if clause.verb.root in _SERVING and subject.label not in ACTORS - {"CENTER"}:
                continue
            yield _fact(context, clause, subject, text, clause.verb.chain or "will", confidence)


def _wanted(context: Context, sentence: Sentence, clause: Clause) -> Iterator[Fact]:
    """ "The zone plans a second station", "the city wants at least 5,000 engineers by 2022", "it aims at growth"."""
    verb = clause.verb
    present = verb.form == "s" or (verb.form == "base" and not verb.planned)
    if not (clause.asserted and present and clause.mode == "main" and verb.lemma in _WANTING) or clause.passive:
        return
    objects = clause.objects or clause.governed("for", "at")
    if not objects or objects[0].pronoun:
        return
    text = clean(context.doc[objects[0].start : act_end(sentence.elements, clause)].text)
    for np in clause.subjects:
        subject = context.term(np)
        if subject is not None and subject.label in _SUBJECTS and len(text.split()) > 1:
            yield _fact(context, clause, subject, text, "wanted", 0.7)


def _by_agent(context: Context, clause: Clause) -> Iterator[Fact]:
    """ "A school will be opened by the council": the council plans to open it. Without an agent nobody is told to."""
    for agent in agents(clause, context):
        if agent.label in _SUBJECTS and clause.subjects:
            things = " and ".join(context.phrase(np) for np in clause.subjects if not np.pronoun)
            if things:
                yield _fact(context, clause, agent, f"{clause.verb.root} {things}", "agent", 0.7)


def _is_describing(context: Context, np: NounPhrase) -> bool:
    """ "the innovation centers", "a new library": a thing, not people or an abstraction."""
    telling = [unit for unit in np.core[:-1] if unit.word not in _NEXT]
    return not np.pronoun and context.thing_label(np) is not None and bool(telling) and np.core[0].kind != "number"


def _fact(context: Context, clause: Clause, subject: Term, text: str, rule: str, confidence: float) -> Fact:
    places = place_of(clause, context)
    dates = [date.name for date in clause.dates]
    counts = [count for np in clause.objects if (count := count_of(np, context)) is not None]
    return context.fact(
        subject,
        PREDICATE,
        text,
        clause.sentence,
        rule.replace(" ", "_"),
        confidence,
        status="planned",
        qualifiers={
            "deadline": dates[0] if dates else None,
            "count": counts[0] if counts else None,
            "location": places[0].name if len(places) == 1 else None,
            "locations": tuple(place.name for place in places) if len(places) > 1 else None,
        },
    )


def _text(context: Context, sentence: Sentence, clause: Clause) -> str:
    """The act from its verb to where the next statement begins: "open a laboratory to train nurses"."""
    end = act_end(sentence.elements, clause)
    text = clean(context.doc[clause.verb.verb_start : end].text)
    return f"be {text}" if clause.passive else text


def _nouns(context: Context, sentence: Sentence) -> Iterator[Fact]:
    """ "Body announced plans to do", "the city's goal of becoming", "its aim is to be"."""
    elements = sentence.elements
    for i, element in enumerate(elements):
        if not isinstance(element, NounPhrase) or singular(element.head.word) not in _PLAN_NOUNS or element.mention:
            continue
        act = next((e for e in elements[i + 1 : i + 3] if isinstance(e, VerbGroup)), None)
        clause = next((c for c in sentence.clauses if act is not None and c.verb.end == act.end), None)
        if act is None or clause is None or not clause.asserted or act.planned:
            continue
        linked = isinstance(elements[i + 1], VerbGroup) or is_word(elements[i + 1], "of", "for")
        if (act.finite and act.lemma != "be") or not linked:
            continue
        if act.finite:
            clause = next((c for c in sentence.clauses if c.verb.start >= act.end and c.mode == "infinitive"), None)
            if clause is None or clause.verb.start != act.end:
                continue
        subject = context.owner(element) or _announcer(context, sentence, element)
        if subject is not None and subject.label in _SUBJECTS:
            yield _fact(context, clause, subject, _text(context, sentence, clause), "noun", 0.75)


def _announcer(context: Context, sentence: Sentence, plan: NounPhrase) -> Term | None:
    for clause in sentence.clauses:
        if any(np is plan for np in clause.objects) and clause.verb.lemma in _ANNOUNCING and clause.asserted:
            names = context.terms(clause.subjects, _SUBJECTS)
            return names[0] if names else None
    return None
