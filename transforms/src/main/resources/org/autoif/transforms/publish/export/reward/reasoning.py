"""Takes off an answer what a model thought before it, as the pipeline reads answers.

Marks count only where a model writes them: an opening one at the start of the answer, and a closing one
without it, as chat templates that begin the thoughts leave it, where it ends what stands before it. In
code, in quotes or in a sentence they are words like others.
"""

import re

FLAGS = re.DOTALL | re.IGNORECASE
WORDS = "think(?:ing)?|thoughts?|reasoning|internal_thoughts?|seed:think"
MARKS = [
    (re.compile(r"\A\s*" + opens, FLAGS), closes)
    for opens, closes in [
        (f"<({WORDS})>", "</%s>"),
        (r"\[(THINK|THINKING|REASONING)]", r"\[/%s]"),
        (r"<\|(think|thinking)\|>", r"<\|(?:/|end_?of_)?%s\|>"),
        (r"<\|begin_of_thought\|>", r"<\|end_of_thought\|>"),
        ("◁(think)▷", "◁/%s▷"),
        (r"<\|START_THINKING\|>", r"<\|END_THINKING\|>"),
        (r"<\|inner_prefix\|>", r"<\|inner_suffix\|>"),
        (r"<unused94>(?:thought\n)?", "<unused95>"),
        (r"<\|channel>thought\b", r"<channel\|>"),
        ("Here(?:'s| is) my thought process:", "Here(?:'s| is) my response:"),
    ]
]
CLOSE = re.compile(r"</(?:think|thinking|thought|reasoning)>|\[/THINK]|◁/think▷", FLAGS)
OPEN = re.compile(r"<(?:think|thinking|thought|reasoning)>|\[THINK]|◁think▷", FLAGS)
CHANNEL = re.compile(
    r"(?:<\|start\|>assistant)?<\|channel\|>(\w+).*?<\|message\|>(.*?)"
    r"(?:<\|(?:end|return|call)\|>|(?=<\|start\|>)|\Z)",
    FLAGS,
)
BARE_CHANNELS = re.compile(r"\Aanalysis(?=[A-Z\s])(.*?)assistant ?final(?=\S|\s)(.*)\Z", re.DOTALL)
WRAPPED = [
    re.compile(r"\A\s*<\|begin_of_solution\|>(.*?)(?:<\|end_of_solution\|>\s*)?\Z", FLAGS),
    re.compile(r"\A\s*<\|START_RESPONSE\|>(.*?)(?:<\|END_RESPONSE\|>\s*)?\Z", FLAGS),
    re.compile(r"\A\s*<(answer|response|output)>(.*)</\1>\s*\Z", FLAGS),
]


def without_reasoning(text):
    """The answer alone; the empty text where the thoughts never ended."""
    answer = _opened(text)
    return _closed(text) if answer is None else answer


def _opened(text):
    start = text.lstrip()
    if not start or start[0] not in "<[◁Ha":
        return None
    if start.startswith(("<|channel|>", "<|start|>")):
        finals = [found[2] for found in CHANNEL.finditer(text) if found[1].lower() == "final"]
        return finals[-1] if finals else ""
    bare = BARE_CHANNELS.match(start)
    if bare:
        return bare[2].lstrip()
    for opens, closes in MARKS:
        found = opens.match(text)
        if found:
            word = re.escape(found[1]) if opens.groups else ""
            end = re.compile(closes.replace("%s", word), FLAGS).search(text, found.end())
            if not end:
                return None if start.startswith("H") else ""
            rest = _unwrapped(text[end.end() :]).lstrip()
            more = _opened(rest)
            return rest if more is None else more
    return None


def _unwrapped(rest):
    for wrapped in WRAPPED:
        found = wrapped.match(rest)
        if found:
            return found[wrapped.groups].strip()
    return rest


def _closed(text):
    start = text.lstrip()
    if not any(mark in text for mark in ("</", "[/", "◁/")) or start.startswith(("{", "[{", '["')):
        return text
    first = OPEN.search(text)
    limit = first.start() if first else len(text)
    for found in CLOSE.finditer(text):
        if found.start() >= limit:
            break
        if _ends(text, found.start(), found.end()):
            return _unwrapped(text[found.end() :]).lstrip()
    return text


def _ends(text, start, end):
    if text[:start].count("```") % 2:
        return False
    before = text[text.rfind("\n", 0, start) + 1 : start]
    own_line = not before.strip()
    ends_sentence = not own_line and before[-1] not in "`'\"“‘«([{<,:" and not before[-1].isspace()
    after = text[end] if end < len(text) else "\n"
    clear = after not in "`'\"”’»)]}.,;:!? "
    own = after == " " and bool(text[end:].strip())
    return (clear or own) if own_line else (ends_sentence and clear)
