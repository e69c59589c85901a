import { expect, test } from 'vitest';
import type { Problem } from '../problem';
import { TerminalDetector } from './detect';

const CWD = '/home/ada/shop';

function read(text: string, size = 64_000, change?: (detector: TerminalDetector) => void): readonly Problem[] {
  const detector = new TerminalDetector({ line: 'make', cwd: CWD, roots: [CWD] });
  for (let at = 0; at < text.length; at += size) {
    detector.write(text.slice(at, at + size));
    change?.(detector);
  }
  return detector.end(1);
}

const traceback = (message: string, line = 3): string =>
  `Traceback (most recent call last):\n  File "${CWD}/app.py", line ${String(line)}, in main\n    return table[key]\n           ~~~~~^^^^^\nIndexError: ${message}\n\n`;
const stack = (message: string): string => `TypeError: ${message}\n    at load (${CWD}/src/load.js:4:7)\n    at node:internal/main:1:1\n`;
const quiet = (units: number): string => `2026-03-01 12:10:07 INFO worker: handled 5 items in 3 ms\n`.repeat(Math.ceil(units / 57));
const messages = (problems: readonly Problem[]): string[] => problems.map(({ message }) => message);

test('of a flood of failures the last ones are shown, whole and in order, wherever it is cut', () => {
  const names = Array.from({ length: 30_000 }, (_, i) => `row ${String(i)}`);
  const text = names.map((name, i) => (i % 3 === 0 ? stack(name) : traceback(name)) + (i % 7 === 0 ? quiet(200) : '')).join('');
  expect(text.length).toBeGreaterThan(4_500_000);
  const found = read(text);
  expect(messages(found)).toEqual(names.slice(-50));
  // As if nothing had stood above.
  expect(found).toEqual(read(text.slice(text.lastIndexOf('Traceback', text.length - 100_000))));
  for (const size of [999, 7_001, 1_000_003]) expect(read(text, size)).toEqual(found);
  expect(read(text, 90_001, (detector) => detector.release())).toEqual(found);
  // Nor does it matter that somebody looks.
  for (const isQuiet of [false, true]) expect(read(text, 900_001, (detector) => void detector.look(isQuiet))).toEqual(found);
});

test('one failure is found before a flood of other lines, in it and behind it', () => {
  for (const text of [
    traceback('lost?') + quiet(6_000_000),
    quiet(3_000_000) + traceback('lost?') + quiet(3_000_000),
    quiet(6_000_000) + traceback('lost?'),
  ])
    expect(messages(read(text))).toEqual(['lost?']);
});

test('the same failure over and over is one, and hides none of the others', () => {
  const again = traceback('again', 9).repeat(20_000);
  expect(messages(read(traceback('first') + again + traceback('second') + again + stack('third')))).toEqual([
    'first',
    'second',
    'again',
    'third',
  ]);
});

test('a failure that goes on over more than what is read at once is whole', () => {
  const failure = (i: number): string =>
    `_____ test_${String(i)} _____\n\n    def test_${String(i)}():\n>       assert total(${String(i)}) == 3\nE       assert ${String(i)} == 3\n\ntests/test_a.py:${String(i + 5)}: AssertionError\n${'-'.repeat(20)} Captured stdout call ${'-'.repeat(20)}\n${quiet(90_000)}`;
  const text = `==== FAILURES ====\n${Array.from({ length: 60 }, (_, i) => failure(i)).join('')}==== short test summary info ====\n`;
  expect(text.length).toBeGreaterThan(5_000_000);
  const found = read(text);
  expect(found.map(({ location }) => location.range.start.line)).toEqual(Array.from({ length: 50 }, (_, i) => i + 14));
});

test('the summary of failures that are shown above it shows none of them again, however much stands between', () => {
  const failure = (i: number): string =>
    `_____ test_${String(i)} _____\n\n    def test_${String(i)}():\n>       assert total(${String(i)}) == 3\nE       assert ${String(i)} == 3\n\ntests/test_a.py:${String(i + 5)}: AssertionError\n`;
  const numbers = Array.from({ length: 4_000 }, (_, i) => i);
  const text = `==== FAILURES ====\n${numbers.map(failure).join('')}==== short test summary info ====\n${numbers
    .map((i) => `FAILED tests/test_a.py::test_${String(i)} - assert ${String(i)} == 3\n`)
    .join('')}`;
  for (const more of ['', ['one', 'two', 'three'].map(stack).join('')]) {
    const found = read(text + more).filter(({ errorType }) => errorType === 'AssertionError');
    expect(found.map(({ location }) => location.range.start.line)).toEqual(numbers.slice(-found.length).map((i) => i + 4));
    expect(found.length).toBeGreaterThan(46);
  }
});

test('a round shows the last of a flood of failures, and the next one nothing of it', () => {
  const rounds: string[][] = [];
  const detector = new TerminalDetector({
    line: 'make',
    cwd: CWD,
    roots: [CWD],
    onRound: (problems) => rounds.push(messages(problems)),
  });
  const names = Array.from({ length: 30_000 }, (_, i) => `row ${String(i)}`);
  const end = 'Found 2 errors. Watching for file changes.';
  const text = `${names.map((name) => traceback(name)).join('')}${end}\n${stack('next')}\u001b[1m${end}\u001b[0m  \n${end}`;
  for (let at = 0; at < text.length; at += 64_000) detector.write(text.slice(at, at + 64_000));
  expect(rounds).toEqual([names.slice(-50), ['next']]);
  detector.write('\n');
  expect(rounds).toEqual([names.slice(-50), ['next'], []]);
});

test('what was printed last is known by its place, also behind a flood', () => {
  const detector = new TerminalDetector({ line: 'make', cwd: CWD, roots: [CWD] });
  detector.write(quiet(5_000_000) + traceback('one') + traceback('two') + '\n \n\t\n');
  expect(messages(detector.end(undefined))).toEqual(['two']);
  const gone = new TerminalDetector({ line: 'make', cwd: CWD, roots: [CWD] });
  gone.write(traceback('one') + quiet(5_000_000));
  expect(gone.end(undefined)).toEqual([]);
});
