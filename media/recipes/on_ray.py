# /// script
# requires-python = ">=3.10"
# dependencies = ["ray[data]>=2.60,<3", "pyarrow>=17"]
# ///
"""Learns rules from pairs, or heals recorded cases, on all machines of a Ray cluster. Made by `self-heal adapters recipe ray`; yours to change.

    self-heal pairs export --format parquet-by-signature --output PAIRS
    uv run on_ray.py rules PAIRS --output RULES                      what `rules learn` makes of them: one file a rule
    uv run on_ray.py batch CASES.jsonl --output PREDICTIONS.jsonl    what `batch` makes of them, in the order of the cases

Without --address a cluster of this machine alone is started, and ended afterwards; with `--address auto` or HOST:6379 the one that is running is
used. Every machine of it needs the command `self-heal` (or what --self-heal names), and sees PAIRS, CASES and --workspace at the same path: a
shared folder. What is written is written by the machine that this is started on.

A part whose worker dies is done again elsewhere, so nothing is lost; a part that fails by itself ends everything with what it said, and
nothing is written. What is written is the same as from one process, but for the times that `batch` measures.
"""

import argparse
import json
import logging
import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")

# A worker that dies is a machine that was switched off, or memory that ran out: its part is done again, so often.
os.environ.setdefault("RAY_TASK_MAX_RETRIES", "10")


def die_with_worker():
    """On Linux a program ends with the worker that started it, however that ends. Elsewhere it ends at its own end."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None, use_errno=True).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG


def self_heal(command, args, seconds):
    """Runs the terminal's face. Raises with what it said where it fails or takes too long."""
    program = subprocess.Popen(
        [*command, *args],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=os.name == "posix",
        preexec_fn=die_with_worker if os.name == "posix" else None,
    )
    try:
        said, _ = program.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        if os.name == "posix":
            os.killpg(program.pid, signal.SIGKILL)
        else:
            program.kill()
        program.communicate()
        raise RuntimeError(f"{shlex.join([*command, *args])} took longer than {seconds} s") from None
    if program.returncode != 0:
        raise RuntimeError(f"{shlex.join([*command, *args])} ended with {program.returncode}: {said[-2000:]}")


def machine():
    import ray

    return ray.get_runtime_context().get_node_id()


def learn(batch, command, seconds):
    """The rules of one mistake: of its pairs alone, for no rule is learned from two mistakes."""
    import pyarrow.parquet as parquet

    [part] = batch["part"]
    names, texts = [], []
    with tempfile.TemporaryDirectory(prefix="self-heal-") as folder:
        pairs = Path(folder, "pairs.jsonl")
        with pairs.open("w", encoding="utf-8", newline="\n") as out:
            for file in sorted(Path(part).glob("*.parquet")):
                for group in parquet.ParquetFile(file).iter_batches(columns=["pair"]):
                    out.writelines(f"{line}\n" for line in group.column(0).to_pylist())
        self_heal(command, ["pairs", "import", str(pairs), "--workspace", folder], seconds)
        self_heal(command, ["rules", "learn", "--workspace", folder], seconds)
        for file in sorted(Path(folder, ".self-heal", "rules").glob("*.yml")):
            names.append(file.name)
            texts.append(file.read_bytes().decode("utf-8"))
    # A part without rules says that it was done.
    rows = max(1, len(names))
    return {"part": [part] * rows, "machine": [machine()] * rows, "name": names or [""], "text": texts or [""]}


def heal(batch, cases, command, more, seconds):
    """The predictions of the cases between two places of the file."""
    [start], [end], [count], [part] = batch["start"], batch["end"], batch["count"], batch["part"]
    with tempfile.TemporaryDirectory(prefix="self-heal-") as folder:
        own, made = Path(folder, "cases.jsonl"), Path(folder, "predictions.jsonl")
        with open(cases, "rb") as whole, own.open("wb") as out:
            whole.seek(int(start))
            out.write(whole.read(int(end - start)))
        self_heal(command, ["batch", "--input", str(own), "--output", str(made), *more], seconds)
        text = made.read_bytes().decode("utf-8")
    answers = text.count("\n")
    if answers != count:
        raise RuntimeError(f"{answers} answers came to {count} cases, from byte {start} of {cases} on")
    return {"part": [part], "machine": [machine()], "text": [text]}


def parts_of(cases, size):
    """So many cases each, by their places in the file: blank lines are none."""
    parts, start, count, at = [], 0, 0, 0
    with open(cases, "rb") as lines:
        for line in lines:
            at += len(line)
            # As `batch` counts: a byte order mark is blank, too.
            count += bool(line.decode("utf-8", "replace").replace("\ufeff", "").strip())
            if count >= size:
                parts.append({"part": len(parts), "start": start, "end": at, "count": count})
                start, count = at, 0
    if count:
        parts.append({"part": len(parts), "start": start, "end": at, "count": count})
    return parts


def run(items, work, options):
    """Every part done once, in any order, on as many machines as there are."""
    import ray

    # "local": a cluster of our own, also where another one runs on this machine.
    own = {"include_dashboard": False, "num_cpus": options.cpus}
    ray.init(address=options.address or "local", log_to_driver=False, logging_level="warning", **({} if options.address else own))
    try:
        ray.data.DataContext.get_current().enable_progress_bars = False
        logging.getLogger("ray.data").setLevel(logging.ERROR)
        parts = ray.data.from_items(items, override_num_blocks=len(items))
        done = parts.map_batches(work, batch_size=1, num_cpus=1)
        rows = done.take_all()
    finally:
        ray.shutdown()
    missing = {item["part"] for item in items} - {row["part"] for row in rows}
    if missing:
        sys.exit(f"on_ray: {len(missing)} parts have no result, so nothing is written: {sorted(missing)[:5]}")
    return rows


def replace(path, text):
    """The file is the old one until the new one is whole."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with beside.open("wb") as out:
            out.write(text.encode("utf-8"))
            out.flush()
            os.fsync(out.fileno())
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def rules(options, command):
    folders = sorted(str(folder) for folder in Path(options.input).resolve().glob("signature_id=*") if folder.is_dir())
    if not folders:
        sys.exit(f"on_ray: {options.input} holds no pairs by signature; make it by: self-heal pairs export --format parquet-by-signature --output {options.input}")
    rows = run([{"part": folder} for folder in folders], lambda batch: learn(batch, command, options.seconds), options)
    output = Path(options.output)
    output.mkdir(parents=True, exist_ok=True)
    names = set()
    for row in sorted(rows, key=lambda row: (row["name"], row["part"])):
        # What is the same rule in two parts has one file.
        if row["name"] and row["name"] not in names:
            names.add(row["name"])
            replace(output / row["name"], row["text"])
    return {"parts": len(folders), "machines": len({row["machine"] for row in rows}), "rules": len(names), "output": str(output)}


def batch(options, command):
    cases = Path(options.input).resolve()
    items = parts_of(cases, options.size)
    more = ["--top", str(options.top)]
    if options.run:
        more.append("--run")
    if options.workspace:
        more += ["--workspace", str(Path(options.workspace).resolve())]
    rows = run(items, lambda part: heal(part, str(cases), command, more, options.seconds), options) if items else []
    replace(Path(options.output), "".join(row["text"] for row in sorted(rows, key=lambda row: row["part"])))
    return {
        "parts": len(items),
        "machines": len({row["machine"] for row in rows}),
        "cases": sum(item["count"] for item in items),
        "output": options.output,
    }


def main():
    parser = argparse.ArgumentParser(prog="on_ray.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["rules", "batch"])
    parser.add_argument("input", help="the folder of pairs, or the file of cases")
    parser.add_argument("--output", required=True, help="the folder for rules (a workspace's .self-heal/rules), or the file for predictions")
    parser.add_argument("--self-heal", default="self-heal", help="the command on every machine: 'node /opt/self-heal/cli.js'")
    parser.add_argument("--address", help="of a running cluster: auto, or HOST:6379; without it one of this machine alone is started")
    parser.add_argument("--cpus", type=int, help="of a cluster that is started: how many parts at once")
    parser.add_argument("--seconds", type=int, default=3600, help="a part that takes longer has failed (default 3600)")
    parser.add_argument("--size", type=int, default=50, help="batch: cases a part (default 50)")
    parser.add_argument("--top", type=int, default=3, help="batch: patches a case (default 3)")
    parser.add_argument("--run", action="store_true", help="batch: a case's own program may be run in the sandbox")
    parser.add_argument("--workspace", help="batch: a folder whose pairs and rules are used")
    options = parser.parse_args()
    if not Path(options.input).exists():
        sys.exit(f"on_ray: {options.input} is not there")
    if options.size < 1 or options.seconds < 1:
        sys.exit("on_ray: --size and --seconds are whole numbers above zero")
    command = shlex.split(options.self_heal, posix=os.name == "posix")
    if options.address is None and not shutil.which(command[0]):
        sys.exit(f"on_ray: there is no program {command[0]}; name it with --self-heal 'node /path/to/cli.js'")
    print(json.dumps((rules if options.what == "rules" else batch)(options, command)))


if __name__ == "__main__":
    main()
