"""Loads versions of a dataset with the libraries that train on it, and takes a real step with each trainer.

Usage: loaders.py trl|llamafactory OUTPUT, where OUTPUT has the versions jsonl (defaults) and parquet (all
exports, some instructions held out). The model is tiny and random; the trainers' settings are those of
docs/training, but for what a small machine needs otherwise.
"""

import glob
import json
import os
import sys
import time

import yaml
from datasets import load_dataset

LIBRARY, OUTPUT = sys.argv[1:]
VERSIONS = [os.path.join(OUTPUT, name) for name in ("jsonl", "parquet")]
JSONL, PARQUET = VERSIONS
ROUND = os.path.join(OUTPUT, "rounds", "round")
CONFIGS = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "docs", "training")
WORK = os.path.join(OUTPUT, LIBRARY)
MODEL = os.path.join(WORK, "tiny")
TEMPLATE = """{% for m in messages %}<|im_start|>{{ m['role'] }}
{{ m['content'] }}<|im_end|>
{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant
{% endif %}"""
# What a step on this machine needs otherwise.
SMALL = {
    "model_name_or_path": MODEL,
    "max_steps": 1,
    "per_device_train_batch_size": 2,
    "gradient_accumulation_steps": 1,
    "bf16": False,
    "use_cpu": True,
    "report_to": "none",
    "logging_steps": 1,
    "disable_tqdm": True,
    "save_strategy": "steps",
    "save_steps": 1,
}


def told(what, since):
    print(f"loaders: {what} ({time.monotonic() - since:.0f} s)", flush=True)


def rows(version, folder):
    with open(os.path.join(version, "manifest.json"), encoding="utf-8") as file:
        return json.load(file)["rows"].get(folder, 0)


def documented(name):
    """Settings as docs/training has them, but for what only more than one device can do."""
    with open(os.path.join(CONFIGS, name + ".yaml"), encoding="utf-8") as file:
        settings = yaml.safe_load(file)
    del settings["deepspeed"]
    return settings


def make_model():
    """A model of two thin layers with a byte-level vocabulary of the rows' own."""
    from tokenizers import ByteLevelBPETokenizer
    from transformers import PreTrainedTokenizerFast, Qwen2Config, Qwen2ForCausalLM

    texts = [turn["content"] for row in load_dataset(JSONL, "sft", split="train") for turn in row["messages"]]
    vocabulary = ByteLevelBPETokenizer()
    special = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
    vocabulary.train_from_iterator(texts, vocab_size=600, special_tokens=special)
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=vocabulary._tokenizer, pad_token="<|endoftext|>", eos_token="<|im_end|>"
    )
    tokenizer.chat_template = TEMPLATE
    tokenizer.save_pretrained(MODEL)
    config = Qwen2Config(
        vocab_size=len(tokenizer),
        hidden_size=32,
        intermediate_size=64,
        num_hidden_layers=2,
        num_attention_heads=2,
        num_key_value_heads=2,
        pad_token_id=tokenizer.pad_token_id,
        eos_token_id=tokenizer.eos_token_id,
    )
    Qwen2ForCausalLM(config).save_pretrained(MODEL)
    return tokenizer


def check_step(folder, *logged):
    """A step was taken, and what is named was logged of it."""
    with open(os.path.join(folder, "checkpoint-1", "trainer_state.json"), encoding="utf-8") as file:
        state = json.load(file)
    log = {key: value for entry in state["log_history"] for key, value in entry.items()}
    assert state["global_step"] == 1, state
    for name in logged:
        assert log[name] == log[name], f"{name} is not a number: {log}"


def check_hub():
    """Each config that a card names loads, with the rows that the manifest counts."""
    since = time.monotonic()
    for version in [*VERSIONS, ROUND]:
        with open(os.path.join(version, "README.md"), encoding="utf-8") as file:
            card = yaml.safe_load(file.read().split("---\n")[1])
        names = [config["config_name"] for config in card["configs"]]
        for name in names:
            for split, part in load_dataset(version, name).items():
                folder = name if split == "train" else f"{name}-{split}"
                assert len(part) == rows(version, folder) > 0, (version, name, split, len(part))
        assert [config.get("default") for config in card["configs"]][0] is True
        first = "dpo" if version == ROUND else "sft"
        assert load_dataset(version)["train"].column_names == load_dataset(version, first)["train"].column_names
        print(f"loaders: load_dataset reads {', '.join(names)} of {os.path.basename(version)}")
    columns = [load_dataset(version, "dpo", split="train").features for version in (JSONL, ROUND)]
    assert columns[0] == columns[1], columns
    held_out = [name for name in os.listdir(PARQUET) if name.endswith("-validation")]
    assert "sft-validation" in held_out, held_out
    ids = [
        {id for row in load_dataset(PARQUET, "sft", split=split) for id in row["instruction_ids"]}
        for split in ("train", "validation")
    ]
    assert not ids[0] & ids[1], "an instruction is on both sides of the split"
    told("the hub's loader reads every config", since)


def check_trl():
    """One step of each trainer through TRL's own command line, on the main rows."""
    import importlib

    common = {**SMALL, "dataset_name": PARQUET, "attn_implementation": "eager"}
    steps = [
        ("sft", {"max_length": 256}, ["loss"]),
        ("dpo", {"max_length": 256}, ["loss", "rewards/margins"]),
        ("kto", {"max_length": 256, "dataset_config": "dpo"}, ["loss"]),
        (
            "grpo",
            {"num_generations": 2, "max_completion_length": 12},
            ["loss", "rewards/trl_reward/mean"],
        ),
    ]
    sys.path.insert(0, os.path.join(PARQUET, "reward"))
    for name, needs, logged in steps:
        since = time.monotonic()
        script = importlib.import_module("trl.scripts." + name)
        config = os.path.join(CONFIGS, f"trl-{name}.yaml")
        arguments = ["--config", config] if os.path.exists(config) else []
        folder = os.path.join(WORK, name)
        for key, value in {**common, **needs, "output_dir": folder}.items():
            arguments += ["--" + key, str(value)]
        script.main(*script.make_parser().parse_args_and_config(arguments))
        check_step(folder, *logged)
        told(f"TRL's {name} took a step", since)


def check_rewards():
    """The reward adapter decides of every kept answer what the pipeline did, by TRL's interface."""
    since = time.monotonic()
    import autoif_reward

    for version in VERSIONS:
        tasks = {row["id"]: row["constraints"] for row in load_dataset(version, "rlvr", split="train")}
        answers = load_dataset(version, "sft", split="train")
        rewards = autoif_reward.trl_reward(
            completions=[row["messages"][-1:] for row in answers],
            constraints=[tasks[row["task_id"]] for row in answers],
        )
        assert rewards == answers["pass_rate"], rewards
    told(f"the rewards of {len(rewards)} answers are their pass rates", since)


def check_verl(tokenizer):
    since = time.monotonic()
    from omegaconf import OmegaConf
    from verl.trainer.ppo.reward import get_custom_reward_fn
    from verl.utils.dataset.rl_dataset import RLHFDataset

    files = glob.glob(os.path.join(PARQUET, "verl", "*.parquet"))
    config = {"cache_dir": os.path.join(WORK, "verl"), "max_prompt_length": 2048}
    dataset = RLHFDataset(files, tokenizer, OmegaConf.create(config))
    assert len(dataset) == rows(PARQUET, "verl"), len(dataset)
    row = dataset[0]
    assert row["data_source"] == "autoif" and row["extra_info"]["split"] == "train", row
    adapter = os.path.join(PARQUET, "reward", "autoif_reward", "__init__.py")
    function = {"path": adapter, "name": "compute_score"}
    reward = get_custom_reward_fn(OmegaConf.create({"reward": {"custom_reward_function": function}}))
    kept = {answer["task_id"]: answer for answer in load_dataset(PARQUET, "sft", split="train")}
    judged = 0
    for row in dataset.dataframe:
        answer = kept.get(row["extra_info"]["id"])
        if answer:
            text, truth = answer["messages"][-1]["content"], row["reward_model"]["ground_truth"]
            score = reward(
                data_source="autoif", solution_str=text, ground_truth=truth, extra_info=row["extra_info"]
            )
            assert score == {"score": answer["pass_rate"], "unscored": 0.0}, (score, answer)
            judged += 1
    assert judged
    told(f"verl reads {len(dataset)} rows and rewards {judged} answers", since)


def check_openrlhf(tokenizer):
    from types import SimpleNamespace

    from openrlhf.datasets.prompts_dataset import PromptDataset
    from openrlhf.datasets.reward_dataset import RewardDataset
    from openrlhf.datasets.sft_dataset import SFTDataset

    def strategy(**keys):
        data = SimpleNamespace(apply_chat_template=True, **keys)
        return SimpleNamespace(args=SimpleNamespace(data=data), is_rank_0=lambda: True)

    since = time.monotonic()
    parts = {name: load_dataset(PARQUET, name, split="train") for name in ("sft", "dpo", "rlvr")}
    examples = SFTDataset(parts["sft"], tokenizer, 4096, strategy(input_key="messages"), num_processors=1)
    assert examples.responses[0].startswith(parts["sft"][0]["messages"][-1]["content"])
    keys = strategy(prompt_key="prompt", chosen_key="chosen", rejected_key="rejected")
    pairs = RewardDataset(parts["dpo"], tokenizer, 4096, keys, is_dpo=True, num_processors=1)
    assert pairs.rejects[0].startswith(parts["dpo"][0]["rejected"][0]["content"])
    tasks = PromptDataset(parts["rlvr"], tokenizer, strategy(input_key="prompt", label_key="constraints"))
    assert tasks[0][2] == parts["rlvr"][0]["constraints"]
    assert [len(examples), len(pairs), len(tasks)] == [len(part) for part in parts.values()]
    told("OpenRLHF reads sft, dpo and rlvr", since)


def check_axolotl():
    """Axolotl's own preprocessing makes tokens of every row, by the settings of docs/training."""
    import subprocess

    from datasets import load_from_disk

    for name in ("sft", "dpo"):
        since = time.monotonic()
        config = documented(f"axolotl-{name}")
        prepared = os.path.join(WORK, "axolotl-" + name)
        for part in config["datasets"] + config.get("test_datasets", []):
            part["path"] = part["path"].replace("out/v1", PARQUET)
        config.update(base_model=MODEL, bf16=False, flash_attention=False, dataset_prepared_path=prepared)
        config.update(dataset_num_proc=1, output_dir=prepared + "-out")
        config.update(special_tokens={"pad_token": "<|endoftext|>"})
        settings = prepared + ".yaml"
        with open(settings, "w", encoding="utf-8") as file:
            yaml.safe_dump(config, file)
        command = [sys.executable, "-m", "axolotl.cli.preprocess", settings]
        run = subprocess.run(command, capture_output=True, text=True)
        assert run.returncode == 0, run.stdout + run.stderr
        made = [load_from_disk(folder) for folder in glob.glob(os.path.join(prepared, "*", ""))]
        sizes = sorted(len(part) for part in made)
        folders = [name, name + "-validation"] if "test_datasets" in config else [name]
        assert sizes == sorted(rows(PARQUET, folder) for folder in folders), (name, sizes)
        row = made[0][0]
        if name == "sft":
            learnt = sum(label != -100 for label in row["labels"])
            assert 0 < learnt < len(row["input_ids"]), row
        else:
            assert row["prompt"].startswith("<|im_start|>user") and row["chosen"].endswith("<|im_end|>"), row
        told(f"Axolotl reads {name}: {sizes} rows", since)


def check_llamafactory():
    """Every entry of dataset_info.json goes through LLaMA-Factory's own preprocessing, and two train."""
    from llamafactory.data import get_dataset, get_template_and_fix_tokenizer
    from llamafactory.hparams import get_train_args
    from llamafactory.model import load_tokenizer
    from llamafactory.train.tuner import run_exp

    small = {**SMALL, "overwrite_cache": True, "cutoff_len": 256, "flash_attn": "disabled"}

    def settings(name, version, **more):
        config = documented(f"llamafactory-{name}")
        config.pop("eval_dataset", None)
        return {**config, **small, "dataset_dir": version, "eval_strategy": "no", **more}

    for version in VERSIONS:
        since = time.monotonic()
        with open(os.path.join(version, "dataset_info.json"), encoding="utf-8") as file:
            entries = json.load(file)
        for name, entry in entries.items():
            stage = "rm" if entry.get("ranking") else "kto" if "kto_tag" in entry["columns"] else "sft"
            model, data, training, _, _ = get_train_args(
                settings("sft", version, dataset=name, stage=stage, output_dir=os.path.join(WORK, name))
            )
            tokens = load_tokenizer(model)
            template = get_template_and_fix_tokenizer(tokens["tokenizer"], data)
            module = get_dataset(template, model, data, training, stage=stage, **tokens)
            assert len(module["train_dataset"]) == rows(version, entry["file_name"]), name
        told(f"LLaMA-Factory reads {', '.join(entries)} of {os.path.basename(version)}", since)
    for stage in ("sft", "dpo"):
        since = time.monotonic()
        folder = os.path.join(WORK, stage)
        run_exp(settings(stage, PARQUET, output_dir=folder))
        check_step(folder, "loss")
        told(f"LLaMA-Factory's {stage} took a step", since)


os.makedirs(WORK, exist_ok=True)
if LIBRARY == "trl":
    check_hub()
    small_tokenizer = make_model()
    check_trl()
    check_rewards()
    check_verl(small_tokenizer)
    check_openrlhf(small_tokenizer)
    check_axolotl()
else:
    make_model()
    check_llamafactory()
