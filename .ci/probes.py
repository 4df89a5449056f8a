"""The parts of .ci/probes.

  probes.py instructions WORK MODULE...   instructions as the checkers word them, one a line
  probes.py compare WORK MODULE...        what the checkers say of the probes of WORK/probes.jsonl
"""

import collections
import importlib
import json
import pathlib
import random
import sys

IFEVAL = "lm_eval.tasks.ifeval.instructions_registry"
EACH = 12

# Where checker and convention differ, by kind of instruction and of probe: they find keywords within other words, a
# sentence's end in "e.g.", and no English in a text of capitals.
CONVENTIONS = {
    ("keywords:existence", "only within other words"),
    ("length_constraints:number_sentences", "e.g. fruit"),
    ("change_case:english_capital", "capitals alone"),
}


def checkers(modules):
    for module in [IFEVAL, *modules]:
        for kind, checker in importlib.import_module(module).INSTRUCTION_DICT.items():
            yield module, kind, checker


def instructions(work, *modules):
    random.seed(42)
    found = {}
    for module, kind, checker in checkers(modules):
        for _ in range(EACH):
            made = checker(kind)
            try:
                said = made.build_description()
            except Exception as error:  # it wants more than it draws by itself
                print(f"probes: {kind} is left out: {error}")
                break
            line = " ".join(said.split())
            found.setdefault(line, {"module": module, "kind": kind, "arguments": made.get_instruction_args() or {}})
    (work / "instructions.txt").write_text("".join(line + "\n" for line in found), encoding="utf-8")
    (work / "instructions.json").write_text(json.dumps(found), encoding="utf-8")


def compare(work, *modules):
    known = json.loads((work / "instructions.json").read_text(encoding="utf-8"))
    classes = {(module, kind): checker for module, kind, checker in checkers(modules)}
    rows = [json.loads(line) for line in (work / "probes.jsonl").read_text(encoding="utf-8").splitlines()]
    said = collections.Counter()
    odd = []
    unasked = collections.Counter()
    for row in rows:
        about = known[row["instruction"]]
        checker = classes[about["module"], about["kind"]](about["kind"])
        try:
            checker.build_description(**about["arguments"])
        except Exception as error:  # it does not take what it gave
            unasked[f"{about['kind']}: {error}"] += 1
            continue
        follows = bool(checker.check_following(row["text"]))
        said[follows == row["expected"]] += 1
        if follows != row["expected"] and not any(about["kind"] == k and part in row["kind"] for k, part in CONVENTIONS):
            odd.append(f"{about['kind']}: {row['instruction']} | {row['kind']} | {row['text'][:120]!r}: the checker says {follows}")
    kinds = {(a["module"], a["kind"]) for a in known.values()}
    with_probes = {(known[row["instruction"]]["module"], known[row["instruction"]]["kind"]) for row in rows}
    print("\n".join(odd + [f"probes: {n} probes of {why}: not asked" for why, n in unasked.items()]))
    print(f"probes: {len(known)} instructions of {len(kinds)} kinds, {len(with_probes)} kinds with probes; "
          f"{len(rows)} probes, {said[True]} as the checkers say, {said[False]} not, {len(odd)} of them for no known reason")
    if len(with_probes) < 15 or not modules and odd:
        sys.exit("probes: too few, or against the checkers")


if __name__ == "__main__":
    {"instructions": instructions, "compare": compare}[sys.argv[1]](pathlib.Path(sys.argv[2]), *sys.argv[3:])
