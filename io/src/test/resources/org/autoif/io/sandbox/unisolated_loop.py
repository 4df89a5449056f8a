"""What the published scripts do, made fair: a namespace a function, an alarm a call, no isolation.

Reads rows {"function", "inputs"}; prints the seconds in all, the processor seconds,
and the seconds of each function, as JSON.
"""

import io
import json
import signal
import sys
import time
import warnings

LIMIT = 5


class Overtime(Exception):
    pass


def on_alarm(signum, frame):
    raise Overtime


def judge(source, inputs):
    space = {}
    results = []
    try:
        exec(source, space)
        evaluate = space["evaluate"]
    except Exception:
        return ["error"] * len(inputs)
    for text in inputs:
        signal.setitimer(signal.ITIMER_REAL, LIMIT)
        try:
            results.append(evaluate(text))
        except BaseException:
            results.append("error")
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    return results


rows = [json.loads(line) for line in sys.stdin]
signal.signal(signal.SIGALRM, on_alarm)
warnings.simplefilter("ignore")
answer, sys.stdout = sys.stdout, io.StringIO()
costs = []
start, before = time.perf_counter(), time.process_time()
for row in rows:
    began = time.perf_counter()
    judge(row["function"], row["inputs"])
    costs.append(time.perf_counter() - began)
json.dump([time.perf_counter() - start, time.process_time() - before, *costs], answer)
