"""Base64 with spare bits: Go reads it in every spelling, and we in one (RFC 4648, section 3.5).

Where a length is no multiple of three, the last character has bits that stand for nothing. They
are not in the bytes that a signature covers, so a second spelling of a signature is as valid.
"""

import base64

TITLE = b"c2sp.org/tlog-proof@v1\n"
DASH = "\u2014 ".encode()


def in_one_spelling(raw: bytes) -> bytes:
    """Return a note or a receipt with the spare bits of its proof and its signatures at zero."""
    begins = raw.find(b"\n\n") if raw.startswith(TITLE) else 0
    head, note = raw[:begins].split(b"\n"), raw[begins:].split(b"\n")
    signed = [respelt(each) if each.startswith(DASH) else each for each in note]
    return b"\n".join(map(respelt, head)) + b"\n".join(signed)


def respelt(line: bytes) -> bytes:
    """Return a line whose last word, if it is base64, is in the one spelling of its bytes."""
    before, space, last = line.rpartition(b" ")
    try:
        return before + space + base64.b64encode(base64.b64decode(last, validate=True))
    except ValueError:
        return line
