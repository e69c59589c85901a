// What people do to a text while a problem of it goes away, and that is no fix of it: formatting, renaming, debugging, typing on, new work.

import { asksForDeletion } from '../verify/patch-policy';
import { isSyntax } from '../detect/family';
import { codeTokens, type CodeToken } from '../generate/remembered/code-tokens';
import type { LanguageId } from '../language';
import type { Problem } from '../problem';
import { editDistance } from '../syntax/edit-distance';

export interface LineChange {
  /** Zero-based, of the first changed line of the text before. */
  readonly start: number;
  /** With their line ends. */
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

interface Work {
  readonly problem: Problem;
  readonly before: string;
  readonly after: string;
  readonly changes: readonly LineChange[];
}

/** Whether the line imports something. */
export const isImport = (line: string): boolean =>
  /^\s*(?:from\s+[.\w]+\s+import\b|import\b|(?:const|let|var)\s.+=\s*require\()/.test(line);
const DEBUG = /^\s*(?:print|pprint|breakpoint|console\.\w+|debugger|(?:import pdb|pdb)\b.*|log(?:ger|ging)?\.debug)\b/;
const NEVER = /\b(?:if|while)\s*\(?\s*(?:False|false|0)\b/;
/** A message about a name that there is none of: it may not be whole yet. A deprecated one is. */
const UNKNOWN = /not defined|undefined|unknown|no member|attribute|(?:not|n[o’']t) find|not exist|unresolved/i;
const DEFINES = /^\s*(?:export\s+)?(?:default\s+)?(?:async\s+)?(?:def|class|function|interface|type|enum)\b/;

export function isOtherWork({ problem, before, after, changes }: Work): boolean {
  const { language } = problem;
  const syntactic = isSyntax(problem);
  const added = changes.flatMap((change) => change.added).filter((line) => line.trim() !== '');
  const removed = changes.flatMap((change) => change.removed).filter((line) => line.trim() !== '');
  if (!syntactic && plain(removed.join(''), language) === plain(added.join(''), language)) return true;
  if ([...removed].sort().join() === [...added].sort().join() && added.every((line) => isImport(line))) return true;
  if (removed.length === 0 && added.every((line) => DEBUG.test(line) || isLoneText(line, language))) return true;
  if (added.some((line) => NEVER.test(line)) && !removed.some((line) => NEVER.test(line))) return true;
  const row = before.split('\n')[problem.location.range.start.line] ?? '';
  const stays = !removed.some((line) => line.trim() === row.trim());
  // What is not used is used now, and what was missing is written: the work goes on.
  if (asksForDeletion(problem) && stays) return true;
  const said = namesOf(problem);
  if (stays && added.some((line) => DEFINES.test(line) && words(line, language).some((word) => said.has(word)))) return true;
  if (syntactic && removed.every((line) => added.some((other) => other.startsWith(line.trimEnd()))) && added.length > removed.length + 1)
    return true;
  if (syntactic && removed.length === 0 && added.length > 0 && /\bindented block\b/.test(problem.message)) return true;
  return (
    (UNKNOWN.test(problem.message) && isTypedOn(said, removed, added, language)) ||
    isRenaming(said, before, after, language) ||
    isReplaced(row, changes, language) ||
    !isLinked(row, said, changes, language)
  );
}

/** Without what formatters decide: quotes, semicolons, trailing commas, white space, comments. */
function plain(text: string, language: LanguageId): string {
  const tokens = codeTokens(text, language).filter(({ text }) => text !== ';');
  return tokens
    .filter(({ text }, i) => !(text === ',' && /^[)\]}]$/.test(tokens[i + 1]?.text ?? ')')))
    .map(({ kind, text }) =>
      kind === 'value'
        ? text.replace(
            /^(\w{0,2})(["'])(.*)\2$/s,
            (_, prefix: string, quote: string, inner: string) => `${prefix}"${inner.replaceAll(`\\${quote}`, quote)}"`,
          )
        : text,
    )
    .filter((text) => (text !== '(' && text !== ')') || !isGrouped(tokens))
    .join(' ');
}

/** Brackets around a whole value. */
const isGrouped = (tokens: readonly CodeToken[]): boolean =>
  tokens[0]?.text === 'return' && tokens[1]?.text === '(' && tokens.at(-1)?.text === ')';

const isLoneText = (line: string, language: LanguageId): boolean => {
  const tokens = codeTokens(line, language);
  return tokens.length === 1 && tokens[0]?.kind === 'value';
};

const words = (text: string, language: LanguageId): string[] =>
  codeTokens(text, language).flatMap(({ kind, text }) => (kind === 'name' ? [text] : []));

const namesOf = ({ signature }: Problem): ReadonlySet<string> =>
  new Set(Object.values(signature.holes).flatMap((value) => value.match(/[\p{L}_$][\p{L}\p{N}_$]*/gu) ?? []));

/** A name that was not yet whole. */
function isTypedOn(said: ReadonlySet<string>, removed: readonly string[], added: readonly string[], language: LanguageId): boolean {
  const [old, now] = [new Set(words(removed.join(''), language)), words(added.join(''), language)];
  return [...said].some((name) => old.has(name) && !now.includes(name) && now.some((word) => word.startsWith(name) && !old.has(word)));
}

/** One name has become another everywhere, and the message did not name it. */
function isRenaming(said: ReadonlySet<string>, before: string, after: string, language: LanguageId): boolean {
  const [old, now] = [codeTokens(before, language), codeTokens(after, language)];
  if (old.length !== now.length) return false;
  const renamed = new Map<string, string>();
  let places = 0;
  for (const [i, token] of old.entries()) {
    const other = now[i];
    if (!other || other.text === token.text) continue;
    if (token.kind !== 'name' || other.kind !== 'name' || (renamed.get(token.text) ?? other.text) !== other.text) return false;
    renamed.set(token.text, other.text);
    places++;
  }
  const known = new Set(old.map(({ text }) => text));
  const left = new Set(now.map(({ text }) => text));
  return places > 1 && [...renamed].every(([from, to]) => !left.has(from) && !known.has(to) && !said.has(from));
}

/** The problem's line has made room for something that has nothing of it. */
function isReplaced(row: string, changes: readonly LineChange[], language: LanguageId): boolean {
  const change = changes.find(({ removed }) => removed.some((line) => line.trim() === row.trim()));
  if (!change) return false;
  const now = change.added.join('');
  const names = words(row, language);
  if (names.length === 0 || names.some((name) => words(now, language).includes(name))) return false;
  const nearest = Math.min(...change.added.map((line) => editDistance(line.trim(), row.trim(), { limit: row.length })), row.length);
  return nearest > row.trim().length / 2 || change.added.length > 3;
}

/** Every change is at the problem's line, or has a name in common with it, with the message or with another such change. */
function isLinked(row: string, said: ReadonlySet<string>, changes: readonly LineChange[], language: LanguageId): boolean {
  const known = new Set([...words(row, language), ...said]);
  let open = changes.map((change) => ({ change, names: words([...change.removed, ...change.added].join(''), language) }));
  const touches = ({ removed }: LineChange): boolean => removed.some((line) => line.trim() === row.trim());
  for (let grown = true; grown && open.length > 0;) {
    const linked = open.filter(
      ({ change, names }) => touches(change) || names.some((name) => known.has(name)) || isBareStep(change, language),
    );
    grown = linked.length > 0;
    open = open.filter((one) => !linked.includes(one));
    for (const { names } of linked) for (const name of names) known.add(name);
  }
  return open.length === 0;
}

/** Marks alone, of which no name tells where they belong: a bracket, a colon. */
const isBareStep = ({ removed, added }: LineChange, language: LanguageId): boolean =>
  words([...removed, ...added].join(''), language).length === 0;
