"""Home languages as schools write them → language tags."""

from __future__ import annotations

import difflib
import re
import unicodedata

from reportgen.errors import UsageError

# Those that US schools meet most often: ISO 639-2 codes, English names, own names.
_KNOWN = {
    "am": "amh, Amharic",
    "ar": "ara, Arabic",
    "bn": "ben, Bengali, Bangla",
    "bs": "bos, Bosnian",
    "de": "deu, ger, German, Deutsch",
    "en": "eng, English",
    "es": "spa, Spanish, español, castellano",
    "fa": "fas, per, Persian, Farsi",
    "fr": "fra, fre, French, français",
    "gu": "guj, Gujarati",
    "hi": "hin, Hindi",
    "hmn": "Hmong",
    "ht": "hat, Haitian, Haitian Creole, kreyòl, kreyòl ayisyen",
    "hy": "hye, arm, Armenian",
    "it": "ita, Italian, italiano",
    "ja": "jpn, Japanese, 日本語",
    "km": "khm, Khmer, Cambodian",
    "ko": "kor, Korean, 한국어",
    "lo": "lao, Laotian",
    "my": "mya, bur, Burmese",
    "ne": "nep, Nepali",
    "nv": "nav, Navajo, Diné",
    "pa": "pan, Punjabi, Panjabi",
    "pl": "pol, Polish, polski",
    "ps": "pus, Pashto",
    "pt": "por, Portuguese, português",
    "ro": "ron, rum, Romanian",
    "ru": "rus, Russian, русский",
    "so": "som, Somali",
    "sw": "swa, Swahili, Kiswahili",
    "ta": "tam, Tamil",
    "te": "tel, Telugu",
    "tl": "tgl, Tagalog, Filipino, Pilipino",
    "uk": "ukr, Ukrainian, українська",
    "ur": "urd, Urdu",
    "vi": "vie, Vietnamese, tiếng Việt",
    "yo": "yor, Yoruba",
    "yue": "Cantonese, Cantonese Chinese",
    "zh": "zho, chi, Chinese, Mandarin, Mandarin Chinese, 中文",
}
_TAG = re.compile(r"[a-z]{2,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?\Z")


def language_tag(words: str) -> str:
    """The lower-case tag that `words` name: "Spanish", "Español", "spa", "es" and "es-MX" (as "es-mx"); "" for "".

    Any tag of form is taken. Raises UsageError, with the nearest names, for other words.
    """
    plain = _plain(words)
    if not words or plain in _TAGS:
        return _TAGS.get(plain, "")
    tag = words.casefold().replace("_", "-")
    if _TAG.match(tag):
        return tag
    near = difflib.get_close_matches(plain, _TAGS, n=1, cutoff=0.7)
    raise UsageError(
        f"there is no language “{words}” here",
        cure=f"Did you mean {near[0].title()} ({_TAGS[near[0]]})?" if near else "Write one language, or its tag (es).",
    )


def _plain(text: str) -> str:
    """Words without case and accents."""
    bare = "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))
    return " ".join(re.findall(r"[^\W\d_]+", bare.casefold()))


_TAGS = {_plain(name): tag for tag, names in _KNOWN.items() for name in (tag, *names.split(","))}
