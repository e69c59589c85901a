import { expect, test } from 'vitest';
import { problemFromDiagnostic } from '../detect/diagnostic';
import { reviewed, withConfidence } from '../generate/generate';
import type { Patch } from '../patch';
import { editsId, toTextEdits } from '../syntax/edits';
import { SourceText } from '../syntax/source-text';
import { mayGoInBulk } from './bulk';

const source = new SourceText('f = open(path)\nf.write("x")\nx = totl\n');

function patchOf(from: string, to: string, likely: number, title = 'Change it', family = 'python/names'): Patch {
  const at = source.text.indexOf(from);
  const edits = [{ path: '/w/a.py', version: 1, edits: toTextEdits(source, [{ start: at, end: at + from.length, text: to }]) }];
  const problem = problemFromDiagnostic({
    path: '/w/a.py',
    language: 'python',
    source: 'Pyright',
    code: 'reportGeneralTypeIssues',
    message: 'io.UnsupportedOperation: not writable',
    range: source.range(at, at + from.length),
    severity: 'error',
  });
  const proposed = {
    id: editsId(edits),
    title,
    explanation: '',
    origin: { kind: 'rule', id: 'test' } as const,
    variant: 'v',
    family,
    features: {},
    edits,
  };
  const candidate = reviewed({ ...withConfidence(proposed), confidence: likely }, { problem, source, path: '/w/a.py' });
  return { id: candidate.id, problem, candidate, evidence: [], confidence: candidate.confidence, status: 'validated' };
}

test('no more than the menu shows by itself', () => {
  expect(mayGoInBulk(patchOf('totl', 'total', 0.71))).toBe(true);
  expect(mayGoInBulk(patchOf('totl', 'total', 0.65))).toBe(false);
  expect(mayGoInBulk(patchOf('totl', 'total', 0.65), 0.6)).toBe(true);
});

test('what adds a danger is told, is less sure than what is preferred or applied by itself, and goes in no bulk', () => {
  const patch = patchOf('open(path)', "open(path, 'w')", 0.98);
  expect(patch.candidate.adds).toEqual(['writes a file']);
  expect(patch.confidence).toBeLessThan(0.9);
  expect(mayGoInBulk(patch, 0.1)).toBe(false);
});

test('what makes something up goes in no bulk, and keeps its place in the menu', () => {
  const patch = patchOf('totl', 'None', 0.98, "Declare 'totl'", 'editor');
  expect(patch.candidate.invents).toBe(true);
  expect(patch.confidence).toBe(0.98);
  expect(mayGoInBulk(patch)).toBe(false);
});
