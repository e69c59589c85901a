// How far a fix is trusted, in the real server: what stands in the menu, what is applied by itself, what is watched after it
// was accepted, and what the explanation says.

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CodeAction, Diagnostic, Hover } from 'vscode-languageserver-protocol';
import type { AutoHeal, ExplainAt, OfferedPatch, ProposePatch, Refusal } from '../../src/protocol';
import { applied, at, LspClient } from './client';

let folder: string;
let client: LspClient;

beforeEach(async () => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-trust-')));
  client = await LspClient.start([folder], { forwardsDiagnostics: true, hasCommands: true });
});
afterEach(async () => {
  await client.stop();
  fs.rmSync(folder, { recursive: true, force: true });
});

const uriOf = (name: string): string => pathToFileURL(path.join(folder, name)).href;
const titles = (actions: readonly CodeAction[]): string[] => actions.map((action) => action.title);
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const TYPO = 'total = 1\nprint(totl)\n';
const HEALED = 'total = 1\nprint(total)\n';
const undefinedName = (text: string, name: string): Diagnostic =>
  at(text, name, `"${name}" is not defined`, 'Pyright', 'reportUndefinedVariable');

async function show(uri: string, diagnostics: readonly Diagnostic[]): Promise<void> {
  await client.connection.sendNotification('selfHeal/diagnostics', { uri, version: client.version(uri), diagnostics });
}
async function open(name: string, text: string, diagnostics: readonly Diagnostic[]): Promise<string> {
  fs.writeFileSync(path.join(folder, name), text);
  await client.open(uriOf(name), text);
  await show(uriOf(name), diagnostics);
  return uriOf(name);
}
async function run(output: string, exitCode: number, id = 1, line = 'python3 app.py'): Promise<void> {
  await client.connection.sendNotification('selfHeal/terminal/started', { id, line, cwd: folder });
  await client.connection.sendNotification('selfHeal/terminal/output', { id, chunk: output });
  await client.connection.sendNotification('selfHeal/terminal/ended', { id, exitCode });
}
const traceback = (line: number, code: string, error: string): string =>
  `Traceback (most recent call last):\n  File "${path.join(folder, 'app.py')}", line ${line}, in <module>\n    ${code}\n${error}\n`;
const settings = (changed: object): Promise<void> => client.connection.sendNotification('selfHeal/settings', changed);

describe('the menu', () => {
  test('unlikely fixes stand behind one entry, and are there to be looked at', async () => {
    await settings({ confidenceReview: 1 });
    const typo = undefinedName(TYPO, 'totl');
    const uri = await open('a.py', TYPO, [typo]);
    const actions = await client.fixes(uri, [typo]);
    expect(titles(actions)).toEqual(['Show low-confidence suggestions… (Self-Heal)']);
    expect(actions[0]?.command).toMatchObject({ command: 'selfHeal.showLowConfidence', arguments: [uri, 1] });
    const [offer] = await client.connection.sendRequest<OfferedPatch[]>('selfHeal/offersAt', { uri, line: 1 });
    expect(offer).toMatchObject({ low: true, likely: expect.stringMatching(/right|guess/) as string });
    const proposed = await client.connection.sendRequest<ProposePatch.Answer>('selfHeal/proposePatch', { uri, patch: offer?.id });
    expect(proposed.files).toMatchObject([{ before: TYPO, after: HEALED, edit: { textDocument: { version: 1 } } }]);
  });

  test('a syntax error keeps its best fix in the menu, however unlikely', async () => {
    await settings({ confidenceReview: 1 });
    const text = 'def area(w, h)\n    return w * h\n';
    const wrong = at(text, ')\n', 'Expected ":"', 'Pyright');
    const uri = await open('a.py', text, [wrong]);
    const actions = await client.fixes(uri, [wrong]);
    expect(actions[0] && applied(text, actions[0], uri)).toBe('def area(w, h):\n    return w * h\n');
    expect(actions.filter(({ edit }) => edit)).toHaveLength(1);
  });

  test('a fix that is only likely can be previewed; a sure one has no such entry', async () => {
    const typo = undefinedName(TYPO, 'totl');
    await settings({ confidenceAuto: 1, confidenceReview: 0 });
    const uri = await open('a.py', TYPO, [typo]);
    expect(titles(await client.fixes(uri, [typo])).at(-1)).toBe('Preview before applying… (Self-Heal)');
    await settings({ confidenceAuto: 0, confidenceReview: 0 });
    expect(titles(await client.fixes(uri, [typo])).join()).not.toContain('Preview');
  });

  test('a client without our commands has every fix in the menu itself', async () => {
    const plain = await LspClient.start([folder]);
    try {
      await plain.connection.sendNotification('selfHeal/settings', { confidenceReview: 1 });
      await plain.open(uriOf('p.py'), TYPO);
      const actions = await plain.fixes(uriOf('p.py'), [undefinedName(TYPO, 'totl')]);
      expect(actions[0] && applied(TYPO, actions[0], uriOf('p.py'))).toBe(HEALED);
      expect(actions.every(({ edit }) => edit)).toBe(true);
    } finally {
      await plain.stop();
    }
  });

  test('a proposal for a text that has moved on is refused', async () => {
    const uri = await open('a.py', TYPO, [undefinedName(TYPO, 'totl')]);
    await client.fixes(uri, [undefinedName(TYPO, 'totl')]);
    const [offer] = await client.connection.sendRequest<OfferedPatch[]>('selfHeal/offersAt', { uri, line: 1 });
    await client.change(uri, `# more\n${TYPO}`);
    expect(await client.connection.sendRequest<Refusal>('selfHeal/proposePatch', { uri, patch: offer?.id })).toMatchObject({
      reason: 'stale',
    });
  });
});

const IMPORT = 'import os\nprint(json.dumps(os.name))\n';

describe('applied by itself', () => {
  const ask = (params: AutoHeal.Params): Promise<AutoHeal.Answer | null> => client.connection.sendRequest('selfHeal/autoHeal', params);

  test('off, as it is by default: nothing', async () => {
    const uri = await open('a.py', IMPORT, [undefinedName(IMPORT, 'json')]);
    expect(await ask({ cause: 'save', uri })).toBeNull();
  });

  test('after a save: what is proved and sure, as one edit of the present version; undone three times it is counted thrice', async () => {
    await settings({ autoApply: 'onSave' });
    const uri = await open('a.py', IMPORT, [undefinedName(IMPORT, 'json')]);
    const answer = await ask({ cause: 'save', uri });
    expect(answer).toMatchObject({
      before: IMPORT,
      edit: { textDocument: { uri, version: 1 } },
      patches: [{ fixer: 'python/undefined-name' }],
    });
    await client.change(uri, `import json\n${IMPORT}`);
    await client.connection.sendNotification('selfHeal/autoApplied', { heal: answer?.heal });
    const back = await client.connection.sendRequest<{ edit: unknown }>('selfHeal/undoLast', { heal: answer?.heal });
    expect(back.edit).toMatchObject({ textDocument: { uri, version: 2 } });
    await client.until('the undo is told', () =>
      client.notified.some(
        ({ method, params }) =>
          method === 'selfHeal/autoUndone' && JSON.stringify(params) === JSON.stringify({ fixers: ['python/undefined-name'] }),
      ),
    );
    // What was taken back is not applied again, however often the file is saved.
    await client.change(uri, IMPORT);
    await show(uri, [undefinedName(IMPORT, 'json')]);
    await client.fixes(uri, [undefinedName(IMPORT, 'json')]);
    expect(await ask({ cause: 'save', uri })).toBeNull();
  });

  test('undone in the editor it is told too', async () => {
    await settings({ autoApply: 'onSave' });
    const uri = await open('a.py', IMPORT, [undefinedName(IMPORT, 'json')]);
    const answer = await ask({ cause: 'save', uri });
    await client.change(uri, `import json\n${IMPORT}`);
    await client.connection.sendNotification('selfHeal/autoApplied', { heal: answer?.heal });
    await client.change(uri, IMPORT);
    await client.until('the undo is told', () => client.notified.some(({ method }) => method === 'selfHeal/autoUndone'));
  });

  test.each([
    ['a fixer that was undone too often', { muted: ['auto:python/undefined-name'] }],
    ['a threshold above its confidence', { confidenceAuto: 1 }],
    ['the other occasion', { autoApply: 'onRun' }],
    ['switched off altogether', { enabled: false }],
  ])('not: %s', async (_, changed) => {
    await settings({ autoApply: 'onSave', ...changed });
    const uri = await open('a.py', IMPORT, [undefinedName(IMPORT, 'json')]);
    expect(await ask({ cause: 'save', uri })).toBeNull();
  });

  test('not: what only parses', async () => {
    await settings({ autoApply: 'onSave', confidenceAuto: 0 });
    const text = 'def area(w, h)\n    return w * h\n';
    const uri = await open('a.py', text, [at(text, ')\n', 'Expected ":"', 'Pyright')]);
    expect(await ask({ cause: 'save', uri })).toBeNull();
  });

  test('not: a text that is edited while it is being looked at', async () => {
    await settings({ autoApply: 'onSave' });
    const uri = await open('a.py', IMPORT, [undefinedName(IMPORT, 'json')]);
    const asked = ask({ cause: 'save', uri });
    await pause(200);
    await client.change(uri, `${IMPORT}#`);
    expect(await asked).toBeNull();
  });

  test('not: an untrusted folder', async () => {
    const other = await LspClient.start([folder], { forwardsDiagnostics: true, hasCommands: true, trusted: false });
    try {
      await other.connection.sendNotification('selfHeal/settings', { autoApply: 'onSave' });
      await other.open(uriOf('u.py'), IMPORT);
      await other.connection.sendNotification('selfHeal/diagnostics', {
        uri: uriOf('u.py'),
        version: 1,
        diagnostics: [undefinedName(IMPORT, 'json')],
      });
      expect(await other.connection.sendRequest('selfHeal/autoHeal', { cause: 'save', uri: uriOf('u.py') })).toBeNull();
    } finally {
      await other.stop();
    }
  });

  test('several at once are one edit; a mistake of another kind is left', async () => {
    await settings({ autoApply: 'onSave' });
    const text = 'words = json.loads("[]")\nprint(re.sub("a", "b", words[0]))\nprint(whatever_this_is)\n';
    const uri = await open(
      'a.py',
      text,
      ['json', 're', 'whatever_this_is'].map((name) =>
        at(text, name === 're' ? 're.' : name, `"${name}" is not defined`, 'Pyright', 'reportUndefinedVariable'),
      ),
    );
    const answer = await ask({ cause: 'save', uri });
    expect(answer?.patches).toHaveLength(2);
    expect(answer?.edit.edits.map((edit) => ('newText' in edit ? edit.newText : '')).join('')).toMatch(/^import json\nimport re\n+$/);
  });

  test('after a failed run: the fix of that failure, in an open file', async () => {
    await settings({ autoApply: 'onRun' });
    await open('app.py', IMPORT, []);
    await run(traceback(2, 'print(json.dumps(os.name))', "NameError: name 'json' is not defined"), 1, 7);
    const answer = await ask({ cause: 'run', command: 7 });
    expect(answer).toMatchObject({ before: IMPORT, patches: [{ fixer: 'python/undefined-name', line: 1 }] });
    expect(await ask({ cause: 'run', command: 8 })).toBeNull();
  });
});

describe('the watch over accepted heals', () => {
  async function accepted(): Promise<string> {
    const typo = undefinedName(TYPO, 'totl');
    const uri = await open('app.py', TYPO, [typo]);
    const [first] = await client.fixes(uri, [typo]);
    await client.change(uri, HEALED);
    await client.connection.sendRequest('workspace/executeCommand', {
      command: first?.command?.command,
      arguments: first?.command?.arguments,
    });
    return uri;
  }
  const notice = (uri: string): Diagnostic | undefined => client.published.get(uri)?.find(({ code }) => code === 'heal-came-back');
  const same: Diagnostic = { ...undefinedName(TYPO, 'totl') };

  test('a problem that comes back is said at its place, and the heal can be taken back', async () => {
    const uri = await accepted();
    await show(uri, []);
    await pause(1_200);
    expect(notice(uri)).toBeUndefined();
    await show(uri, [same]);
    await client.until('a notice', () => notice(uri) !== undefined);
    expect(notice(uri)).toMatchObject({ severity: 3, source: 'Self-Heal', range: { start: { line: 1 } } });
    const actions: CodeAction[] = await client.connection.sendRequest('textDocument/codeAction', {
      textDocument: { uri },
      range: notice(uri)?.range,
      context: { diagnostics: [] },
    });
    const back = actions.find(({ title }) => title.startsWith('Take back the heal'));
    expect(back && applied(HEALED, back, uri)).toBe(TYPO);
    await client.change(uri, `${TYPO}`);
    await client.connection.sendRequest('workspace/executeCommand', {
      command: back?.command?.command,
      arguments: back?.command?.arguments,
    });
    await client.until('no notice', () => notice(uri) === undefined);
    expect(
      await client.connection.sendRequest('selfHeal/exportPairs', {
        folder: pathToFileURL(folder).href,
        file: path.join(folder, 'p.jsonl'),
      }),
    ).toMatchObject({ pairs: 0 });
  });

  test('the old squiggle that a slow checker still shows is not called a return; another problem neither', async () => {
    const uri = await accepted();
    await show(uri, [same]);
    await pause(1_200);
    expect(notice(uri)).toBeUndefined();
    await show(uri, []);
    await pause(1_200);
    await show(uri, [at(HEALED, 'total)', '"print" is possibly unbound', 'Pyright')]);
    await pause(1_200);
    expect(notice(uri)).toBeUndefined();
  });

  test('the same failure in a run of the healed text is a return; it goes when the command succeeds', async () => {
    const uri = await accepted();
    await show(uri, []);
    // Not saved yet: the program ran the old text.
    await run(traceback(2, 'print(totl)', "NameError: name 'totl' is not defined"), 1);
    await pause(1_200);
    expect(notice(uri)).toBeUndefined();
    fs.writeFileSync(path.join(folder, 'app.py'), HEALED);
    await run(traceback(2, 'print(total)', "NameError: name 'totl' is not defined"), 1);
    await client.until('a notice', () => notice(uri) !== undefined);
    await run('', 0);
    await client.until('no notice', () => notice(uri) === undefined);
  });

  test('a command that passed and now fails on the healed line', async () => {
    await run('', 0, 1, 'python3 app.py');
    const uri = await accepted();
    fs.writeFileSync(path.join(folder, 'app.py'), HEALED);
    await show(uri, []);
    await run(traceback(2, 'print(total)', 'ValueError: too large'), 1, 2, 'python3 app.py');
    await client.until('a notice', () => JSON.stringify(notice(uri) ?? null).includes('passed before'));
  });

  test('a command that passed and now fails on the healed line and elsewhere', async () => {
    await run('', 0, 1, 'python3 app.py');
    const uri = await accepted();
    fs.writeFileSync(path.join(folder, 'app.py'), HEALED);
    await show(uri, []);
    const elsewhere = traceback(1, 'first()', 'OSError: no').replaceAll('app.py', 'other.py');
    await run(`${elsewhere}${traceback(2, 'print(total)', 'ValueError: too large')}`, 1, 2, 'python3 app.py');
    await client.until('a notice', () => JSON.stringify(notice(uri) ?? null).includes('passed before'));
  });

  test('over a restart: what another session accepted is watched on, and "Undo Last Heal" leaves it alone', async () => {
    const uri = await accepted();
    await show(uri, []);
    await pause(1_200);
    await client.stop();
    fs.writeFileSync(path.join(folder, 'app.py'), HEALED);
    client = await LspClient.start([folder], { forwardsDiagnostics: true, hasCommands: true });
    await open('app.py', HEALED, [same]);
    await client.until('a notice', () => notice(uri) !== undefined);
    expect(await client.connection.sendRequest<Refusal>('selfHeal/undoLast', {})).toMatchObject({ reason: 'nothing-to-undo' });
  });

  test('once the healed line is edited there is nothing to say', async () => {
    const uri = await accepted();
    await show(uri, []);
    await pause(1_200);
    await show(uri, [same]);
    await client.until('a notice', () => notice(uri) !== undefined);
    await client.change(uri, 'total = 1\nprint("something else")\n');
    await client.until('no notice', () => notice(uri) === undefined);
  });
});

describe('the explanation', () => {
  test('a page: what happened, the fix, what proves it and what does not', async () => {
    const uri = await open('a.py', TYPO, [undefinedName(TYPO, 'totl')]);
    await client.fixes(uri, [undefinedName(TYPO, 'totl')]);
    const { title, markdown } = await client.connection.sendRequest<ExplainAt.Answer>('selfHeal/explain', { uri, line: 1 });
    expect(title).toBe('a.py, line 2');
    for (const part of ['What happened', "'totl'", '- print(totl)\n+ print(total)', '## What proves it', '## What is not proved'])
      expect(markdown).toContain(part);
    expect(markdown).not.toContain('command:');
  });

  test('a problem without a fix: what would be needed, and where the value came from', async () => {
    const text = 'x = None\nprint(x.upper())\n';
    const uri = await open('a.py', text, [
      at(text, 'upper', '"upper" is not a known attribute of "None"', 'Pyright', 'reportOptionalMemberAccess'),
    ]);
    await pause(500);
    const { markdown } = await client.connection.sendRequest<ExplainAt.Answer>('selfHeal/explain', { uri, line: 1 });
    expect(markdown).toContain('## What would be needed');
    expect(markdown).toContain("'x' gets its value here");
  });

  test('the hover is short, ends with our own links, and is silent where nothing is wrong or it is switched off', async () => {
    const uri = await open('a.py', TYPO, [undefinedName(TYPO, 'totl')]);
    await client.fixes(uri, [undefinedName(TYPO, 'totl')]);
    const hover = (line: number, character: number): Promise<Hover | null> =>
      client.connection.sendRequest('textDocument/hover', { textDocument: { uri }, position: { line, character } });
    const said = JSON.stringify((await hover(1, 7))?.contents);
    expect(said).toContain('command:selfHeal.explain');
    expect(said).not.toContain('command:selfHeal.healWithModel');
    expect(await hover(0, 1)).toBeNull();
    await settings({ hover: false });
    expect(await hover(1, 7)).toBeNull();
  });

  test('a line without a problem gets one clear sentence', async () => {
    const uri = await open('a.py', TYPO, [undefinedName(TYPO, 'totl')]);
    expect(await client.connection.sendRequest<Refusal>('selfHeal/explain', { uri, line: 5 })).toMatchObject({ reason: 'nothing-to-heal' });
  });
});
