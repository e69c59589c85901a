// The view of learned rules through the real server: listed, kept, switched, tested, looked for while they are edited, applied everywhere, hinted at.

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Diagnostic } from 'vscode-languageserver-protocol/node';
import type { ApplyRule, ChooseFixes, ListRules, RuleMatches, ShownRule, TestRule } from '../../src/protocol';
import { WARN_RULE } from '../support/warn-rule';
import { applied, at, LspClient } from './client';

let folder = '';
let client: LspClient | undefined;

beforeEach(() => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-rules-')));
});
afterEach(async () => {
  await client?.stop();
  client = undefined;
  fs.rmSync(folder, { recursive: true, force: true });
});

const uriOf = (name: string): string => pathToFileURL(path.join(folder, name)).href;
const pause = (ms: number): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, ms));

async function start(trusted = true): Promise<LspClient> {
  client = await LspClient.start([folder], { forwardsDiagnostics: true, othersCheckPython: true, trusted });
  return client;
}

function write(name: string, text: string): string {
  const file = path.join(folder, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
  return file;
}
const read = (name: string): string => fs.readFileSync(path.join(folder, name), 'utf8');

async function list(lsp: LspClient): Promise<readonly ShownRule[]> {
  const answer: ListRules.Answer = await lsp.connection.sendRequest('selfHeal/rules/list', {});
  expect(answer).not.toHaveProperty('reason');
  return answer.rules;
}

const RULE = `# Ours, by hand.\n${WARN_RULE}`;
const FILE = '.self-heal/rules/warn.yml';
const kept = (): { folder: string; id: string; file: string } => ({ folder: uriOf('').replace(/\/$/, ''), id: 'warn', file: uriOf(FILE) });

describe('rules of accepted fixes', () => {
  const deprecated = (text: string): Diagnostic =>
    at(text, 'warn', 'The method "warn" in class "Logger" is deprecated', 'Pyright', 'reportDeprecated');
  const TAUGHT = [
    'import log\n\nlog.warn("disk is full")\n',
    'import log\n\n\ndef f(self, name):\n    self.log.warn("no %s", name)\n',
    'from app import log\n\nmessage = 1\nlog.warn(message)\n',
  ];

  it('three fixes made by hand are one rule of memory: shown, tested, applied everywhere without a pair, kept, switched off and on, deleted', async () => {
    const lsp = await start();
    await lsp.connection.sendNotification('selfHeal/settings', { handMade: 'record' });
    for (const [i, text] of TAUGHT.entries()) {
      const uri = uriOf(`taught${i}.py`);
      write(`taught${i}.py`, text);
      await lsp.open(uri, text);
      await lsp.connection.sendNotification('selfHeal/diagnostics', { uri, version: 1, diagnostics: [deprecated(text)] });
      await pause(3_500);
      await lsp.change(uri, text.replace('.warn(', '.warning('));
      await lsp.connection.sendNotification('selfHeal/diagnostics', { uri, version: 2, diagnostics: [] });
      write(`taught${i}.py`, text.replace('.warn(', '.warning('));
      await lsp.until(`pair ${i + 1}`, () => lsp.status?.pairs === i + 1, 20_000);
    }
    const [rule, ...others] = await list(lsp);
    expect(others).toEqual([]);
    expect(rule).toMatchObject({
      state: 'memory',
      fixes: 3,
      places: 3,
      taken: 0,
      refused: 0,
      retired: false,
      language: 'Python',
      errorType: 'reportDeprecated',
    });
    if (!rule) return;
    const name = { folder: rule.folder, id: rule.id };
    expect(await lsp.connection.sendRequest('selfHeal/rules/test', name)).toMatchObject({ failed: [] });

    write('other.py', 'import app\n\n\ndef g(count):\n    app.log.warn(f"{count} left", count)\n    app.log.warn(2)\n');
    write('.venv/lib/own.py', 'log.warn(1)\n');
    write('ignored.py', 'import log\n\nlog.warn(1)\n');
    write('.gitignore', 'ignored.py\n');
    write('unsaved.py', '');
    await lsp.open(uriOf('unsaved.py'), 'import log\n\nlog.warn("unsaved")\n');
    const plan: ApplyRule.Plan = await lsp.connection.sendRequest('selfHeal/rules/apply', name);
    expect(plan.files.map(({ edit }) => edit.textDocument.uri)).toEqual([uriOf('other.py'), uriOf('unsaved.py')]);
    expect(plan.files[0]?.healed.map(({ line, ask, needs }) => [line, ask, needs])).toEqual([
      [4, false, []],
      [5, false, []],
    ]);
    expect(plan.files[0]?.after).not.toContain('.warn(');
    const without = plan.files[0]?.healed[1]?.id ?? '';
    const chosen: ChooseFixes.Answer = await lsp.connection.sendRequest('selfHeal/chooseFixes', { without: [without] });
    expect(chosen.files[0]?.after).toBe(
      'import app\n\n\ndef g(count):\n    app.log.warning(f"{count} left", count)\n    app.log.warn(2)\n',
    );
    expect(await lsp.connection.sendRequest('selfHeal/planApplied', { uri: uriOf('other.py') })).toEqual({});
    await pause(500);
    expect(lsp.status?.pairs).toBe(3);

    const change = (change: string, of: object = name): Promise<{ file?: string; message?: string }> =>
      lsp.connection.sendRequest('selfHeal/rules/change', { ...of, change });
    const { file } = await change('keep');
    expect(file).toBe(uriOf(`.self-heal/rules/${rule.id}.yml`));
    expect(await list(lsp)).toMatchObject([{ state: 'file', id: rule.id, file, fixes: 3, inMemory: true }]);
    await change('switchOff', { ...name, file });
    expect(await list(lsp)).toMatchObject([{ state: 'off' }]);
    expect(read(`.self-heal/rules/${rule.id}.yml`)).toMatch(/^severity: off$/m);
    expect(await lsp.connection.sendRequest('selfHeal/rules/apply', { ...name, file })).toMatchObject({ reason: 'no-rule' });
    await change('switchOn', { ...name, file });
    expect(await list(lsp)).toMatchObject([{ state: 'file' }]);
    await change('delete', { ...name, file });
    expect(await list(lsp)).toMatchObject([{ state: 'memory' }]);
    // A rule of memory is deleted by a file that says so.
    await change('delete');
    expect(await list(lsp)).toMatchObject([{ state: 'off', file }]);
    await lsp.until('it was told', () => lsp.notified.some(({ method }) => method === 'selfHeal/rules/changed'));
  }, 120_000);
});

describe('rules kept as files', () => {
  it('a person’s words stay when a rule is switched off and on', async () => {
    write(FILE, RULE);
    const lsp = await start();
    await lsp.connection.sendRequest('selfHeal/rules/change', { ...kept(), change: 'switchOff' });
    expect(read(FILE)).toBe(`${RULE.replace('severity: hint', 'severity: off')}    disabled: true\n`);
    await lsp.connection.sendRequest('selfHeal/rules/change', { ...kept(), change: 'switchOn' });
    expect(read(FILE)).toBe(RULE);
  }, 30_000);

  it('one in ast-grep’s words alone is switched off, too', async () => {
    write(FILE, 'id: warn\nlanguage: Python\nrule: { pattern: log.warn($A) }\nfix: log.warning($A)\n');
    const lsp = await start();
    await lsp.connection.sendRequest('selfHeal/rules/change', { ...kept(), change: 'switchOff' });
    expect(await list(lsp)).toMatchObject([{ state: 'off', fixes: 0, inMemory: false }]);
  }, 30_000);

  it('mistakes are said with their line; such a file is deleted, and nothing else is done with it', async () => {
    write(FILE, RULE.replace('fix: log.warning($A)\n', ''));
    write('.self-heal/rules/general.yml', RULE.replace('log.warn($A)', '$A').replace('log.warning($A)', '$A.x'));
    write('.self-heal/rules/unparsed.yml', RULE.replace('fix: log.warning($A)', 'fix: log.warning($A'));
    write('.self-heal/rules/yaml.yml', 'id: [\n');
    const lsp = await start();
    const rules = await list(lsp);
    expect(rules.map(({ title, state, mistake }) => [title, state, mistake])).toEqual([
      ['general.yml', 'mistake', expect.stringContaining('fits nearly everything')],
      ['unparsed.yml', 'mistake', expect.stringContaining('does not parse')],
      ['warn.yml', 'mistake', expect.stringMatching(/^Line \d+: fix is missing/)],
      ['yaml.yml', 'mistake', expect.stringMatching(/^Line \d+: /)],
    ]);
    for (const method of ['test', 'apply'])
      expect(await lsp.connection.sendRequest(`selfHeal/rules/${method}`, kept())).toMatchObject({
        reason: 'no-rule',
        message: expect.stringContaining('has a mistake') as string,
      });
    await lsp.connection.sendRequest('selfHeal/rules/change', { ...kept(), change: 'delete' });
    expect(fs.existsSync(path.join(folder, FILE))).toBe(false);
  }, 30_000);

  it('nothing outside the folder of rules is deleted or written, whatever is asked for', async () => {
    write(FILE, RULE);
    const own = write('own.yml', RULE);
    const lsp = await start();
    for (const file of [uriOf('own.yml'), uriOf('.self-heal/rules/../../own.yml'), 'file:///etc/hosts'])
      for (const change of ['delete', 'switchOff'])
        expect(await lsp.connection.sendRequest('selfHeal/rules/change', { ...kept(), file, change })).toMatchObject({ reason: 'no-rule' });
    expect(fs.readFileSync(own, 'utf8')).toBe(RULE);
  }, 30_000);

  it('a test says what came out otherwise, of the text in the editor, too', async () => {
    write(FILE, RULE);
    const lsp = await start();
    expect(await lsp.connection.sendRequest('selfHeal/rules/test', kept())).toEqual({ passed: 2, failed: [] });
    const edited: TestRule.Answer = await lsp.connection.sendRequest('selfHeal/rules/test', {
      ...kept(),
      text: RULE.replace('fix: log.warning($A)', 'fix: log.error($A)'),
    });
    expect(edited).toEqual({ passed: 1, failed: [{ text: 'log.warn(1)\n', wanted: 'log.warning(1)\n', got: 'log.error(1)\n' }] });
  }, 30_000);
});

describe('while a rule is edited', () => {
  const ask = (lsp: LspClient, text: string): Promise<RuleMatches.Answer> =>
    lsp.connection.sendRequest('selfHeal/rules/matches', { folder: kept().folder, text });

  it('its places are found in files and in unsaved text, without dependencies', async () => {
    write('a.py', 'import log\n\nlog.warn("a")\n    \n');
    write('b.py', 'import log\n\nlog.warning("b")\n');
    write('node_modules/x/c.py', 'log.warn("c")\n');
    const lsp = await start();
    expect(await ask(lsp, RULE)).toEqual({
      matches: [
        { uri: uriOf('a.py'), range: { start: { line: 2, character: 0 }, end: { line: 2, character: 13 } }, code: 'log.warn("a")' },
      ],
      places: 1,
      files: 1,
      partly: false,
    });
    await lsp.open(uriOf('b.py'), 'import log\n\nlog.warn("b")\nlog.warn("c")\n');
    expect(await ask(lsp, RULE)).toMatchObject({ places: 3, files: 2 });
    expect(await ask(lsp, RULE.replace('log.warn($A)', 'log.info($A)'))).toMatchObject({ places: 0, files: 0 });
  }, 30_000);

  it('a mistake is said instead; thousands of places and a pattern without end come to an end', async () => {
    write('many.py', `import log\n\n${'log.warn(1)\n'.repeat(3_000)}`);
    const lsp = await start();
    expect(await ask(lsp, RULE.replace('fix: log.warning($A)', 'fix: log.warning($B)'))).toMatchObject({
      mistake: expect.stringContaining('$B') as string,
      places: 0,
    });
    const many = await ask(lsp, RULE);
    expect(many).toMatchObject({ places: 1_000, partly: true });
    expect(many.matches).toHaveLength(100);
    write('many.py', `x = [\n${'log,\n'.repeat(20_000)}nothing]\n`);
    const began = Date.now();
    const endless = 'id: endless\nlanguage: Python\nrule:\n  pattern: log, $$$A, log, $$$B, log, $$$C, log, $$$D, nothing\nfix: $$$A\n';
    expect(await ask(lsp, endless)).not.toHaveProperty('mistake');
    expect(Date.now() - began).toBeLessThan(15_000);
  }, 60_000);
});

describe('before anything breaks', () => {
  it('a rule that says so is a hint with its fix in open files, with the setting alone, and gone with the rule', async () => {
    write(FILE, RULE);
    const lsp = await start();
    const uri = uriOf('open.py');
    const text = 'import log\n\nlog.warn("full")\n';
    await lsp.open(uri, text);
    await pause(1_500);
    expect(lsp.published.get(uri) ?? []).toEqual([]);
    await lsp.connection.sendNotification('selfHeal/settings', { hints: true });
    await lsp.until('the hint', () => (lsp.published.get(uri) ?? []).length > 0, 20_000);
    const diagnostics = lsp.published.get(uri) ?? [];
    expect(diagnostics).toMatchObject([
      { severity: 4, source: 'Self-Heal', message: 'Learned: warn is warning', range: { start: { line: 2, character: 0 } } },
    ]);
    const [fix] = await lsp.fixes(uri, diagnostics);
    expect(fix && applied(text, fix, uri)).toBe('import log\n\nlog.warning("full")\n');
    await lsp.connection.sendRequest('selfHeal/rules/change', { ...kept(), change: 'switchOff' });
    await lsp.until('silence', () => (lsp.published.get(uri) ?? []).length === 0, 20_000);
  }, 60_000);
});

it('in a folder that is not trusted rules are neither read nor run nor written', async () => {
  write(FILE, RULE);
  write('a.py', 'log.warn(1)\n');
  const lsp = await start(false);
  await lsp.connection.sendNotification('selfHeal/settings', { hints: true });
  await lsp.open(uriOf('a.py'), 'log.warn(1)\n');
  const asked: [string, object][] = [
    ['list', {}],
    ['test', kept()],
    ['test', { ...kept(), text: RULE }],
    ['matches', { folder: kept().folder, text: RULE }],
    ['apply', kept()],
    ['change', { ...kept(), change: 'delete' }],
  ];
  for (const [method, params] of asked)
    expect(await lsp.connection.sendRequest(`selfHeal/rules/${method}`, params)).toMatchObject({ reason: 'untrusted' });
  await pause(1_500);
  expect(read(FILE)).toBe(RULE);
  expect(lsp.published.get(uriOf('a.py')) ?? []).toEqual([]);
}, 30_000);
