"""Word lists that tell what a number is of."""

from __future__ import annotations

from extract.lexicon import words

# Nouns that name people: their unit is "people".
PEOPLE = words(
    """
    people persons person residents citizens inhabitants individuals returnees talents talent professionals
    experts students graduates pupils children women men girls boys workers employees staff staffers personnel
    engineers researchers teachers doctors nurses visitors tourists travelers travellers passengers participants
    attendees delegates guests volunteers members entrepreneurs foreigners expats expatriates immigrants migrants
    refugees users patients chinese trainees apprentices jobseekers applicants candidates officials officers
    soldiers scholars academics academicians youths youngsters seniors elderly adults technicians specialists
    interns fellows winners designers makers developers managers leaders lawyers judges drivers artists musicians
    scientists inventors programmers coders retirees parents mothers fathers kids adolescents toddlers founders
    colleagues learners nationals creators mentors trainers trainee veterans pensioners commuters farmers voters
    jurors athletes players fans spectators undergraduates postgraduates holders
    """
)
# Singular nouns that a number of people measures ("a workforce of 300").
COLLECTIVES = words(
    """
    population headcount membership enrollment enrolment pool workforce attendance
    """
)
# Nouns of units, which no number without a unit counts.
UNITS = words(
    """
    meters metres kilometers kilometres centimeters centimetres millimeters millimetres miles feet inches yards
    hectares acres liters litres kilograms grams tonnes tons degrees percents points euros dollars pounds rupees
    pesos francs rubles roubles riyals dirhams dinars shillings kroner kronor zlotys soles pence cents watts
    kilowatts megawatts gigawatts hertz bytes pixels
    """
)
# Counted nouns that tell how much, not of what ("93 points", "5,400 person-times", "nine persons").
BARE_COUNTS = words(
    """
    points times person-times visits votes marks grams kilos kilograms tonnes tons litres liters gallons yards pieces
    items pages decibels microns milligrams micrograms steps degrees people persons individuals barrels containers
    """
)
# What a number of people makes up ("a jury of five").
BODIES = words(
    """
    jury board panel team staff committee council crew group commission cabinet delegation family class choir
    orchestra quorum bench party circle squad band secretariat workforce cohort
    """
)
# Verbs that link a subject with its number ("reached", "stands at", "covers"), and what acts like one ("worth").
MEASURING = words(
    """
    reach reached reaches reaching hit hits total totaled totalled totals totaling totalling number numbered
    numbers exceed exceeded exceeds surpass surpassed surpasses top topped tops spread stand stands stood amount
    amounted amounts come comes came rise rose risen rises grow grew grown grows increase increased increases
    climb climbed jump jumped soar soared surge surged fall fell fallen drop dropped decline declined decrease
    decreased shorten shortened cut reduce reduced remain remains remained hover average averaged averages
    register registered cover covers covered covering span spans spanning occupy occupies occupied occupying cost
    costs measure measures measured last lasts lasted record recorded expand expanded extend extended account
    accounted accounts boast boasts brought bring raise raised be worth valued estimated priced take takes took
    run runs pass passed cross crossed near neared approach approached set
    """
)
# What may stand between such a verb and its number.
BETWEEN = words(
    """
    at to by from already currently now about as of a an the total in more than just recently nearly almost over
    some least around roughly approximately up well close most less fewer no expected set projected record
    combined $ between
    """
)
# Behind these a clause with a subject of its own begins.
REPORTING = words(
    """
    said says say told reported reports announced estimates estimated showed shows found added noted that
    """
)
# Words behind a measure that say how it lies, not what it is of.
NO_THINGS = words(
    """
    lower higher more less cheaper larger smaller year month worth south north east west away long wide high tall
    deep thick each
    """
)
# Nouns that need their bearer to be told apart ("an area of 3 hectares": of what?).
BARE_AREA = words(
    """
    area space site land floor size plot coverage
    """
)
COMPARATIVES = words("lower higher more less cheaper larger smaller")
ANAPHORA = words("them these those they such which whom")
# What the payer's verb makes of the money, by the beginning of the verb.
MONEY_NOUNS = {
    "invest": "investment", "spen": "spending", "set": "allocation", "allocat": "allocation", "earmark": "allocation",
    "disburs": "payment", "gave": "grant", "give": "grant", "grant": "grant", "rais": "funds raised",
    "provid": "funding", "award": "award", "pa": "payment", "donat": "donation", "injec": "investment",
    "commit": "commitment", "contribut": "contribution", "secur": "funding", "attract": "investment",
    "subsid": "subsidy", "receiv": "funding", "sav": "savings", "earn": "earnings", "lend": "loans",
    "pledg": "pledge", "offer": "funding",
}  # fmt: skip
# What a unit of the closed list measures.
KINDS_OF_UNITS = (
    {"%": "share"}
    | dict.fromkeys(("days", "months", "years"), "time")
    | dict.fromkeys(("weeks", "week", "hours", "hour", "minutes", "minute", "seconds", "second"), "time")
    | dict.fromkeys(("kilometers", "kilometres", "kilometer", "kilometre", "km", "kms", "miles", "mile"), "length")
    | dict.fromkeys(("meters", "metres", "meter", "metre", "m", "feet", "foot", "inches", "inch", "cm", "mm"), "length")
    | dict.fromkeys(("tonnes", "tons", "kilograms", "kg", "litres", "liters", "grams", "mw", "gw", "kw"), "quantity")
    | dict.fromkeys(("megawatts", "gigawatts", "kilowatts", "degrees"), "quantity")
    | dict.fromkeys(("centimeters", "centimetres", "millimeters", "millimetres"), "length")
    | dict.fromkeys(("m2", "sqft", "km2", "ha", "acre", "mu"), "area")
)
