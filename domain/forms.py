"""The forms of text that fields ask for, in words and with an example."""

from collections.abc import Mapping
from types import MappingProxyType

FORMS: Mapping[str, str] = MappingProxyType(
    {
        r"^[a-z0-9]+(?:[-_.][a-z0-9]+)*$": "a short name in lower case, as kz or az-hasan",
        r"^[a-z]+(-[a-z]+)*(/[a-z0-9]+([-.][a-z0-9]+)*){0,3}$": "a case, as model-law/2026-014",
        r"^model-law/[a-z0-9]+([-.][a-z0-9]+)*$": "a model law, as model-law/2026-014",
        r"^vote/[1-9][0-9]*/[1-9][0-9]*$": "a vote, as vote/15/7",
        r"^vote/[a-z0-9.-]+/[a-z0-9.-]+$": "a vote, as vote/15/7",
        r"^(C[1-9][0-9]*|S1|INF|BG|design)$": "the mark of a source: C1, S1, INF, BG or design",
        r"^[0-9a-f]{64}$": "64 digits of lower-case hexadecimal, as a SHA-256",
        r"^[0-9a-f]{16}$": "16 digits of lower-case hexadecimal",
        r"^[^\s+]+\+[0-9a-f]{8}\+[A-Za-z0-9+/]+=*$": (
            "a verifier key as its owner prints it, as baku.example/witness+1a2b3c4d+BAUG"
        ),
        r"^[A-Za-z0-9+/]+=*$": "the base64 of a certificate (DER), as MIIB",
        r"^https?://\S+$": "an address that begins with http:// or https://",
        r"^[1-9][0-9]{0,5}(\.[1-9][0-9]{0,5}){0,5}$": "a place in the agenda, as 3 or 3.1",
        r"^[\w.+-]+/[\w.+-]+$": "a media type, as text/plain",
        r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$": "a language, as kk or uz-Cyrl",
        r"^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$": "a number of an amendment, as 12 or 12-a",
        r"^§?[A-Za-z0-9]+(-[A-Za-z0-9]+)*(/[1-9][0-9]*)?$": (
            "an amendment or a part of one, as 12, §4 or 12/1"
        ),
        r"^[a-z]+(_[a-z]+)*$": "a word in lower case, as model_law",
        r"^[0-9]+(\.[0-9]+)?$": "a decimal number, as 12 or 0.5",
    }
)
"""By the pattern that pydantic names when it refuses a text."""


def form_of(pattern: str) -> str:
    """Return what a pattern asks for; the pattern itself where it has no words here."""
    return FORMS.get(pattern, f"the pattern {pattern}")
