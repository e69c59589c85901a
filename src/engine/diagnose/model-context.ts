// What a model is shown of a problem, by value and within a budget: named facts, the most telling first, each with its price in tokens.

import path from 'node:path';
import { familyOf } from '../detect/family';
import { isTestFile } from '../detect/test-file';
import type { LanguageId } from '../language';
import type { Location, Problem } from '../problem';
import { readIgnoreFile } from '../project/ignore-file';
import type { Workspace } from '../project/workspace';
import { failure, success, type Result } from '../result';
import { definitionsIn, type Definition } from '../syntax/functions';
import { SourceText } from '../syntax/source-text';
import { factsFor, type FactName } from './context/facts-by-family';
import { PROVIDERS, targetOf, type FixExample, type Part, type TargetLines } from './context/facts';
import { readsLikeInstructions } from './context/instructions';
import { Scene, type SceneFile } from './context/scene';
import { hider, plainText, redacted, shownLine, withoutFolders, type Redactor, type ShownLine } from './context/shown-text';
import { wayDown } from '../project/inside-folder';

export type { FactName } from './context/facts-by-family';
export type { FixExample } from './context/facts';
export { plainText, withoutFolders } from './context/shown-text';
export type { Redactor, ShownLine } from './context/shown-text';
export { readsLikeInstructions } from './context/instructions';

export interface ModelContextRequest {
  readonly problem: Problem;
  /** The document the problem is in, as it is now. */
  readonly source: SourceText;
  /** The open document's version, null where it is not open. */
  readonly version: number | null;
  readonly workspace: Pick<Workspace, 'root' | 'files'> & Partial<Pick<Workspace, 'interpreter'>>;
  readonly redact: Redactor;
  /** From 1; later ones are told more. */
  readonly attempt?: number;
  /** Of all that is shown, in tokens; for the attempt's usual one leave it out. */
  readonly budget?: number;
  /** The facts to tell, the most telling first, instead of those for the problem's family: `['function']` shows the failing function only. */
  readonly facts?: readonly FactName[];
  /** Only these lines of the problem's file are shown, zero-based, the last one included, whole and whatever they cost; the answer is for all of them. */
  readonly only?: { readonly first: number; readonly last: number };
  /** Fixes of like problems that were kept, best first. */
  readonly examples?: readonly FixExample[];
  /** Titles of fixes that other providers offer. */
  readonly titles?: readonly string[];
  /** Files that are never sent, by absolute path, beside those that `.self-heal/ignore` names. */
  readonly isExcluded?: (path: string) => boolean;
  /** The workspace is one whose programs may be run: then git is asked for the line's last commit. */
  readonly mayRun?: boolean;
  readonly signal?: AbortSignal;
}

export interface ShownFile {
  /** Absolute. */
  readonly path: string;
  /** How the model knows it: relative to the workspace's folder, with `/`. No two have the same. */
  readonly name: string;
  readonly version: number | null;
  readonly language: LanguageId;
  readonly source: SourceText;
  /** By zero-based line number, ascending. */
  readonly lines: ReadonlyMap<number, ShownLine>;
  readonly functions: readonly Definition[];
  /** false for a test that says what is right: what it tests is to be mended. */
  readonly mayChange: boolean;
}

/** What a model that answers with whole code gives back: lines, zero-based, the last one included. */
export interface Target {
  readonly file: ShownFile;
  readonly kind: 'function' | 'file' | 'lines';
  /** Of the function. */
  readonly name: string | undefined;
  readonly first: number;
  readonly last: number;
}

/** Something told in words: hidden, cleaned and cut already. */
export interface Note {
  readonly fact: FactName;
  readonly heading: string;
  readonly text: string;
}

export interface ModelContext {
  readonly problem: Problem;
  /** That of the problem first. Nothing else can be edited, and of these not all: see `mayChange`. */
  readonly files: readonly [ShownFile, ...ShownFile[]];
  readonly target: Target;
  /** The error in words, hidden and cut. */
  readonly told: string;
  readonly notes: readonly Note[];
  /** Which facts went in, for the record: names of facts, `error` first, `values` where the error tells what was expected and what came. */
  readonly facts: readonly string[];
  /** Of what is shown, estimated: one for 3.5 characters. */
  readonly tokens: number;
  /** Something in it speaks to a model: what comes of it is never applied unasked. */
  readonly suspicious: boolean;
  /** Token → the original text it stands for. */
  readonly secrets: ReadonlyMap<string, string>;
  /** Any other text on its way out: secrets and folders hidden, control characters gone, cut to `max` UTF-16 units. Rejects where the search for secrets fails. */
  hide(text: string, max: number): Promise<string>;
}

/** `excluded`: the file is one of those that are never sent. */
export type NoContext = 'secret-scan-failed' | 'excluded';

/** In tokens, with what the system message adds about 1.5 to 2 thousand. */
const BUDGET = 1300;
const LATER_BUDGET = 2200;
/** Of the budget, what may go to the lines of one part that is shown as far as it goes. */
const MOST_OF_IT: Partial<Record<FactName, number>> = { function: 0.75, imports: 0.25 };
/** A heading with its mark and blank line, in tokens. */
const HEADING = 15;
const CHARS_PER_TOKEN = 3.5;

/** Servers count differently; code has more tokens a character than prose, and this lies between. */
export const estimateTokens = (text: string): number => Math.ceil(text.length / CHARS_PER_TOKEN);

/** Of the error's own words, and of one note. In UTF-16 units. */
const MAX_TOLD = 2400;
const MAX_MESSAGE = [900, 500] as const;
const MAX_NOTE = 2000;
const MAX_FRAMES = 12;
/** In lines. */
const SMALL_GAP = 2;

/** Reads other files of the workspace, and asks git where it may; changes nothing. */
export async function gatherModelContext(request: ModelContextRequest): Promise<Result<ModelContext, NoContext>> {
  const { problem, source, version, workspace, redact, signal } = request;
  const { root } = workspace;
  const isExcluded = await exclusionOf(request);
  if (await isExcluded(problem.location.path))
    return failure(
      'excluded',
      `${path.basename(problem.location.path)} is one of the files that are never sent to a model, so nothing was sent.`,
    );

  const family = familyOf(problem);
  const { path: file } = problem.location;
  const own: SceneFile = {
    path: file,
    version,
    language: problem.language,
    source,
    definitions: await definitionsIn(source.text, problem.language),
  };
  const scene = new Scene(own, workspace, isExcluded, signal);
  const target = request.only
    ? { kind: 'lines' as const, name: undefined, file: own, ...request.only }
    : await targetOf(problem, family, scene);
  const details = detailsOf(problem, root);
  const spent = await chosen(request, scene, target, details);
  try {
    return success(await shown(request, { ...spent, target, details }, redact));
  } catch {
    return failure('secret-scan-failed', 'The code could not be searched for secrets, so nothing was sent.');
  }
}

type Exclusion = Pick<ModelContextRequest, 'isExcluded'> & { readonly workspace: Pick<Workspace, 'root' | 'files'> };

async function exclusionOf({ workspace, isExcluded }: Exclusion): Promise<(file: string) => Promise<boolean>> {
  const isIgnored = await readIgnoreFile(workspace);
  return async (file) => (isExcluded?.(file) ?? false) || (await isIgnored(file));
}

/** Whether nothing of a file is ever shown to a model, by its absolute path. */
export async function isNeverSent(file: string, request: Exclusion): Promise<boolean> {
  return (await exclusionOf(request))(file);
}

interface Chosen {
  readonly files: ReadonlyMap<SceneFile, ReadonlySet<number>>;
  readonly notes: readonly { readonly fact: FactName; readonly heading: string; readonly text: string }[];
  readonly facts: readonly FactName[];
}

/** Facts in their order, as far as the budget goes. */
async function chosen(request: ModelContextRequest, scene: Scene, target: TargetLines, details: string): Promise<Chosen> {
  const { problem, only, attempt = 1 } = request;
  if (only) {
    const lines = Array.from({ length: only.last - only.first + 1 }, (_, i) => only.first + i);
    return { files: new Map([[scene.own, new Set(lines)]]), notes: [], facts: [] };
  }
  const family = familyOf(problem);
  const { order, added } = request.facts ? { order: request.facts, added: [] } : factsFor(family, attempt);
  const budget = request.budget ?? (attempt > 1 ? LATER_BUDGET : BUDGET);
  const files = new Map<SceneFile, Set<number>>([[scene.own, new Set()]]);
  const notes: { fact: FactName; heading: string; text: string }[] = [];
  const facts: FactName[] = [];
  let left = budget - Math.min(estimateTokens(details), MAX_TOLD / CHARS_PER_TOKEN) - HEADING;
  const asked = {
    problem,
    family,
    scene,
    target,
    interpreter: request.workspace.interpreter,
    files: request.workspace.files,
    examples: request.examples ?? [],
    titles: request.titles ?? [],
    mayRun: request.mayRun ?? false,
    signal: request.signal,
  };
  const take = (fact: FactName, part: Part): boolean => {
    if (part.kind === 'note') {
      const price = HEADING + estimateTokens(part.text.slice(0, MAX_NOTE));
      if (price > left) return false;
      left -= price;
      notes.push({ fact, heading: part.heading, text: part.text });
      return true;
    }
    const known = files.get(part.file);
    const lines = [...new Set(part.lines)].filter((line) => !known?.has(line));
    const heading = known ? 0 : HEADING;
    const most = part.cut ? Math.min(left, (MOST_OF_IT[fact] ?? 1) * budget) : left;
    const taken: number[] = [];
    let price = heading;
    for (const line of lines) {
      const more = estimateTokens(`${line + 1}| ${part.file.source.line(line).slice(0, 400)}\n`);
      if (price + more > most) break;
      price += more;
      taken.push(line);
    }
    if (taken.length === 0 || (!part.cut && taken.length < lines.length)) return false;
    left -= price;
    files.set(part.file, new Set([...(known ?? []), ...taken]));
    return true;
  };
  const tell = async (fact: FactName): Promise<boolean> => {
    if (left < HEADING || request.signal?.aborted) return false;
    const parts = await PROVIDERS[fact](asked);
    const told = parts.map((part) => take(fact, part)).some(Boolean);
    if (told) facts.push(fact);
    return told;
  };
  // What a later call adds stands before what is left out where there is no room for all.
  const [first, ...rest] = order;
  if (first) await tell(first);
  for (const fact of added) if (await tell(fact)) break;
  for (const fact of rest) await tell(fact);
  return { files, notes, facts };
}

type Spent = Chosen & { readonly target: TargetLines; readonly details: string };

/** All of it searched for secrets at once, whole files and not only what is shown: the head of a key may lie outside. Rejects where that fails. */
async function shown(
  request: ModelContextRequest,
  { files, notes, facts, target, details }: Spent,
  redact: Redactor,
): Promise<ModelContext> {
  const { problem, workspace } = request;
  const { root } = workspace;
  const scenes = [...files.keys()];
  const names = scenes.map((file) => shortPath(file.path, root));
  const noteTexts = notes.map(({ text }) => withoutFolders(text, root));
  const safe = await redacted([...scenes.map(({ source }) => source.text), details, ...noteTexts, ...names], redact);
  const secrets = new Map<string, string>();
  const shownFiles = scenes.map((file, at): ShownFile => {
    const safeSource = new SourceText(safe[at] ?? '');
    if (safeSource.lineCount !== file.source.lineCount) throw new Error('redaction moved lines');
    const numbers = withoutSmallGaps([...(files.get(file) ?? [])].sort((a, b) => a - b));
    const name = plainText(safe[scenes.length + 1 + notes.length + at] ?? '', 200).replace(/\s/g, ' ');
    return {
      path: file.path,
      name: names.indexOf(names[at] ?? '') < at ? `${name}#${at}` : name,
      version: file.version,
      language: file.language,
      source: file.source,
      lines: new Map(
        numbers.map((line) => [
          line,
          shownLine(file.source.line(line), safeSource.line(line), secrets, request.only ? Infinity : undefined),
        ]),
      ),
      functions: file.definitions.filter(({ kind }) => kind === 'function'),
      mayChange: familyOf(problem) !== 'assertion' || !isTestFile(file.path) || target.file === file,
    };
  });
  const [first, ...others] = shownFiles;
  if (!first) throw new Error('no file');
  const told = plainText(safe[scenes.length] ?? '', MAX_TOLD);
  const said = notes.map(({ fact, heading }, i): Note => ({ fact, heading, text: plainText(safe[scenes.length + 1 + i] ?? '', MAX_NOTE) }));
  const hide = hider(
    scenes.map(({ source }) => source),
    secrets,
    redact,
  );
  const words = [
    told,
    ...said.map(({ text }) => text),
    ...shownFiles.flatMap(({ name, lines }) => [name, ...[...lines.values()].map(({ text }) => text)]),
  ];
  return {
    problem,
    files: [first, ...others],
    target: narrowed({ ...target, file: shownFiles[Math.max(0, scenes.indexOf(target.file))] ?? first }),
    told,
    notes: said,
    facts: ['error', ...(hasValues(problem) ? ['values'] : []), ...facts],
    tokens: words.reduce((sum, text) => sum + estimateTokens(text) + 1, 0),
    suspicious: readsLikeInstructions(words.join('\n')),
    secrets,
    hide: (text, max) => hide(withoutFolders(text, root), max),
  };
}

/** To say that a line or two are left out costs as much as to show them. */
function withoutSmallGaps(lines: readonly number[]): number[] {
  return lines.flatMap((line, i) => {
    const before = lines[i - 1] ?? line - 1;
    return line - before > SMALL_GAP + 1 ? [line] : Array.from({ length: line - before }, (_, step) => before + 1 + step);
  });
}

/** The error, where it was seen, and by which way the program came there. */
function detailsOf(problem: Problem, root: string): string {
  const details = [
    `${problem.source} ${problem.errorType}: ${middleCut(problem.message)}`,
    ...problem.related.slice(0, 5).map((related) => `${placeOf(related.location, root)}: ${middleCut(related.message)}`),
    ...trace(problem, root),
    ...problem.causes.slice(0, 3).flatMap((cause) => [`caused by ${cause.errorType}: ${middleCut(cause.message)}`, ...trace(cause, root)]),
    ...(problem.command ? [`seen when this was run: ${problem.command.line.slice(0, 300)}`] : []),
  ].join('\n');
  return withoutFolders(details, root);
}

/** Both ends of a long message tell: what is wrong, and where two values differ. */
function middleCut(message: string): string {
  const [head, tail] = MAX_MESSAGE;
  return message.length <= head + tail ? message : `${message.slice(0, head)}\n[cut]\n${message.slice(-tail)}`;
}

/** Whether the error tells what was expected and what came, as a failed comparison does. */
function hasValues(problem: Problem): boolean {
  const message = middleCut(problem.message);
  return (
    /\bassert .*(?:==|!=|\bin\b|\bis\b|<|>)|^\s*[-+] ?\S|\b(?:expected|received|actual|where|got)\b.*\S/im.test(message) &&
    message.includes('\n')
  );
}

const placeOf = ({ path: file, range }: Location, root: string): string => `${shortPath(file, root)}:${range.start.line + 1}`;

function trace(problem: Problem, root: string): string[] {
  return problem.frames
    .filter((frame) => frame.own)
    .slice(-MAX_FRAMES)
    .map(
      ({ location, name, code }) =>
        `at ${placeOf(location, root)}${name ? ` in ${name}` : ''}${code ? `: ${code.trim().slice(0, 200)}` : ''}`,
    );
}

/** Inside the workspace relative, outside only the file's name. */
function shortPath(file: string, root: string): string {
  if (root === '') return path.basename(file);
  const way = path.isAbsolute(file) ? wayDown(root, file) : undefined;
  return way === undefined ? path.basename(file) : way.split(path.sep).join('/');
}

/** Only what was shown in full can be given back: the longest run of it where that is not all. */
function narrowed(target: Target): Target {
  const isWhole = (line: number): boolean => target.file.lines.get(line)?.whole ?? false;
  let [first, last] = [target.first, target.first - 1];
  for (let from = target.first, at = target.first; at <= target.last + 1; at++) {
    if (at <= target.last && isWhole(at)) continue;
    if (at - from > last - first + 1) [first, last] = [from, at - 1];
    from = at + 1;
  }
  return first === target.first && last === target.last ? target : { file: target.file, kind: 'lines', name: undefined, first, last };
}
