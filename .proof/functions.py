#!/usr/bin/env python3
"""How many of the functions that a model writes are right, and what each check does about it.

  functions.py ORACLES.jsonl WORK --teacherBaseUrl=URL --teacherModel=NAME [OPTION of autoif synthesize]...

ORACLES.jsonl: rows {"instruction": …, "texts": [{"text": …, "label": true|false}, …]}, labelled by hand. Their instructions
are the seeds; the teacher writes functions for them anew, once for all rows of the table: what is paid for is in
WORK/completions.sqlite, and the same command goes on from there. The answers are the built-in teacher's, since only
functions are looked at here. Prints a table and writes WORK/functions.md with every function that the default keeps, to be
read by eye. ROWS=0,2 in the environment makes these rows of the table alone. Functions run as separate processes with a time
limit, not in autoif's own sandbox: use it for what your own models write.

A function is right if its balanced accuracy over the labelled texts is 0.95 or more, and acceptable with 0.85. "Chosen
wrong" is the share of the texts accepted by most of an instruction's functions that break the rule, "rejected wrong" the
share of those refused by all of them that follow it.
"""
import json
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
AUTOIF = os.path.join(HERE, "../deploy/bin/autoif")
TEXTKIT = os.path.join(HERE, "../io/src/main/resources/org/autoif/io/sandbox")
METHOD = ("GenerateVerifiers", "GenerateNearMisses", "JudgeCases", "RepairVerifiers", "BackTranslate", "FilterByEntailment")
SECONDS = 30

NO_REPAIR = "--repairRounds=0"
NO_VALIDATION, NO_AUDIT, NO_BACK = "--crossValidate=false", "--audit=none", "--backTranslate=false"
BELIEVED = "--entailmentControls=false"
DEFAULT = "the default"
ROWS = [
    ("no check", [NO_VALIDATION, NO_AUDIT, NO_BACK, NO_REPAIR]),
    ("the paper's (`--preset=paper --audit=none`)", ["--preset=paper", NO_AUDIT]),
    (DEFAULT, []),
    ("the default without repairs", [NO_REPAIR]),
    ("the default without cross-validation", [NO_VALIDATION]),
    ("the default without audit", [NO_AUDIT]),
    ("the default without back-translation", [NO_BACK]),
    ("the default, every label of entailment believed", [BELIEVED]),
    ("the default with near misses", ["--nearMisses=1"]),
    ("the default with `--entailment=mutual`, every label believed", ["--entailment=mutual", BELIEVED]),
]
if "ROWS" in os.environ:
    ROWS = [ROWS[int(number)] for number in os.environ["ROWS"].split(",")]

CHILD = """
import json, sys
task = json.load(sys.stdin)
sys.path.insert(0, task["path"])
import textkit, io
sys.stdout, out = io.StringIO(), sys.stdout
said = []
try:
    space = {"__name__": "verifier", "textkit": textkit}
    exec(compile(task["source"], "function", "exec"), space)
    for text in task["texts"]:
        try:
            verdict = space["evaluate"](text)
            said.append("T" if verdict is True else "F" if verdict is False else "E")
        except BaseException:
            said.append("E")
except BaseException:
    said = ["E"] * len(task["texts"])
print("".join(said), file=out)
"""


def verdicts(source, texts, known={}):
    """What a function says of each text: T, F, or E for anything else. Nothing counts from where it hangs."""
    key = (source, tuple(texts))
    if key not in known:
        task = json.dumps({"source": source, "texts": texts, "path": TEXTKIT})
        try:
            done = subprocess.run([sys.executable, "-c", CHILD], input=task, capture_output=True, text=True, timeout=SECONDS)
            said = done.stdout.strip()
        except subprocess.TimeoutExpired:
            said = ""
        known[key] = said if len(said) == len(texts) else "E" * len(texts)
    return known[key]


def balanced(said, labels):
    yes = [s for s, label in zip(said, labels) if label]
    no = [s for s, label in zip(said, labels) if not label]
    return (yes.count("T") / max(1, len(yes)) + no.count("F") / max(1, len(no))) / 2


def rows(folder):
    if not os.path.isdir(folder):
        return
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def score(version, oracles):
    functions, chosen, refused, instructions = [], [], [], 0
    for row in rows(os.path.join(version, "instructions")):
        oracle = oracles[row["instruction"]]
        texts, labels = [t["text"] for t in oracle], [t["label"] for t in oracle]
        all_said = []
        instructions += 1
        for function in row["functions"]:
            said = verdicts(function["source"], texts)
            all_said.append(said)
            functions.append((row["instruction"], function["source"], balanced(said, labels)))
        for i, label in enumerate(labels):
            valid = [said[i] for said in all_said if said[i] != "E"]
            if valid and valid.count("T") / len(valid) > 0.5:
                chosen.append(label)
            elif valid and "T" not in valid:
                refused.append(label)
    with open(os.path.join(version, "manifest.json"), encoding="utf-8") as manifest:
        steps = json.load(manifest)["steps"]
    calls = tokens = 0
    for step in steps:
        if step["step"] in METHOD:
            for used in step["calls"].values():
                calls += used["requests"]
                tokens += used["completion_tokens"]
    return instructions, functions, chosen, refused, calls, tokens


def percent(part, whole):
    return f"{part / whole:.1%}" if whole else "–"


def main():
    if len(sys.argv) < 4 or not all(any(a.startswith(o) for a in sys.argv) for o in ("--teacherBaseUrl=", "--teacherModel=")):
        sys.exit(__doc__)
    given, work, options = sys.argv[1], os.path.abspath(sys.argv[2]), sys.argv[3:]
    os.makedirs(work, exist_ok=True)
    oracles = {}
    with open(given, encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            oracles[row["instruction"]] = row["texts"]
    seeds, queries = os.path.join(work, "seeds.txt"), os.path.join(work, "queries.jsonl")
    with open(seeds, "w", encoding="utf-8") as out:
        out.writelines(instruction + "\n" for instruction in oracles)
    with open(queries, "w", encoding="utf-8") as out:
        out.write(json.dumps({"query": "How do I look after a bicycle?"}) + "\n")
    policy = subprocess.Popen([AUTOIF, "teacher"], stdout=subprocess.PIPE, text=True)
    try:
        address = ""
        while not address:
            line = policy.stdout.readline()
            if not line:
                sys.exit("functions.py: the built-in teacher did not start")
            found = re.search(r"https?://\S+", line)
            address = found.group(0).rstrip(".,") if found else ""
        print("| checks | instructions | functions | right | acceptable | chosen wrong | rejected wrong | calls | tokens written | calls a right function |")
        print("|---|---|---|---|---|---|---|---|---|---|", flush=True)
        kept = []
        for number, (name, own) in enumerate(ROWS):
            version = f"v{number}"
            if not os.path.exists(os.path.join(work, version, "manifest.json")):
                run = subprocess.run(
                    [AUTOIF, "synthesize", "--output=" + work, "--version=" + version, "--baseVersion=none",
                     "--seeds=" + seeds, "--queries=" + queries, "--instructions=0", "--queriesPerInstruction=1",
                     "--responses=1", "--scoreQuality=false", "--probeRewards=false", "--minSft=0", "--minDpo=0",
                     "--verifierTimeout=2", "--policyBaseUrl=" + address, "--policyModel=autoif-teacher"] + options + own,
                    stdout=subprocess.DEVNULL)
                if run.returncode:
                    sys.exit(f"functions.py: the row '{name}' ended with status {run.returncode}; the same command goes on")
            instructions, functions, chosen, refused, calls, tokens = score(os.path.join(work, version), oracles)
            kept = functions if name == DEFAULT else kept
            n = len(functions)
            right = sum(f[2] >= 0.95 for f in functions)
            print(f"| {name} | {instructions} | {n} | {right} ({percent(right, n)})"
                  f" | {percent(sum(f[2] >= 0.85 for f in functions), n)}"
                  f" | {percent(chosen.count(False), len(chosen))} | {percent(refused.count(True), len(refused))}"
                  f" | {calls} | {tokens} | {calls / right if right else float('inf'):.0f} |", flush=True)
        with open(os.path.join(work, "functions.md"), "w", encoding="utf-8") as out:
            for instruction, source, accuracy in kept:
                out.write(f"## {instruction}\n\nBalanced accuracy {accuracy:.3f}\n\n```python\n{source.strip()}\n```\n\n")
    finally:
        policy.terminate()
        policy.wait()


if __name__ == "__main__":
    main()
