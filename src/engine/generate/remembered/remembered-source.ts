// The source `remembered`: what was accepted once for the same error in like code is offered again, offline and at once, and proved like the rest.

import { diffArrays } from 'diff';
import path from 'node:path/posix';
import { relative, sep } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { addImport, parseImport } from '../../fixers/python/imports/import-edit';
import { pythonFile } from '../../fixers/python/shared/python-file';
import type { Proposal } from '../../fixers/fixer';
import { isHealed, isScript, type LanguageId } from '../../language';
import { expiryOf } from '../../learn/expiry';
import { UNTITLED, type SuccessPair } from '../../learn/pair';
import { installedVersions } from '../../project/installed-versions';
import { success } from '../../result';
import { BUILTINS, pythonScopes } from '../../syntax/python-scopes';
import { insert, type OffsetEdit } from '../../syntax/edits';
import { toLines } from '../../syntax/lines';
import { escapeRegExp } from '../../syntax/escape-reg-exp';
import { asksForDeletion, contentFaults } from '../../verify/patch-policy';
import { awaitsOutside } from '../awaits-outside';
import { toCandidate } from '../fixer-candidates';
import type { CandidateSource, Proposed, SourceRequest } from '../source';
import { isSameMistake, TYPES } from './same-mistake';
import { importedNames, isImportLine, meansTheSame } from './same-names';
import { rememberedEdit, type ChangedLines, type RememberedEdit } from './remembered-edit';

const ID = 'remembered';
const FAMILY = 'remembered';
/** Different fixes of one signature that are worth a try. */
const MAX_CANDIDATES = 4;
/** More changed lines than this are no fix that fits elsewhere by itself. */
const MAX_LINES = 12;
/** Lines above the changed ones that may tell what a name is called here. */
const MAX_ABOVE = 3;
/** The line that a pair has in place of those it left out (learn/excerpt.ts). */
const LEFT_OUT = '…';

export function rememberedSource(): CandidateSource {
  return {
    id: ID,
    origin: 'remembered',
    maxCandidates: MAX_CANDIDATES,
    candidates: async (request) => success(await candidates(request)),
  };
}

/** Others are served after this long. In ms. */
const STEP_MS = 8;

async function candidates(request: SourceRequest): Promise<Proposed[]> {
  const { language } = request.problem;
  if (!isHealed(language)) return [];
  const found: Proposed[] = [];
  /** The pairs that say the same, by candidate. */
  const agreed = new Map<string, string[]>();
  let began = performance.now();
  for (const pair of request.memory?.pairsLike(request.problem) ?? []) {
    if (performance.now() - began >= STEP_MS) {
      await setImmediate();
      began = performance.now();
    }
    if (request.signal.aborted) break;
    const proposal = again(pair, request);
    const candidate = proposal && toCandidate(proposal, { id: ID, family: FAMILY }, found.length, request, request.version, 'remembered');
    if (!candidate || !proposal) continue;
    const same = agreed.get(candidate.id);
    if (same) same.push(pair.id);
    else {
      if (await awaitsOutside(request.source, proposal.edits, language)) continue;
      const old = await madeForAnother(pair, request);
      found.push(old === undefined ? candidate : { ...candidate, adds: [...(candidate.adds ?? []), old] });
      agreed.set(candidate.id, [pair.id]);
    }
  }
  return found.map((candidate) => ({
    ...candidate,
    features: { ...candidate.features, agreed: agreed.get(candidate.id)?.length ?? 1, ways: found.length },
    pairs: agreed.get(candidate.id) ?? [],
  }));
}

/** What a person should know of a fix that was made with another version of a library than the one that is here now; undefined where there is none. */
async function madeForAnother(pair: SuccessPair, { problem, workspace }: SourceRequest): Promise<string | undefined> {
  const names = Object.keys(pair.libraries ?? {});
  if (names.length === 0) return undefined;
  const libraries = await installedVersions(workspace, problem.language, names);
  const expired = expiryOf(pair, { text: undefined, libraries });
  return expired?.reason === 'library-changed' && expired.now !== null
    ? `relies on a fix made with ${expired.library} ${expired.then}, and ${expired.now} is installed`
    : undefined;
}

/** The pair's fix at the problem's place; undefined where the code is another. */
function again(pair: SuccessPair, request: SourceRequest): Proposal | undefined {
  const fixed = pair.final ?? pair.proposed;
  // A part of a fix is none.
  if (pair.otherFiles.length > 0 || pair.extent === 'none' || pair.withheld || pair.before === fixed) return undefined;
  // What hides an error or takes its statement away is no lesson, whoever chose it.
  if (hides(pair, fixed)) return undefined;
  const change = changeOf(lineEnds(pair.before), lineEnds(fixed), pair.line - pair.startLine);
  if (!change) return undefined;
  const { problem } = request;
  if (!isSameMistake(pair.signature.holes, problem.signature.holes, change)) return undefined;
  const bound = new Map<string, string>();
  for (const [name, value] of Object.entries(pair.signature.holes)) {
    const here = problem.signature.holes[name];
    if (here !== undefined && value !== '' && !(TYPES.has(name) && BUILTINS.has(value))) bound.set(value, here);
  }
  // What the fix imports must mean the same here: a name of the message is then no hole.
  if (change.imports.some((line) => importedNames(line).some((name) => !meansTheSame(name, line, request.source.text)))) return undefined;
  const imports = change.imports.map((line) => importHere(line, pair, request, bound));
  if (imports.some((edits) => edits === undefined)) return undefined;
  const body = change.widths.length > 0 ? bodyHere(change, pair, request, bound) : undefined;
  if (change.widths.length > 0 && !body) return undefined;
  const edits = [...imports.flatMap((each) => each ?? []), ...(body?.edits ?? [])];
  if (edits.length === 0) return undefined;
  const of = body?.of ?? ((word: string) => bound.get(word) ?? word);
  const same = (body?.renamed ?? 0) === 0 && [...bound].every(([there, here]) => there === here);
  return {
    title:
      pair.title === UNTITLED
        ? `Mend it like ${isOwn(pair) ? 'your fix' : 'the fix'} in ${path.basename(pair.file)}`
        : titleHere(pair.title, of),
    explanation: `${who(pair)} this for the same error in ${pair.file} on ${pair.recordedAt.slice(0, 10)}.`,
    edits,
    variant: body === undefined ? 'import' : same ? 'same-code' : body.renamed === 0 ? 'same-but-message' : 'renamed',
    features: {
      renamed: body?.renamed ?? 0,
      unbound: body?.unbound ?? 0,
      verdict: pair.verdict.kind === 'survived' || pair.verdict.kind === 'edited' ? 1 : 0,
    },
  };
}

const isOwn = ({ origin, via }: SuccessPair): boolean => origin.kind !== 'imported' && via !== 'import';
const who = (pair: SuccessPair): string => (isOwn(pair) ? 'You took' : 'Somebody else took');

/**
 * The changed lines where they stand here, with as many of the lines above them as it takes to know what each name of the change is called
 * here. `unbound`: names for which even that does not tell, and that this file has.
 */
function bodyHere(
  change: Change,
  pair: SuccessPair,
  { problem, source }: SourceRequest,
  bound: ReadonlyMap<string, string>,
): (RememberedEdit & { readonly unbound: number }) | undefined {
  const place = {
    language: problem.language,
    source,
    line: problem.location.range.start.line,
    bound,
    fixed: new Set([...importedNames(pair.before), ...importedNames(source.text)]),
  };
  let known: (RememberedEdit & { readonly unbound: number }) | undefined;
  for (const lines of change.widths) {
    const edit = rememberedEdit(lines, place);
    if (!edit || !saysTheSame(lines, edit, pair, source.text)) break;
    const unbound = edit.fresh.filter(
      (name) => !place.fixed.has(name) && hasWord(pair.before, name) && !change.imports.some((line) => hasWord(line, name)),
    );
    const readable = edit.fresh.every((name) => isKnownHere(name, lines.after, change, place));
    if (unbound.length === 0 && readable) return { ...edit, unbound: 0 };
    if (!known && readable && unbound.every((name) => hasWord(source.text, name))) known = { ...edit, unbound: unbound.length };
  }
  return known;
}

/** Whether the names of the changed lines mean here what they meant there. */
function saysTheSame({ before, after }: ChangedLines, { of }: RememberedEdit, pair: SuccessPair, here: string): boolean {
  const names = new Set(`${before}\n${after}`.match(/(?<![\p{L}\p{N}_$.])[\p{L}_$][\p{L}\p{N}_$]*/gu));
  for (const name of names) if (of(name) === name && !meansTheSame(name, pair.before, here)) return false;
  // Members of the own class that the change writes: there they were, so here they must be.
  const members = (text: string): Set<string> => new Set([...text.matchAll(/\b(?:self|cls|this)\.([\w$]+)/g)].map(([, name = '']) => name));
  const old = members(before);
  return [...members(after)].every((name) => old.has(name) || !hasMember(pair.before, name) || hasMember(here, of(name)));
}

/** As far as a text's lines tell. */
const hasMember = (text: string, name: string): boolean =>
  new RegExp(
    `\\b(?:self|cls|this)\\.${escapeRegExp(name)}(?![\\w$])|^[ \\t]+(?:(?:async|def|public|private|protected|readonly|static|get|set)[ \\t]+)*#?${escapeRegExp(name)}[ \\t]*[(:=;?!]`,
    'm',
  ).test(text);

/** Whether a name that the change writes is there to be read; only Python tells that from the text, of scripts the compiler does. */
function isKnownHere(name: string, after: string, { imports }: Change, { language, source, line }: PlaceOfProblem): boolean {
  if (isScript(language) || BUILTINS.has(name) || imports.some((each) => hasWord(each, name))) return true;
  const word = escapeRegExp(name);
  // Members, keyword arguments and what the change itself makes.
  if (
    new RegExp(
      `\\.\\s*${word}(?!\\w)|(?<![\\w.])${word}\\s*(?:=(?!=)|:(?!=)|,[^\\n]*=|:=)|\\b(?:as|for|def|class|import|lambda|global|nonlocal)\\b[^\\n]*(?<!\\w)${word}(?!\\w)`,
    ).test(after)
  )
    return true;
  const scopes = pythonScopes(source.text);
  return scopes.star || scopes.broken || scopes.visible(scopes.scopeAt(source.lineStarts[line] ?? 0)).has(name);
}

interface PlaceOfProblem {
  readonly language: LanguageId;
  readonly source: SourceRequest['source'];
  readonly line: number;
}

const hidden = new Map<string, boolean>();
const MAX_HIDDEN = 1_000;

function hides(pair: SuccessPair, fixed: string): boolean {
  const key = `${pair.id} ${pair.final === null ? '' : fixed}`;
  let known = hidden.get(key);
  if (known === undefined) {
    const failing = pair.before.split('\n')[pair.line - pair.startLine]?.trim() ?? '';
    known = contentFaults(pair.before, fixed, pair.language, asksForDeletion(pair)).some(
      ({ kind, weight }) =>
        // What somebody else's fix starts, deletes or sends is not for others to take over at a click.
        (kind === 'dangerous' && pair.via === 'import') ||
        (weight === 'refuse' && kind !== 'names' && kind !== 'comments' && (kind !== 'deletion' || !fixed.includes(failing))),
    );
    if (hidden.size >= MAX_HIDDEN) hidden.clear();
    hidden.set(key, known);
  }
  return known;
}

const lineEnds = (text: string): string => text.replace(/\r\n?/g, '\n');

interface Change {
  /** Whole lines, without their ends. */
  readonly imports: readonly string[];
  /** The changed lines alone, then with one more line above them each; empty where only imports changed. */
  readonly widths: readonly ChangedLines[];
}

/** What the pair changed; undefined where that is too much or lies apart. `problemLine`: of the pair's text. */
function changeOf(before: string, after: string, problemLine: number): Change | undefined {
  const [old, fixed] = [toLines(before), toLines(after)];
  const imports: string[] = [];
  let [first, last, firstNew, lastNew] = [Infinity, -1, Infinity, -1];
  let [a, b] = [0, 0];
  const parts = diffArrays(old, fixed, { maxEditLength: 200 });
  if (!parts) return undefined;
  for (let p = 0; p < parts.length; p++) {
    const part = parts[p];
    if (!part) continue;
    const { added, removed, value } = part;
    if (!added && !removed) {
      a += value.length;
      b += value.length;
      continue;
    }
    const isImport =
      added && !parts[p - 1]?.removed && !parts[p + 1]?.removed && value.every((line) => line.trim() === '' || isImportLine(line));
    if (isImport) imports.push(...value.map((line) => line.trim()).filter((line) => line !== ''));
    else {
      first = Math.min(first, a);
      last = Math.max(last, a + (removed ? value.length : 0));
      firstNew = Math.min(firstNew, b);
      lastNew = Math.max(lastNew, b + (added ? value.length : 0));
    }
    if (removed) a += value.length;
    if (added) b += value.length;
  }
  if (last < 0) return imports.length > 0 ? { imports, widths: [] } : undefined;
  // An insertion says nothing of its place by itself: the line below it does, or the one above where it is the last of its block.
  if (old.slice(first, last).every((line) => line.trim() === '')) {
    if (last < old.length && old[last]?.trim() !== '') [last, lastNew] = [last + 1, lastNew + 1];
    else if (first > 0) [first, firstNew] = [first - 1, firstNew - 1];
  }
  const kept = old.slice(first, last);
  if (kept.length === 0 || kept.length > MAX_LINES || lastNew - firstNew > 2 * MAX_LINES || kept.some((line) => line.trim() === LEFT_OUT))
    return undefined;
  const cut = old.slice(0, first).some((line) => line.trim() === LEFT_OUT);
  const row = old[problemLine];
  const widths: ChangedLines[] = [];
  for (let above = 0; above <= MAX_ABOVE && above <= first; above++) {
    const more = old.slice(first - above, first);
    if (more.some((line) => line.trim() === '' || line.trim() === LEFT_OUT)) break;
    widths.push({
      before: [...more, ...kept].join(''),
      after: [...more, ...fixed.slice(firstNew, lastNew)].join(''),
      problemAt: cut ? undefined : problemLine - first + above,
      ...(cut || row === undefined ? {} : { problemLine: row }),
      above: old[first - above - 1] ?? '',
    });
  }
  return { imports, widths };
}

const hasWord = (text: string, word: string): boolean => new RegExp(`(?<![\\w$])${escapeRegExp(word)}(?![\\w$])`).test(text);

/** The import where this file has its imports; undefined where it means something else here. */
function importHere(line: string, pair: SuccessPair, request: SourceRequest, bound: ReadonlyMap<string, string>): OffsetEdit[] | undefined {
  // The pair imports the very name that was missing: for another name it says nothing.
  for (const [there, here] of bound) if (there !== here && hasWord(line, there)) return undefined;
  const here = relative(request.workspace.root, request.path).split(sep).join('/');
  const sameFolder = path.dirname(here) === path.dirname(pair.file);
  if (!isScript(request.problem.language)) {
    const wish = parseImport(line);
    if (!wish || (wish.module.startsWith('.') && !sameFolder)) return undefined;
    return addImport(pythonFile(request), wish);
  }
  const moved = sameFolder
    ? line
    : line.replace(/(["'])(\.{1,2}\/[^"']*)\1/, (_, quote: string, specifier: string) => {
        const target = path.relative(path.dirname(here), path.join(path.dirname(pair.file), specifier));
        return `${quote}${target.startsWith('.') ? target : `./${target}`}${quote}`;
      });
  const { source } = request;
  let at = 0;
  for (let row = 0; row < source.lineCount; row++) if (/^import\b.*["'];?\s*$|^\s*\}\s*from\s*["']/.test(source.line(row))) at = row + 1;
  if (at === 0 && source.line(0).startsWith('#!')) at = 1;
  const offset = source.lineStarts[at];
  return offset === undefined ? undefined : [insert(offset, `${moved}${source.eol}`)];
}

/** The pair's title with the words of this place between its quotes. */
function titleHere(title: string, of: (word: string) => string): string {
  return title.replace(/(['‘“"`])([^'’”"`]{1,80})(['’”"`])/g, (_, open: string, word: string, close: string) => open + of(word) + close);
}
