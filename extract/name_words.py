"""Words that tell what a name is: head nouns by label, titles of persons, common topics inside names of bodies."""

from __future__ import annotations

from extract.lexicon import words

# The last word of a name, or the word before "of", "for", "on", "in". Lower case; two words are joined by a blank.
HEADS: dict[str, frozenset[str]] = {
    "CENTER": words(
        "center centre incubator accelerator makerspace maker-space hackerspace base hub lab laboratory fablab"
        " workshop studio startup-hub cluster-hub maker-center lab. labs incubators launchpad technopole nexus"
    )
    | {"pioneer park", "talent home", "talent house", "talent workstation", "expert workstation", "maker garage"}
    | {"maker space", "innovation space", "service station", "liaison office", "overseas office", "co-working space"},
    "ORG": words(
        "bureau commission committee ministry department agency administration authority council board office"
        " secretariat government university college academy institute institution school polytechnic hospital"
        " vishwavidyalaya vidyapeeth vidyalaya mahavidyalaya universität hochschule université universidad universidade"
        " università politecnico politechnika uniwersytet universiteit hogeschool universitas"
        " museum library bank group company corporation corp corp. co co. ltd ltd. limited inc inc. llc plc gmbh"
        " ag bv b.v. nv n.v. sa s.a. spa oy ab as kk pte holdings technologies technology technologies. industries"
        " motors airlines airways pharmaceuticals pharma biotech bioscience biosciences therapeutics capital"
        " ventures partners securities insurance telecom energy electronics semiconductor semiconductors systems"
        " solutions software networks media press news daily times post herald gazette tribune journal magazine"
        " agency association federation union league society confederation alliance consortium chamber club"
        " foundation trust charity party court parliament senate congress assembly police army navy force embassy"
        " consulate exchange corporation enterprise enterprises firm conglomerate team fc orchestra theatre church"
        " bundestag directorate inspectorate registry faculty syndicate cooperative co-op organisation"
        " organization railways railway rail metro mta lab-group network consultancy coalition taskforce"
        " constabulary treasury airlines association. assn assoc. govt govt. dept dept. nhs brigade institutes"
        " services broadcasting television tv radio"
    ),
    "PROGRAMME": words(
        "plan policy strategy scheme fund programme program initiative act law bill regulations regulation"
        " ordinance blueprint roadmap framework visa report whitepaper guidelines directive agenda project"
        " campaign grant scholarship fellowship index list treaty agreement accord protocol charter budget mission"
        " yojana action-plan subsidy scheme. award prize rankings ranking measures rules census package permit pass"
        " loan masterplan guideline bylaw bylaws regime compact monitor survey barometer yearbook bulletin card"
        " guarantee code bill voucher vouchers decree statute pledge handbook opinions loans grants envelope facility"
    )
    | {"white paper", "white book", "blue book", "green paper", "action plan", "master plan", "green card", "road map"},
    "EVENT": words(
        "summit conference forum contest competition expo exhibition exposition fair festival congress symposium"
        " seminar ceremony hackathon olympics games championship championships cup convention marathon biennale"
        " tournament webinar carnival gala parade conclave meetup bootcamp roadshow dialogue colloquium week tour"
        " challenge regatta fiesta salon jam auction"
    )
    | {"demo day", "open day", "pitch night", "pitch day", "open house", "careers day", "talent day", "investor day"},
    "PLACE": words(
        "district park zone street road avenue boulevard area county province prefecture region state valley bay"
        " delta desert island islands peninsula port harbour harbor airport bridge river lake mountain mountains"
        " sea ocean gulf strait square plaza quarter township borough ward village estate campus corridor belt"
        " oblast territory territories highway expressway station terminal stadium arena tower building mall"
        " garden gardens forest beach cape canal precinct suburb neighbourhood neighborhood subdistrict"
        " sub-district division governorate canton emirate hills coast basin reservoir dam plain plateau way lane"
        " drive waterfront riverside promenade pier wharf place cluster palace castle temple mosque cathedral"
        " monument memorial tunnel line city"
    )
    | {"new area", "science city", "pilot zone", "free zone"},
}
# Heads that a name may have before "of" and that say ORG ("Bank of …", "University of …").
OF_HEADS = words("house republic kingdom state city port bay gulf isle county duke village tower lord court hall")
FIRST = {
    "university": "ORG",
    "bank": "ORG",
    "ministry": "ORG",
    "department": "ORG",
    "institute": "ORG",
    "port": "PLACE",
}

# Words that bodies are named after: they are joined by "and" inside a name ("Science and Technology Bureau").
TOPICS = words(
    "convention conference exhibition academic aging ageing agricultural agriculture air arts art aviation"
    " biological biomedical biotechnology building business care chemical chemistry children civil climate"
    " commerce commercial communication communications communities community construction consumer cooperation"
    " corporate correctional creative crime cultural culture customs data defence defense design development"
    " digital disability disaster drug economic economics economy education educational electric electronics"
    " emergency employment energy engineering enterprise entertainment entrepreneurship environment environmental"
    " equality ethnic exchange exchanges family fair finance financial fire fisheries fishing food foreign"
    " forestry gas general geological growth health heritage high-tech higher highway home housing human"
    " humanities immigration import export industrial industries industry information infrastructure innovation"
    " inspection insurance intelligence intellectual international investment justice labor labour land language"
    " law legal leisure life literature livestock local logistics management manufacturing marine maritime market"
    " marketing materials mathematics mechanical media medical medicine mental migration military mines mining"
    " mobility municipal national natural nuclear nutrition oil operations parks peace personnel petroleum"
    " pharmaceutical physical physics planning police policy political population ports power prevention"
    " production promotion property protection public publication quality quarantine quantum railway"
    " reconstruction recreation reform refugees regional regulation rehabilitation religious research resource"
    " resources revenue roads rural safety sanitation science sciences scientific sea security service services"
    " skills small social society soil space sport sports standards statistical statistics steel strategic"
    " strategy supervision supply sustainability sustainable systems tax taxation technical technological"
    " technologies technology telecommunications textile textiles tourism town trade training transit transport"
    " transportation traffic travel treasury urban urban-rural veterans village vocational water welfare wellbeing"
    " wildlife women work workforce works world young youth talent talents entrepreneurs startups cross-strait"
    " climate media medium medium-sized ethics robotics software semiconductors hospitality gaming film music"
    " fashion arts dental nursing optics photonics electrical manpower arbitration mediation disabilities"
    " biosecurity families cities"
)

# Words before or after a person's name.
TITLES = words(
    "mr mrs ms miss dr prof professor sir dame lord lady president vice-president premier chancellor mayor"
    " vice-mayor deputy minister governor senator secretary director chairman chairwoman chairperson chair chief"
    " ceo cfo cto coo general colonel captain lieutenant major sergeant admiral ambassador consul commissioner"
    " councillor councilor councilmember councilman councilwoman representative rep rep. sen sen. gov gov. judge"
    " justice sheriff king queen prince princess pope bishop imam sheikh cardinal rabbi father sister dean"
    " principal rector provost head manager founder co-founder cofounder partner spokesman spokeswoman"
    " spokesperson supervisor superintendent executive officer leader academician engineer scientist researcher"
    " economist analyst lawyer doctor editor reporter author expert attorney treasurer controller comptroller mp"
    " mep mla assemblymember assemblyman alderman borough datuk dato tan sri tun cllr shri smt mr. mrs. ms. dr."
    " prof. hon hon. rev rev. gen. col. lt. sgt. capt. vice former acting interim mayor-elect coach striker"
    " midfielder goalkeeper singer actor actress entrepreneur undersecretary speaker congressman congresswoman"
    " coun coun. premier first prime assistant associate senior cabinet party police fire city parks foreign finance"
    " interior"
    " defense defence health education transport trade environment energy industry housing culture labour labor"
    " majority minority whip caretaker caliph emir sultan crown ministers presidents governors mayors senators"
    " professors"
)
# Words that are enough by themselves to make what follows a person.
STRONG_TITLES = words(
    "mr mrs ms miss dr prof professor sir dame lady president vice-president premier chancellor mayor vice-mayor"
    " minister governor senator secretary director chairman chairwoman chairperson ceo cfo cto coo colonel captain"
    " lieutenant sergeant admiral ambassador commissioner councillor councilor councilmember councilman"
    " councilwoman representative rep. sen. gov. judge sheriff king queen prince princess pope bishop imam sheikh"
    " cardinal rabbi dean rector provost manager founder co-founder cofounder spokesman spokeswoman spokesperson"
    " superintendent academician engineer scientist researcher economist analyst lawyer editor reporter author"
    " attorney comptroller mp assemblymember assemblyman alderman cllr datuk dato shri smt mr. mrs. ms. dr. prof."
    " hon. rev. gen. col. lt. sgt. capt. coach striker midfielder singer actor actress entrepreneur undersecretary"
    " coun coun. congressman congresswoman justice principal officer leader chairwoman treasurer pastor activist"
    " journalist"
)
SPEECH = words(
    "said says say saying added adds told tells noted notes explained explains stressed stated states commented"
    " remarked wrote argued pointed believes believed thinks thought hopes recalled declared warned urged vowed"
    " joked replied answered insisted emphasized emphasised claimed admitted agreed acknowledged suggested"
    " predicted praised tweeted"
)
ORG_WORDS = words(
    "company companies corporation corporations firm firms startup startups start-up start-ups manufacturer"
    " manufacturers maker giant giants giant's group retailer airline carrier developer operator provider"
    " provider's supplier brand brands enterprise enterprises institution institutions organization organizations"
    " organisation organisations agency agencies association university universities bank banks publisher platform"
    " partner partners newspaper newspapers nonprofit charity ngo contractor automaker chipmaker carmaker"
    " drugmaker insurer utility investor investors builder unit subsidiary outlet outlets journal magazine daily"
    " broadcaster multinational multinationals conglomerate consultancy thinktank unicorn unicorns vendor vendors"
)
CENTER_WORDS = words(
    "incubator incubators accelerator accelerators makerspace makerspaces hub hubs lab labs centers centres"
) | {
    "maker space", "maker spaces", "co-working space", "co-working spaces",
}  # fmt: skip
# Capitalised or all-caps words that are no names.
NOT_NAMES = words(
    "ai iot it ict r&d gdp ceo cfo cto coo stem id faq pdf tv usa pm am ceo vr ar esg hr pr ev evs 5g 4g 6g 3d 2d"
    " led ip ipo dna rna mrna covid covid-19 sme smes ngo ngos usd rmb eur gbp cny hkd sgd cnh internet web wifi"
    " wi-fi bluetooth note photo photos video source sources caption advertisement share related tags copyright"
    " editor editors writer email phone tel fax address date time updated published contact read more click here"
    " home menu next previous top news english french spanish chinese arabic german mandarin cantonese portuguese"
    " russian japanese korean hindi latin christmas easter ramadan diwali covid god category categories location"
    " url http https www website page section chapter article appendix annex table figure monday tuesday wednesday"
    " thursday friday saturday sunday january february march april june july august september october november"
    " december mon tue wed thu fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec q1 q2 q3 q4 bc ad i ii"
    " iii iv ok vip usb api gps rd q&a dj lgbt lgbtq lgbtq+ mou mous mnc mncs soe soes mba phd bachelor master"
    " internet olympic buddhist muslim islamic catholic jewish hindu protestant republican democrat democratic"
    " republicans democrats"
    " socialist communist european asian african western eastern northern southern american americans"
)
FIELDS = frozenset(
    {
        "internet of things", "artificial intelligence", "virtual reality", "augmented reality", "big data",
        "new energy", "cloud computing", "machine learning", "blockchain", "metaverse", "internet plus",
        "industry 4.0", "biotech", "fintech", "e-commerce", "robotics", "life sciences", "new materials",
    }
)  # fmt: skip
"""Fields of technology, which texts write like names."""
