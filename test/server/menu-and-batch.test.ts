// One path: for the same mistake the menu of the real server and `self-heal batch` have the same fixes, in the same order, with the same confidence.

import { execFile } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CodeAction, Diagnostic, Range } from 'vscode-languageserver-protocol';
import { SourceText } from '../../src/engine/syntax/source-text';
import type { OfferedPatch } from '../../src/protocol';
import { applied, LspClient, REPO } from './client';
import { MISTAKES, TSCONFIG, type MistakeCase } from './menu-and-batch-cases';

const CLI = path.join(REPO, process.env['SELF_HEAL_OUT'] ?? 'dist', 'cli.js');
/** Where a case has no fix, none may come within this, in ms. */
const QUIET_MS = 1_000;
const PATIENCE_MS = 20_000;

interface Fix {
  /** The whole text after it. */
  readonly text: string;
  readonly confidence: number;
}

/** A mistake on the disk. */
interface Laid extends MistakeCase {
  readonly folder: string;
  /** Without the marks. */
  readonly plain: string;
  readonly ranges: readonly Range[];
}

let root = '';
let laid: readonly Laid[] = [];
/** For each case, and each of its problems. */
let batched: readonly (readonly (readonly Fix[])[])[] = [];
let client: LspClient;

beforeAll(async () => {
  root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-menu-and-batch-')));
  laid = MISTAKES.map((mistake, i) => layOut(mistake, path.join(root, `case-${i}`)));
  batched = await batch(laid);
  client = await LspClient.start([], {
    trusted: true,
    forwardsDiagnostics: true,
    editorTypeScript: path.join(REPO, 'node_modules/typescript'),
  });
  // A program is run again by the menu unasked, and by batch with --run only.
  await client.connection.sendNotification('selfHeal/settings', { rerun: false });
}, 120_000);
afterAll(async () => {
  await client.stop();
  fs.rmSync(root, { recursive: true, force: true });
});

describe.each(['on the disk'])('the same fixes in the menu and in batch: %s', () => {
  test.each(MISTAKES.map(({ language, name }, i) => [language, name, i] as const))('%s: %s', async (_language, _name, i) => {
    const mistake = laid[i];
    const expected = batched[i];
    if (!mistake || !expected) throw new Error('batch has no answer');
    expect(await menu(mistake, expected)).toEqual(expected.map(rounded));
  });
});

function layOut(mistake: MistakeCase, folder: string): Laid {
  fs.mkdirSync(folder);
  const { plain, places } = unmarked(mistake.text);
  const files = { [mistake.file]: plain, ...mistake.files, ...(mistake.language === 'python' ? {} : { 'tsconfig.json': TSCONFIG }) };
  for (const [file, text] of Object.entries(files)) fs.writeFileSync(path.join(folder, file), text);
  const source = new SourceText(plain);
  return { ...mistake, folder, plain, ranges: places.map(({ start, end }) => source.range(start, end)) };
}

function unmarked(text: string): { readonly plain: string; readonly places: readonly { readonly start: number; readonly end: number }[] } {
  const places: { start: number; end: number }[] = [];
  const open: { start: number; end: number }[] = [];
  let plain = '';
  for (const character of text) {
    if (character === '«') {
      const place = { start: plain.length, end: plain.length };
      places.push(place);
      open.push(place);
    } else if (character === '»') {
      const place = open.pop();
      if (place) place.end = plain.length;
    } else plain += character;
  }
  return { plain, places };
}

const printedBy = ({ printed, folder }: Laid): string | undefined => printed?.replaceAll('{folder}', folder);
const wordsOf = ({ folder }: Laid, words: string): string => words.replaceAll('{folder}', folder);

/** Each problem as a case of its own: the others are what else is shown of the file. */
async function batch(mistakes: readonly Laid[]): Promise<readonly (readonly (readonly Fix[])[])[]> {
  const place = ({ start, end }: Range): object => ({
    startLine: start.line + 1,
    startCol: start.character + 1,
    endLine: end.line + 1,
    endCol: end.character + 1,
  });
  const lines = mistakes.flatMap((mistake, number) =>
    mistake.problems.map((problem, i) => ({
      id: `${number} ${i}`,
      language: mistake.language,
      root: mistake.folder,
      path: mistake.file,
      before: mistake.plain,
      error_type: typeof problem.code === 'number' ? `TS${problem.code}` : problem.code,
      message: wordsOf(mistake, problem.words),
      category: problem.severity ?? 'error',
      ranges: [place(mistake.ranges[i] as Range)],
      all_diagnostics: mistake.problems.map(({ code, words, severity }, other) => ({
        ...place(mistake.ranges[other] as Range),
        code,
        message: wordsOf(mistake, words),
        category: severity ?? 'error',
      })),
      ...(mistake.printed === undefined ? {} : { traceback: printedBy(mistake), all_diagnostics: [] }),
    })),
  );
  const [input, output] = [path.join(root, 'cases.jsonl'), path.join(root, 'predictions.jsonl')];
  fs.writeFileSync(input, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  await promisify(execFile)(process.execPath, [CLI, 'batch', '--input', input, '--output', output], { cwd: root });
  const answers = fs
    .readFileSync(output, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { id: string; patches: Fix[] });
  const byId = new Map(answers.map(({ id, patches }) => [id, patches.map(({ text, confidence }) => ({ text, confidence }))]));
  return mistakes.map(({ problems }, number) => problems.map((_, i) => byId.get(`${number} ${i}`) ?? []));
}

/** What the menu has for each problem; asked again until it is what is expected, or the time is up. */
async function menu(mistake: Laid, expected: readonly (readonly Fix[])[]): Promise<readonly (readonly Fix[])[]> {
  const { connection } = client;
  const uri = pathToFileURL(path.join(mistake.folder, mistake.file)).href;
  const folder = { uri: pathToFileURL(mistake.folder).href, name: mistake.name };
  await connection.sendNotification('workspace/didChangeWorkspaceFolders', { event: { added: [folder], removed: [] } });
  await client.open(uri, mistake.plain, mistake.language);
  const diagnostics = await show(mistake, uri);
  const wanted = JSON.stringify(expected.map(rounded));
  const began = Date.now();
  let found: Fix[][];
  for (;;) {
    found = [];
    for (const [i] of mistake.problems.entries()) found.push(rounded(await fixesOf(uri, mistake, i, diagnostics)));
    const waited = Date.now() - began;
    if (JSON.stringify(found) === wanted ? expected.every((fixes) => fixes.length > 0) || waited > QUIET_MS : waited > PATIENCE_MS) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
  await connection.sendNotification('workspace/didChangeWorkspaceFolders', { event: { added: [], removed: [folder] } });
  return found;
}

/** The problems reach the server as they do from an editor: as diagnostics, or in what a terminal prints. */
async function show(mistake: Laid, uri: string): Promise<readonly Diagnostic[]> {
  const { connection } = client;
  const printed = printedBy(mistake);
  if (printed !== undefined) {
    const id = laid.indexOf(mistake) + 1;
    await connection.sendNotification('selfHeal/terminal/started', { id, line: 'python3 main.py', cwd: mistake.folder });
    await connection.sendNotification('selfHeal/terminal/output', { id, chunk: printed });
    await connection.sendNotification('selfHeal/terminal/ended', { id, exitCode: 1 });
    await client.until('the failure is shown', () => (client.published.get(uri) ?? []).length > 0);
    return client.published.get(uri) ?? [];
  }
  const diagnostics = mistake.problems.map(({ code, words, severity }, i): Diagnostic => ({
    range: mistake.ranges[i] as Range,
    severity: severity === 'warning' ? 2 : 1,
    source: mistake.language === 'python' ? 'Pyright' : 'ts',
    message: wordsOf(mistake, words),
    ...(code === '' ? {} : { code }),
  }));
  await connection.sendNotification('selfHeal/diagnostics', { uri, version: client.version(uri), diagnostics });
  return diagnostics;
}

/** The entries of the menu for one problem, the unlikely ones too: this client has no commands to hide them behind. */
async function fixesOf(uri: string, mistake: Laid, problem: number, diagnostics: readonly Diagnostic[]): Promise<Fix[]> {
  const diagnostic = diagnostics[problem];
  if (!diagnostic) return [];
  const actions: CodeAction[] =
    (await client.connection.sendRequest('textDocument/codeAction', {
      textDocument: { uri },
      range: diagnostic.range,
      context: { diagnostics: [diagnostic] },
    })) ?? [];
  const offers: readonly OfferedPatch[] = await client.connection.sendRequest('selfHeal/offersAt', {
    uri,
    line: diagnostic.range.start.line,
  });
  return actions
    .filter((action) => JSON.stringify(action.diagnostics) === JSON.stringify([diagnostic]))
    .map((action) => ({
      text: applied(mistake.plain, action, uri),
      confidence: offers.find(({ id }) => id === action.command?.arguments?.[0])?.confidence ?? NaN,
    }));
}

const rounded = (fixes: readonly Fix[]): Fix[] =>
  fixes.map(({ text, confidence }) => ({ text, confidence: Number(confidence.toFixed(6)) }));
