// How failures of commands go away: the file is gone, the line is edited, a heal was proved, the command succeeds; and one number for all who count them.

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Diagnostic } from 'vscode-languageserver';
import { OwnDiagnostics } from '../applied/own-diagnostics';
import { ClientState } from '../session/client-state';
import { Documents } from '../session/documents';
import { KnownProblems } from '../session/known-problems';
import { CommandFailures } from './command-failures';

let folder: string;
let failures: CommandFailures;
let known: KnownProblems;
/** What the Problems panel shows, by file. */
let panel: Map<string, readonly Diagnostic[]>;
/** An open document as the server knows it: language servers speak of open ones alone. */
let open: { uri: string; languageId: string; version: number; getText: () => string }[];

beforeEach(() => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-failures-')));
  panel = new Map();
  open = [];
  const client = new ClientState();
  const documents = new Documents();
  Object.assign(documents, { all: () => open, get: (uri: string) => open.find((one) => one.uri === uri) });
  known = new KnownProblems(documents, client, { isExcluded: () => false } as never, () => 0);
  failures = new CommandFailures(
    {
      client,
      documents,
      known,
      folders: { all: [folder], isExcluded: () => false },
      notebooks: { around: () => [] },
    } as never,
    () => new Date(0),
  );
  const connection = {
    sendDiagnostics: ({ uri, diagnostics }: { uri: string; diagnostics: Diagnostic[] }) => void panel.set(uri, diagnostics),
  };
  const own = new OwnDiagnostics(
    { client, connection, known, findings: { of: () => [] }, hints: { of: () => [] } } as never,
    { takeable: () => [] } as never,
  );
  known.onDidChange(({ uri }) => own.update(uri));
});
afterEach(() => {
  failures.clear();
  fs.rmSync(folder, { recursive: true, force: true });
});

const at = (name: string): string => path.join(folder, name);
const uriOf = (name: string): string => pathToFileURL(at(name)).href;
const write = (name: string): void => fs.writeFileSync(at(name), 'x = 1\n\nprint(y)\n\nprint(z)\n');
const traceback = (file: string, line: number, name: string): string =>
  `Traceback (most recent call last):\n  File "${file}", line ${String(line)}, in <module>\n    print(${name})\n          ^\nNameError: name '${name}' is not defined\n`;
let id = 0;
function run(output: string, exitCode = 1, line = 'python3 main.py'): void {
  failures.started({ id: ++id, line: line, cwd: folder });
  failures.output(id, output);
  failures.ended(id, exitCode);
}
const lines = (name: string): number[] => (panel.get(uriOf(name)) ?? []).map(({ range }) => range.start.line);
const edit = (line: number, text: string, character = 0): void =>
  failures.edited(uriOf('main.py'), [{ range: { start: { line, character }, end: { line, character } }, text }]);

test('a failure in a file that does not exist, is a folder or a device, is not shown', () => {
  write('main.py');
  fs.mkdirSync(at('folder.py'));
  run([at('gone.py'), at('folder.py'), '/dev/full.py', at('main.py')].map((file) => traceback(file, 3, 'y')).join('\n'));
  expect(failures.count).toBe(1);
  expect([...panel.keys()]).toEqual([uriOf('main.py')]);
});

test('a failure goes with its file, not while the file is only being replaced', () => {
  write('main.py');
  write('other.py');
  run(`${traceback(at('main.py'), 3, 'y')}\n${traceback(at('other.py'), 3, 'y')}`);
  fs.rmSync(at('main.py'));
  failures.look();
  write('main.py');
  failures.look();
  expect(failures.count).toBe(2);
  fs.rmSync(at('main.py'));
  failures.look();
  failures.look();
  expect(failures.count).toBe(1);
  expect([lines('main.py'), lines('other.py')]).toEqual([[], [2]]);
  // One that is open without a file is there all the same.
  open = [{ uri: uriOf('other.py'), languageId: 'python', version: 1, getText: () => '' }];
  fs.rmSync(at('other.py'));
  failures.look();
  failures.look();
  expect(failures.count).toBe(1);
});

test('it moves with edits above it, stays with edits below it, and goes when its own line is edited', () => {
  write('main.py');
  run(`${traceback(at('main.py'), 3, 'y')}\n${traceback(at('main.py'), 5, 'z')}`);
  expect(lines('main.py')).toEqual([2, 4]);
  edit(0, '# one\n# two\n');
  expect(lines('main.py')).toEqual([4, 6]);
  edit(5, '# between\n');
  expect(lines('main.py')).toEqual([4, 7]);
  edit(4, 'q', 6);
  expect(lines('main.py')).toEqual([7]);
  expect(failures.count).toBe(1);
});

test('a heal that a run proved takes its failure away wherever it changed the text; one that nothing proved does not', () => {
  write('main.py');
  run(`${traceback(at('main.py'), 3, 'y')}\n${traceback(at('main.py'), 5, 'z')}`);
  const problem = known.failuresIn(uriOf('main.py'))[0]?.problem;
  if (!problem) throw new Error('There is no failure.');
  edit(0, 'y = 2\n');
  failures.healed([{ problem, evidence: [{ rung: 'checks', result: 'passed' }] }]);
  expect(lines('main.py')).toEqual([3, 5]);
  failures.healed([{ problem, evidence: [{ rung: 'reruns', result: 'failed' }] }]);
  expect(lines('main.py')).toEqual([3, 5]);
  failures.healed([{ problem, evidence: [{ rung: 'reruns', result: 'passed' }] }]);
  expect(lines('main.py')).toEqual([5]);
  expect(failures.count).toBe(1);
});

test('the same command says anew what is wrong, and its success that nothing is', () => {
  write('main.py');
  run(traceback(at('main.py'), 3, 'y'));
  run(traceback(at('main.py'), 5, 'z'));
  expect(lines('main.py')).toEqual([4]);
  run('', 0, 'python3 other.py');
  expect(lines('main.py')).toEqual([4]);
  run('', 0);
  expect([lines('main.py'), failures.count]).toEqual([[], 0]);
});

test('status, panel and what is cleared are one number: the same failure of two commands, and one that the language server shows', () => {
  write('main.py');
  const shown = (): number => [...panel.values()].reduce((sum, diagnostics) => sum + diagnostics.length, 0);
  run(traceback(at('main.py'), 3, 'y'));
  run(traceback(at('main.py'), 3, 'y'), 1, 'pytest');
  expect([failures.count, shown()]).toEqual([1, 1]);
  run(traceback(at('main.py'), 5, 'z'), 1, 'make');
  expect([failures.count, shown()]).toEqual([2, 2]);
  open = [{ uri: uriOf('main.py'), languageId: 'python', version: 1, getText: () => '' }];
  const range = { start: { line: 4, character: 6 }, end: { line: 4, character: 7 } };
  known.seen(uriOf('main.py'), 1, [
    { range, severity: 1, source: 'Pyright', code: 'reportUndefinedVariable', message: '"z" is not defined' },
  ]);
  expect([failures.count, shown()]).toEqual([1, 1]);
  expect(failures.dismiss()).toBe(1);
  expect([failures.count, shown()]).toEqual([0, 0]);
});

test('commands that print and never end hold little together, and what they print is found all the same', () => {
  write('main.py');
  const flood = 'INFO handled a request like any other\n'.repeat(40_000);
  for (let one = 1; one <= 12; one++) {
    failures.started({ id: 1_000 + one, line: `serve ${String(one)}`, cwd: folder });
    failures.output(1_000 + one, traceback(at('main.py'), 3, `y${String(one)}`));
    for (let i = 0; i < 2; i++) failures.output(1_000 + one, flood);
  }
  const running = Object.values(failures).find((value): value is Map<number, { detector: { held: number } }> => value instanceof Map);
  const held = [...(running?.values() ?? [])].reduce((sum, { detector }) => sum + detector.held, 0);
  expect(held).toBeLessThanOrEqual(16 << 20);
  for (let one = 1; one <= 12; one++) failures.ended(1_000 + one, 1);
  expect(failures.count).toBe(12);
});

test('a terminal that is closed while its output is read: no exit code, and only what was printed last counts', () => {
  write('main.py');
  failures.started({ id: 1, line: 'python3 main.py', cwd: folder });
  failures.output(1, traceback(at('main.py'), 3, 'y').split('NameError')[0] ?? '');
  failures.ended(1, undefined);
  failures.output(1, 'more');
  failures.ended(1, 1);
  expect(failures.count).toBe(0);
  failures.started({ id: 2, line: 'python3 main.py', cwd: folder });
  failures.output(2, traceback(at('main.py'), 3, 'y'));
  failures.ended(2, undefined);
  expect(failures.count).toBe(1);
});
