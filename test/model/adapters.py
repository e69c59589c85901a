# Two adapters with random weights for the very small model, as GGUF files in the folders that are named: `adapters.py [--zero] FOLDER…`, each
# with its own seed; `--zero`: adapters as they are before a training, which change nothing.
import pathlib
import sys

import gguf
import numpy

LAYERS, WIDTH, RANK = 30, 576, 4


def write(path, seed, scale):
    random = numpy.random.default_rng(seed)
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_string("general.type", "adapter")
    writer.add_string("adapter.type", "lora")
    writer.add_float32("adapter.lora.alpha", 8.0)
    for layer in range(LAYERS):
        name = f"blk.{layer}.attn_q.weight"
        writer.add_tensor(f"{name}.lora_a", random.normal(0, 0.3, (RANK, WIDTH)).astype(numpy.float32))
        writer.add_tensor(f"{name}.lora_b", random.normal(0, scale, (WIDTH, RANK)).astype(numpy.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


zero = sys.argv[1] == "--zero"
for seed, folder in enumerate(sys.argv[2 if zero else 1 :], 1):
    pathlib.Path(folder).mkdir(parents=True, exist_ok=True)
    write(pathlib.Path(folder) / "adapter.gguf", seed, 0.0 if zero else 0.3)
