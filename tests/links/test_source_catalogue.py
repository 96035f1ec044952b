"""The catalogue that comes with the program, and its documentation."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from crawler.follow import FollowRules
from crawler.source import BUILT_IN, Limits, Selectors, Source, load_sources
from crawler.urls import canonical_url, netloc
from pipeline.catalogue_views import markdown_table

DOCS = (Path(__file__).resolve().parents[2] / "docs" / "sources.md").read_text(encoding="utf-8")
SOURCES = load_sources(BUILT_IN)

# An article of each source in the publisher's scheme of addresses, with an invented number or slug.
FOLLOWED = {
    "shanghai-pudong": "http://subsites.chinadaily.com.cn/shanghaipudong/2031-01/02/c_1.htm",
    "invest-shenzhen": "http://commerce.sz.gov.cn/szinvest/ne/news/content/post_1.html",
    "science-technology-daily": "https://www.stdaily.com/web/English/2031-01/02/content_1.html",
    "daily-mail-exchange": "https://tdminews.com/a-new-centre-opens",
    "eyeshenzhen": "https://www.eyeshenzhen.com/content/2031-01/02/content_1.htm",
    "shine-shanghai": "https://www.shine.cn/news/metro/3101020001/",
    "london-mayor": "https://www.london.gov.uk/media-centre/mayors-press-releases/mayor-opens-a-new-centre",
    "berlin-presse": "https://www.berlin.de/rbmskzl/aktuelles/pressemitteilungen/2031/pressemitteilung.1.php",
    "boston-gov": "https://www.boston.gov/news/city-opens-new-centre",
    "seattle-news": "https://news.seattle.gov/2031/01/02/a-new-centre/",
    "seoul-english": "https://english.seoul.go.kr/a-new-centre/",
    "helsinki-news": "https://www.hel.fi/en/news/a-new-centre",
    "hong-kong-gia": "https://www.info.gov.hk/gia/general/203101/02/P2031010200001.htm",
    "betakit": "https://betakit.com/a-new-centre-opens/",
    "opengov-asia": "https://opengovasia.com/2031/01/02/a-new-centre/",
    "new-york-mayor": "https://www.nyc.gov/mayors-office/news/2031/01/mayor-opens-a-new-centre",
    "chicago-mayor": "https://www.chicago.gov/city/en/depts/mayor/press_room/press_releases/2031/january/NewCentre.html",
    "british-columbia-news": "https://news.gov.bc.ca/releases/2031JEDI0001-000001",
    "bogota": "https://bogota.gov.co/mi-ciudad/desarrollo-economico/un-nuevo-centro",
    "rio-de-janeiro": "https://prefeitura.rio/cidade/um-novo-centro/",
    "buenos-aires": "https://buenosaires.gob.ar/noticias/un-nuevo-centro",
    "mexico-city": "https://gobierno.cdmx.gob.mx/noticias/un-nuevo-centro/",
    "madrid-diario": "https://diario.madrid.es/blog/notas-de-prensa/un-nuevo-centro/",
    "barcelona-premsa": "https://ajuntament.barcelona.cat/premsa/2031/01/02/un-nou-centre/",
    "wien-presse": "https://presse.wien.gv.at/presse/2031/01/02/ein-neues-zentrum",
    "muenchen-rathaus-umschau": "https://ru.muenchen.de/2031/12/Ein-neues-Zentrum-100001",
    "zuerich-medienmitteilungen": "https://www.stadt-zuerich.ch/de/aktuell/medienmitteilungen/2031/01/ein-neues-zentrum.html",
    "warszawa": "https://um.warszawa.pl/-/nowe-centrum",
    "lisboa": "https://www.lisboa.pt/atualidade/noticias/detalhe/um-novo-centro",
    "milano": "https://www.comune.milano.it/-/economia.-un-nuovo-centro",
    "uk-business-and-trade": "https://www.gov.uk/government/news/a-new-centre",
    "manchester-council": "https://www.manchester.gov.uk/news-stories/2031/a-new-centre",
    "ida-ireland": "https://www.idaireland.com/latest-news/press-release/a-new-centre",
    "e-estonia": "https://e-estonia.com/a-new-centre-opens/",
    "business-finland": "https://www.businessfinland.com/news/2031/a-new-centre",
    "eu-startups": "https://www.eu-startups.com/2031/01/a-new-centre-opens/",
    "dubai-media-office": "https://mediaoffice.ae/en/news/2031/january/02-01/a-new-centre",
    "rwanda-development-board": "https://rdb.rw/a-new-centre-opens-in-kigali/",
    "sa-news": "https://www.sanews.gov.za/south-africa/a-new-centre-opens",
    "cape-town": "https://www.capetown.gov.za/Media-and-news/City%20opens%20new%20centre",
    "pib-india": "https://pib.gov.in/PressReleasePage.aspx?PRID=2100001",
    "tokyo-metropolitan": "https://www.metro.tokyo.lg.jp/information/press/2031/01/2031010201",
    "invest-hong-kong": "https://www.investhk.gov.hk/en/news/a-new-centre-opens/",
    "news-gov-hk": "https://www.news.gov.hk/eng/2031/01/20310102/20310102_100000_001.html",
    "singapore-pmo": "https://www.pmo.gov.sg/newsroom/opening-of-the-new-centre",
    "mida-malaysia": "https://www.mida.gov.my/mida-news/a-new-centre-opens/",
    "viet-nam-news": "https://vietnamnews.vn/economy/2000001/a-new-centre-opens.html",
    "beehive-new-zealand": "https://www.beehive.govt.nz/release/new-centre-opens",
    "our-auckland": "https://ourauckland.aucklandcouncil.govt.nz/news/2031/01/a-new-centre/",
    "victoria-premier": "https://www.premier.vic.gov.au/new-centre-opens-in-geelong",
    "beijing-english": "https://english.beijing.gov.cn/latest/news/203101/t20310102_1000001.html",
    "beijing-yaowen": "https://www.beijing.gov.cn/ywdt/yaowen/203101/t20310102_1000001.html",
    "shanghai-chinese": "https://www.shanghai.gov.cn/nw4411/20310102/0123456789abcdef0123456789abcdef.html",
    "shanghai-english": "https://english.shanghai.gov.cn/en-Latest/20310102/0123456789abcdef0123456789abcdef.html",
    "shenzhen-zwdt": "https://www.sz.gov.cn/cn/xxgk/zfxxgj/zwdt/content/post_10000001.html",
    "guangzhou-international": "https://www.gz.gov.cn/guangzhouinternational/home/citynews/content/post_9000001.html",
    "guangzhou-development-district": "https://eng.gdd.gov.cn/2031-01/02/c_1000001.htm",
    "hangzhou-english": "https://www.ehangzhou.gov.cn/2031-01/02/c_1000001.htm",
    "suzhou-english": "https://english.suzhou.gov.cn/szsenglish/News/203101/0123456789abcdef0123456789abcdef.shtml",
    "wuhan-english": "https://english.wuhan.gov.cn/H_1/NWP/203101/t20310102_1000001.shtml",
    "nanjing-english": "https://english.nanjing.gov.cn/News/203101/t20310102_1000001.html",
    "china-state-council": "https://english.www.gov.cn/news/203101/02/content_WS00000000c6d0.html",
    "shanghai-overseas-talent": "https://en.sh-italent.com/2031-01/02/c_1000001.htm",
    "global-times": "https://www.globaltimes.cn/page/203101/1400001.shtml",
    "technode": "https://technode.com/2031/01/02/a-new-centre-opens/",
}
LEFT = {
    "shanghai-pudong": "http://subsites.chinadaily.com.cn/shanghaipudong/investment.html",
    "invest-shenzhen": "http://commerce.sz.gov.cn/xxgk/content/post_1.html",
    "science-technology-daily": "https://www.stdaily.com/web/gdxw/2031-01/02/content_1.html",
    "daily-mail-exchange": "https://tdminews.com/category/world/",
    "eyeshenzhen": "https://www.eyeshenzhen.com/node_1.htm",
    "shine-shanghai": "https://www.shine.cn/news/metro/",
    "london-mayor": "https://www.london.gov.uk/who-we-are/city-halls-partners-and-what-they-do",
    "berlin-presse": "https://www.berlin.de/presse/pressemitteilungen/index/search",
    "boston-gov": "https://www.boston.gov/public-notices/1",
    "seattle-news": "https://news.seattle.gov/category/parks/",
    "seoul-english": "https://english.seoul.go.kr/category/news/",
    "helsinki-news": "https://www.hel.fi/en/news/search",
    "hong-kong-gia": "https://www.info.gov.hk/gia/general/today.htm",
    "betakit": "https://betakit.com/tag/toronto/",
    "opengov-asia": "https://opengovasia.com/category/singapore/",
    "new-york-mayor": "https://www.nyc.gov/mayors-office/events",
    "chicago-mayor": "https://www.chicago.gov/city/en/depts/mayor/supp_info.html",
    "british-columbia-news": "https://news.gov.bc.ca/ministries/health",
    "bogota": "https://bogota.gov.co/mi-ciudad/desarrollo-economico",
    "rio-de-janeiro": "https://prefeitura.rio/category/cidade/",
    "buenos-aires": "https://buenosaires.gob.ar/agenda/2031",
    "mexico-city": "https://gobierno.cdmx.gob.mx/noticias/page/2/",
    "madrid-diario": "https://diario.madrid.es/blog/notas-de-prensa/",
    "barcelona-premsa": "https://ajuntament.barcelona.cat/premsa/category/economia/",
    "wien-presse": "https://presse.wien.gv.at/bilder",
    "muenchen-rathaus-umschau": "https://ru.muenchen.de/pdf/2031/ru-2031-01-02.pdf",
    "zuerich-medienmitteilungen": "https://www.stadt-zuerich.ch/de/aktuell/veranstaltungen.html",
    "warszawa": "https://um.warszawa.pl/waw/strategia",
    "lisboa": "https://www.lisboa.pt/atualidade/agenda",
    "milano": "https://www.comune.milano.it/servizi/imposta",
    "uk-business-and-trade": "https://www.gov.uk/government/organisations/department-for-business-and-trade",
    "manchester-council": "https://www.manchester.gov.uk/news-stories",
    "ida-ireland": "https://www.idaireland.com/latest-news/insights/why-ireland",
    "e-estonia": "https://e-estonia.com/category/news/",
    "business-finland": "https://www.businessfinland.com/news/2031",
    "eu-startups": "https://www.eu-startups.com/category/spain/",
    "dubai-media-office": "https://mediaoffice.ae/en/news/2031/january/02-01",
    "rwanda-development-board": "https://rdb.rw/category/news/",
    "sa-news": "https://www.sanews.gov.za/south-africa",
    "cape-town": "https://www.capetown.gov.za/Media-and-news/Newsroom",
    "pib-india": "https://pib.gov.in/AllRel.aspx",
    "tokyo-metropolitan": "https://www.metro.tokyo.lg.jp/information/press/2031/01",
    "invest-hong-kong": "https://www.investhk.gov.hk/en/events/a-forum/",
    "news-gov-hk": "https://www.news.gov.hk/eng/categories/finance/index.html",
    "singapore-pmo": "https://www.pmo.gov.sg/the-cabinet",
    "mida-malaysia": "https://www.mida.gov.my/category/news/",
    "viet-nam-news": "https://vietnamnews.vn/economy",
    "beehive-new-zealand": "https://www.beehive.govt.nz/portfolio/health",
    "our-auckland": "https://ourauckland.aucklandcouncil.govt.nz/events/2031/01/a-fair/",
    "victoria-premier": "https://www.premier.vic.gov.au/media-centre",
    "beijing-english": "https://english.beijing.gov.cn/latest/lawsandpolicies/203101/t20310102_1000001.html",
    "beijing-yaowen": "https://www.beijing.gov.cn/zhengce/203101/t20310102_1000001.html",
    "shanghai-chinese": "https://www.shanghai.gov.cn/nw2/index.html",
    "shanghai-english": "https://english.shanghai.gov.cn/en-Latest/index.html",
    "shenzhen-zwdt": "https://www.sz.gov.cn/cn/xxgk/zfxxgj/tzgg/content/post_10000001.html",
    "guangzhou-international": "https://www.gz.gov.cn/xw/jrgz/content/post_9000001.html",
    "guangzhou-development-district": "https://eng.gdd.gov.cn/investment.html",
    "hangzhou-english": "https://www.ehangzhou.gov.cn/news.html",
    "suzhou-english": "https://english.suzhou.gov.cn/szsenglish/travel/sz_en_list.shtml",
    "wuhan-english": "https://english.wuhan.gov.cn/bridge/index.shtml",
    "nanjing-english": "https://english.nanjing.gov.cn/LivinginNanjing/ServiceHotlines/",
    "china-state-council": "https://english.www.gov.cn/services/",
    "shanghai-overseas-talent": "https://en.sh-italent.com/policies.html",
    "global-times": "https://www.globaltimes.cn/china/index.html",
    "technode": "https://technode.com/category/startups/",
}


def follows(source: Source, url: str) -> bool:
    return any(re.search(rule, url) for rule in source.allow) and not any(re.search(rule, url) for rule in source.deny)


def test_every_source_has_its_examples_here() -> None:
    assert SOURCES.keys() == FOLLOWED.keys() == LEFT.keys()


@pytest.mark.parametrize("name", sorted(SOURCES))
def test_articles_are_followed_and_sections_are_not(name: str) -> None:
    source = SOURCES[name]
    assert follows(source, FOLLOWED[name])
    assert not follows(source, LEFT[name])
    assert not any(follows(source, start) for start in source.starts)


@pytest.mark.parametrize("name", sorted(SOURCES))
def test_a_source_that_nobody_has_tried_says_so(name: str) -> None:
    assert SOURCES[name].verified == "never" or SOURCES[name].verified >= "2026-11-24"
    assert SOURCES[name].notes


@pytest.mark.parametrize("name", sorted(SOURCES))
def test_every_source_is_in_the_table(name: str) -> None:
    source = SOURCES[name]
    assert f"| `{name}` | {source.publisher} | {source.country} | {source.kind} |" in DOCS


def test_the_table_is_current() -> None:
    assert DOCS.endswith("\n\n" + markdown_table(SOURCES.values()))


def test_the_catalogue_is_wide() -> None:
    """City and regional governments, agencies and newsrooms, in China and elsewhere."""
    countries = {source.country for source in SOURCES.values()}
    assert len(SOURCES) >= 40
    assert len(countries) >= 15
    assert {"government", "agency", "news"} <= {source.authority for source in SOURCES.values()}
    assert {"feed", "listing", "sitemap"} == {source.kind for source in SOURCES.values()}
    chinese = [source for source in SOURCES.values() if source.country == "CN"]
    assert 10 <= len(chinese) <= len(SOURCES) - 30
    assert {"en", "zh"} == {source.language for source in chinese}


def test_no_two_sources_share_a_start_or_a_host() -> None:
    starts = [start for source in SOURCES.values() for start in source.starts]
    hosts = [host for source in SOURCES.values() for host in {netloc(start) for start in source.starts}]
    assert len(set(starts)) == len(starts)
    assert len(set(hosts)) == len(hosts)


@pytest.mark.parametrize("name", sorted(SOURCES))
def test_every_article_would_pass_the_crawl(name: str) -> None:
    """Traps and foreign hosts are judged too, not the patterns alone."""
    url = FOLLOWED[name]
    assert FollowRules(SOURCES[name]).judge(canonical_url(url), url) is None
    assert FollowRules(SOURCES[name]).judge(canonical_url(LEFT[name]), LEFT[name]) is not None


@pytest.mark.parametrize("key", [*Source.model_fields, *Limits.model_fields, *Selectors.model_fields])
def test_every_key_is_explained(key: str) -> None:
    assert f"`{key}`" in DOCS


@pytest.mark.parametrize("kind", ["feed", "sitemap", "listing"])
def test_every_kind_is_explained(kind: str) -> None:
    assert f"**`{kind}`**" in DOCS
