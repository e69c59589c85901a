// Pairs as Saplings' collectors write them, of ten kinds of mistake that came up one after the other: enough to train on.
import fs from 'node:fs';

const ERRORS = [
  "NameError: name 'totl' is not defined",
  "KeyError: 'name'",
  'ZeroDivisionError: division by zero',
  'IndexError: list index out of range',
  "AttributeError: 'list' object has no attribute 'push'",
  "TypeError: 'NoneType' object is not subscriptable",
  'ValueError: too many values to unpack (expected 2)',
  "ModuleNotFoundError: No module named 'requets'",
  'RecursionError: maximum recursion depth exceeded',
  "FileNotFoundError: [Errno 2] No such file or directory: 'data.csv'",
];

/** Writes `count` of them as JSON lines. */
export function writePairs(file, count) {
  const lines = Array.from({ length: count }, (_, n) => ({
    original_code: `def step_${n}(values):\n    return valuse[${n}]\n`,
    patched_code: `def step_${n}(values):\n    return values[${n}]\n`,
    error: ERRORS[Math.floor((n * ERRORS.length) / count)],
    timestamp: new Date(Date.UTC(2026, 0, 1 + n)).toISOString(),
  }));
  fs.writeFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
}
