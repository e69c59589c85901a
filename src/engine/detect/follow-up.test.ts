import { expect, it } from 'vitest';
import type { Problem } from '../problem';
import { causeAmong } from './follow-up';
import { signatureOf } from './signature';

const A = 'vscode-notebook-cell:/n.ipynb#a';
const B = 'vscode-notebook-cell:/n.ipynb#b';

function problem(errorType: string, message: string, path: string, line: number, more: Partial<Problem> = {}): Problem {
  const range = { start: { line, character: 0 }, end: { line, character: 3 } };
  return {
    origin: 'notebook',
    language: 'python',
    source: 'python',
    errorType,
    message,
    signature: signatureOf(errorType, message),
    location: { path, range },
    severity: 'error',
    frames: [],
    causes: [],
    related: [],
    ...more,
  };
}
const undefinedName = (name: string, more?: Partial<Problem>): Problem => problem('NameError', `name '${name}' is not defined`, B, 2, more);
const failed = problem('ModuleNotFoundError', "No module named 'pandsa'", A, 0);

it.each([
  ['pd', 'import pandsa as pd'],
  ['frame', 'frame = load("sales.csv")'],
  ['last', 'first, last = split(names)'],
  ['total', 'total: int = sum(values)'],
  ['read', 'from store import read'],
  ['row', 'for row in rows:'],
  ['area', 'def area(width height):'],
  ['out', 'with open("x") as out:'],
])('%s was to be defined by: %s', (name, line) => {
  expect(causeAmong(undefinedName(name), [{ problem: failed, line }])?.problem).toBe(failed);
});

it.each([
  ['pd', 'import pandsa'],
  ['frame', 'print(frame)'],
  ['total', 'if total == 3:'],
  ['total', 'subtotal = 3'],
  ['a', 'self.a = b'],
])('%s was not to be defined by: %s', (name, line) => {
  expect(causeAmong(undefinedName(name), [{ problem: failed, line }])).toBeUndefined();
});

it('in JavaScript too', () => {
  const error = problem('ReferenceError', 'shop is not defined', B, 2, { language: 'javascript', source: 'node' });
  for (const line of ['const shop = open();', "import { shop } from './shop.js';", 'let { shop, other } = load();', 'function shop( {'])
    expect(causeAmong(error, [{ problem: failed, line }])?.problem).toBe(failed);
  expect(causeAmong(error, [{ problem: failed, line: 'open(shop);' }])).toBeUndefined();
});

it('a checker’s complaint keeps nothing from being defined, unless the text can’t be read', () => {
  const line = 'np = imprt("numpy")';
  const complaint = problem('reportUndefinedVariable', '"imprt" is not defined', A, 0, { origin: 'diagnostic', source: 'Pyright' });
  expect(causeAmong(undefinedName('np'), [{ problem: complaint, line }])).toBeUndefined();
  const syntax = problem('SyntaxError', "'(' was never closed", A, 0, { origin: 'diagnostic' });
  expect(causeAmong(undefinedName('np'), [{ problem: syntax, line: 'np = load(' }])?.problem).toBe(syntax);
});

it('nothing follows from itself, and only a missing name from another', () => {
  const error = undefinedName('pd');
  expect(causeAmong(error, [{ problem: error, line: 'pd = pd.x' }])).toBeUndefined();
  expect(causeAmong(problem('KeyError', "'pd'", B, 3), [{ problem: failed, line: 'import pandsa as pd' }])).toBeUndefined();
});
