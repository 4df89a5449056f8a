"""Rewards answers by the functions of the dataset's rows, decided as when the dataset was made.

A reward is the share of a constraint's functions that say True among those that say True or False,
averaged over the row's constraints. An error is never a "no": where a constraint has no valid
verdict at all, the answer is unscored, which is None here.

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
HOSTS = os.cpu_count() or 1  # most functions at a time
TRUE, FALSE, CRASH, VIOLATION = 1, 2, 10, 11  # codes of verdicts; all but two are errors
TICK, REPLY, HELLO = 0, 1, 2  # what a host says first
SPACE = "\t\n\v\f\r\x1c\x1d\x1e\x1f \u1680\u2028\u2029\u205f\u3000"  # what the pipeline cuts off answers
SPACE += "".join(map(chr, [*range(0x2000, 0x2007), *range(0x2008, 0x200B)]))

START = """
import sys
sys.path[:] = [part for part in sys.path if part]
with open(sys.argv.pop(1), "rb") as file:
    source = file.read()
exec(compile(source, "cpython_host.py", "exec"), {"__name__": "cpython_host"})
"""


class HostLost(Exception):
    """A host died, fell silent or said what it never says."""


class Host:
    """One host process; a session at a time."""

    def __init__(self):
        command = [sys.executable, "-s", "-S", "-B", "-X", "utf8", "-W", "ignore"]
        command += ["-P"] if sys.version_info >= (3, 11) else []
        command += ["-c", START, os.path.join(HERE, "cpython_host.py")]
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
        """The codes of the texts for each function."""
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
        codes = self.answer(REPLY)[: len(functions) * len(texts)]
        if len(codes) < len(functions) * len(texts):
            raise HostLost("a short answer")
        rows = [codes[i : i + len(texts)] for i in range(0, len(codes), len(texts))]
        forged = bytes([VIOLATION]) * len(texts)
        return [row if all(TRUE <= code <= VIOLATION for code in row) else forged for row in rows]

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


class Hosts:
    """The hosts of this process: as many as it has processors, started when they are needed."""

    def __init__(self):
        self.free = threading.BoundedSemaphore(HOSTS)
        self.idle = collections.deque()
        self.alive = set()

    def run(self, functions, texts):
        """As Host.run; a function with which hosts keep dying is a crash."""
        with self.free:
            for _ in range(2):
                try:
                    return self.ask(functions, texts)
                except HostLost:
                    pass
            return [row for function in functions for row in self.alone(function, texts)]

    def alone(self, function, texts):
        try:
            return self.ask([function], texts)
        except HostLost:
            return [bytes([CRASH]) * len(texts)]

    def ask(self, functions, texts):
        host, rows = None, None
        try:
            host = self.idle.pop() if self.idle else self.start()
            rows = host.run(functions, texts)
            return rows
        finally:
            if rows is not None:
                self.idle.append(host)
            elif host is not None:
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
    texts = [without_reasoning(text).strip(SPACE) for text in texts]
    rewards = []
    for start in range(0, len(texts), TEXTS):
        part = texts[start : start + TEXTS]
        matrices = [_hosts.run(constraint["functions"], part) for constraint in constraints]
        rewards += [_score([[row[i] for row in rows] for rows in matrices]) for i in range(len(part))]
    return rewards


def _score(constraints):
    """The reward of the codes that the functions of each constraint gave."""
    total = 0.0
    for codes in constraints:
        valid = codes.count(TRUE) + codes.count(FALSE)
        if not valid:
            return None
        total += codes.count(TRUE) / valid
    return total / len(constraints) if constraints else None


def without_reasoning(text):
    """The text without what a model thought before it, as the pipeline reads answers."""
    thought = re.match(r"\s*(?:<think>)?.*?</think>\s*", text, re.DOTALL)
    if thought:
        return text[thought.end() :]
    return "" if re.match(r"\s*<think>", text) else text


def trl_reward(completions, constraints, **columns):
    """For TRL's GRPOTrainer: a reward a completion; None, which it leaves out, where unscored."""
    texts = [one if isinstance(one, str) else one[-1]["content"] for one in completions]
    groups = collections.defaultdict(list)
    for i, wanted in enumerate(constraints):
        groups[json.dumps(wanted)].append(i)

    def reward(group):
        wanted, members = group
        return zip(members, scores(json.loads(wanted), [texts[i] for i in members]))

    with ThreadPoolExecutor(HOSTS) as pool:
        rewards = dict(pair for pairs in pool.map(reward, groups.items()) for pair in pairs)
    return [rewards[i] for i in range(len(texts))]


def compute_score(data_source, solution_str, ground_truth, extra_info=None, **unused):
    """For verl, which needs a number: an unscored answer has 0, and says so."""
    reward = scores(json.loads(ground_truth), [solution_str])[0]
    return {"score": reward or 0.0, "unscored": float(reward is None)}
