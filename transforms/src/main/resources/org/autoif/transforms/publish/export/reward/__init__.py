"""Rewards answers by the functions of the dataset's rows, decided as when the dataset was made.

A reward is the share of a constraint's functions that say True among those that say True or False,
averaged over the row's constraints. An error is never a "no": where a constraint has no valid
verdict at all, the answer is unscored, which is None here. So is every answer to a row without
constraints, as a mixed dataset has them. A reward is about one answer: it doesn't depend on the others
of its batch, nor on what was scored before.

The empty text, a refusal to answer (refusals.txt has how they begin) and the instruction given back
are no answers: their reward is 0, whatever the functions say of them, unless these are all broken. A limit such as "at most 50
words" holds for all of them.

An answer is a text, a message, a list of messages, of which the last counts, or a list of content
parts, of which the texts count; None is the empty text. Anything else is a TypeError that says what
it was. All trainers' adapters read answers and constraints by the same two functions.

The functions were written by a model and run in isolation: cpython_host.py beside this file is the
host program of the pipeline's cpython engine (child processes without files, network or processes,
with limited memory and time), settings.json holds the limits of the run that made the dataset.

    TRL            GRPOTrainer(reward_funcs=[autoif_reward.trl_reward], ...)
    verl           custom_reward_function.path=.../reward/autoif_reward/__init__.py
                   custom_reward_function.name=compute_score
    open-instruct  import autoif_reward.open_instruct before its verifiers are built

Python 3.9 or newer and its standard library; all functions here may be called from any thread.
"""

import atexit
import collections
import importlib.util
import json
import os
import re
import select
import struct
import subprocess
import sys
import threading
import warnings
from concurrent.futures import ThreadPoolExecutor

HERE = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(HERE, "settings.json"), encoding="utf-8") as file:
    SETTINGS = json.load(file)

TEXTS = 256  # most texts of a session
CHARACTERS = 4_000_000  # most of them, unless one text alone has more
HOSTS = os.cpu_count() or 1  # most functions at a time
TRUE, FALSE, TIMEOUT, CRASH, VIOLATION = 1, 2, 5, 10, 11  # codes of verdicts; all but two are errors
REFUSAL_START = 300  # characters in which a refusal says that it is one
NOT_RUN = b"not run: "  # how the message begins of a text that others left no time for
TICK, REPLY, HELLO = 0, 1, 2  # what a host says first
SPACE = "\t\n\v\f\r\x1c\x1d\x1e\x1f \u1680\u2028\u2029\u205f\u3000"  # what the pipeline cuts off answers
SPACE += "".join(map(chr, [*range(0x2000, 0x2007), *range(0x2008, 0x200B)]))

with open(os.path.join(HERE, "refusals.txt"), encoding="utf-8") as file:
    REFUSALS = [
        re.compile(line.rstrip("\n"), re.IGNORECASE | re.DOTALL)
        for line in file
        if line.strip() and not line.startswith("# ")
    ]


def _beside(name):
    """The module beside this file, which verl loads by its path alone."""
    found = importlib.util.spec_from_file_location("autoif_reward_" + name, os.path.join(HERE, name + ".py"))
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


without_reasoning = _beside("reasoning").without_reasoning

START = """
import sys
sys.path[:] = [part for part in sys.path if part]
with open(sys.argv.pop(1), "rb") as file:
    source = file.read()
with open(sys.argv.pop(1), "rb") as file:
    names = {"__name__": "cpython_host", "TEXTKIT_SOURCE": file.read()}
exec(compile(source, "cpython_host.py", "exec"), names)
"""


class HostLost(Exception):
    """A host died, fell silent or said what it never says."""


class Host:
    """One host process; a session at a time."""

    def __init__(self):
        command = [sys.executable, "-s", "-S", "-B", "-X", "utf8", "-W", "ignore"]
        command += ["-P"] if sys.version_info >= (3, 11) else []
        command += ["-c", START, os.path.join(HERE, "cpython_host.py"), os.path.join(HERE, "textkit.py")]
        command += [f"{name}={SETTINGS[name]}" for name in ("limit", "memory", "truthiness")]
        command += [f"recycle={SETTINGS['recycle']}", "share=true"]
        command += ["packages=" + ",".join(SETTINGS["packages"]), "path=" + os.pathsep.join(sys.path)]
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            cwd="/",
            env={"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8"},
        )
        self.poller = select.poll()
        self.poller.register(self.process.stdout, select.POLLIN)
        hello = json.loads(self.answer(HELLO))
        if not hello["seccomp"]:
            warnings.warn("no seccomp here: functions are held by limits and audit hooks alone")

    def run(self, functions, texts):
        """The codes of the texts for each function; None where a text has to be run by itself."""
        strings = [text.encode("utf-8", "surrogatepass") for text in [*functions, *texts]]
        head = [SETTINGS["session_ms"], len(functions), len(texts), *map(len, strings)]
        frame = struct.pack(f"<{len(head)}I", *head) + b"".join(strings)
        try:
            self.process.stdin.write(struct.pack("<I", len(frame)))
            view = memoryview(frame)
            while view:
                view = view[self.process.stdin.write(view) :]
        except OSError as problem:
            raise HostLost(str(problem))
        size = len(functions) * len(texts)
        said = self.answer(REPLY)
        if len(said) < size:
            raise HostLost("a short answer")
        codes = [code if TRUE <= code <= VIOLATION else None for code in said[:size]]
        for cell in _unrun(said, size):
            codes[cell] = None
        return [codes[i : i + len(texts)] for i in range(0, size, len(texts))]

    def answer(self, expected):
        kind = TICK
        while kind == TICK:
            kind = self.read(1)[0]
        said = self.read(int.from_bytes(self.read(4), "little"))
        if kind != expected:
            raise RuntimeError("the Python host cannot work: " + said.decode("utf-8", "replace"))
        return said

    def read(self, size):
        parts = []
        while size:
            # A host that works says something every second, unless it imports a module.
            if not self.poller.poll(1000 * SETTINGS["host_s"]):
                raise HostLost("it fell silent")
            part = self.process.stdout.read(size)
            if not part:
                raise HostLost("it ended")
            parts.append(part)
            size -= len(part)
        return b"".join(parts)

    def close(self):
        self.process.kill()
        self.process.wait()
        self.forget()

    def forget(self):
        """Closes the pipes alone: of a process forked from this one, whose hosts are another's."""
        self.process.stdin.close()
        self.process.stdout.close()


def _unrun(said, at):
    """The cells whose messages say that they were not run."""
    while at + 6 <= len(said):
        cell, size = struct.unpack_from("<IH", said, at)
        if said[at + 6 : at + 6 + size].startswith(NOT_RUN):
            yield cell
        at += 6 + size


class Hosts:
    """The hosts of this process: as many as it has processors, started when they are needed."""

    def __init__(self):
        self.free = threading.BoundedSemaphore(HOSTS)
        self.idle = collections.deque()
        self.alive = set()

    def run(self, functions, texts):
        """The codes of the texts for each function, each as if it had been the only text."""
        with self.free:
            rows = self.together(functions, texts)
            for function, row in zip(functions, rows):
                self.complete(function, texts, row)
            return rows

    def together(self, functions, texts):
        for _ in range(2):
            try:
                return self.ask(functions, texts)
            except HostLost:
                pass
        return [[None] * len(texts) for _ in functions]

    def complete(self, function, texts, row):
        """Runs again what its neighbours left without a verdict of its own; a crash if that fails."""
        while None in row:
            left = [i for i, code in enumerate(row) if code is None]
            for some in ([left] if len(left) > 1 else []) + [[i] for i in left]:
                try:
                    (codes,) = self.ask([function], [texts[i] for i in some])
                except HostLost:
                    codes = [None] * len(some)
                if len(some) == 1:
                    codes = [CRASH if code is None else code for code in codes]
                for i, code in zip(some, codes):
                    row[i] = code
                if len(some) > 1 and any(code is not None for code in codes):
                    break  # some further: the rest of it together again

    def ask(self, functions, texts):
        host, rows = None, None
        try:
            host = self.next()
            rows = host.run(functions, texts)
            return rows
        finally:
            if rows is not None:
                self.idle.append(host)
            elif host is not None:
                self.drop(host)

    def next(self):
        """A host that lives: one that is idle may have been killed, when memory was short."""
        while True:
            try:
                host = self.idle.pop()
            except IndexError:
                return self.start()
            if host.process.poll() is None:
                return host
            self.drop(host)

    def drop(self, host):
        self.alive.discard(host)
        host.close()

    def start(self):
        host = Host()
        self.alive.add(host)
        return host

    def close(self):
        for host in [*self.alive]:
            host.close()


def _after_fork():
    """The hosts stay the parent's."""
    global _hosts
    for host in _hosts.alive:
        host.forget()
    _hosts = Hosts()


_hosts = Hosts()
atexit.register(lambda: _hosts.close())
os.register_at_fork(after_in_child=_after_fork)


def scores(constraints, texts):
    """The reward of each text, in [0, 1]; None where it is unscored."""
    return _scores(constraints_of(constraints), instructions_of(constraints), texts)


def _scores(wanted, instructions, texts):
    texts = [without_reasoning(text_of(text)).strip(SPACE) for text in texts]
    if not wanted:
        return [None] * len(texts)
    rewards = []
    for part in _batches(texts):
        matrices = [_hosts.run(functions, part) if functions else [] for functions in wanted]
        rewards += [_score([[row[i] for row in rows] for rows in matrices]) for i in range(len(part))]
    return [
        0.0 if reward is not None and is_no_answer(text, instructions) else reward
        for text, reward in zip(texts, rewards)
    ]


def is_no_answer(text, instructions=()):
    """Whether a text is empty, a refusal, or an instruction given back: its reward is 0 whatever the
    functions say, as the pipeline refuses it as an answer."""
    text = text.strip(SPACE)
    return (
        not text
        or any(refusal.search(text[:REFUSAL_START]) for refusal in REFUSALS)
        or text.lower() in instructions
    )


def instructions_of(wanted):
    """The instructions of a row's constraints in lower case, as far as it tells them."""
    if isinstance(wanted, (str, bytes)):
        wanted = json.loads(wanted) if wanted.strip() else None
    if isinstance(wanted, dict):
        told = wanted.get("instruction")
        told = told if isinstance(told, (list, tuple)) else [told]
    else:
        told = [constraint.get("instruction") for constraint in wanted or () if isinstance(constraint, dict)]
    return {one.strip().lower() for one in told if isinstance(one, str)}


def _batches(texts):
    """The texts in parts that a session takes."""
    part, size = [], 0
    for text in texts:
        if part and (len(part) == TEXTS or size + len(text) > CHARACTERS):
            yield part
            part, size = [], 0
        part.append(text)
        size += len(text)
    if part:
        yield part


def text_of(answer):
    """The text of an answer, in whichever of the layouts it comes."""
    if isinstance(answer, str):
        return answer
    if answer is None:
        return ""
    if isinstance(answer, dict):
        if "content" in answer:
            return text_of(answer["content"])
        if "text" in answer and answer.get("type", "text") == "text":
            return text_of(answer["text"])
        if "type" in answer or "role" in answer:
            return ""  # an image, a call of a tool: nothing that a function reads
    if isinstance(answer, (list, tuple)):
        if answer and isinstance(answer[-1], dict) and ("role" in answer[-1] or "content" in answer[-1]):
            return text_of(answer[-1])
        return "".join(map(text_of, answer))
    raise TypeError(f"an answer must be a text, a message or a list of them, not {type(answer).__name__}")


def constraints_of(wanted):
    """The functions of each constraint of a row; nothing of a row without any."""
    if isinstance(wanted, (str, bytes)):
        try:
            wanted = json.loads(wanted) if wanted.strip() else None
        except ValueError:
            wanted = 0  # no layout of ours
    if wanted is None:
        return []
    if isinstance(wanted, dict):
        lists = wanted.get("functions")
        if isinstance(lists, (list, tuple)) and lists and not isinstance(lists[0], str):
            wanted = [{"functions": functions} for functions in lists]  # a struct of columns
        else:
            wanted = [wanted]
    try:
        found = [list(constraint["functions"] or ()) for constraint in wanted]
        right = all(isinstance(function, str) for functions in found for function in functions)
    except (TypeError, KeyError):
        right = False
    if not right:
        raise TypeError('constraints must be a list of {"functions": [source, ...]}, or None')
    return found


def _score(constraints):
    """The reward of the codes that the functions of each constraint gave."""
    total = 0.0
    for codes in constraints:
        valid = codes.count(TRUE) + codes.count(FALSE)
        if not valid:
            return None
        total += codes.count(TRUE) / valid
    return total / len(constraints) if constraints else None


def trl_reward(completions, constraints, **columns):
    """For TRL's GRPOTrainer: a reward a completion; None, which it leaves out, where unscored."""
    texts = [*map(text_of, completions)]
    if len(constraints) != len(texts):
        raise ValueError(f"{len(texts)} completions but constraints for {len(constraints)}")
    groups = collections.defaultdict(list)
    for i, wanted in enumerate(constraints):
        groups[json.dumps([constraints_of(wanted), sorted(instructions_of(wanted))])].append(i)

    def reward(group):
        wanted, members = group
        return zip(members, _scores(*json.loads(wanted), [texts[i] for i in members]))

    with ThreadPoolExecutor(HOSTS) as pool:
        rewards = dict(pair for pairs in pool.map(reward, groups.items()) for pair in pairs)
    return [rewards[i] for i in range(len(texts))]


def compute_score(data_source, solution_str, ground_truth, extra_info=None, **unused):
    """For verl, which needs a number: an unscored answer has 0, and says so."""
    reward = scores(ground_truth, [solution_str])[0]
    return {"score": reward or 0.0, "unscored": float(reward is None)}
