// Outputs of test runners, checkers and crashes, recorded from real runs, and what can happen to them on their way to the detector; the same
// for the same seed. Also what may never be true of the problems found in them.

import * as fs from 'node:fs';
import * as path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { LineStream } from '../../../src/engine/detect/dialects/line-stream';
import type { Problem } from '../../../src/engine/problem';

/** The folder that recorded outputs ran in. */
export const CWD = '/home/ada/shop';

/** Name → output. `folder` is test/bench/corpus/outputs. */
export function recordedOutputs(folder: string): ReadonlyMap<string, string> {
  return new Map(
    fs
      .readdirSync(folder)
      .sort()
      .map((name) => [path.parse(name).name, fs.readFileSync(path.join(folder, name), 'utf8')]),
  );
}

export type Random = () => number;

/** A stream of numbers in [0, 1) that is the same for the same seed. */
export function randomOf(seed: string): Random {
  let state = 2166136261;
  for (const char of seed) state = Math.imul(state ^ char.charCodeAt(0), 16777619);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const below = (random: Random, limit: number): number => Math.floor(random() * limit);
function pick<T>(random: Random, list: readonly T[]): T {
  const found = list[below(random, list.length)];
  if (found === undefined) throw new Error('Nothing to pick from.');
  return found;
}

type Mutation = (text: string, random: Random, other: () => string) => string;

const onLines =
  (change: (lines: string[], random: Random, other: () => string) => string[]): Mutation =>
  (text, random, other) =>
    change(text.split('\n'), random, other).join('\n');

const PREFIXES = ['web_1  | ', '2026-02-03T10:11:12.345Z app[7]: ', '\u001b[36mapi |\u001b[0m ', '    ', '10:11:12 ERROR ', '> ', '\t'];
const STRANGE_FILES = [
  '/dev/stdin',
  '/dev/fd/63',
  '/proc/self/mem',
  '../../../../etc/passwd',
  'C:\\Windows\\win.ini',
  '\\\\.\\pipe\\x',
  'NUL',
  'file:///%2e%2e/x',
  'https://example.com/a.py',
  '/home/ada/shop/nowhere/at/all.py',
  '\0',
];
const CONTROLS = [
  '\r',
  '\b',
  '\b\b\b\b',
  '\u001b[2K',
  '\u001b[K',
  '\u001b[5D',
  '\u001b[9C',
  '\u001b[40G',
  '\u001b[?1049h',
  '\u001b[?1049l',
  '\u001b[',
  '\u001b]0;',
  '\u009b',
  '\u0000',
  '\u2028',
];

const MUTATIONS: readonly Mutation[] = [
  // Cut at either end.
  (text, random) => text.slice(below(random, text.length)),
  (text, random) => text.slice(0, below(random, text.length)),
  // A piece is lost, or comes twice.
  (text, random) => {
    const at = below(random, text.length);
    return text.slice(0, at) + text.slice(at + below(random, 400));
  },
  (text, random) => {
    const at = below(random, text.length);
    return text.slice(0, at) + text.slice(Math.max(0, at - below(random, 400)));
  },
  onLines((lines, random) => {
    const [a, b] = [below(random, lines.length), below(random, lines.length)];
    [lines[a], lines[b]] = [lines[b] ?? '', lines[a] ?? ''];
    return lines;
  }),
  onLines((lines, random) => lines.filter(() => random() > 0.1)),
  onLines((lines, random) => lines.sort(() => random() - 0.5)),
  // Two programs write at once, with prefixes and without.
  onLines((lines, random, other) => {
    const others = other().split('\n');
    const [mine, its] = random() < 0.5 ? ['', ''] : [pick(random, PREFIXES), pick(random, PREFIXES)];
    return lines.flatMap((line) => [mine + line, ...(random() < 0.6 && others.length > 0 ? [its + (others.shift() ?? '')] : [])]);
  }),
  (text, random, other) => {
    const at = below(random, text.length);
    return text.slice(0, at) + other() + text.slice(at);
  },
  onLines((lines, random) => {
    const prefix = pick(random, PREFIXES);
    return lines.map((line) => (random() < 0.97 ? prefix + line : line));
  }),
  (text, random) => `${JSON.stringify({ level: 'error', n: below(random, 9), inner: { exception: text.slice(0, 3_000) } })}\n`,
  // A sequence is cut, or stands where none was.
  (text, random) => text.replaceAll('\u001b', (found) => (random() < 0.1 ? '' : random() < 0.1 ? found + found : found)),
  (text, random) => {
    let now = text;
    for (let i = below(random, 12); i >= 0; i--) {
      const at = below(random, now.length);
      now = now.slice(0, at) + pick(random, CONTROLS) + now.slice(at);
    }
    return now;
  },
  // Bytes that are no UTF-8.
  (text, random) => {
    const bytes = Buffer.from(text);
    for (let i = below(random, 20); i >= 0; i--) bytes[below(random, bytes.length)] = below(random, 256);
    return bytes.toString('utf8');
  },
  (text, random) =>
    text.replaceAll(/\d+/g, (digits) => (random() < 0.1 ? pick(random, ['0', '9'.repeat(12), '1e9', '9'.repeat(400)]) : digits)),
  (text, random) => text.replaceAll(/[\w./-]+\.(?:py|[cm]?[jt]s)\b/g, (file) => (random() < 0.3 ? pick(random, STRANGE_FILES) : file)),
  (text, random) => {
    const at = below(random, text.length);
    return text.slice(0, at) + (text[at] ?? 'x').repeat(below(random, 20_000)) + text.slice(at);
  },
  (text) => text.replaceAll('\n', '\r\n'),
];

export interface MutatedOutput {
  /** The outputs it was made of. */
  readonly name: string;
  readonly chunks: readonly string[];
}

/** The n-th output that a seed makes: one to six mutations of a recorded one, in chunks cut anywhere. */
export function mutatedOutput(outputs: ReadonlyMap<string, string>, seed: string, n: number): MutatedOutput {
  const random = randomOf(`${seed} ${String(n)}`);
  const names = [...outputs.keys()];
  const name = pick(random, names);
  const other = (): string => outputs.get(pick(random, names)) ?? '';
  let text = outputs.get(name) ?? '';
  for (let left = 1 + below(random, 6); left > 0 && text !== ''; left--)
    text = pick(random, MUTATIONS)(text, random, other).slice(0, 60_000);
  const chunks: string[] = [];
  for (let at = 0; at < text.length;) {
    const size = 1 + below(random, pick(random, [4, 80, 4_000]));
    chunks.push(text.slice(at, at + size));
    at += size;
  }
  return { name, chunks };
}

/** The letters of a text alone: what tools draw around paths, and where they break them, left out. */
const letters = (text: string): string => text.replaceAll(/[\s│|]/g, '');

/** What of the problems is not in the text they were found in, or is no place at all; empty where all is well. */
export function untruths(problems: readonly Problem[], chunks: readonly string[]): readonly string[] {
  if (problems.length === 0) return [];
  let all = '';
  const stream = new LineStream((portions) => (all += portions.map((lines) => lines.text()).join('')), 1 << 20);
  for (const chunk of chunks) stream.write(chunk);
  stream.end();
  // Texts in JSON are written with escapes.
  const seen = [all, stripVTControlCharacters(unescaped(all))].flatMap((text) => [letters(text), letters(decoded(text))]).join('\n');
  const found: string[] = [];
  for (const { location, frames, causes, message } of problems.flatMap((problem) => [problem, ...problem.causes])) {
    for (const { path: file, range } of [location, ...frames.map((frame) => frame.location)]) {
      const { start, end } = range;
      const name = file.split(/[\\/]/).at(-1) ?? '';
      if (!seen.includes(letters(name))) found.push(`${file} is nowhere in the text`);
      if (!/^(?:\/|[A-Za-z]:\\|\\\\)/.test(file)) found.push(`${file} is not absolute`);
      if ([start.line, start.character, end.line, end.character].some((n) => !Number.isInteger(n) || n < 0 || n > 0x7fffffff))
        found.push(`${JSON.stringify(range)} is no range`);
      if (start.line > 0 && !seen.includes(String(start.line + 1))) found.push(`line ${String(start.line + 1)} is nowhere in the text`);
      if (end.line < start.line || (end.line === start.line && end.character < start.character))
        found.push(`${JSON.stringify(range)} is turned around`);
    }
    if (message.length > 200_000 || frames.length > 80 || causes.length > 8) found.push('larger than any problem may be');
  }
  return found;
}

const unescaped = (text: string): string =>
  text.replaceAll(/\\(?:u([0-9a-f]{4})|(.))/gi, (_found, code?: string, letter?: string) =>
    code === undefined ? (letter === 'n' ? '\n' : (letter ?? '')) : String.fromCharCode(Number.parseInt(code, 16)),
  );

function decoded(text: string): string {
  return text.replaceAll(/(?:%[0-9a-f]{2})+/gi, (found) => {
    try {
      return decodeURIComponent(found);
    } catch {
      return found;
    }
  });
}
