// Patches for the tests of what becomes of them.

import type { Patch } from '../../src/engine/patch';
import { editsId, replace, toTextEdits } from '../../src/engine/syntax/edits';
import { SourceText } from '../../src/engine/syntax/source-text';

/** Replaces the first `from` in a text by `to`. */
export function patchOf(before: string, from: string, to: string, over: Partial<Patch['problem']> = {}): Patch {
  const source = new SourceText(before);
  const at = before.indexOf(from);
  const path = '/work space/app/main.py';
  const edits = [{ path, version: 1, edits: toTextEdits(source, [replace(at, at + from.length, to)]) }];
  const problem: Patch['problem'] = {
    origin: 'terminal',
    language: 'python',
    source: 'python',
    errorType: 'NameError',
    message: `name '${from}' is not defined`,
    signature: { shape: "name '‹name›' is not defined", holes: { name: from } },
    location: { path, range: source.range(at, at + from.length) },
    severity: 'error',
    frames: [{ location: { path, range: source.range(at, at) }, name: '<module>', own: true }],
    causes: [],
    related: [],
    command: { line: 'python3 main.py', cwd: '/work space' },
    ...over,
  };
  const candidate: Patch['candidate'] = {
    id: editsId(edits),
    title: `Change '${from}' to '${to}'`,
    explanation: 'It is called so above.',
    origin: { kind: 'rule', id: 'python/name-typo' },
    variant: 'misspelt',
    family: 'python/names',
    features: { distance: 1 },
    edits,
    confidence: 0.9,
  };
  return {
    id: 'p',
    problem,
    candidate,
    evidence: [{ rung: 'parses', result: 'passed', by: 'CPython 3.12' }],
    confidence: 0.9,
    status: 'applied',
  };
}
