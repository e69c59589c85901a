// Cases from Python's standard library: python_mistakes.py injects them, CPython or pyright must report them.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { jsonLines, program } from '../figures.mjs';
import { pyrightErrors } from './pyright.mjs';

export const PYTHON = process.platform === 'win32' ? 'python' : 'python3';
const here = path.dirname(fileURLToPath(import.meta.url));

/** One of this folder's Python programs, to its end. */
export async function python(script, args, input) {
  const { code, out, err } = await program(PYTHON, [path.join(here, script), ...args], { input });
  if (code !== 0) throw new Error(`${script} failed: ${err.trim().split('\n').at(-1)}`);
  return jsonLines(out);
}

export async function pythonCases({ seed, perClass, classes, maxFiles }) {
  const raw = await python(
    'python_mistakes.py',
    [],
    JSON.stringify({ seed, per_class: perClass, ...(classes ? { classes } : {}), ...(maxFiles ? { max_files: maxFiles } : {}) }),
  );
  const checked = raw.filter((one) => one.message === undefined);
  const originals = [...new Map(checked.map(({ path: file, after }) => [file, { path: file, text: after }])).values()];
  const errors = await pyrightErrors([...originals, ...checked.map(({ path: file, before }) => ({ path: file, text: before }))]);
  const known = new Map(originals.map(({ path: file }, i) => [file, errors[i]]));
  const cases = [];
  const count = {};
  checked.forEach((one, i) => {
    const all = errors[originals.length + i];
    const [first] = newErrors(known.get(one.path), all);
    if (!first || (count[one.meta.mutation] ?? 0) >= perClass) return;
    count[one.meta.mutation] = (count[one.meta.mutation] ?? 0) + 1;
    const { startLine, startCol, endLine, endCol, code, message } = first;
    cases.push({
      ...one,
      error_type: code ?? 'pyright',
      code,
      message,
      traceback: null,
      ranges: [{ startLine, startCol, endLine, endCol }],
      all_diagnostics: all,
    });
  });
  return [...raw.filter((one) => one.message !== undefined), ...cases];
}

/** Errors that were not there before, first in the file first; the same words elsewhere are the same error. */
export function newErrors(before, after) {
  const left = new Map();
  for (const one of before) left.set(key(one), (left.get(key(one)) ?? 0) + 1);
  return after
    .filter((one) => {
      const n = left.get(key(one)) ?? 0;
      left.set(key(one), n - 1);
      return n <= 0;
    })
    .sort((a, b) => a.startLine - b.startLine || a.startCol - b.startCol);
}

export const key = ({ code, message }) => `${code}|${message}`;
