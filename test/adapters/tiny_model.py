"""A Llama with random weights and a tokenizer that was made from a few lines of code: a few hundred kilobytes, so that a real training of it takes seconds.

    python3 tiny_model.py FOLDER
"""
import sys
from pathlib import Path

from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast, set_seed

folder = Path(sys.argv[1])
set_seed(7)
tokenizer = Tokenizer(models.BPE())
tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
tokenizer.decoder = decoders.ByteLevel()
text = [Path(__file__).read_text(encoding="utf-8"), (Path(__file__).parent / "slips.py").read_text(encoding="utf-8")]
special = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
tokenizer.train_from_iterator(text, trainers.BpeTrainer(vocab_size=700, special_tokens=special, initial_alphabet=pre_tokenizers.ByteLevel.alphabet()))
fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, eos_token="<|im_end|>", pad_token="<|endoftext|>", bos_token="<|endoftext|>")
fast.save_pretrained(folder)
config = LlamaConfig(
    vocab_size=len(fast),
    hidden_size=64,
    intermediate_size=128,
    num_hidden_layers=2,
    num_attention_heads=4,
    num_key_value_heads=2,
    max_position_embeddings=2048,
    bos_token_id=fast.bos_token_id,
    eos_token_id=fast.eos_token_id,
    pad_token_id=fast.pad_token_id,
)
LlamaForCausalLM(config).save_pretrained(folder, safe_serialization=True)
