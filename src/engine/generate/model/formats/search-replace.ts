// The format of strong models: blocks that say which lines of which file become which. A block that can't be placed for sure is refused, in words that help.

import type { ModelContext, ShownFile } from '../../../diagnose/model-context';
import { anyLanguageOf } from '../../../language';
import { editDistance } from '../../../syntax/edit-distance';
import { editsOfReplacements, type Replacement } from './line-edits';
import type { ReadReply, ReplyFormat } from './format';
import { explanationOf, isLeftOut, MAX_REPLY, NO_FIX, TOO_LONG, withoutCode, withoutNumbers, withoutThinking } from './reply-text';
import { fileNamed } from './shown-files';

export const searchReplace: ReplyFormat = {
  id: 'search-replace',
  instructions: `Answer with one or two plain sentences (what is wrong, what the change does), then one or more blocks of exactly this form:

path/of/the/file
<<<<<<< SEARCH
lines as they stand in the file now
=======
the lines that replace them
>>>>>>> REPLACE

- Copy the SEARCH lines character for character, with their indentation, without the line numbers and without "|".
- Take as many lines as make the place unique, and no more. To insert, repeat a line and add the new ones. An empty lower half deletes the lines.
- Change only lines that are shown. Blocks must not overlap. Write all code out: never "..." or "existing code" for what you leave as it is.
If you can't tell the right fix from what is shown, answer "${NO_FIX}:" and why.`,
  reminder: () => 'Answer with SEARCH/REPLACE blocks.',
  read: (reply, shown) => Promise.resolve(read(reply, shown)),
};

const MAX_BLOCKS = 20;
/** Lines of a block that may divide it. */
const MAX_DIVIDERS = 20;

interface Block {
  /** As the model wrote it. */
  readonly path: string | undefined;
  readonly lines: readonly string[];
}

function read(reply: string, shown: ModelContext): ReadReply {
  if (reply.length > MAX_REPLY) return { kind: 'malformed', faults: [TOO_LONG] };
  const text = withoutThinking(reply);
  const { blocks, prose, faults } = blocksIn(text);
  if (faults.length > 0) return { kind: 'malformed', faults };
  if (blocks.length === 0)
    return withoutCode(text) ?? { kind: 'malformed', faults: ['The answer holds no SEARCH/REPLACE block; only such blocks can be read.'] };
  if (blocks.length > MAX_BLOCKS)
    return { kind: 'misplaced', faults: [`The answer holds more than ${MAX_BLOCKS} blocks: one error needs few.`] };

  const replacements: Replacement[] = [];
  const wrong: string[] = [];
  let file: ShownFile | undefined;
  for (const [i, block] of blocks.entries()) {
    const called = blocks.length === 1 ? 'The block' : `Block ${i + 1}`;
    const named = block.path === undefined ? file : fileNamed(block.path, shown);
    if (typeof named === 'string') {
      wrong.push(named);
      continue;
    }
    const placed = place(block.lines, named ? [named] : shown.files, called);
    if ('fault' in placed) wrong.push(placed.fault);
    else {
      file = placed.file;
      replacements.push(placed);
    }
  }
  if (wrong.length > 0) return { kind: 'misplaced', faults: wrong };
  const made = editsOfReplacements(replacements, shown);
  return made.kind === 'edits' ? { ...made, explanation: explanationOf(prose) } : made;
}

const OPENS = /^[ \t]*<{4,10}[ \t]*(?:SEARCH|ORIGINAL)\b[ \t]*(.*)$/i;
const DIVIDES = /^[ \t]*={5,10}[ \t]*$/;
const CLOSES = /^[ \t]*>{4,10}[ \t]*(?:REPLACE|UPDATED)\b/i;

/** A line of a block whose marks are all indented, as in a list, is moved back. */
function blocksIn(text: string): { readonly blocks: readonly Block[]; readonly prose: string; readonly faults: readonly string[] } {
  const lines = text.split('\n');
  const blocks: Block[] = [];
  const prose: string[] = [];
  const faults: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    const open = OPENS.exec(lines[at] ?? '');
    if (!open) {
      prose.push(lines[at] ?? '');
      continue;
    }
    const end = lines.findIndex((line, i) => i > at && (CLOSES.test(line) || OPENS.test(line)));
    if (end < 0 || !CLOSES.test(lines[end] ?? '')) {
      faults.push(`Block ${blocks.length + 1} has no ">>>>>>> REPLACE" at its end.`);
      break;
    }
    const indent = /^[ \t]*/.exec(lines[at] ?? '')?.[0] ?? '';
    const inside = lines.slice(at + 1, end);
    if (!inside.some((line) => DIVIDES.test(line))) faults.push(`Block ${blocks.length + 1} has no "=======" between its halves.`);
    const path = open[1]?.trim() || pathBefore(prose);
    blocks.push({
      path: path === '' ? undefined : path,
      lines:
        indent !== '' && inside.every((line) => line.trim() === '' || line.startsWith(indent))
          ? inside.map((line) => line.slice(indent.length))
          : inside,
    });
    at = end;
  }
  return { blocks, prose: prose.filter((line) => pathIn(line) === undefined).join('\n'), faults };
}

/** The path on the line before a block, a fence's opening between them passed over. */
function pathBefore(prose: readonly string[]): string | undefined {
  for (let at = prose.length - 1, fences = 0; at >= 0 && at >= prose.length - 4; at--) {
    const line = prose[at] ?? '';
    if (line.trim() === '') continue;
    const fence = /^[ \t]*(?:`{3,}|~{3,})[ \t]*(\S*)[ \t]*$/.exec(line);
    // The fence that closes the block before.
    if (fence && ++fences > 1) return undefined;
    if (!fence) return pathIn(line);
    const behind = fence[1] ?? '';
    if (/[./\\]/.test(behind)) return pathIn(behind.replace(/^\w+[:=]/, ''));
  }
  return undefined;
}

/** What a file may be called that no language knows. `os.path` is none. */
const OTHER_FILES =
  /\.(?:json\w?|toml|ya?ml|txt|md|rst|cfg|ini|lock|html?|s?css|less|sh|bash|sql|env|rb|php|kts?|swift|scala|lua|p[lm]|exs?|hs|xml|gradle|mod|sum|mk|ipynb|pyx|pxd|dart|zig|r)$/i;

/** The line as a path, if it is nothing else. */
function pathIn(line: string): string | undefined {
  const text = line
    .trim()
    .slice(0, 400)
    .replace(/^(?:#+|\/\/|--|[-*+]|\d+[.)])\s+/, '')
    .replace(/^(?:in\s+)?(?:the\s+)?(?:file|path|filename)\s*[:=]?\s+(?=\S+$)/i, '')
    .replace(/[*`"']/g, '')
    .replace(/:$/, '')
    .trim();
  if (text === '' || text.length > 300 || /\s/.test(text) || /[(){}<>=;,]$/.test(text)) return undefined;
  return /^(?:~|[A-Za-z]:[\\/]|\.[\w./\\])|[\\/]/.test(text) || anyLanguageOf(text) !== undefined || OTHER_FILES.test(text)
    ? text
    : undefined;
}

/** Where the block belongs. Code may hold lines of `=`, so each that may divide it is tried; the longest text that stands in the file is the one meant. */
function place(lines: readonly string[], files: readonly ShownFile[], called: string): Replacement | { readonly fault: string } {
  const dividers = lines.flatMap((line, at) => (DIVIDES.test(line) ? [at] : [])).slice(0, MAX_DIVIDERS);
  let fault: string | undefined;
  for (const at of dividers.reverse()) {
    const search = withoutNumbers(lines.slice(0, at));
    const replace = withoutNumbers(lines.slice(at + 1)).lines;
    if (search.lines.every(isBlank)) {
      fault = `${called} has nothing to search for: copy the lines that it changes, or the line that it inserts at.`;
      continue;
    }
    const news = replace.every(isBlank) ? [] : replace;
    const found = files.flatMap((file) => matches(search.lines, news, file, search.from).map((match) => ({ file, ...match })));
    const [first] = found;
    if (first && found.length === 1) return { ...first, called };
    fault = first ? ambiguous(called, found) : missing(called, search.lines, files);
    if (first) break;
  }
  return { fault: fault ?? `${called} has no "=======" between its halves.` };
}

const isBlank = (line: string): boolean => line.trim() === '';

interface Match {
  readonly first: number;
  readonly last: number;
  readonly lines: readonly string[];
}

/** Places of the same sureness, the surest kind that there is: exact, blanks at line ends aside, shifted as a block. */
function matches(search: readonly string[], replace: readonly string[], file: ShownFile, numbered: number | undefined): readonly Match[] {
  const bare = withoutBlankEdges(search, replace);
  const kinds: readonly (() => readonly Match[])[] = [
    () => same(search, replace, file, (a, b) => a === b),
    () => same(search, replace, file, (a, b) => a.trimEnd() === b.trimEnd()),
    () => same(bare.search, bare.replace, file, (a, b) => a.trimEnd() === b.trimEnd()),
    () => shifted(bare.search, bare.replace, file),
  ];
  for (const kind of kinds) {
    const found = kind();
    if (found.length === 0) continue;
    const told = found.filter(({ first }) => first + 1 === numbered);
    return told.length === 1 ? told : found;
  }
  return [];
}

function* windows(count: number, file: ShownFile): Iterable<number> {
  if (count > file.lines.size) return;
  for (const first of file.lines.keys()) {
    let fits = true;
    for (let line = first; line < first + count && fits; line++) fits = file.lines.get(line)?.whole ?? false;
    if (fits) yield first;
  }
}

function same(search: readonly string[], replace: readonly string[], file: ShownFile, equal: (a: string, b: string) => boolean): Match[] {
  const found: Match[] = [];
  for (const first of windows(search.length, file))
    if (search.every((line, i) => equal(line, file.lines.get(first + i)?.text ?? '')))
      found.push({ first, last: first + search.length - 1, lines: replace });
  return found;
}

/** Blank lines at the ends of both halves, which stand for nothing. */
function withoutBlankEdges(
  search: readonly string[],
  replace: readonly string[],
): { readonly search: readonly string[]; readonly replace: readonly string[] } {
  const blanks = (lines: readonly string[]): number =>
    Math.max(
      0,
      lines.findIndex((line) => line.trim() !== ''),
    );
  const [top, low] = [blanks(search), blanks([...search].reverse())];
  const cut = (lines: readonly string[]): readonly string[] => {
    if (lines.every((line) => line.trim() === '')) return [];
    return lines.slice(Math.min(top, blanks(lines)), lines.length - Math.min(low, blanks([...lines].reverse())));
  };
  return { search: cut(search), replace: cut(replace) };
}

function shifted(search: readonly string[], replace: readonly string[], file: ShownFile): Match[] {
  const found: Match[] = [];
  for (const first of windows(search.length, file)) {
    const there = search.map((_, i) => file.lines.get(first + i)?.text ?? '');
    if (!search.every((line, i) => line.trim() === there[i]?.trim())) continue;
    const moved = shift(search, there, replace);
    if (moved) found.push({ first, last: first + search.length - 1, lines: moved });
  }
  return found;
}

const indentOf = (line: string): string => /^[ \t]*/.exec(line)?.[0] ?? '';

/** `lines` moved as `from` must be moved to stand as `to` does; undefined where its lines are not all moved alike. */
export function shift(from: readonly string[], to: readonly string[], lines: readonly string[]): readonly string[] | undefined {
  for (const convert of CONVERSIONS) {
    const pairs = from.flatMap((line, i) => (line.trim() === '' ? [] : [[convert(indentOf(line)), indentOf(to[i] ?? '')] as const]));
    const [[is = '', wanted = ''] = []] = pairs;
    const added = wanted.endsWith(is) ? wanted.slice(0, wanted.length - is.length) : undefined;
    const taken = is.endsWith(wanted) ? is.slice(0, is.length - wanted.length) : undefined;
    const move = (indent: string): string | undefined =>
      added !== undefined ? added + indent : taken !== undefined && indent.startsWith(taken) ? indent.slice(taken.length) : undefined;
    if (!pairs.every(([indent, there]) => move(indent) === there)) continue;
    const out: string[] = [];
    for (const line of lines) {
      if (line.trim() === '') {
        out.push('');
        continue;
      }
      const indent = indentOf(line);
      const moved = move(convert(indent));
      if (moved === undefined) break;
      out.push(moved + line.slice(indent.length));
    }
    if (out.length === lines.length) return out;
  }
  return undefined;
}

/** Indentation as it is; then spaces as tabs and tabs as spaces, by the widths that people use. */
const CONVERSIONS: readonly ((indent: string) => string)[] = [
  (indent) => indent,
  ...[4, 2, 8, 3].flatMap((width) => [
    (indent: string): string => (/^ *$/.test(indent) && indent.length % width === 0 ? '\t'.repeat(indent.length / width) : indent),
    (indent: string): string => indent.replaceAll('\t', ' '.repeat(width)),
  ]),
];

function ambiguous(called: string, found: readonly (Match & { readonly file: ShownFile })[]): string {
  const places = found.slice(0, 5).map(({ file, first }) => `${file.name} line ${first + 1}`);
  return `${called}: its SEARCH lines stand in ${found.length} places (${places.join(', ')}): add the lines before or after, so that only one is meant.`;
}

function missing(called: string, search: readonly string[], files: readonly ShownFile[]): string {
  const where = files.length === 1 ? (files[0]?.name ?? '') : 'the files that were shown';
  if (search.some(isLeftOut))
    return `${called}: its SEARCH lines hold "..." or a comment for code that is left out: copy each line as it stands in ${where}.`;
  const near = nearest(search.find((line) => line.trim() !== '') ?? '', files);
  const hint = near ? ` The nearest line is ${near.line + 1} of ${near.file.name}: ${JSON.stringify(near.text)}.` : '';
  return `${called}: its SEARCH lines do not stand so among the lines shown of ${where}: copy them exactly.${hint}`;
}

function nearest(
  line: string,
  files: readonly ShownFile[],
): { readonly file: ShownFile; readonly line: number; readonly text: string } | undefined {
  const wanted = line.trim().slice(0, 200);
  let best: { readonly file: ShownFile; readonly line: number; readonly text: string } | undefined;
  let limit = Math.max(2, Math.floor(wanted.length / 2));
  for (const file of files) {
    for (const [number, { text, whole }] of file.lines) {
      if (!whole || text.trim() === '' || Math.abs(text.trim().length - wanted.length) > limit) continue;
      const distance = editDistance(wanted, text.trim().slice(0, 200), { limit });
      if (distance >= limit) continue;
      limit = distance;
      best = { file, line: number, text };
    }
  }
  return best;
}
