import { describe, expect, test } from 'vitest';
import { SourceText } from '../../syntax/source-text';
import { problemFromDiagnostic } from '../../detect/diagnostic';
import { editorCandidates } from './editor-candidates';

const source = new SourceText('const total: number = first + second;\nconsole.log(totel);\n');
const range = { start: { line: 1, character: 12 }, end: { line: 1, character: 17 } };
const problem = problemFromDiagnostic({
  path: '/w/a.ts',
  language: 'typescript',
  source: 'ts',
  code: '2552',
  message: "Cannot find name 'totel'. Did you mean 'total'?",
  range,
  severity: 'error',
});
const change = { title: "Change spelling to 'total'", preferred: true, edits: [{ range, newText: 'total' }] };

describe('quick fixes of other providers', () => {
  test('become candidates with minimal edits', () => {
    const [candidate] = editorCandidates([change], problem, source, 3);
    expect(candidate?.edits).toEqual([
      {
        path: '/w/a.ts',
        version: 3,
        edits: [{ range: { start: { line: 1, character: 15 }, end: { line: 1, character: 16 } }, newText: 'a' }],
      },
    ]);
    expect(candidate?.origin.kind).toBe('editor');
  });

  test('that only hide the error are no candidates', () => {
    const at = { line: 1, character: 0 };
    const ignore = { title: 'Ignore', preferred: false, edits: [{ range: { start: at, end: at }, newText: '// @ts-ignore\n' }] };
    const remove = { title: 'Nothing', preferred: false, edits: [{ range, newText: 'totel' }] };
    expect(editorCandidates([ignore, remove], problem, source, 3)).toEqual([]);
  });

  test('one of several is less sure than the only one', () => {
    const other = { title: 'Declare', preferred: false, edits: [{ range, newText: 'first' }] };
    const [one, two] = editorCandidates([{ ...change, preferred: false }, other], problem, source, 3);
    expect(one?.confidence).toBe(two?.confidence);
    expect(editorCandidates([{ ...change, preferred: false }], problem, source, 3)[0]?.confidence).toBeGreaterThan(one?.confidence ?? 1);
  });
});
