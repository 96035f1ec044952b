"""Sixty pages in the encodings of the world, most of them under a wrong name: what the bytes say is read."""

from __future__ import annotations

import pytest
from gatepages import FOLDER, texts_of

from crawler.page import Page
from extract.clean import clean_text
from extract.document import read_document
from extract.types import Document, NotADocument

# What no text of gate/good/ is written in. Each has the letters that tell its alphabet from its neighbours.
OTHER = {
    "cs": "Město otevřelo v bývalé cukrovaře podnikatelský inkubátor. Přestavba stála čtyřicet dva milionů korun. Třináct firem už"
    " tu pracuje, příští měsíc přibude šest dalších. Nájemné je první půlrok poloviční, říká náměstkyně primátora Šárka Dvořáková.",
    "hu": "A város új innovációs központot nyitott a régi dohánygyárban. Az épületben húsz műhely és egy előadóterem kapott helyet."
    " A felújítás költsége két és fél milliárd forint volt, ennek felét az önkormányzat fizette. Őszre újabb tíz cég költözik be.",
    "ru": "В бывшем здании мукомольного завода открылся центр молодёжных стартапов. Город вложил в ремонт сорок миллионов рублей."
    " Сейчас там работают двадцать компаний, ещё восемь переедут осенью. Первые полгода аренда бесплатная, сообщила мэрия.",
    "uk": "У колишньому трамвайному депо відкрили центр підприємництва. Місто витратило на ремонт вісім мільйонів гривень. Тут уже"
    " працюють чотирнадцять компаній, їхні засновники — здебільшого студенти. Перші шість місяців оренда безкоштовна.",
    "el": "Ο δήμος εγκαινίασε κέντρο καινοτομίας στο παλιό εργοστάσιο αερίου. Η ανακαίνιση κόστισε τρία εκατομμύρια ευρώ. Ήδη"
    " στεγάζονται δεκαπέντε εταιρείες, ενώ άλλες έξι θα μετακομίσουν το φθινόπωρο. Το ενοίκιο είναι μειωμένο τον πρώτο χρόνο.",
    "tr": "Belediye, eski tütün fabrikasında bir girişimcilik merkezi açtı. Onarım için kırk beş milyon lira harcandı. Şimdiden on"
    " dört şirket çalışıyor, sonbaharda altı şirket daha taşınacak. İlk altı ay boyunca kira alınmıyor, dedi başkan Gülşen Işık.",
    "he": "העירייה פתחה מרכז יזמות במבנה של בית הדפוס הישן. השיפוץ עלה שמונה מיליון שקלים. כבר עובדות בו ארבע עשרה חברות, ובסתיו"
    " יצטרפו עוד שש. בחצי השנה הראשונה לא ייגבו דמי שכירות, כך נמסר מלשכת ראש העיר.",
    "ar": "افتتحت البلدية مركزا لريادة الأعمال في مصنع النسيج القديم. بلغت كلفة الترميم خمسة ملايين درهم. تعمل فيه الآن أربع عشرة"
    " شركة، وستنضم إليها ست شركات في الخريف. لا يدفع المستأجرون شيئا في الأشهر الستة الأولى، حسب بيان البلدية.",
    "lt": "Miestas senoje spaustuvėje atidarė inovacijų centrą. Remontas kainavo šešis milijonus eurų. Jame jau dirba keturiolika"
    " įmonių, rudenį atsikels dar šešios. Pirmąjį pusmetį nuoma nemokama, pranešė savivaldybė. Pastatą suprojektavo Rūta Žukauskaitė.",
    "vi": "Thành phố mở trung tâm khởi nghiệp trong nhà máy dệt cũ. Việc sửa chữa tốn bốn mươi tỷ đồng. Đã có mười bốn công ty"
    " làm việc tại đây, mùa thu này sẽ có thêm sáu công ty. Sáu tháng đầu không phải trả tiền thuê, theo thông báo của thành phố.",
    "th": "เทศบาลเปิดศูนย์ผู้ประกอบการในโรงงานยาสูบเก่า การปรับปรุงใช้งบประมาณสี่สิบล้านบาท ขณะนี้มีบริษัทสิบสี่แห่งเข้ามาทำงานแล้ว"
    " และจะเพิ่มอีกหกแห่งในฤดูฝน ผู้เช่าไม่ต้องจ่ายค่าเช่าในหกเดือนแรก ตามประกาศของเทศบาล",
}  # fmt: skip


def text_in(language: str) -> list[str]:
    """A headline and paragraphs; those of the gate's texts where there are any."""
    if language in OTHER:
        return [OTHER[language].split(".")[0][:60], OTHER[language]]
    name, start = {"pl": ("nordic-nl-pl-ca", "pl-inkubator"), "sv": ("nordic-nl-pl-ca", "sv-foretagspark")}.get(
        language, (language, "")
    )
    found = [text for title, _, text in texts_of(FOLDER / "good" / f"{name}.txt") if title.startswith(start)]
    blocks = [block for text in found[:3] for block in text.blocks if block[:2] not in ("- ", "| ")]
    return [found[0].headline, *blocks]


# Language, the bytes' encoding, what the header says, what the page says of itself.
PAGES = [
    ("zh", "gb2312", "gb2312", "gb2312"), ("zh", "gb2312", "utf-8", "utf-8"), ("zh", "gbk", "", "gb2312"),
    ("zh", "gbk", "iso-8859-1", ""), ("zh", "gb18030", "", ""), ("zh", "gb18030", "utf-8", "gb2312"),
    ("zh", "gb18030", "big5", "utf-8"), ("zh", "utf-8", "gbk", "gbk"), ("zh", "utf-8", "iso-8859-1", ""),
    ("zh", "utf-16", "", "utf-8"), ("zh", "utf-16-le", "", ""), ("zh", "utf-16-be", "utf-8", ""),
    ("zh-hant", "big5", "big5", "big5"), ("zh-hant", "big5", "", ""), ("zh-hant", "big5", "utf-8", "gb2312"),
    ("zh-hant", "big5hkscs", "", "big5"), ("zh-hant", "utf-8", "big5", "big5"),
    ("ja", "shift_jis", "shift_jis", "shift_jis"), ("ja", "shift_jis", "", ""), ("ja", "cp932", "utf-8", "utf-8"),
    ("ja", "euc-jp", "", "euc-jp"), ("ja", "euc-jp", "shift_jis", ""), ("ja", "iso2022_jp", "", "iso-2022-jp"),
    ("ja", "utf-8", "shift_jis", "shift_jis"), ("ja", "euc-jp", "", ""),
    ("ko", "euc-kr", "euc-kr", ""), ("ko", "cp949", "", ""), ("ko", "euc-kr", "utf-8", "utf-8"),
    ("ko", "utf-8", "euc-kr", "euc-kr"),
    ("de", "windows-1252", "iso-8859-1", ""), ("de", "iso-8859-15", "utf-8", "utf-8"), ("de", "utf-8", "iso-8859-1", "iso-8859-1"),
    ("fr", "windows-1252", "", ""), ("fr", "iso-8859-15", "iso-8859-15", ""), ("fr", "utf-16", "", ""),
    ("es", "iso-8859-1", "utf-8", ""), ("pt", "windows-1252", "", "utf-8"), ("it", "iso-8859-1", "", "iso-8859-1"),
    ("sv", "windows-1252", "utf-8", "utf-8"), ("pl", "windows-1250", "windows-1250", ""), ("pl", "iso-8859-2", "", "iso-8859-2"),
    ("pl", "windows-1250", "iso-8859-1", ""), ("cs", "windows-1250", "", ""), ("cs", "iso-8859-2", "utf-8", "iso-8859-2"),
    ("hu", "windows-1250", "", "windows-1250"), ("ru", "windows-1251", "", ""), ("ru", "koi8-r", "", "koi8-r"),
    ("ru", "koi8-r", "utf-8", "utf-8"), ("ru", "iso-8859-5", "iso-8859-5", ""), ("ru", "windows-1251", "iso-8859-1", "utf-8"),
    ("uk", "windows-1251", "windows-1251", ""), ("el", "windows-1253", "", ""), ("el", "iso-8859-7", "", "iso-8859-7"),
    ("tr", "windows-1254", "windows-1254", ""), ("tr", "iso-8859-9", "", "iso-8859-9"), ("he", "windows-1255", "", ""),
    ("ar", "windows-1256", "windows-1256", "utf-8"), ("lt", "windows-1257", "", "windows-1257"),
    ("vi", "windows-1258", "", "windows-1258"), ("th", "tis-620", "tis-620", ""),
]  # fmt: skip


def page_in(language: str, encoding: str, header: str, meta: str) -> tuple[Page, str]:
    """The page, and the text that it says."""
    headline, *paragraphs = text_in("zh" if language == "zh-hant" else language)
    if language == "zh-hant":
        hant = [text for name, _, text in texts_of(FOLDER / "good" / "zh.txt") if name.startswith(("hk-", "tw-"))]
        headline, paragraphs = hant[0].headline, [block for text in hant for block in text.blocks]
    if encoding == "windows-1258":  # it writes the tones of Vietnamese as marks of their own
        headline, paragraphs = (_toned(headline), [_toned(text) for text in paragraphs])
    declared = f'<meta charset="{meta}">' if meta else ""
    html = (
        f"<html><head>{declared}<title>{headline}</title></head><body><div class='nav'><a href='/'>Home</a></div>"
        f"<h1>{headline}</h1>{''.join(f'<p>{text}</p>' for text in paragraphs)}</body></html>"
    )
    page = Page(
        url="https://www.example.org/news/1",
        requested_url="https://www.example.org/news/1",
        body=html.encode(encoding, "xmlcharrefreplace"),
        encoding=header or None,
    )
    return page, clean_text("\n\n".join(paragraphs))


def _toned(text: str) -> str:
    """Letters with their hats composed and their tones apart, as windows-1258 has them."""
    import unicodedata

    parts = []
    for char in text:
        letters = unicodedata.normalize("NFD", char)
        tones = "".join(mark for mark in letters if mark in "\u0300\u0301\u0303\u0309\u0323")
        hat = unicodedata.normalize("NFC", "".join(mark for mark in letters if mark not in tones))
        parts.append(hat + tones)
    return "".join(parts)


def test_what_the_bytes_say_is_read_whatever_header_and_page_claim() -> None:
    assert len(PAGES) >= 60
    wrong = []
    for case in PAGES:
        page, text = page_in(*case)
        document = read_document(page)
        if not isinstance(document, Document) or document.text != text:
            wrong.append((*case, document.text[:60] if isinstance(document, Document) else document))
    assert len(wrong) <= 0.02 * len(PAGES), wrong


def html_of(body: bytes, meta: str = "utf-8") -> bytes:
    return b"<html><head><meta charset='%b'><title>Page</title></head><body>%b</body></html>" % (meta.encode(), body)


def read(body: bytes, header: str | None = None) -> Document | NotADocument:
    return read_document(
        Page(url="https://e.example/a", requested_url="https://e.example/a", body=body, encoding=header)
    )


GERMAN = (
    "Die Bürgermeisterin übergab am Freitag den Schlüssel für die alte Möbelfabrik. Künftig prüfen dort fünf Gründer Räder. "
    * 4
)
CHINESE = "本市在高新区设立第一家创新中心，将为五十家初创企业提供办公场地和资金支持，并与三所大学合作培养人才。" * 4


def test_utf8_that_was_encoded_twice_is_read_once() -> None:
    twice = GERMAN.encode().decode("cp1252", "replace").encode()
    document = read(html_of(b"<h1>Page</h1><p>" + twice + b"</p>"))
    assert isinstance(document, Document)
    assert document.text == GERMAN.strip()


@pytest.mark.parametrize("text", [GERMAN, CHINESE], ids=["German", "Chinese"])
def test_a_page_cut_within_a_letter_keeps_the_others(text: str) -> None:
    cut = html_of(f"<p>{text}".encode())[: -len(b"</body></html>") - 1]
    document = read(cut if text == CHINESE else cut + "ü".encode()[:1])
    assert isinstance(document, Document)
    assert document.text.startswith(text[:80])


def test_a_block_in_another_encoding_does_not_spoil_the_page() -> None:
    """A footer that an include adds as Latin-1."""
    mixed = f"<p>{GERMAN}</p>".encode() + "<div class='footer'>Stadt Köln</div>".encode("latin-1")
    document = read(html_of(mixed))
    assert isinstance(document, Document)
    assert document.text == GERMAN.strip()


def test_what_cannot_be_decoded_is_held() -> None:
    noise = bytes((index * 37) % 128 + 128 for index in range(900))
    found = read(html_of(b"<p>Town news. " + noise + b" and so on.</p>"), "utf-8")
    assert isinstance(found, NotADocument)
    assert found.code == "unreadable"


def test_replacement_characters_that_a_page_carries_are_counted() -> None:
    found = read(html_of(f"<h1>Page</h1><p>{GERMAN.replace('ü', '�')}</p>".encode()))
    assert isinstance(found, NotADocument)
    assert found.code == "unreadable"


def test_every_stored_field_is_clean() -> None:
    dirt = "\u00ad\u200b\u202e"
    head = f"""<title>Ti{dirt}tle of a town page - Town</title><meta name="author" content="An{dirt}n Lee">
        <meta name="description" content="What{dirt} it is&nbsp; about"><meta property="og:site_name" content="To{dirt}wn">"""
    body = f"<h1>Ti{dirt}tle of a town page</h1><p>{GERMAN[:200]}{dirt}{GERMAN}</p>"
    document = read(f"<html><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>".encode())
    assert isinstance(document, Document)
    assert document.headline == "Title of a town page"
    assert document.description == "What it is about"
    assert (document.publisher, document.authors) == ("Town", ("Ann Lee",))
    for value in (document.headline, document.description, document.publisher, document.text, *document.authors):
        assert value == clean_text(value or "")
