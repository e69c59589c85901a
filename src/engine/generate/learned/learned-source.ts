// The source `learned`: rules that were made of accepted fixes, tried at the problem's place. Several fixes that have something in common know
// more than each of them alone, which is what the source `remembered` offers.

import { contentFaults, type ContentFault } from '../../verify/patch-policy';
import { isHealed } from '../../language';
import { isRetired } from '../../learn/memory';
import { applyRule } from '../../learn/mine/apply-rule';
import type { SuccessPair } from '../../learn/pair';
import type { LearnedRule } from '../../learn/mine/rule';
import type { Problem } from '../../problem';
import { success } from '../../result';
import { applyEdits, trimEdits, type OffsetEdit } from '../../syntax/edits';
import { awaitsOutside } from '../awaits-outside';
import type { SourceText } from '../../syntax/source-text';
import { toCandidate } from '../fixer-candidates';
import { isLikePlace } from '../remembered/like-place';
import { isSameMistake, TYPES, values } from '../remembered/same-mistake';
import { importedNames, isImportLine, meansTheSame } from '../remembered/same-names';
import type { CandidateSource, Proposed, SourceRequest } from '../source';

/** Rules of one signature that are tried. */
const MAX_RULES = 12;
const MAX_CANDIDATES = 4;

export function learnedSource(): CandidateSource {
  return {
    id: 'learned',
    origin: 'learned',
    maxCandidates: MAX_CANDIDATES,
    candidates: async (request) => success(await candidates(request)),
  };
}

async function candidates(request: SourceRequest): Promise<Proposed[]> {
  const { problem, source, memory, signal } = request;
  const rules = (await memory?.rulesFor(problem)) ?? [];
  const { language } = problem;
  if (!isHealed(language)) return [];
  const pairs = memory?.pairsLike(problem) ?? [];
  const found: { readonly candidate: Proposed; readonly isTold: boolean }[] = [];
  for (const rule of rules.slice(0, MAX_RULES)) {
    if (signal.aborted) break;
    const origin = { kind: 'learned', id: `learned/${rule.id}` } as const;
    const variant = variantOf(rule);
    const record = memory?.recordOf(problem, { origin, variant });
    if (record && isRetired(record)) continue;
    const hits = await applyRule(rule, source.text, { at: problem.location.range, holes: problem.signature.holes });
    const [hit] = hits;
    if (!hit) continue;
    const edits = hits.flatMap((each) => each.edits);
    const from = pairs.filter(({ id }) => rule.examples.includes(id));
    if (!isOneOfTheirs(rule, from, problem, linesOf(source, edits))) continue;
    if (rule.places === 1 && from.length > 0 && !from.some((pair) => isLike(pair, edits, request))) continue;
    if (isOnlyOneValue(rule, edits, problem, source.text) || importsOtherwise(edits, source.text)) continue;
    if (await awaitsOutside(source, edits, language)) continue;
    const after = applyEdits(source.text, edits);
    const faults = contentFaults(source.text, after, language);
    // What somebody else's fixes start, delete or send is not for others to take over at a click.
    const foreign = from.length > 0 && from.every(({ via }) => via === 'import');
    const isKept = ({ kind, weight }: ContentFault): boolean =>
      (weight !== 'refuse' || (kind === 'comments' && takesComments(rule))) && !(foreign && kind === 'dangerous');
    if (!faults.every(isKept)) continue;
    const candidate = toCandidate(
      {
        title: rule.title,
        explanation: whence(rule),
        edits,
        variant,
        features: { places: rule.places, special: rule.special },
      },
      { id: origin.id, family: 'learned' },
      found.length,
      request,
      request.version,
      'learned',
    );
    const isTold = from.some(({ signature }) => isToldTheSame(signature.holes, problem.signature.holes));
    if (candidate && !found.some((one) => one.candidate.id === candidate.id && one.isTold >= isTold))
      found.push({ candidate: { ...candidate, pairs: rule.examples }, isTold });
  }
  // What was done where the message named the very same types is nearer than what others have in common.
  const nearest = found.some(({ isTold }) => isTold) ? found.filter(({ isTold }) => isTold) : found;
  return nearest.map(({ candidate }) => candidate);
}

/** Both name types, and the same. */
function isToldTheSame(there: Readonly<Record<string, string>>, here: Readonly<Record<string, string>>): boolean {
  const types = Object.keys(there).filter((name) => TYPES.has(name));
  return types.length > 0 && types.every((name) => there[name] === here[name]);
}

/**
 * What the fixes were told alike has to be said here, too. Not so what each was told otherwise, which did not matter to them, and what the rule takes
 * as it is here: a type that it writes down as the message says it, whatever stood in its place, or one that stands in the code that it keeps.
 */
function isOneOfTheirs(rule: LearnedRule, from: readonly SuccessPair[], { signature }: Problem, lines: string): boolean {
  if (from.length === 0) return true;
  const alike = (name: string): boolean => from.every((pair) => pair.signature.holes[name] === from[0]?.signature.holes[name]);
  const before = rule.tests.invalid.map((test) => test.before).join('\n');
  const writesExpected = rule.replace.pieces.some((piece) => piece.kind === 'message' && piece.name === 'expected');
  const isTaken = (name: string, there: string): boolean =>
    name === 'expected'
      ? writesExpected || (namesType(there, before) && namesType(signature.holes[name] ?? '', lines))
      : writesExpected && /^(?:type|given|function|argument)$/.test(name);
  return from.some(({ signature: { holes } }) => {
    const same = Object.fromEntries(Object.entries(holes).filter(([name, value]) => alike(name) && !isTaken(name, value)));
    return isSameMistake(same, signature.holes, changeOf(rule));
  });
}

/** Whether a code names a type, which messages write with its module and its parts in an order of their own. */
function namesType(type: string, code: string): boolean {
  const name = /^[\w.]*?(\w+)(?=$|\[)/.exec(type)?.[1];
  return name !== undefined && new RegExp(`(?<!\\w)${name}(?!\\w)`).test(code);
}

/** A comment went in one of its fixes: a type that is said in code now. */
const takesComments = ({ language, tests: { invalid } }: LearnedRule): boolean =>
  invalid.some(({ before, after }) => contentFaults(before, after, language).some(({ kind }) => kind === 'comments'));

const changeOf = ({ tests: { invalid } }: LearnedRule): Parameters<typeof isSameMistake>[2] => ({ imports: [], widths: invalid });

/**
 * One example does not tell whether what was done to its value is right for another one: a default of 0 is none for a name. What the message names
 * may be another, where no value is written for it.
 */
function isOnlyOneValue(
  { places, tests: { invalid } }: LearnedRule,
  edits: readonly OffsetEdit[],
  { signature }: Problem,
  text: string,
): boolean {
  if (places > 1) return false;
  const seen = invalid.map(({ before }) => before).join('\n');
  const old = edits.flatMap(({ start, end }) => values(text.slice(start, end)));
  const fresh = edits.flatMap((edit) => values(edit.text)).filter((value) => !old.includes(value));
  if (edits.every((edit) => isValue(edit.text.trim()) && isValue(text.slice(edit.start, edit.end).trim()))) return true;
  const said = new Set(Object.values(signature.holes));
  const isNew = (value: string): boolean => !values(seen).includes(value);
  return (
    (fresh.length > 0 && old.some(isNew)) ||
    edits.some(({ start, end }) => {
      const value = text.slice(start, end).trim();
      return isValue(value) && isNew(value) && !said.has(value.replace(/^["'`]|["'`]$/g, ''));
    })
  );
}

function isLike(pair: SuccessPair, edits: readonly OffsetEdit[], { source, problem }: SourceRequest): boolean {
  const example = { before: pair.before, after: pair.final ?? pair.proposed, line: pair.line - pair.startLine };
  const hit = { source, line: problem.location.range.start.line, ...rowsOf(source, edits) };
  return isLikePlace(example, hit, problem.language);
}

/** The lines that edits touch, zero-based, the last inclusive. */
function rowsOf(source: SourceText, edits: readonly OffsetEdit[]): { readonly first: number; readonly last: number } {
  const changed = trimEdits(source.text, edits);
  return { first: source.lineOf(changed[0]?.start ?? 0), last: source.lineOf(changed.at(-1)?.end ?? 0) };
}

function linesOf(source: SourceText, edits: readonly OffsetEdit[]): string {
  const { first, last } = rowsOf(source, edits);
  return Array.from({ length: last - first + 1 }, (_, i) => source.line(first + i)).join('\n');
}

const isValue = (text: string): boolean => values(text)[0] === text;

/** An import that the change brings would bind a name that is something else here, or starts from another folder. */
function importsOtherwise(edits: readonly OffsetEdit[], here: string): boolean {
  const brought = edits.flatMap(({ start, end, text }) => {
    const old = here.slice(start, end);
    return text.split('\n').filter((line) => isImportLine(line) && !old.includes(line.trim()));
  });
  return brought.some(
    (line) => /(?:from|require\()\s*["']?\./.test(line) || importedNames(line).some((name) => !meansTheSame(name, line, here)),
  );
}

/** One fix gives a cautious rule, three places make it firm. */
export const variantOf = ({ places }: LearnedRule): string => (places >= 3 ? 'three-places' : places === 2 ? 'two-places' : 'one-place');

export function whence({ examples, places }: LearnedRule): string {
  return places === 1 ? 'Learned from one fix that you kept.' : `Learned from ${examples.length} fixes that you kept, at ${places} places.`;
}
