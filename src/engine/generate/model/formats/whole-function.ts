// The format of small models: the function around the error, whole, in one fence. Found again by its name, in the file by its place.

import type { ModelContext, ShownFile, Target } from '../../../diagnose/model-context';
import { editDistance } from '../../../syntax/edit-distance';
import { functionsIn, type Definition } from '../../../syntax/functions';
import type { ReadReply, ReplyFormat } from './format';
import { editsOfReplacements, type Replacement } from './line-edits';
import { explanationOf, fencesIn, MAX_REPLY, NO_FIX, TOO_LONG, withoutCode, withoutNumbers, withoutThinking } from './reply-text';

export const wholeFunction: ReplyFormat = {
  id: 'whole-function',
  instructions: `Answer with one or two plain sentences (what is wrong, what the change does), then the corrected code in one fence:

\`\`\`
the code, complete
\`\`\`

- Give exactly the code that is asked for at the end: all of its lines, from its first to its last, those that stay as they are too.
- Without the line numbers and without "|". Never "..." or "existing code" for what you leave as it is. No other code, no example of its use.
If you can't tell the right fix from what is shown, answer "${NO_FIX}:" and why.`,
  reminder: ({ target }) => {
    const name = JSON.stringify(target.file.name);
    const lines = `lines ${target.first + 1} to ${target.last + 1}`;
    if (target.kind === 'function') return `Answer with the whole function ${target.name ?? ''} of ${name}, ${lines}, in one fence.`;
    return target.kind === 'file'
      ? `Answer with the whole file ${name} in one fence.`
      : `Answer with ${lines} of ${name}, all of them, in one fence.`;
  },
  read,
};

const malformed = (fault: string): ReadReply => ({ kind: 'malformed', faults: [fault] });

async function read(reply: string, shown: ModelContext): Promise<ReadReply> {
  if (reply.length > MAX_REPLY) return malformed(TOO_LONG);
  const text = withoutThinking(reply);
  const fences = fencesIn(text);
  const full = fences.filter(({ lines }) => lines.some((line) => line.trim() !== ''));
  if (full.length === 0) {
    if (fences.length > 0) return malformed('The fence is empty: put the corrected code into it.');
    const bare = await withoutFence(text, shown);
    return bare ?? withoutCode(text) ?? malformed('The answer holds no code in a fence.');
  }
  const prose = text
    .split('\n')
    .filter((_, at) => !fences.some(({ first, end }) => first <= at && at < end))
    .join('\n');
  const results: ReadReply[] = [];
  // The last word counts: some first show what is wrong.
  for (const { lines } of [...full].reverse()) {
    const result = await readCode(lines, shown);
    if (result.kind === 'edits') return { ...result, explanation: explanationOf(prose) };
    results.push(result);
  }
  return (
    results.find(({ kind }) => kind === 'misplaced') ?? results.find(({ kind }) => kind === 'unchanged') ?? results[0] ?? malformed('')
  );
}

/** Code that stands there without a fence. */
async function withoutFence(text: string, shown: ModelContext): Promise<ReadReply | undefined> {
  if (shown.target.kind !== 'function') return undefined;
  const lines = text.split('\n');
  const head = lines.findIndex((line) => line.trim() !== '');
  const isCode =
    /^\s*(?:@\w|(?:\d+\|\s*)?(?:async\s+)?def\s|(?:export\s+|public\s+|private\s+|static\s+|async\s+)*(?:function|fn|func)\b|import\s|from\s+\S+\s+import\b)/;
  return isCode.test(lines[head] ?? '') ? readCode(lines.slice(head), shown) : undefined;
}

async function readCode(given: readonly string[], shown: ModelContext): Promise<ReadReply> {
  const lines = trimmed(withoutNumbers(given).lines);
  const { target } = shown;
  const { file } = target;
  const replacements = target.kind === 'function' ? await functionsOf(lines, shown, file) : await partOf(lines, file, target);
  if (!Array.isArray(replacements)) return replacements;
  const made = editsOfReplacements(replacements, shown);
  return made.kind === 'edits' ? { ...made, explanation: '' } : made;
}

function trimmed(lines: readonly string[]): readonly string[] {
  const isText = (line: string): boolean => line.trim() !== '';
  const first = lines.findIndex(isText);
  const last = lines.length - [...lines].reverse().findIndex(isText);
  const kept = lines.slice(Math.max(0, first), last);
  const indents = kept.filter(isText).map((line) => /^[ \t]*/.exec(line)?.[0] ?? '');
  const common = indents.reduce((a, b) => (a.length < b.length ? (b.startsWith(a) ? a : '') : a.startsWith(b) ? b : ''), indents[0] ?? '');
  return common === '' ? kept : kept.map((line) => line.slice(Math.min(common.length, line.length)));
}

/** The functions of the reply that the file has, each for that in the file. */
async function functionsOf(lines: readonly string[], shown: ModelContext, file: ShownFile): Promise<Replacement[] | ReadReply> {
  const { target } = shown;
  const spans = await functionsIn(lines.join('\n'), file.language);
  const wanted = spans.filter(({ name }) => name === target.name);
  // The mistake may be the name itself.
  const [only] = spans;
  if (wanted.length === 0 && only && spans.filter(({ last }) => last > only.last).length === 0) {
    if (editDistance(only.name, target.name ?? '', { limit: 3 }) <= 2 && !file.functions.some(({ name }) => name === only.name))
      wanted.push(only);
  }
  const span = wanted.at(-1);
  const replacements: Replacement[] = [];
  const wrong: string[] = [];
  if (span) {
    const there = file.functions.find(({ first, last, name }) => first === target.first && last === target.last && name === target.name);
    replacements.push(
      replacementOf(
        lines,
        span,
        file,
        there ?? {
          kind: 'function',
          name: only?.name ?? '',
          owner: undefined,
          header: target.first,
          first: target.first,
          last: target.last,
        },
      ),
    );
  }
  for (const other of spans) {
    if (wanted.includes(other) || spans.some((outer) => outer !== other && outer.first <= other.first && other.last <= outer.last))
      continue;
    const places = shown.files.flatMap((one) => one.functions.filter(({ name }) => name === other.name).map((at) => ({ file: one, at })));
    const [place] = places;
    if (place && places.length === 1 && isWhole(place.file, place.at)) replacements.push(replacementOf(lines, other, place.file, place.at));
    else if (!place)
      wrong.push(
        `${other.name} is not among the functions that were shown: put all that is needed into ${target.name ?? 'the one asked for'}.`,
      );
  }
  if (replacements.length === 0)
    return wrong.length > 0
      ? { kind: 'misplaced', faults: wrong }
      : malformed(`The code holds no function ${target.name ?? ''}: give all of it, from its first line.`);
  if (wrong.length > 0) return { kind: 'misplaced', faults: wrong };
  return [...importsOf(lines, spans, file), ...replacements];
}

function isWhole(file: ShownFile, { first, last }: Pick<Definition, 'first' | 'last'>): boolean {
  for (let line = first; line <= last; line++) if (!file.lines.get(line)?.whole) return false;
  return true;
}

/** The reply's function for the file's, at the file's indentation; decorators and `export` that were left out stay. */
function replacementOf(lines: readonly string[], from: Definition, file: ShownFile, to: Definition): Replacement {
  const decorated = from.first < from.header;
  const body = lines.slice(from.first, from.last + 1);
  const header = file.source.line(to.header);
  const [is, wanted] = [/^[ \t]*/.exec(body[0] ?? '')?.[0] ?? '', /^[ \t]*/.exec(header)?.[0] ?? ''];
  const at = from.header - from.first;
  // Some begin their fence with the first line's text, and write the others as they stand in the file.
  const isHeadAlone =
    is.length < wanted.length &&
    leastIndent(body.slice(at + 1)) === leastIndent(rangeOf(to.header + 1, to.last).map((line) => file.source.line(line)));
  const moved = body.map((line, i) =>
    line.trim() === '' ? '' : line.startsWith(is) && !(isHeadAlone && i > at) ? wanted + line.slice(is.length) : line,
  );
  const exported = /^[ \t]*(export[ \t]+(?:default[ \t]+)?)/.exec(header)?.[1];
  if (exported && !/^[ \t]*export\b/.test(moved[at] ?? '')) moved[at] = wanted + exported + (moved[at] ?? '').slice(wanted.length);
  return { file, first: decorated ? to.first : to.header, last: to.last, lines: moved, called: from.name };
}

const rangeOf = (first: number, last: number): number[] => Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);

/** The shortest indentation of lines that say something; of no lines none. */
function leastIndent(lines: readonly string[]): string | undefined {
  const indents = lines.filter((line) => line.trim() !== '').map((line) => /^[ \t]*/.exec(line)?.[0] ?? '');
  return indents.reduce<string | undefined>((least, one) => (least === undefined || one.length < least.length ? one : least), undefined);
}

const IMPORT = /^(?:import\b|from\s+\S+\s+import\b|(?:const|let|var)\b.*\brequire\s*\(|use\s+\w|#include\b|using\s+\w)/;

/** Import lines before the functions that the file does not have yet, behind its last one. */
function importsOf(lines: readonly string[], spans: readonly Definition[], file: ShownFile): Replacement[] {
  const known = new Set(file.source.text.split(/\r\n|\r|\n/).map((line) => line.trim()));
  const news = lines.filter(
    (line, at) => IMPORT.test(line) && !spans.some(({ first, last }) => first <= at && at <= last) && !known.has(line.trim()),
  );
  if (news.length === 0) return [];
  let at = -1;
  for (let line = 0; line < Math.min(file.source.lineCount, 400); line++) if (IMPORT.test(file.source.line(line))) at = line;
  return [{ file, first: at + 1, last: at, lines: news, called: 'the imports' }];
}

/** The file, or the lines that were asked for. */
async function partOf(lines: readonly string[], file: ShownFile, target: Target): Promise<Replacement[] | ReadReply> {
  if (target.last < target.first)
    return { kind: 'misplaced', faults: ['No line around the error could be shown in full, so none can be changed.'] };
  const olds = new Set<string>();
  for (let line = target.first; line <= target.last; line++) {
    const text = (file.lines.get(line)?.text ?? '').trim();
    if (/\w/.test(text)) olds.add(text);
  }
  const news = new Set(lines.map((line) => line.trim()));
  const kept = [...olds].filter((line) => news.has(line)).length;
  if (kept * 2 >= olds.size || olds.size <= 3) return [{ file, first: target.first, last: target.last, lines, called: 'The code' }];
  // A function of it alone.
  const spans = await functionsIn(lines.join('\n'), file.language);
  const there = spans.flatMap((span) => {
    const places = file.functions.filter(({ name }) => name === span.name);
    const [place] = places;
    return place && places.length === 1 && isWhole(file, place) ? [replacementOf(lines, span, file, place)] : [];
  });
  if (there.length > 0 && there.length === spans.length) return [...importsOf(lines, spans, file), ...there];
  return {
    kind: 'misplaced',
    faults: [
      `Too few of the lines that were asked for (${target.first + 1} to ${target.last + 1}) are in the code: give all of them, those that stay as they are too.`,
    ],
  };
}
