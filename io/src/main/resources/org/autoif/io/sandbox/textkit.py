"""Words, sentences, paragraphs and the like of a text, so that all verifiers mean the same by them.

The conventions are written down once, in docs/text-library.md, whose examples are run on every
engine. All functions are pure, take any text and need time that grows with its length only.
"""

import re as _re
import unicodedata as _unicodedata

_HAN = "\u3005-\u3007\u3021-\u3029\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_HAN += "\U00020000-\U0003ffff"
_END = ".!?\u2026\u3002\uff01\uff1f\u061f\u0964"
_CLOSE = "\"'\u201d\u2019\u00bb)]}*_`\u300d\u300f\uff09"
_OPEN = "\"'\u201c\u2018\u00ab([{*_`\u300c\u300e\uff08"

_FENCE = _re.compile(r"[ \t]*(`{3,}|~{3,})")
_HEADING = _re.compile(r"[ \t]{0,3}(#{1,6})[ \t]+(\S.*)")
_BULLET = _re.compile("[ \t]*[-*+\u2022\u25e6\u2023\u25aa\u2013\u00b7][ \t]+(?:\\[[ xX]\\][ \t]+)?(\\S.*)")
_NUMBER = _re.compile(r"[ \t]*\(?\d{1,3}[.)][ \t]+(\S.*)")
_LETTER = _re.compile(r"[ \t]*(?:\([a-zA-Z]\)|[a-zA-Z]\))[ \t]+(\S.*)")
_QUOTING = _re.compile(r"[ \t]*(?:>[ \t]?)+")
_LINK = _re.compile(r"!?\[([^\[\]\n]*)\]\(([^()\s]*)\)")
_STRESS = _re.compile(r"\*\*|(?<!\w)__(?=\w)|(?<=[^\W_])__(?!\w)|`|~~|(?<!\w)\*(?=\S)|(?<=\S)\*(?!\w)|(?<!\w)_(?=\w)|(?<=[^\W_])_(?!\w)")
_DASH = _re.compile("\u2014|--+|\u2015|(?<!\\S)[-\u2013]+(?!\\S)")
_CORE = _re.compile(r"[^\W_](?:.*[^\W_])?")
_PIECE = _re.compile("[%s]|[^%s]+" % (_HAN, _HAN))
_SPOKEN = _re.compile(r"[^\W_]")
_STOP = _re.compile("[%s]+" % _END)
_QUOTED = _re.compile(
    "\"([^\"\n]*)\"|\u201c([^\u201c\u201d]*)\u201d|\u00ab([^\u00ab\u00bb]*)\u00bb|\u300c([^\u300c\u300d]*)\u300d"
    "|\u300e([^\u300e\u300f]*)\u300f")
_VALUE = _re.compile("(?<![\\w.,])[-+\u2212]?(?:\\d{1,3}(?:,\\d{3})+(?!\\d)|\\d+)(?:\\.\\d+)?(?![\\d])")
_SHOWN = (
    "\u231a\u231b\u23e9-\u23ec\u23f0\u23f3\u25fd\u25fe\u2600\u2614\u2615\u263a\u2648-\u2653\u267f\u2693\u26a0\u26a1"
    "\u26aa\u26ab\u26bd\u26be\u26c4\u26c5\u26ce\u26d4\u26ea\u26f2\u26f3\u26f5\u26fa\u26fd\u2705\u270a\u270b\u2714"
    "\u2728\u274c\u274e\u2753-\u2755\u2757\u2764\u2795-\u2797\u27b0\u27bf\u2b1b\u2b1c\u2b50\u2b55"
    "\U0001f004\U0001f0cf\U0001f18e\U0001f191-\U0001f19a\U0001f201-\U0001f265\U0001f300-\U0001f64f"
    "\U0001f680-\U0001f6ff\U0001f7e0-\U0001f7eb\U0001f900-\U0001f9ff\U0001fa70-\U0001faff")
_ONE = "(?:[%s]\ufe0f?|[\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u27bf\u2900-\u2bff\u3030\u303d\u3297\u3299" % _SHOWN
_ONE += "\u00a9\u00ae\U0001f170-\U0001f171\U0001f17e-\U0001f17f]\ufe0f)[\U0001f3fb-\U0001f3ff]?[\U000e0020-\U000e007f]*"
_EMOJI = _re.compile(
    "[\U0001f1e6-\U0001f1ff]{2}|[#*0-9]\ufe0f\u20e3|%s(?:\u200d(?:%s|[\u2640\u2642\u2695\u2696\u2708]\ufe0f?))*" % (_ONE, _ONE))

# Their full stop ends no sentence, whatever follows.
_ABBREVIATIONS = frozenset(
    "dr mr mrs ms mx prof st sr jr rev gen sgt capt lt col hon vs viz cf al approx dept est fig eq sec ch"
    " vol pp ed eds ca resp incl excl tel mt ave blvd jan feb mar apr jun jul aug sep sept oct nov dec"
    " inc ltd co corp etc e.g i.e eg ie a.m p.m".split())
_NUMBERED = frozenset(("no", "nr", "art", "p"))  # the same before a number
_INITIALS = _re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]$")


def _visible(line):
    """A line of a text without the marks of a list, a heading or a quotation, and what mark it had."""
    kind = ""
    quoting = _QUOTING.match(line)
    if quoting:
        line = line[quoting.end() :]
    for name, pattern in ("heading", _HEADING), ("item", _BULLET), ("item", _NUMBER), ("item", _LETTER):
        match = pattern.match(line)
        if match:
            line = match.group(match.lastindex)
            kind = kind or name
            if name == "heading":
                line = line.rstrip("# \t") or line
            elif pattern is not _BULLET:
                break
    return kind, line


def _is_rule(line):
    """Whether a line only divides: --- and the like, or what is under the head of a table."""
    signs = "".join(line.split())
    kinds = set(signs)
    if "|" in kinds:
        return "-" in kinds and kinds <= {"|", ":", "-"}
    return len(signs) >= 3 and len(kinds) == 1 and signs[0] in "-*_="


def _dressed(text):
    """The lines of a text as (kind, line without marks); kinds: code, fence, rule, blank, heading, item."""
    fence = ""
    found = []
    for line in text.splitlines():
        mark = _FENCE.match(line)
        if fence:
            if mark and mark.group(1).startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
                found.append(("fence", ""))
            else:
                found.append(("code", line))
        elif mark:
            fence = mark.group(1)
            found.append(("fence", ""))
        elif not line.strip():
            found.append(("blank", ""))
        elif _is_rule(line):
            found.append(("rule", ""))
        else:
            kind, rest = _visible(line)
            found.append((kind, _STRESS.sub("", _LINK.sub(r"\1", rest))))
    return found


def plain(text):
    """The text without the marks of Markdown: of headings, lists, quotations, stress, code and links."""
    return "\n".join(line for kind, line in _dressed(text) if kind not in ("fence", "rule")).strip()


def words(text):
    """The words, without punctuation at their edges. Each sign of Chinese or Japanese is a word."""
    found = []
    for token in _DASH.sub(" ", plain(text)).split():
        if token.isascii() and token.isalpha():
            found.append(token)
            continue
        core = _CORE.search(token)
        if not core:
            continue
        end = core.end()
        while end < len(token) and _unicodedata.category(token[end])[0] == "M":
            end += 1
        token = token[core.start() : end]
        if token.isascii():
            found.append(token)
        else:
            found += [piece for piece in map(_core, _PIECE.findall(token)) if piece]
    return found


def _core(piece):
    core = _CORE.search(piece)
    if not core:
        return ""
    end = core.end()
    while end < len(piece) and _unicodedata.category(piece[end])[0] == "M":
        end += 1
    return piece[core.start() : end]


def word_count(text):
    """How many words it has."""
    return len(words(text))


def sentences(text):
    """The sentences. An item of a list is one at least; headings without a full stop and code are none."""
    blocks, joined = [], False
    for kind, line in _dressed(text):
        line = line.strip()
        if kind in ("code", "fence", "rule", "blank") or not line:
            joined = False
            continue
        if kind == "heading":
            joined = False
            if line.rstrip(_CLOSE)[-1:] in _END and line.rstrip(_CLOSE):
                blocks.append([line])
            continue
        if joined and kind != "item" and (blocks[-1][-1][-1:] in ",;:" or line[:1].islower()):
            blocks[-1].append(line)
        else:
            blocks.append([line])
        joined = True
    found = []
    for block in blocks:
        found += _split(" ".join(block))
    return found


def _split(block):
    """The sentences of a run of text."""
    parts, start, size = [], 0, len(block)
    for stop in _STOP.finditer(block):
        if stop.start() < start:
            continue
        end = stop.end()
        while end < size and block[end] in _CLOSE:
            end += 1
        if _ends(block, stop.start(), stop.end(), end):
            parts.append(block[start:end].strip())
            start = end
    parts.append(block[start:].strip())
    found = []
    for part in parts:
        if _SPOKEN.search(part):
            found.append([part])
        elif found and part:
            found[-1].append(part)  # an emoji, or a dash, after the full stop
    return [" ".join(each) for each in found]


def _ends(block, first, last, end):
    """Whether the marks from first to last, with what closes up to end, end a sentence."""
    marks = block[first:last]
    if block[last - 1] in "\u3002\uff01\uff1f":
        return True
    if end == len(block):
        return True
    if not block[end].isspace():
        return False
    rest = block[end : end + 40].lstrip().lstrip(_OPEN)
    lower = rest[:1].islower()
    if marks == ".":
        before = block[max(0, first - 30) : first].split()
        word = before[-1].lstrip(_OPEN) if before and not block[first - 1].isspace() else ""
        if word.lower() in _ABBREVIATIONS:
            return False
        if word.lower() in _NUMBERED and rest[:1].isdigit():
            return False
        if "." in word and _INITIALS.match(word):
            return False  # U.S., Ph.D.
        if len(word) == 1 and word.isupper() and word != "I" and rest[:1].isupper() and _name(before):
            return False  # J. K. Rowling
        return True
    if lower:
        return not (marks.strip(".\u2026") == "" or end > last)  # "wait... what", "Go!" he said
    return True


def _name(before):
    """Whether an initial stands where names do: first, after another initial or a capitalized word."""
    previous = before[-2] if len(before) > 1 else ""
    if not previous or previous[-1] in _END:
        return True
    return previous[:1].isupper() and previous not in ("The", "A", "Plan", "Vitamin", "Option", "Step")


def paragraphs(text):
    """The paragraphs: what blank lines part, without what is only a rule."""
    found, part, fenced = [], [], False
    for line, (kind, rest) in zip(text.splitlines(), _dressed(text)):
        if kind == "fence":
            fenced = not fenced
        if kind in ("blank", "rule") and not fenced:
            if part:
                found.append("\n".join(part))
            part = []
        else:
            part.append(line.rstrip())
    if part:
        found.append("\n".join(part))
    return [each.strip() for each in found if each.strip()]


def lines(text):
    """The lines that are not blank, without space at their edges."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def _items(text, pattern):
    found = []
    for line, (kind, rest) in zip(text.splitlines(), _dressed(text)):
        quoting = _QUOTING.match(line) if kind == "item" else None
        match = pattern.match(line[quoting.end() :] if quoting else line) if kind == "item" else None
        if match:
            found.append(match.group(1).strip())
    return found


def bullets(text):
    """The texts of the items with a bullet, at whatever depth."""
    return _items(text, _BULLET)


def numbered(text):
    """The texts of the items with a number, such as 1. or 2) or (3)."""
    return _items(text, _NUMBER)


def headings(text):
    """The texts of the headings that begin with #."""
    return [line.strip() for kind, line in _dressed(text) if kind == "heading"]


def code_blocks(text):
    """The contents of the fenced blocks."""
    found, part = [], None
    for kind, line in _dressed(text):
        if kind == "fence":
            if part is not None:
                found.append("\n".join(part))
            part = [] if part is None else None
        elif kind == "code" and part is not None:
            part.append(line)
    if part is not None:
        found.append("\n".join(part))
    return found


def quotes(text):
    """What stands between double quotation marks, straight, curly or of another script."""
    return [next(each for each in groups if each) for groups in _QUOTED.findall(text) if any(groups)]


def letters(text):
    """The letters, one by one, in their order and case."""
    return [char for char in text if char.isalpha()]


def numbers(text):
    """The numbers written in digits, as values; numbers of list items are none."""
    return [_value(each) for each in _VALUE.findall(plain(text))]


def _value(digits):
    digits = digits.replace(",", "").replace("\u2212", "-")
    return float(digits) if "." in digits or len(digits) > 300 else int(digits)


def emoji(text):
    """The emoji, each whole: with its skin tone, its joined parts, or as a flag."""
    return _EMOJI.findall(text)


def char_count(text, spaces=True):
    """How many characters a reader sees between the first and the last that is not space."""
    text = _EMOJI.sub("\U0001f600", text.strip())
    if not spaces:
        text = "".join(text.split())
    if text.isascii():
        return len(text)
    hidden = ("Mn", "Me", "Cf")
    return sum(1 for char in text if char < "\u0300" or _unicodedata.category(char) not in hidden)
