import { describe, expect, test } from 'vitest';
import type { OffsetEdit } from '../../syntax/edits';
import { SourceText } from '../../syntax/source-text';
import { problemFromDiagnostic } from '../../detect/diagnostic';
import type { Candidate } from '../../patch';
import { openPythonProject } from '../../project/python-index';
import { MemoryFiles } from '../../project/workspace-files';
import { generate } from '../generate';
import { PatchedText } from '../../syntax/patched-text';
import { editorSource, type EditorFix } from './editor-candidates';

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

const files = new MemoryFiles('/w', new Map());
const workspace = { root: '/w', files, interpreter: undefined, python: openPythonProject('/w', files), typescript: undefined };

function editorCandidates(fixes: readonly EditorFix[], changed: readonly OffsetEdit[] = [], now = source): Promise<Candidate[]> {
  const [start, end] = [now.offsetAt(range.start), now.offsetAt(range.end)];
  const request = {
    problem,
    source: now,
    path: '/w/a.ts',
    start,
    end,
    all: [problem],
    workspace,
    version: 3,
    signal: new AbortController().signal,
  };
  return generate([editorSource(fixes, PatchedText.of(source).edited(changed))], request);
}

describe('quick fixes of other providers', () => {
  test('become candidates with minimal edits', async () => {
    const [candidate] = await editorCandidates([change]);
    expect(candidate?.edits).toEqual([
      {
        path: '/w/a.ts',
        version: 3,
        edits: [{ range: { start: { line: 1, character: 15 }, end: { line: 1, character: 16 } }, newText: 'a' }],
      },
    ]);
    expect(candidate?.origin.kind).toBe('editor');
  });

  test('that only hide the error are no candidates', async () => {
    const at = { line: 1, character: 0 };
    const ignore = { title: 'Ignore', preferred: false, edits: [{ range: { start: at, end: at }, newText: '// @ts-ignore\n' }] };
    const remove = { title: 'Nothing', preferred: false, edits: [{ range, newText: 'totel' }] };
    expect(await editorCandidates([ignore, remove])).toEqual([]);
  });

  test('one of several is less sure than the only one', async () => {
    const other = { title: 'Declare', preferred: false, edits: [{ range, newText: 'first' }] };
    const [one, two] = await editorCandidates([{ ...change, preferred: false }, other]);
    expect(one?.confidence).toBe(two?.confidence);
    const [only] = await editorCandidates([{ ...change, preferred: false }]);
    expect(only?.confidence).toBeGreaterThan(one?.confidence ?? 1);
  });

  test('that were made for a text that was edited meanwhile move along, or are dropped where they touch the edit', async () => {
    const insert = { start: 0, end: 0, text: '// sums\n' };
    const now = new SourceText(`// sums\n${source.text}`);
    const [moved] = await editorCandidates([change], [insert], now);
    expect(moved?.edits[0]?.edits[0]?.range.start).toEqual({ line: 2, character: 15 });
    const totel = source.text.indexOf('totel');
    expect(await editorCandidates([change], [{ start: totel + 2, end: totel + 3, text: 'd' }])).toEqual([]);
  });
});
