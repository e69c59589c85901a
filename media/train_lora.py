# /// script
# requires-python = ">=3.10"
# dependencies = [
#     "torch>=2.6",
#     "transformers>=5.0,<6",
#     "trl>=1.10,<2",
#     "peft>=0.18,<1",
#     "accelerate>=1.4,<2",
#     "datasets>=4.0",
#     "safetensors>=0.4",
#     "gguf>=0.10",
#     "jinja2>=3.1",
#     "sentencepiece>=0.2",
#     "protobuf>=4",
# ]
# ///
"""Trains a low-rank adapter from the fixes that were kept in an editor, or measures one. Self-Heal writes the job and reads what is printed.

    uv run train_lora.py JOB.json            or            accelerate launch train_lora.py JOB.json

JOB.json, whose paths are relative to its own folder, says what is to be done (see `Job`). On standard output there is one JSON object a line: `stage`,
`counted`, `mask`, `progress`, `point`, `done`, `evaluated` or `failed`; whatever libraries say goes to standard error. With `watch_stdin` the
run ends, with a checkpoint where it can, once standard input is closed: nobody waits for it any more.

The loss is taken on the answers only, no answer is cut (what is too long is left out, and counted), and the weights that held-out pairs
like best are kept.
"""

import json
import math
import os
import re
import sys
import threading
import time
import traceback
from dataclasses import dataclass, field, fields
from datetime import datetime, timezone
from pathlib import Path

os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
os.environ.setdefault("DO_NOT_TRACK", "1")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")

# Before any library can print: the protocol keeps standard output for itself.
PROTOCOL = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
os.dup2(2, 1)

IS_MAIN = int(os.environ.get("RANK", "0")) == 0

# For a model that brings no form of conversation of its own; llama.cpp and most servers take the same where they find none.
CHATML = (
    "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n' }}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"
)


@dataclass
class Job:
    base: str
    """A name on the hub, or a folder."""
    output: str
    """The folder that gets `adapter/` and, while it runs, `checkpoints/`."""
    mode: str = "train"
    """`train`, or `evaluate`: the base, and the adapter of `output` where there is one, on the examples of `valid`."""
    gguf_file: str | None = None
    """The weights are this file of the folder `base`."""
    methods: list = field(default_factory=lambda: ["sft"])
    train: str | None = None
    valid: str | None = None
    preference: str | None = None
    labelled: str | None = None
    r: int = 8
    lora_alpha: float = 16
    lora_dropout: float = 0.05
    bias: str = "none"
    task_type: str = "CAUSAL_LM"
    target_modules: list = field(default_factory=lambda: ["all-linear"])
    learning_rate: float = 2e-4
    num_train_epochs: float = 3
    batch_size: int = 4
    gradient_accumulation_steps: int = 2
    warmup_steps: int = 10
    max_grad_norm: float = 1.0
    weight_decay: float = 0.01
    max_length: int = 2048
    seed: int = 1
    threads: int | None = None
    device: str | None = None
    resume: bool = False
    watch_stdin: bool = False
    answers: int = 0
    """With `evaluate`: how many answers are written out, and their code compared, word for word."""


class Refused(Exception):
    def __init__(self, reason, message):
        super().__init__(message)
        self.reason = reason


def say(event, **values):
    if not IS_MAIN:
        return
    clean = {name: (None if isinstance(value, float) and not math.isfinite(value) else value) for name, value in values.items()}
    try:
        PROTOCOL.write(json.dumps({"event": event, **clean}) + "\n")
        PROTOCOL.flush()
    except (BrokenPipeError, ValueError):
        os._exit(3)  # nobody listens any more


def now():
    return datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Watch:
    """Ends the run when whoever started it is gone or says so: softly between two steps, hard where none comes."""

    SOFT_SECONDS = 20

    def __init__(self):
        self.asked = False
        self.is_training = False

    def start(self):
        threading.Thread(target=self._wait, daemon=True).start()

    def _wait(self):
        try:
            while sys.stdin.buffer.read(1):
                pass
        except OSError:
            pass
        self.asked = True
        if self.is_training:
            time.sleep(self.SOFT_SECONDS)
        os._exit(3)


WATCH = Watch()


def read_job(file):
    try:
        raw = json.loads(Path(file).read_text(encoding="utf-8"))
        known = {one.name for one in fields(Job)}
        job = Job(**{name: value for name, value in raw.items() if name in known and value is not None})
    except (OSError, ValueError, TypeError) as error:
        raise Refused("invalid", f"The training's job could not be read: {error}.") from None
    folder = Path(file).resolve().parent
    for name in ("train", "valid", "preference", "labelled", "output"):
        value = getattr(job, name)
        if value is not None:
            setattr(job, name, str(folder / value))
    return job


def read_lines(file):
    with open(file, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def import_libraries():
    say("stage", stage="preparing", text="reading the libraries")
    try:
        import accelerate, datasets, peft, torch, transformers, trl  # noqa: F401,E401
    except ImportError as error:
        raise Refused("no-packages", f"This Python can’t train: {error}. It needs torch, transformers, trl, peft, accelerate and datasets.") from None
    transformers.logging.set_verbosity_error()
    return torch


def device_of(job, torch):
    if job.device:
        return job.device
    if torch.cuda.is_available():
        return "cuda"
    if torch.backends.mps.is_available():
        return "mps"
    return "cpu"


def load(job, torch, device):
    from transformers import AutoModelForCausalLM, AutoTokenizer

    say("stage", stage="loading", text=f"reading the model {job.base}")
    more = {"gguf_file": job.gguf_file} if job.gguf_file else {}
    tokenizer = AutoTokenizer.from_pretrained(job.base, trust_remote_code=False, **more)
    if device == "cuda" and torch.cuda.is_bf16_supported():
        dtype = torch.bfloat16
    else:
        dtype = torch.float32
    safe = {} if job.gguf_file else {"use_safetensors": True}
    model = AutoModelForCausalLM.from_pretrained(job.base, dtype=dtype, trust_remote_code=False, **safe, **more)
    if job.gguf_file:
        forget_quantization(model)
    if tokenizer.chat_template is None:
        tokenizer.chat_template = CHATML
    if tokenizer.pad_token is None:
        tokenizer.pad_token = tokenizer.eos_token or tokenizer.unk_token
    if tokenizer.pad_token is None:
        raise Refused("wrong-base", f"The model {job.base} has no token that ends a text, so it can’t learn where an answer ends.")
    model.config.use_cache = False
    return model, tokenizer


def forget_quantization(model):
    """A GGUF's weights were written out as ordinary numbers when they were read; newer libraries go on calling such a model quantized, and refuse to train it."""
    if not all(weight.dtype.is_floating_point for weight in model.parameters()):
        return
    for name in ("hf_quantizer", "quantization_method"):
        if getattr(model, name, None) is not None:
            setattr(model, name, None)
    if hasattr(model.config, "quantization_config"):
        del model.config.quantization_config
    if not isinstance(getattr(type(model), "is_quantized", None), property):
        model.is_quantized = False


def answer_of(example):
    answer = example.get("completion") or example.get("chosen")
    return answer[0]["content"]


def length_of(tokenizer, messages):
    return len(tokenizer.apply_chat_template(messages, tokenize=True, return_dict=True)["input_ids"])


def fitting(tokenizer, examples, max_length):
    """What fits whole, and the longest of it: an answer that is cut would teach to stop in the middle."""
    kept, longest, tokens = [], 0, 0
    for example in examples:
        answers = [example[name] for name in ("completion", "chosen", "rejected") if name in example]
        length = max(length_of(tokenizer, example["prompt"] + answer) for answer in answers)
        if length > max_length:
            continue
        kept.append(example)
        longest = max(longest, length)
        tokens += length
    return kept, longest, tokens


def check_mask(trainer, tokenizer, examples):
    """The words that the loss is taken on are the answer, and nothing of the question is among them. Looked at in what the trainer itself made of it."""
    count = min(4, len(examples))
    learned = asked = 0
    for at in range(count):
        batch = trainer.data_collator([trainer.train_dataset[at]])
        ids, labels = batch["input_ids"][0].tolist(), batch["labels"][0].tolist()
        masked = [token for token, label in zip(ids, labels) if label == -100]
        text = tokenizer.decode([label for label in labels if label != -100], skip_special_tokens=False)
        answer = answer_of(examples[at]).strip()
        question = examples[at]["prompt"][-1]["content"].strip()
        if answer not in text or len(text) > len(answer) + 200 or question[:200] in text:
            raise Refused("failed", "The trainer would learn the questions too, not only the answers, with this model’s form of conversation; nothing was trained.")
        learned += len(ids) - len(masked)
        asked += len(masked)
    say("mask", checked=count, learned_tokens=learned, asked_tokens=asked)


def callbacks_for(job, method, history):
    from transformers import EarlyStoppingCallback, TrainerCallback

    class Told(TrainerCallback):
        began = 0.0
        first = 0

        def on_train_begin(self, args, state, control, **_):
            self.began, self.first = time.time(), state.global_step
            WATCH.is_training = True
            say("progress", method=method, step=state.global_step, steps=state.max_steps, epoch=0.0)

        def on_step_end(self, args, state, control, **_):
            done = state.global_step - self.first
            left = (state.max_steps - state.global_step) * (time.time() - self.began) / max(1, done)
            say("progress", method=method, step=state.global_step, steps=state.max_steps, epoch=round(state.epoch or 0, 3), eta=round(left, 1))
            if WATCH.asked:
                control.should_save = True
                control.should_training_stop = True

        def on_log(self, args, state, control, logs=None, **_):
            logs = logs or {}
            point = {"step": state.global_step, "epoch": round(state.epoch or 0, 3), "at": now(), "method": method}
            for name in ("loss", "eval_loss", "learning_rate"):
                if name in logs:
                    point[name] = logs[name]
            if "loss" not in point and "eval_loss" not in point:
                return
            if point.get("loss") is not None and not math.isfinite(point["loss"]):
                raise Refused("diverged", "The loss is no number any more: the training went astray. Take a lower learning rate.")
            history.append(point)
            say("point", **point)

        def on_train_end(self, args, state, control, **_):
            WATCH.is_training = False

    return [Told(), EarlyStoppingCallback(early_stopping_patience=2)] if job.valid else [Told()]


def common_options(job, device, steps_per_epoch, has_valid):
    steps = max(1, steps_per_epoch // 2)
    watched = {"eval_strategy": "steps", "eval_steps": steps, "load_best_model_at_end": True, "metric_for_best_model": "eval_loss", "greater_is_better": False}
    return dict(
        num_train_epochs=job.num_train_epochs,
        per_device_train_batch_size=job.batch_size,
        per_device_eval_batch_size=job.batch_size,
        gradient_accumulation_steps=job.gradient_accumulation_steps,
        max_grad_norm=job.max_grad_norm,
        weight_decay=job.weight_decay,
        lr_scheduler_type="cosine",
        logging_steps=max(1, min(5, steps)),
        logging_first_step=True,
        save_strategy="steps",
        save_steps=steps,
        save_total_limit=2,
        seed=job.seed,
        data_seed=job.seed,
        report_to=[],
        disable_tqdm=True,
        use_cpu=device == "cpu",
        bf16=device == "cuda",
        **({"gradient_checkpointing": True} if device == "cuda" else {}),
        dataloader_pin_memory=device == "cuda",
        **(watched if has_valid else {}),
    )


def steps_of(job, count):
    world = int(os.environ.get("WORLD_SIZE", "1"))
    return max(1, math.ceil(count / (job.batch_size * job.gradient_accumulation_steps * world)))


def train_sft(job, model, tokenizer, device, history):
    from datasets import Dataset
    from peft import LoraConfig
    from trl import SFTConfig, SFTTrainer

    found = read_lines(job.train)
    held = read_lines(job.valid) if job.valid else []
    examples, longest, tokens = fitting(tokenizer, found, job.max_length)
    valid, longest_valid, _ = fitting(tokenizer, held, job.max_length)
    dropped = len(found) - len(examples) + len(held) - len(valid)
    say("counted", method="sft", examples=len(examples), valid=len(valid), dropped=dropped, tokens=tokens, longest=longest)
    if not examples:
        raise Refused("too-few", f"No pair is as short as {job.max_length} tokens, so there is nothing to learn from.")
    if not valid:
        job.valid = None
    targets = job.target_modules[0] if job.target_modules == ["all-linear"] else list(job.target_modules)
    options = common_options(job, device, steps_of(job, len(examples)), bool(valid))
    args = SFTConfig(
        output_dir=str(Path(job.output) / "checkpoints" / "sft"),
        learning_rate=job.learning_rate,
        warmup_steps=job.warmup_steps,
        # Nothing is cut: what is longer was left out above.
        max_length=max(longest, longest_valid),
        completion_only_loss=True,
        packing=False,
        **options,
    )
    lora = LoraConfig(
        r=job.r,
        lora_alpha=job.lora_alpha,
        lora_dropout=job.lora_dropout,
        bias=job.bias,
        task_type=job.task_type,
        target_modules=targets,
    )
    trainer = SFTTrainer(
        model=model,
        args=args,
        train_dataset=Dataset.from_list(examples),
        eval_dataset=Dataset.from_list(valid) if valid else None,
        processing_class=tokenizer,
        peft_config=lora,
        callbacks=callbacks_for(job, "sft", history),
    )
    check_mask(trainer, tokenizer, examples)
    before = measured_before(job, trainer, bool(valid))
    result = run_trainer(job, trainer, "sft")
    after = best_of(trainer, valid)
    return trainer, result, {"before": before, "after": after, "tokens": int(tokens * (result.metrics.get("epoch") or 0)), "dropped": dropped}


def measured_before(job, trainer, has_valid):
    """Held-out loss of the base, measured once, also where the run was cut short since."""
    if not has_valid:
        return None
    kept = Path(job.output) / "checkpoints" / "before.json"
    if job.resume and kept.exists():
        return json.loads(kept.read_text(encoding="utf-8"))["eval_loss"]
    say("stage", stage="evaluating", text="measuring the base on held-out pairs")
    loss = trainer.evaluate()["eval_loss"]
    if IS_MAIN:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps({"eval_loss": loss}), encoding="utf-8")
    return loss


def best_of(trainer, valid):
    if not valid:
        return None
    best = trainer.state.best_metric
    return best if best is not None else trainer.evaluate()["eval_loss"]


def run_trainer(job, trainer, method):
    from transformers.trainer_utils import get_last_checkpoint

    folder = trainer.args.output_dir
    last = get_last_checkpoint(folder) if job.resume and os.path.isdir(folder) else None
    say("stage", stage="training", text="training" if last is None else "going on from the last checkpoint", method=method)
    result = trainer.train(resume_from_checkpoint=last)
    if last is not None:
        # What the library says of a run that was cut short is of its last part alone.
        losses = [point["loss"] for point in trainer.state.log_history if "loss" in point]
        result.metrics["train_loss"] = sum(losses) / len(losses) if losses else result.metrics.get("train_loss")
    if WATCH.asked:
        PROTOCOL.flush()
        os._exit(3)
    return result


def train_preferences(job, method, model, tokenizer, device, history):
    """On top of what was learned from the fixes: a tenth of the way back to what was not wanted, against the model as it is without the adapter."""
    from datasets import Dataset

    file = job.preference if method == "dpo" else job.labelled
    found = read_lines(file)
    examples, longest, _ = fitting(tokenizer, found, job.max_length)
    say("counted", method=method, examples=len(examples), valid=0, dropped=len(found) - len(examples), tokens=0, longest=longest)
    if not examples:
        return None
    if method == "dpo":
        from trl import DPOConfig as Config, DPOTrainer as Trainer
    else:
        from trl import KTOConfig as Config, KTOTrainer as Trainer
    options = common_options(job, device, steps_of(job, len(examples)), False)
    options["num_train_epochs"] = 1
    if method == "kto":
        options["per_device_train_batch_size"] = max(2, job.batch_size)
    args = Config(
        output_dir=str(Path(job.output) / "checkpoints" / method),
        learning_rate=job.learning_rate / 20,
        warmup_steps=job.warmup_steps,
        max_length=longest,
        **options,
    )
    trainer = Trainer(
        model=model,
        args=args,
        train_dataset=Dataset.from_list(examples),
        processing_class=tokenizer,
        callbacks=callbacks_for(Job(base=job.base, output=job.output), method, history),
    )
    run_trainer(job, trainer, method)
    return trainer


def train(job, torch):
    device = device_of(job, torch)
    model, tokenizer = load(job, torch, device)
    history = []
    trainer, result, losses = train_sft(job, model, tokenizer, device, history)
    for method in job.methods:
        if method != "sft":
            trainer = train_preferences(job, method, trainer.model, tokenizer, device, history) or trainer
    say("stage", stage="saving", text="writing the adapter")
    trained = trainer.accelerator.unwrap_model(trainer.model)
    adapter = Path(job.output) / "adapter"
    if IS_MAIN:
        trained.save_pretrained(str(adapter), safe_serialization=True)
        if tokenizer.chat_template == CHATML:
            # A server has to ask it in the same form, and finds none with the model.
            (adapter / "chat_template.jinja").write_text(CHATML, encoding="utf-8")
    metrics = result.metrics
    import importlib.metadata as installed

    say(
        "done",
        metrics={
            "train_loss": metrics.get("train_loss"),
            "eval_loss": losses["after"],
            "eval_loss_before": losses["before"],
            "train_runtime": metrics.get("train_runtime"),
            "train_samples_per_second": metrics.get("train_samples_per_second"),
            "epoch": metrics.get("epoch"),
            "steps": trainer.state.global_step if trainer.args.output_dir.endswith("sft") else result.global_step,
            "tokens": losses["tokens"],
            "dropped": losses["dropped"],
            "device": torch.cuda.get_device_name() if device == "cuda" else device,
            "packages": {name: installed.version(name) for name in ("torch", "transformers", "trl", "peft", "accelerate", "datasets")},
            "timestamp": now(),
        },
    )


def evaluate(job, torch):
    """Loss on the answers, and answers written out, of the base and of the adapter beside each other."""
    from peft import PeftModel

    device = device_of(job, torch)
    model, tokenizer = load(job, torch, device)
    examples, _, _ = fitting(tokenizer, read_lines(job.valid), job.max_length)
    adapter = Path(job.output) / "adapter"
    if not (adapter / "adapter_config.json").exists():
        adapter = Path(job.output)
    has_adapter = (adapter / "adapter_config.json").exists()
    if has_adapter:
        model = PeftModel.from_pretrained(model, str(adapter))
    model.to(device).eval()
    tokenizer.padding_side = "left"
    sides = {}
    for side in ("base", "adapter") if has_adapter else ("base",):
        say("stage", stage="evaluating", text=f"measuring the {side}")
        if side == "base" and has_adapter:
            with model.disable_adapter():
                sides[side] = measured(job, torch, model, tokenizer, examples, device, side)
        else:
            sides[side] = measured(job, torch, model, tokenizer, examples, device, side)
    say("evaluated", of=len(examples), **sides)


def measured(job, torch, model, tokenizer, examples, device, side):
    total, count = 0.0, 0
    with torch.no_grad():
        for example in examples:
            asked = tokenizer.apply_chat_template(example["prompt"], add_generation_prompt=True, return_dict=True)["input_ids"]
            whole = tokenizer.apply_chat_template(example["prompt"] + example["completion"], return_dict=True)["input_ids"]
            ids = torch.tensor([whole], device=device)
            labels = ids.clone()
            labels[:, : len(asked)] = -100
            learned = len(whole) - len(asked)
            total += float(model(input_ids=ids, labels=labels).loss) * learned
            count += learned
    answers = []
    chosen = examples[: job.answers]
    for start in range(0, len(chosen), 4):
        part = chosen[start : start + 4]
        batch = tokenizer.apply_chat_template(
            [one["prompt"] for one in part], add_generation_prompt=True, padding=True, return_dict=True, return_tensors="pt"
        ).to(device)
        room = max(length_of(tokenizer, one["completion"]) for one in part) + 24
        with torch.no_grad():
            made = model.generate(**batch, max_new_tokens=room, do_sample=False, use_cache=True, pad_token_id=tokenizer.pad_token_id)
        answers += tokenizer.batch_decode(made[:, batch["input_ids"].shape[1] :], skip_special_tokens=True)
        say("progress", step=min(start + 4, len(chosen)), steps=len(chosen), method=side)
    exact = sum(code_of(answer) == code_of(answer_of(example)) for answer, example in zip(answers, chosen))
    return {"loss": total / max(1, count), "exact": exact, "asked": len(chosen), "answers": answers}


def code_of(answer):
    """What is taken of an answer: its first code block, whatever a model says around it."""
    found = re.search(r"^(`{3,})[^\n`]*\n(.*?)\n?^\1`*[ \t]*$", answer, re.S | re.M)
    return (found.group(2) if found else answer).strip()


def refusal_of(error, job):
    """What went wrong, as one sentence for whoever started it."""
    base = job.base if job else "the model"
    if isinstance(error, Refused):
        return error.reason, str(error)
    names = {one.__name__ for one in type(error).__mro__}
    text = str(error).strip().split("\n")[0][:300]
    chain = f"{type(error).__name__}: {error}"
    cause = error
    while cause.__cause__ or cause.__context__:
        cause = cause.__cause__ or cause.__context__
        names |= {one.__name__ for one in type(cause).__mro__}
        chain += f"\n{type(cause).__name__}: {cause}"
    if "OutOfMemoryError" in names or isinstance(error, MemoryError) or "can't allocate memory" in chain or "not enough memory" in chain:
        return "memory", "The memory is too small for this training. Take a smaller model, a smaller batch_size or a smaller max_seq_length."
    if isinstance(error, OSError) and error.errno == 28:
        return "disk", "The disk is full, so the training was ended."
    if "GatedRepoError" in names or "trying to access a gated repo" in chain:
        return "gated", f"The model {base} is given only to those who agreed to its terms: agree on its page on huggingface.co, and log in with `hf auth login`."
    if "RepositoryNotFoundError" in names or "is not a valid model identifier" in chain or "is not a local folder" in chain:
        return "wrong-base", f"There is no model {base}, neither as a folder here nor on the Hugging Face hub, or it is private."
    if names & {"LocalEntryNotFoundError", "OfflineModeIsEnabled", "ConnectionError", "ConnectError", "ConnectTimeout", "MaxRetryError", "ProxyError"} or "couldn't connect to" in chain.lower():
        return "no-hub", f"The model {base} is not on this machine, and the Hugging Face hub could not be reached. Name a folder that has it, or a .gguf file."
    if "arget modules" in chain:
        return "wrong-base", f"The model {base} has none of the layers that target_modules names."
    if isinstance(error, ImportError):
        return "no-packages", f"A package is missing in this Python: {text}."
    if isinstance(error, (OSError, ValueError, KeyError)) and ("config" in chain or "safetensors" in chain or "gguf" in chain.lower() or "okenizer" in chain):
        return "wrong-base", f"The model {base} can’t be trained on: {text}"
    return "failed", f"The training failed: {type(error).__name__}: {text}"


def main():
    job = None
    try:
        if len(sys.argv) != 2:
            raise Refused("invalid", "train_lora.py takes one argument, the file of the job.")
        job = read_job(sys.argv[1])
        if job.watch_stdin:
            WATCH.start()
        torch = import_libraries()
        if job.threads:
            torch.set_num_threads(job.threads)
        (evaluate if job.mode == "evaluate" else train)(job, torch)
        PROTOCOL.flush()
        return 0
    except Exception as error:
        if not isinstance(error, Refused):
            traceback.print_exc()
        reason, message = refusal_of(error, job)
        say("failed", reason=reason, message=message)
        return 1


if __name__ == "__main__":
    code = main()
    PROTOCOL.flush()
    sys.stderr.flush()
    # Threads of libraries must not keep a run that is over.
    os._exit(code)
