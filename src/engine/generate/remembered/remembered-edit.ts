// One kept fix, done again: where the code around a problem is the same but for names and values, the same is changed in the same way.

import { diffArrays } from 'diff';
import { isScript, type LanguageId } from '../../language';
import { BUILTINS } from '../../syntax/python-scopes';
import type { OffsetEdit } from '../../syntax/edits';
import type { SourceText } from '../../syntax/source-text';
import { separateComments } from '../../syntax/strip-comments';
import { codeTokens, type CodeToken } from './code-tokens';

/** What a pair changed beside its imports: whole lines, and how far below the first of them the problem was shown. */
export interface ChangedLines {
  /** With their line ends; `before` is never empty: an insertion takes the line below it along. */
  readonly before: string;
  readonly after: string;
  /** Lines from the first of `before` to the problem's line; undefined where the pair doesn't tell. */
  readonly problemAt: number | undefined;
  /** The problem's line, where the pair tells it. */
  readonly problemLine?: string;
  /** The line above the first of `before`; empty at the text's start. */
  readonly above?: string;
}

export interface RememberedEdit {
  readonly edits: readonly OffsetEdit[];
  /** Names and values that are others than in the pair, those of the two messages left out. */
  readonly renamed: number;
  /** The names that the change writes and that the changed lines did not have. */
  readonly fresh: readonly string[];
  /** What a word of the pair's code is called here. */
  readonly of: (word: string) => string;
}

export interface Place {
  readonly language: LanguageId;
  readonly source: SourceText;
  /** Zero-based line of the problem. */
  readonly line: number;
  /** Values of the message's holes in the pair, and what stands for them here. */
  readonly bound: ReadonlyMap<string, string>;
  /** Names that mean the same wherever they stand: imported ones. */
  readonly fixed: ReadonlySet<string>;
}

/** Lines above and below the problem in which the changed lines are looked for, where they are not where the pair had them. */
const REACH = 12;

/**
 * The pair's change at the problem's place; undefined where the code there is not the pair's. Where it is not at the same distance from the
 * problem, it must be the only such code nearby.
 */
export function rememberedEdit(change: ChangedLines, place: Place): RememberedEdit | undefined {
  const pattern = codeTokens(change.before, place.language);
  if (pattern.length === 0) return undefined;
  // What a comment said is of that place alone.
  const [old, now] = [change.before, change.after].map((text) => separateComments(text, place.language).comments.join('\n'));
  if (old !== now) return undefined;
  const { source, line, language } = place;
  const at = (first: number): RememberedEdit | undefined =>
    first >= 0 && first < source.lineCount && !insideText(source, language, first) ? editAt(change, pattern, first, place) : undefined;
  if (change.problemAt !== undefined) {
    const same = at(line - change.problemAt);
    if (same) return same;
  }
  const found: RememberedEdit[] = [];
  for (let first = line - REACH; first <= line + REACH; first++) {
    const here = at(first);
    if (here) found.push(here);
    if (found.length > 1) return undefined;
  }
  return found[0];
}

/** What stands for the pair's tokens in the lines from `first` on, and the change made with these. */
function editAt(change: ChangedLines, pattern: readonly CodeToken[], first: number, place: Place): RememberedEdit | undefined {
  const { source, language } = place;
  const from = source.lineStarts[first] ?? 0;
  const row = source.line(first);
  if (row.trim() === '') return undefined;
  const text = source.text.slice(from, Math.min(source.text.length, from + 2 * change.before.length + 400));
  const here = codeTokens(text, language).slice(0, pattern.length + 1);
  const next = here[pattern.length];
  const tokens = here.slice(0, pattern.length);
  const last = tokens.at(-1);
  if (!last || tokens.length < pattern.length) return undefined;
  // The pair's lines end where these end.
  if (next && !/[\r\n]/.test(text.slice(last.end, next.start))) return undefined;
  if (!isSameDecorator(change.above, first === 0 ? '' : source.line(first - 1))) return undefined;
  const names: Names = { there: new Map(), back: new Map(), renamed: 0 };
  if (!unify(pattern, tokens, place, names)) return undefined;
  // A change beside the problem's line mends it only where that line does the same with what was changed.
  const covered = first <= place.line && place.line <= source.lineOf(from + last.end);
  if (!covered && change.problemLine !== undefined) {
    const [there, now] = [codeTokens(change.problemLine, language), codeTokens(source.line(place.line), language)];
    if (there.length !== now.length || !unify(there, now, place, names)) return undefined;
  }
  const meaning: Meaning = { renamed: names.renamed, of: (word) => names.there.get(word) ?? toldFor(word, place.bound) ?? word };
  // Lines that the pair took out go with their line ends.
  if (change.after.trim() === '') {
    const end = source.lineStarts[source.lineOf(from + last.end) + 1] ?? source.text.length;
    return { edits: [{ start: from, end, text: '' }], ...meaning, fresh: [] };
  }
  const written = rewrite(change, pattern, tokens, meaning, { row, text, source, bound: place.bound }, language);
  return (
    written && {
      edits: written.edits.map((edit) => ({ ...edit, start: edit.start + from, end: edit.end + from })),
      ...meaning,
      fresh: written.fresh,
    }
  );
}

interface Meaning {
  readonly of: (text: string) => string;
  readonly renamed: number;
}

interface Names {
  /** From the pair's texts to those here, and back. */
  readonly there: Map<string, string>;
  readonly back: Map<string, string>;
  renamed: number;
}

/** Which text here stands for which of the pair's, put into `names`; false where something else stands here. */
function unify(pattern: readonly CodeToken[], tokens: readonly CodeToken[], { bound, fixed, language }: Place, names: Names): boolean {
  const { there, back } = names;
  for (const [i, a] of pattern.entries()) {
    const b = tokens[i];
    if (!b || a.kind !== b.kind) return false;
    const told = bound.get(unquoted(a.text));
    const known = there.get(a.text);
    if (known !== undefined ? known !== b.text : back.has(b.text)) return false;
    if (known === undefined) {
      if (told !== undefined && told !== unquoted(b.text)) return false;
      if (a.text !== b.text && told === undefined) {
        if (a.kind === 'other' || !mayDiffer(pattern, i, b.text, fixed, language)) return false;
        names.renamed++;
      }
      there.set(a.text, b.text);
      back.set(b.text, a.text);
    }
  }
  return true;
}

/** A variable or a value may be another one; what is called, a member, a class, a type, a decorator, a tag, a keyword argument or an import is what the code means. */
function mayDiffer(tokens: readonly CodeToken[], i: number, other: string, fixed: ReadonlySet<string>, language: LanguageId): boolean {
  const [own, before, after] = [tokens[i], tokens[i - 1]?.text, tokens[i + 1]?.text];
  if (!own) return false;
  if (own.kind === 'value' || before === 'def' || before === 'function') return true;
  if (before === '@' || before === '<' || before === '</' || before === '.' || before === '?.' || after === '(') return false;
  if (/^\p{Lu}/u.test(own.text) || fixed.has(own.text) || fixed.has(other)) return false;
  if (isScript(language)) return !(after === ':' && openBracket(tokens, i) === '{');
  return !BUILTINS.has(own.text) && !BUILTINS.has(other) && !(after === '=' && openBracket(tokens, i) === '(' && tokens[0]?.text !== 'def');
}

/** The innermost bracket that is open at a token. */
function openBracket(tokens: readonly CodeToken[], i: number): string | undefined {
  let closed = 0;
  for (let at = i - 1; at >= 0; at--) {
    const text = tokens[at]?.text ?? '';
    if (')]}'.includes(text)) closed++;
    else if ('([{'.includes(text) && closed-- === 0) return text;
  }
  return undefined;
}

/** What stands above a function or class as a decorator says how it is called. */
export function isSameDecorator(there: string | undefined, here: string): boolean {
  if (there === undefined) return true;
  const nameOf = (line: string): string => /^\s*@\s*([\w.$]+)/.exec(line)?.[1] ?? '';
  return nameOf(there) === nameOf(here);
}

const texts = new WeakMap<SourceText, { readonly language: LanguageId; readonly inside: ReadonlySet<number> }>();

/** Whether a line begins within a text or a comment of several lines: no code stands there. */
function insideText(source: SourceText, language: LanguageId, line: number): boolean {
  let known = texts.get(source);
  if (known?.language !== language) {
    const inside = new Set<number>();
    for (const { kind, text, start, end } of codeTokens(source.text, language))
      if (kind === 'value' && text.includes('\n') && !text.includes('${'))
        for (let at = source.lineOf(start) + 1; at <= source.lineOf(end); at++) inside.add(at);
    texts.set(source, (known = { language, inside }));
  }
  return known.inside.has(line);
}

const unquoted = (text: string): string => /^(["'`])(.*)\1$/s.exec(text)?.[2] ?? text;

/** A text of the pair's message as the message here has it, in its quotes where it had some. */
function toldFor(text: string, bound: ReadonlyMap<string, string>): string | undefined {
  const told = bound.get(unquoted(text));
  if (told === undefined) return undefined;
  const quote = /^["'`]/.exec(text)?.[0] ?? '';
  return quote + told + quote;
}

/** The changed runs of tokens, each with the white space the pair wrote around them, in the words of this place. */
function rewrite(
  { before, after }: ChangedLines,
  pattern: readonly CodeToken[],
  tokens: readonly CodeToken[],
  meaning: Meaning,
  here: { readonly row: string; readonly text: string; readonly source: SourceText; readonly bound: ReadonlyMap<string, string> },
  language: LanguageId,
): { readonly edits: OffsetEdit[]; readonly fresh: string[] } | undefined {
  const wanted = codeTokens(after, language);
  const parts = diffArrays(
    pattern.map(({ text }) => text),
    wanted.map(({ text }) => text),
  );
  const shift: Shift = {
    from: indentOf(before),
    to: indentOf(here.row),
    step: [stepOf(before) ?? stepOf(after, indentOf(before)), unitOf(here.source)],
    eol: here.source.eol,
  };
  const known = new Set(pattern.map(({ text }) => text));
  const kept = new Set(wanted.map(({ text }) => text));
  const edits: OffsetEdit[] = [];
  const fresh = new Set<string>();
  let [old, now] = [0, 0];
  for (let p = 0; p < parts.length; p++) {
    const part = parts[p];
    if (!part) continue;
    if (!part.added && !part.removed) {
      old += part.value.length;
      now += part.value.length;
      continue;
    }
    const second = parts[p + 1];
    const both = second && (second.added || second.removed) ? [part, second] : [part];
    if (both.length === 2) p++;
    const removed = both.find((one) => one.removed)?.value.length ?? 0;
    const added = both.find((one) => one.added)?.value.length ?? 0;
    // From the end of the last token that stays to the start of the next one.
    const [oldStart, oldEnd] = gap(tokens, old, removed, Infinity);
    const [newStart, newEnd] = gap(wanted, now, added, after.replace(/\s+$/, '').length);
    const [pairStart, pairEnd] = gap(pattern, old, removed, before.replace(/\s+$/, '').length);
    const end = oldEnd === Infinity ? (tokens.at(-1)?.end ?? 0) : oldEnd;
    const start = oldStart < 0 ? (tokens[0]?.start ?? 0) : oldStart;
    const text = worded(after, wanted.slice(now, now + added), newStart < 0 ? (wanted[0]?.start ?? 0) : newStart, newEnd, meaning, shift);
    // A value beside the change is what was changed: another one may be of another kind, or want another value in its place.
    const incoming = wanted.slice(now, now + added);
    for (const beside of [pattern[old - 1], pattern[old + removed]])
      if (
        beside?.kind === 'value' &&
        meaning.of(beside.text) !== beside.text &&
        (!here.bound.has(unquoted(beside.text)) || incoming.some(({ kind, text }) => kind === 'value' && !known.has(text)))
      )
        return undefined;
    // Comments that the pair had between its tokens are none of this place's.
    if (/#|\/\/|\/\*/.test(before.slice(Math.max(0, pairStart), pairEnd).replace(/(["'`]).*?\1/gs, '')) && removed > 0) return undefined;
    // What was replaced by something else was replaced for what it is: another one is another mistake.
    if (pattern.slice(old, old + removed).some((token) => meaning.of(token.text) !== token.text && !kept.has(token.text))) return undefined;
    // Nor are those that stand here any of the pair's.
    if (hasComment(here.text.slice(start, end), language)) return undefined;
    const behind = oldEnd === Infinity ? (/^[^\r\n]*/.exec(here.text.slice(end))?.[0] ?? '') : '';
    if (/^\s*\S[^]*\n/.test(text) && behind.trim() !== '') return undefined;
    // Lines that come behind the last one come behind its comment, too.
    const lineEnd =
      oldEnd === Infinity && /^\s*\n/.test(text) ? start + (/^[^\r\n]*/.exec(here.text.slice(start))?.[0].length ?? 0) : start;
    edits.push(start === end ? { start: lineEnd, end: lineEnd, text } : { start, end, text });
    for (const token of wanted.slice(now, now + added))
      if (token.kind === 'name' && !known.has(token.text)) fresh.add(meaning.of(token.text));
    old += removed;
    now += added;
  }
  return edits.length > 0 ? { edits, fresh: [...fresh] } : undefined;
}

/** The end of the token before a run, -1 where there is none, and the start of the one behind it, `most` where there is none. */
function gap(tokens: readonly CodeToken[], at: number, length: number, most: number): readonly [number, number] {
  return [at === 0 ? -1 : (tokens[at - 1]?.end ?? -1), tokens[at + length]?.start ?? most];
}

/** The pair's text from `start` to `end` with its tokens in the words of this place and its lines indented as here. */
function worded(text: string, tokens: readonly CodeToken[], start: number, end: number, meaning: Meaning, shift: Shift): string {
  let out = '';
  let at = start;
  for (const token of tokens) {
    out += indented(text.slice(at, token.start), shift) + meaning.of(token.text);
    at = token.end;
  }
  return out + indented(text.slice(at, end), shift);
}

const hasComment = (text: string, language: LanguageId): boolean =>
  (isScript(language) ? /\/\/|\/\*/ : /#/).test(text.replace(/(["'`]).*?\1/gs, ''));

interface Shift {
  /** Indentation of the pair's lines, and of those here. */
  readonly from: string;
  readonly to: string;
  /** One step of indentation there, where it is known, and here. */
  readonly step: readonly [string | undefined, string];
  readonly eol: string;
}

const indented = (blank: string, { from, to, step: [there, here], eol }: Shift): string =>
  blank.replace(/\r?\n([ \t]*)/g, (_, indent: string) => {
    if (!indent.startsWith(from)) return eol + indent;
    let rest = indent.slice(from.length);
    let deeper = '';
    while (there && rest.startsWith(there)) {
      rest = rest.slice(there.length);
      deeper += here;
    }
    return eol + to + deeper + rest;
  });

/** The smallest step by which a line of the text is deeper than the first one; undefined where none is. */
function stepOf(text: string, from = indentOf(text)): string | undefined {
  const deeper = text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '' && line.startsWith(from))
    .map((line) => indentOf(line).slice(from.length))
    .filter((step) => step !== '');
  return deeper.sort((a, b) => a.length - b.length)[0];
}

const units = new WeakMap<SourceText, string>();

/** One step of indentation in a file, as its first indented lines have it. */
function unitOf(source: SourceText): string {
  let unit = units.get(source);
  if (unit === undefined) {
    let above = '';
    for (let line = 0; unit === undefined && line < Math.min(source.lineCount, 2_000); line++) {
      const text = source.line(line);
      if (text.trim() === '') continue;
      const indent = indentOf(text);
      const step = indent.startsWith(above) ? indent.slice(above.length) : '';
      if (/^\t$|^ {2,8}$/.test(step)) unit = step;
      above = indent;
    }
    units.set(source, (unit ??= '    '));
  }
  return unit;
}

const indentOf = (text: string): string => /^[ \t]*/.exec(text)?.[0] ?? '';
