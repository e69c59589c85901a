# /// script
# requires-python = ">=3.10"
# dependencies = [
#     "gguf>=0.10",
#     "numpy>=1.26",
# ]
# ///
"""Writes a low-rank adapter of PEFT as GGUF, as llama.cpp and Ollama read it.

    uv run convert_lora.py ADAPTER_FOLDER BASE OUT.gguf

BASE is the model that the adapter was trained for: a folder with its config.json, a .gguf file, or a name on the Hugging Face hub whose config.json was
downloaded before. Nothing is downloaded, no weights of the base are read. The last line on standard output is a JSON object: `{"tensors": n}`, or
`{"reason": …, "message": …}`. Ends once standard input is closed: nobody waits for it any more.
"""

import json
import math
import os
import re
import sys
import threading
from pathlib import Path

MAX_HEADER = 100_000_000
#: Whose names and layouts are known here, by `model_type`: the architecture in GGUF, and whether its heads are stored in another order there.
KINDS = {
    "llama": ("llama", True),
    "mistral": ("llama", True),
    "qwen2": ("qwen2", False),
    "qwen3": ("qwen3", False),
    "gemma": ("gemma", False),
    "gemma2": ("gemma2", False),
    "gemma3_text": ("gemma3", False),
}
DTYPES = {"F32": "<f4", "F16": "<f2", "BF16": "<u2"}


class Refused(Exception):
    def __init__(self, reason, message):
        super().__init__(message)
        self.reason = reason


def base_of(base):
    """Its kind, layers, heads, heads of keys, and width."""
    path = Path(base)
    if path.is_file():
        return of_gguf(path)
    config = path / "config.json"
    if not config.is_file() and path.is_dir():
        files = sorted(path.glob("*.gguf"))
        if len(files) == 1:
            return of_gguf(files[0])
    if not path.exists():
        config = cached_config(base)
    if config is None or not config.is_file():
        raise Refused("no-base", f"What kind of model {base} is can not be told: name its folder with the config.json, or its .gguf file")
    read = json.loads(config.read_text("utf-8"))
    kind = read.get("model_type")
    if kind not in KINDS:
        raise Refused("unknown-kind", f"models of the kind {kind} are not known here; llama.cpp's convert_lora_to_gguf.py may know them")
    heads = read["num_attention_heads"]
    arch, permuted = KINDS[kind]
    return arch, permuted, read["num_hidden_layers"], heads, read.get("num_key_value_heads") or heads, read["hidden_size"]


def cached_config(name):
    try:
        from huggingface_hub import try_to_load_from_cache

        found = try_to_load_from_cache(name, "config.json")
        return Path(found) if isinstance(found, str) else None
    except Exception:
        return None


def of_gguf(path):
    import gguf

    reader = gguf.GGUFReader(path)

    def value(key):
        found = reader.get_field(key)
        return None if found is None else found.contents()

    arch = value("general.architecture")
    permuted = {known: moved for known, moved in KINDS.values()}.get(arch)
    if permuted is None:
        raise Refused("unknown-kind", f"models of the kind {arch} are not known here; llama.cpp's convert_lora_to_gguf.py may know them")
    heads = value(f"{arch}.attention.head_count")
    return (
        arch,
        permuted,
        value(f"{arch}.block_count"),
        heads,
        value(f"{arch}.attention.head_count_kv") or heads,
        value(f"{arch}.embedding_length"),
    )


def tensors_of(path):
    import numpy

    size = path.stat().st_size
    with path.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        if length > MAX_HEADER or 8 + length > size:
            raise Refused("bad-adapter", "its weights are damaged or were not copied whole")
        header = json.loads(file.read(length))
        for name, of in header.items():
            if name == "__metadata__":
                continue
            start, end = of["data_offsets"]
            if of["dtype"] not in DTYPES:
                raise Refused("bad-adapter", f"its weights are of the kind {of['dtype']}, which is not known here")
            file.seek(8 + length + start)
            data = file.read(end - start)
            if len(data) != end - start:
                raise Refused("bad-adapter", "its weights are damaged or were not copied whole")
            array = numpy.frombuffer(data, DTYPES[of["dtype"]])
            if of["dtype"] == "BF16":
                array = (array.astype(numpy.uint32) << 16).view(numpy.float32)
            yield name, array.astype(numpy.float32).reshape(of["shape"])


def permute(weight, heads):
    """The rows of each head as llama.cpp has them: pairs that are turned together stand beside each other."""
    return weight.reshape(heads, 2, weight.shape[0] // heads // 2, *weight.shape[1:]).swapaxes(1, 2).reshape(weight.shape)


def convert(folder, base, out):
    import gguf

    config = json.loads((folder / "adapter_config.json").read_text("utf-8"))
    if config.get("peft_type") != "LORA" or config.get("use_dora") or config.get("alpha_pattern"):
        raise Refused("bad-adapter", "it is no plain low-rank adapter, and others have no form in GGUF")
    arch, permuted, layers, heads, key_heads, width = base_of(base)
    rank = config["r"]
    alpha = config["lora_alpha"] * (math.sqrt(rank) if config.get("use_rslora") else 1)
    names = gguf.get_tensor_name_map({name: one for one, name in gguf.MODEL_ARCH_NAMES.items()}[arch], layers)
    halves = {}
    for name, tensor in tensors_of(folder / "adapter_model.safetensors"):
        found = re.fullmatch(r"base_model\.model\.(.+)\.lora_([AB])(?:\.default)?\.weight", name)
        if not found:
            raise Refused("bad-adapter", f"it holds {name[:200]}, which has no form in an adapter's GGUF")
        halves.setdefault(found[1], {})[found[2]] = tensor
    if not halves:
        raise Refused("bad-adapter", "it holds no weights")
    writer = gguf.GGUFWriter(out, arch)
    writer.add_string("general.type", "adapter")
    writer.add_string("adapter.type", "lora")
    writer.add_float32("adapter.lora.alpha", float(alpha))
    for module, pair in sorted(halves.items()):
        name = names.get_name(f"{module}.weight", try_suffixes=(".weight",))
        if name is None or set(pair) != {"A", "B"}:
            raise Refused("wrong-base", f"a model of the kind {arch} with {layers} layers has no {module}")
        a, b = pair["A"], pair["B"]
        turned = re.search(r"\.(q|k|v)_proj$", module)
        if a.ndim != 2 or b.ndim != 2 or a.shape[0] != b.shape[1] or (turned and a.shape[1] != width):
            raise Refused("wrong-base", f"{module} of the adapter is {tuple(b.shape)} × {tuple(a.shape)}, and the model is {width} wide")
        if permuted and turned and turned[1] != "v":
            of = heads if turned[1] == "q" else key_heads
            if b.shape[0] % (2 * of) != 0:
                raise Refused("wrong-base", f"{module} of the adapter does not divide into {of} heads")
            b = permute(b, of)
        writer.add_tensor(f"{name}.lora_a", a.copy())
        writer.add_tensor(f"{name}.lora_b", b.copy())
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return 2 * len(halves)


def end_with_parent():
    while sys.stdin.buffer.read(1024):
        pass
    os._exit(1)


def main():
    threading.Thread(target=end_with_parent, daemon=True).start()
    try:
        print(json.dumps({"tensors": convert(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))}), flush=True)
        return 0
    except Refused as refused:
        print(json.dumps({"reason": refused.reason, "message": str(refused)}), flush=True)
    except ImportError as error:
        print(json.dumps({"reason": "no-tool", "message": f"the Python has no {error.name}"}), flush=True)
    except Exception as error:
        print(json.dumps({"reason": "bad-adapter", "message": f"{type(error).__name__}: {error}"[:500]}), flush=True)
    return 1


if __name__ == "__main__":
    code = main()
    # The thread still waits for standard input.
    sys.stdout.flush()
    os._exit(code)
