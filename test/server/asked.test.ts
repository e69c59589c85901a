// What other extensions and models ask of the real server, by a client without an editor; and a client whose extensions never answer.

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AskFixers, CallTool, ChooseFix, HealText, ListPairs, Refusal } from '../../src/protocol';
import { at, LspClient } from './client';

const BROKEN = 'age = 3\nprint("age: " + age)\n';
const MENDED = 'age = 3\nprint("age: " + str(age))\n';
const ERROR = 'TypeError: can only concatenate str (not "int") to str';

let folder: string;
let client: LspClient;

beforeEach(async () => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-asked-')));
  client = await LspClient.start([folder]);
});
afterEach(async () => {
  await client.stop();
  fs.rmSync(folder, { recursive: true, force: true });
});

const uriOf = (name: string): string => pathToFileURL(path.join(folder, name)).href;
const ask = <T>(method: string, params: object): Promise<T> => client.connection.sendRequest<T>(`selfHeal/${method}`, params);
const register = (fixers: readonly string[], verifiers: readonly string[] = []): Promise<void> =>
  client.connection.sendNotification('selfHeal/registered', {
    fixers: fixers.map((id) => ({ id, languages: ['python'] })),
    verifiers: verifiers.map((id) => ({ id, languages: ['python'] })),
  });

describe('fixes for an error in words', () => {
  test('of a text without a file; of a file, whose fix becomes a plan and a pair', async () => {
    const loose = await ask<HealText.Answer>('healText', { text: BROKEN, error: ERROR, language: 'python' });
    expect(loose.fixes[0]?.files[0]?.after).toBe(MENDED);
    expect(await ask<Refusal>('chooseFix', { fix: loose.fixes[0]?.id })).toMatchObject({ reason: 'not-open' });

    await client.open(uriOf('a.py'), BROKEN);
    const { fixes } = await ask<HealText.Answer>('healText', { text: BROKEN, error: ERROR, uri: uriOf('a.py'), line: 1 });
    const { files } = await ask<ChooseFix.Answer>('chooseFix', { fix: fixes[0]?.id });
    expect(files[0]).toMatchObject({ before: BROKEN, after: MENDED, edit: { textDocument: { uri: uriOf('a.py'), version: 1 } } });
    await client.change(uriOf('a.py'), MENDED);
    await ask('planApplied', { uri: uriOf('a.py') });
    const listed = await ask<ListPairs.Answer>('listPairs', { folder: pathToFileURL(folder).href, limit: 10 });
    expect(listed.pairs).toHaveLength(1);
    expect(listed.pairs[0]).toMatchObject({ errorType: 'TypeError', file: 'a.py', verdict: 'accepted' });
    // The text has moved on.
    expect(await ask<Refusal>('chooseFix', { fix: fixes[0]?.id })).toMatchObject({ reason: 'stale' });
    expect(await ask<Refusal>('chooseFix', { fix: 'asked-99' })).toMatchObject({ reason: 'stale' });
  });

  test.each([
    [{ text: BROKEN, error: '', language: 'python' }, 'nothing-to-heal'],
    [{ text: BROKEN, error: ERROR, language: 'cobol' }, 'not-open'],
    [{ text: BROKEN, error: ERROR }, 'not-open'],
    [{ text: 'x'.repeat(3_000_000), error: ERROR, language: 'python' }, 'read-failed'],
    [{ text: 7, error: null, language: 'python' }, 'internal'],
  ])('refuses what can’t be healed (%#)', async (params, reason) => {
    expect(await ask<Refusal>('healText', params)).toMatchObject({ reason });
  });

  test('places that are none do no harm', async () => {
    for (const line of [-5, 900, 1e12, 0.5]) {
      const { fixes } = await ask<HealText.Answer>('healText', { text: BROKEN, error: ERROR, language: 'python', line });
      for (const { files } of fixes) expect(files[0]?.after).toBe(MENDED);
    }
  });
});

describe('tools', () => {
  test('an applied fix is a plan of the client’s, and the words of a model do not reach other files', async () => {
    fs.writeFileSync(path.join(folder, 'a.py'), BROKEN);
    const answer = await ask<CallTool.Answer>('callTool', {
      name: 'heal_error',
      input: { error: ERROR, file: path.join(folder, 'a.py'), line: 2, apply: true },
    });
    expect(answer.apply).toBeDefined();
    const { files } = await ask<ChooseFix.Answer>('chooseFix', { fix: answer.apply });
    expect(files[0]).toMatchObject({ after: MENDED, edit: { textDocument: { uri: uriOf('a.py'), version: null } } });
    expect(fs.readFileSync(path.join(folder, 'a.py'), 'utf8')).toBe(BROKEN);
    for (const file of ['/etc/passwd', path.join(folder, '../x.py'), 'a.py'])
      expect(await ask<CallTool.Answer>('callTool', { name: 'heal_error', input: { error: ERROR, file } })).toMatchObject({
        isError: true,
      });
    expect(await ask<CallTool.Answer>('callTool', { name: 'find_past_fix', input: null })).toMatchObject({ isError: true });
  });
});

describe('what others have registered', () => {
  test('is asked with the text and the problem; edits outside of the text do no harm', async () => {
    const asked: AskFixers.Params[] = [];
    client.connection.onRequest('selfHeal/askFixers', (params: AskFixers.Params): AskFixers.Answer => {
      asked.push(params);
      const range = { start: { line: 1, character: 6 }, end: { line: 1, character: 23 } };
      const far = { start: { line: 500, character: 0 }, end: { line: 501, character: 9 } };
      return {
        fixes: [
          { fixer: 'ada.shop/far', title: 'Far', edits: [{ range: far, newText: 'x(' }] },
          { fixer: 'ada.shop/rounding', title: 'Round', edits: [{ range, newText: 'round(total, 2)' }] },
        ],
      };
    });
    await register(['ada.shop/rounding']);
    const text = 'total = 3\nprint(total.quantise(2))\n';
    const { fixes } = await ask<HealText.Answer>('healText', {
      text,
      error: "AttributeError: 'int' object has no attribute 'quantise'",
      language: 'python',
      line: 1,
    });
    expect(fixes.map(({ fixer, files }) => [fixer, files[0]?.after])).toEqual([
      ['ada.shop/rounding', 'total = 3\nprint(round(total, 2))\n'],
    ]);
    expect(asked[0]).toMatchObject({ language: 'python', text, problem: { errorType: 'AttributeError', range: { start: { line: 1 } } } });
  });

  test('a client that never answers for them holds the light bulb up only for a while', { timeout: 60_000 }, async () => {
    let asked = 0;
    client.connection.onRequest('selfHeal/askFixers', () => {
      asked++;
      return new Promise(() => undefined);
    });
    client.connection.onRequest('selfHeal/askVerifiers', () => {
      asked++;
      return new Promise(() => undefined);
    });
    await register(['ada.shop/never'], ['ada.shop/never-either']);
    const text = 'total = 1\nprint(totl)\n';
    const began = performance.now();
    const { fixes } = await ask<HealText.Answer>('healText', { text, error: "NameError: name 'totl' is not defined", language: 'python' });
    expect(fixes[0]?.files[0]?.after).toBe('total = 1\nprint(total)\n');
    expect(performance.now() - began).toBeLessThan(20_000);
    expect(asked).toBe(1);
    expect(client.log.join('\n')).toContain('it is not asked for a minute');
    await client.open(uriOf('b.py'), text);
    const actions = await client.fixes(uriOf('b.py'), [at(text, 'totl', '"totl" is not defined', 'Pyright', 'reportUndefinedVariable')]);
    expect(actions.length).toBeGreaterThan(0);
  });
});
