// One path: for the same mistake the menu of the real server and `self-heal batch` have the same fixes, in the same order, with the same confidence.

import { execFile } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CodeAction, Diagnostic, Range } from 'vscode-languageserver-protocol';
import { SourceText } from '../../src/engine/syntax/source-text';
import type { OfferedPatch } from '../../src/protocol';
import { applied, LspClient, REPO } from './client';
import { MISTAKES, TSCONFIG, type MistakeCase } from './menu-and-batch-cases';

const CLI = path.join(REPO, process.env['SELF_HEAL_OUT'] ?? 'dist', 'cli.js');
/** An answer that took longer was no answer, in ms. */
const GIVEN_UP_MS = 9_500;
const PATIENCE_MS = 40_000;
/** Mistakes that are shown to the server at once. */
const AT_ONCE = 4;

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
let batched: readonly Batched[] = [];
/** For each case the fixes of each of its problems. */
const inMenu: (readonly (readonly Fix[])[])[] = [];
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
  // The server runs programs again unasked, batch only with --run.
  await client.connection.sendNotification('selfHeal/settings', { rerun: false, autoApply: 'onSave' });
  const rest = [...laid.entries()];
  const next = async (): Promise<void> => {
    for (let one = rest.shift(); one; one = rest.shift()) inMenu[one[0]] = await menu(one[1]);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
}, 240_000);
afterAll(async () => {
  await client.stop();
  fs.rmSync(root, { recursive: true, force: true });
});

test.each(MISTAKES.map(({ language, name }, i) => [language, name, i] as const))('%s: %s', (_language, _name, i) => {
  const wanted = inMenu[i]?.map(rounded);
  expect(batched[i]?.onDisk.map(rounded)).toEqual(wanted);
  expect(batched[i]?.inMemory.map(rounded)).toEqual(wanted);
});

function layOut(mistake: MistakeCase, folder: string): Laid {
  fs.mkdirSync(folder);
  const { plain, places } = unmarked(mistake.text);
  for (const [file, text] of Object.entries({ [mistake.file]: plain, ...filesOf(mistake) })) {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), text);
  }
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

const filesOf = ({ language, files }: MistakeCase): Readonly<Record<string, string>> => ({
  ...files,
  ...(language === 'python' ? {} : { 'tsconfig.json': TSCONFIG }),
});

const printedBy = ({ printed }: MistakeCase, folder: string): string | undefined => printed?.replaceAll('{folder}', folder);

interface Batched {
  /** The fixes of each problem where the case names the folder on the disk. */
  readonly onDisk: readonly (readonly Fix[])[];
  /** The same where the case brings all files of the folder along. */
  readonly inMemory: readonly (readonly Fix[])[];
}

/** Each problem as a case of its own: the others are what else is shown of the file. */
async function batch(mistakes: readonly Laid[]): Promise<readonly Batched[]> {
  const cases = mistakes.flatMap((mistake, number) =>
    mistake.problems.flatMap((_, problem) => [
      { id: `${number} ${problem} disk`, ...caseOf(mistake, problem, mistake.folder), root: mistake.folder },
      { id: `${number} ${problem} memory`, ...caseOf(mistake, problem, ''), files: filesOf(mistake) },
    ]),
  );
  const [input, output] = [path.join(root, 'cases.jsonl'), path.join(root, 'predictions.jsonl')];
  fs.writeFileSync(input, cases.map((one) => `${JSON.stringify(one)}\n`).join(''));
  await promisify(execFile)(process.execPath, [CLI, 'batch', '--input', input, '--output', output], { cwd: root });
  const answers = fs
    .readFileSync(output, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { id: string; patches: Fix[] });
  const fixes = new Map(answers.map(({ id, patches }) => [id, patches]));
  const answer = (number: number, how: string): (readonly Fix[])[] =>
    (mistakes[number]?.problems ?? []).map((_, problem) => fixes.get(`${number} ${problem} ${how}`) ?? []);
  return mistakes.map((_, number) => ({ onDisk: answer(number, 'disk'), inMemory: answer(number, 'memory') }));
}

function caseOf(mistake: Laid, problem: number, folder: string): object {
  const places = mistake.ranges.map(({ start, end }) => ({
    startLine: start.line + 1,
    startCol: start.character + 1,
    endLine: end.line + 1,
    endCol: end.character + 1,
  }));
  const own = mistake.problems[problem];
  return {
    language: mistake.language,
    path: mistake.file,
    before: mistake.plain,
    error_type: typeof own?.code === 'number' ? `TS${own.code}` : own?.code,
    message: own?.words,
    category: own?.severity ?? 'error',
    ranges: [places[problem]],
    ...(mistake.printed === undefined
      ? {
          all_diagnostics: mistake.problems.map(({ code, words, severity }, i) => ({
            ...places[i],
            code,
            message: words,
            category: severity ?? 'error',
          })),
        }
      : { traceback: printedBy(mistake, folder) }),
  };
}

/** What the menu has for each problem once all of them are healed. */
async function menu(mistake: Laid): Promise<readonly (readonly Fix[])[]> {
  const { connection } = client;
  const uri = pathToFileURL(path.join(mistake.folder, mistake.file)).href;
  const folder = { uri: pathToFileURL(mistake.folder).href, name: mistake.name };
  await connection.sendNotification('workspace/didChangeWorkspaceFolders', { event: { added: [folder], removed: [] } });
  await client.open(uri, mistake.plain, mistake.language);
  const diagnostics = await show(mistake, uri);
  await settled(uri);
  const found: Fix[][] = [];
  for (const diagnostic of diagnostics) found.push(await fixesOf(uri, mistake, diagnostic));
  await connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
  await connection.sendNotification('workspace/didChangeWorkspaceFolders', { event: { added: [], removed: [folder] } });
  return found;
}

/** The answer to what may be applied on save waits until all fixes of a document are prepared, or until it has waited too long. */
async function settled(uri: string): Promise<void> {
  for (const until = Date.now() + PATIENCE_MS; ;) {
    const asked = Date.now();
    await client.connection.sendRequest('selfHeal/autoHeal', { cause: 'save', uri });
    if (Date.now() - asked < GIVEN_UP_MS || Date.now() > until) return;
  }
}

/** The problems reach the server as they do from an editor: as diagnostics, or in what a terminal prints. */
async function show(mistake: Laid, uri: string): Promise<readonly Diagnostic[]> {
  const { connection } = client;
  const printed = printedBy(mistake, mistake.folder);
  if (printed !== undefined) {
    const id = laid.indexOf(mistake) + 1;
    await connection.sendNotification('selfHeal/terminal/started', { id, line: 'python3 main.py', cwd: mistake.folder });
    await connection.sendNotification('selfHeal/terminal/output', { id, chunk: printed });
    await connection.sendNotification('selfHeal/terminal/ended', { id, exitCode: 1 });
    await client.until('the failure is shown', () => (client.published.get(uri) ?? []).length > 0);
    await connection.sendNotification('selfHeal/diagnostics', { uri, version: client.version(uri), diagnostics: [] });
    return client.published.get(uri) ?? [];
  }
  const diagnostics = mistake.problems.map(({ code, words, severity }, i): Diagnostic => ({
    range: mistake.ranges[i] as Range,
    severity: severity === 'warning' ? 2 : 1,
    source: mistake.language === 'python' ? 'Pyright' : 'ts',
    message: words,
    ...(code === '' ? {} : { code }),
  }));
  await connection.sendNotification('selfHeal/diagnostics', { uri, version: client.version(uri), diagnostics });
  return diagnostics;
}

/** The entries of the menu for one problem, the unlikely ones too: this client has no commands to hide them behind. */
async function fixesOf(uri: string, mistake: Laid, diagnostic: Diagnostic): Promise<Fix[]> {
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
  const ofProblem = offers.filter(({ problem }) => (diagnostic.message as string).endsWith(problem));
  return actions
    .filter((action) => action.diagnostics?.some((one) => JSON.stringify(one) === JSON.stringify(diagnostic)))
    .map((action) => ({
      text: applied(mistake.plain, action, uri),
      // Two problems may have the same fix: one entry, with how likely it is for each.
      confidence:
        (
          ofProblem.find(({ id }) => id === action.command?.arguments?.[0]) ??
          ofProblem.find(({ title }) => action.title.startsWith(`${title} (`))
        )?.confidence ?? NaN,
    }));
}

const rounded = (fixes: readonly Fix[]): Fix[] =>
  fixes.map(({ text, confidence }) => ({ text, confidence: Number(confidence.toFixed(6)) }));
