#!/usr/bin/env python3
"""Writes the words that Python identifiers are made of, most frequent first, counted in the standard library of the running interpreter.

    python3 scripts/python-words.py src/engine/fixers/python/shared/data/words.json

`mwthod` and `expose_vaalue` are recognised as slips because one of their words is not a word: that needs no knowledge of the class.
"""
import ast, collections, json, os, re, sys, sysconfig, warnings
warnings.simplefilter("ignore")
counts, files = collections.Counter(), collections.defaultdict(set)
root = sysconfig.get_path("stdlib")
for folder, folders, names in os.walk(root):
    folders[:] = sorted(f for f in folders if f not in ("site-packages", "test", "tests", "idle_test", "lib2to3", "__pycache__", "encodings", "pydoc_data"))
    for name in sorted(names):
        if not name.endswith(".py"):
            continue
        path = os.path.join(folder, name)
        try:
            with open(path, "rb") as f:
                tree = ast.parse(f.read())
        except (SyntaxError, ValueError):
            continue
        for node in ast.walk(tree):
            for field in ("id", "attr", "arg", "name"):
                value = getattr(node, field, None)
                if not isinstance(value, str):
                    continue
                for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", value):
                    word = word.lower()
                    if 3 <= len(word) <= 16:
                        counts[word] += 1
                        files[word].add(path)
words = [w for w, n in counts.most_common() if n >= 3 and len(files[w]) >= 2][:5000]
with open(sys.argv[1], "w") as f:
    json.dump(" ".join(words), f)
    f.write("\n")
print(len(words), "words", os.path.getsize(sys.argv[1]), "bytes")
