"""Loads an adapter with PEFT alone, and says whether it changes what its model says.

    python3 look.py BASE GGUF_OR_- ADAPTER VALID.jsonl
"""
import json
import os
import sys

PROTOCOL = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)

import torch
from peft import PeftModel
from transformers import AutoModelForCausalLM, AutoTokenizer

base, gguf, adapter, valid = sys.argv[1:5]
more = {} if gguf == "-" else {"gguf_file": gguf}
tokenizer = AutoTokenizer.from_pretrained(base, **more)
model = AutoModelForCausalLM.from_pretrained(base, **more)
example = json.loads(open(valid, encoding="utf-8").readline())
text = "\n".join(message["content"] for message in example["prompt"])
ids = tokenizer(text, return_tensors="pt")["input_ids"][:, :200]
with torch.no_grad():
    plain = model(ids).logits
    adapted = PeftModel.from_pretrained(model, adapter).eval()
    changed = adapted(ids).logits
weights = [name for name, _ in adapted.named_parameters() if "lora_" in name]
json.dump(
    {
        "weights": len(weights),
        "moved": float((plain - changed).abs().max()),
        "other": int((plain.argmax(-1) != changed.argmax(-1)).sum()),
        "of": int(ids.shape[1]),
    },
    PROTOCOL,
)
PROTOCOL.flush()
