// Another extension that uses the API: the one of docs/api.md, as the page shows it; and extensions that behave badly.

import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { SelfHealApi, SelfHealExports } from '../../../src/client/session/extension-api';
import { closeAll, diagnosticOf, EXTENSION, isOurs, menu, openFile, ourFix, pause, setting, until, workspaceRoot } from './support';

const CONSUMER = 'self-heal-tests.test-api-consumer';
const ERROR = 'TypeError: can only concatenate str (not "int") to str';
const BROKEN = 'age = 3\nprint("age: " + age)\n';

suite('The API for other extensions', () => {
  let api: SelfHealApi;
  let healed: string[];
  let registered: vscode.Disposable[] = [];
  suiteSetup(async () => {
    const consumer = vscode.extensions.getExtension<{ api: SelfHealApi; healed: string[] }>(CONSUMER);
    assert.ok(consumer, 'the extension of the page is installed');
    ({ api, healed } = await consumer.activate());
  });
  teardown(async () => {
    for (const one of registered) one.dispose();
    registered = [];
    await closeAll();
  });

  /** Our fixes at a diagnostic, as the menu shows them, once `wanted` of them is true. */
  const titles = (
    document: vscode.TextDocument,
    { range }: vscode.Diagnostic,
    what: string,
    wanted: (titles: string[]) => boolean,
  ): Promise<string[]> =>
    until(what, async () => {
      const ours = (await menu(document, range)).filter(isOurs).map(({ title }) => title);
      return wanted(ours) ? ours : false;
    });

  test('is versioned', () => {
    const exports = vscode.extensions.getExtension<SelfHealExports>(EXTENSION)?.exports;
    assert.match(exports?.version ?? '', /^1\.\d+\.\d+$/);
    assert.equal(exports?.getApi(1), api);
    assert.throws(() => exports?.getApi(2 as never), /has no API of version 2/);
    assert.throws(() => Object.assign(api, { heal: () => [] }), TypeError);
  });

  test('heals a text and changes nothing; what can’t be healed is said in a sentence', async () => {
    const [fix] = await api.heal({ text: BROKEN, error: ERROR, languageId: 'python' });
    assert.equal(fix?.files[0]?.after, 'age = 3\nprint("age: " + str(age))\n');
    assert.ok(fix.confidence > 0.5 && fix.confidence < 1);
    assert.match(fix.evidence, /Parsed/);
    assert.equal(fix.problem.range.start.line, 1);
    await assert.rejects(api.apply(fix), /for a text of no file/);
    assert.deepEqual(await api.heal({ text: 'print(bar)\n', error: "NameError: name 'bar' is not defined", languageId: 'python' }), []);
    await assert.rejects(api.heal({ text: 'x', error: '', languageId: 'python' }), /Say which error it is/);
    await assert.rejects(api.heal({ text: 'x', error: ERROR, languageId: 'cobol' }), /Python, TypeScript and JavaScript only/);
    const cancelled = new vscode.CancellationTokenSource();
    cancelled.cancel();
    await assert.rejects(api.heal({ text: BROKEN, error: ERROR, languageId: 'python' }, cancelled.token));
  });

  test('fixes of a diagnostic are those of the light bulb; applied, they are one undo step, an event and a pair', async () => {
    const document = await openFile('asked.py', 'ribbon = 1\nprint(ribon)\n');
    const diagnostic = await diagnosticOf(document, /ribon/);
    const offered = await ourFix(document, diagnostic);
    const [fix] = await api.fixesFor(document.uri, diagnostic);
    assert.ok(fix && offered.title.startsWith(fix.title), `${offered.title} is ${fix?.title ?? 'nothing'}`);
    healed.length = 0;
    await api.apply(fix);
    assert.equal(document.getText(), 'ribbon = 1\nprint(ribbon)\n');
    await until('the event', () => healed.includes(fix.title));
    await assert.rejects(api.apply(fix), /changed meanwhile/);
    const folder = vscode.Uri.file(workspaceRoot());
    const pair = await until('the pair', async () => (await api.pairs({ folder })).find(({ after }) => after.includes('print(ribbon)')));
    assert.equal(pair.file, 'asked.py');
    assert.ok((await api.statistics(folder)).total_pairs >= 1);
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), 'ribbon = 1\nprint(ribon)\n');
  });

  test('a registered fixer’s proposal is proved, and as likely as fixes of other extensions have been: the menu shows it where such are wanted', async () => {
    const document = await openFile('rounding.py', 'total = 3\nprint(total.quantise(2))\n');
    const diagnostic = await diagnosticOf(document, /quantise/);
    const [fix] = await api.fixesFor(document.uri, diagnostic);
    assert.equal(fix?.source, `${CONSUMER}/rounding`);
    assert.equal(fix.files[0]?.after, 'total = 3\nprint(round(total, 2))\n');
    assert.match(fix.evidence, /Parsed/);
    assert.ok(fix.confidence > 0.5 && fix.confidence < 0.7, `it has no confidence of its own: ${fix.confidence}`);
    try {
      await setting('confidence.review', 0.5);
      const action = await ourFix(document, diagnostic, /Round with 'round'/);
      assert.match(action.title, /\(Self-Heal: /);
      assert.match(action.edit?.get(document.uri)[0]?.newText ?? '', /^round\(total/);
    } finally {
      await setting('confidence.review', undefined);
    }
  });

  test('a verifier’s no takes a fix out of the menu, and it comes back without it', async () => {
    const document = await openFile('verified.py', 'ribbon = 1\nprint(ribon)\n');
    const diagnostic = await diagnosticOf(document, /ribon/);
    await titles(document, diagnostic, 'our fix', (ours) => ours.length > 0);
    const seen: string[] = [];
    const no = api.registerVerifier({
      id: `${CONSUMER}/no`,
      languages: ['python'],
      verify: ({ after }) => {
        seen.push(after);
        return { result: 'failed', why: 'not today' };
      },
    });
    registered.push(no);
    await titles(document, diagnostic, 'no fix of ours', (ours) => !ours.some((title) => title.includes('ribbon')));
    assert.ok(
      seen.some((after) => after.includes('print(ribbon)')),
      'it was shown the patched text',
    );
    no.dispose();
    await titles(document, diagnostic, 'our fix again', (ours) => ours.some((title) => title.includes('ribbon')));
  });

  test('fixers that throw, never answer or answer nonsense hold nobody up and are given up', async () => {
    let asked = 0;
    const bad: readonly [string, () => unknown][] = [
      [
        'throws',
        () => {
          asked++;
          throw new Error('no');
        },
      ],
      ['never', () => new Promise(() => undefined)],
      [
        'nonsense',
        () => [
          null,
          7,
          {},
          { title: 'x', edits: [{ range: 1, newText: 2 }] },
          { title: 'y', edits: [{ range: new vscode.Range(900, 0, 901, 0), newText: 'z' }] },
        ],
      ],
      ['huge', () => [{ title: 'x'.repeat(1_000_000), edits: [{ range: new vscode.Range(0, 0, 0, 0), newText: 'x'.repeat(10_000_000) }] }]],
    ];
    for (const [name, provideFixes] of bad)
      registered.push(api.registerFixer({ id: `${CONSUMER}/${name}`, languages: ['python'], provideFixes: provideFixes as never }));
    for (let i = 0; i < 4; i++) {
      const document = await openFile(`bad${i}.py`, `ribbon = ${i}\nprint(ribon)\n`);
      const fix = await ourFix(document, await diagnosticOf(document, /ribon/), /ribbon/);
      assert.ok(fix);
      await closeAll();
    }
    assert.equal(asked, 3, 'one that failed three times in a row is asked no more');
  });

  test('what is registered wrongly is refused in a sentence', () => {
    const provideFixes = (): [] => [];
    for (const [fixer, words] of [
      [{ id: 'rounding', languages: ['python'], provideFixes }, /begins with the id of its own extension/],
      [{ id: 'nobody.nothing/rounding', languages: ['python'], provideFixes }, /begins with the id of its own extension/],
      [{ id: `${CONSUMER}/x`, languages: ['cobol'], provideFixes }, /must name its languages/],
      [{ id: `${CONSUMER}/x`, languages: ['python'] }, /has no method provideFixes/],
      [{ id: `${CONSUMER}/rounding`, languages: ['python'], provideFixes }, /is registered already/],
    ] as const)
      assert.throws(() => api.registerFixer(fixer as never), words);
  });

  test('a registered model is asked by a command of the person’s, like one of the editor', async () => {
    const prompts: string[] = [];
    registered.push(
      api.registerProvider({
        id: `${CONSUMER}/model`,
        title: 'A model of the tests',
        ask: async function* ({ messages }) {
          prompts.push(messages.map(({ content }) => content).join('\n'));
          yield 'I see ';
          await pause(10);
          yield 'no fix.';
        },
      }),
    );
    try {
      await setting('model.provider', 'editor');
      await setting('model.name', `${CONSUMER}/model`);
      await pause(300);
      const document = await openFile('modelled.py', 'def mean(values):\n    return sum(values) / cnt\n');
      const { range } = await diagnosticOf(document, /cnt/);
      assert.deepEqual(prompts, []);
      const done = vscode.commands.executeCommand('selfHeal.healWithModel', document.uri.toString(), range.start.line);
      await until('it is asked', () => prompts.length > 0);
      await done;
      assert.match(prompts[0] ?? '', /cnt/);
      assert.equal(document.getText(), 'def mean(values):\n    return sum(values) / cnt\n');
    } finally {
      await setting('model.provider', undefined);
      await setting('model.name', undefined);
    }
  });
});
