// The source `remembered`: what was accepted once for the same error in like code is offered again, offline and at once, and proved like the rest.

import { diffArrays } from 'diff';
import path from 'node:path/posix';
import { relative, sep } from 'node:path';
import { addImport, parseImport } from '../../fixers/python/imports/import-edit';
import { pythonFile } from '../../fixers/python/shared/python-file';
import type { Proposal } from '../../fixers/fixer';
import { isScript } from '../../language';
import { expiryOf } from '../../learn/expiry';
import { UNTITLED, type SuccessPair } from '../../learn/pair';
import { installedVersions } from '../../project/installed-versions';
import { success } from '../../result';
import { insert, type OffsetEdit } from '../../syntax/edits';
import { escapeRegExp } from '../../syntax/escape-reg-exp';
import { toCandidate } from '../fixer-candidates';
import type { CandidateSource, Proposed, SourceRequest } from '../source';
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

async function candidates(request: SourceRequest): Promise<Proposed[]> {
  const found: Proposed[] = [];
  /** The pairs that say the same, by candidate. */
  const agreed = new Map<string, string[]>();
  for (const pair of request.memory?.pairsLike(request.problem) ?? []) {
    const proposal = again(pair, request);
    const candidate = proposal && toCandidate(proposal, { id: ID, family: FAMILY }, found.length, request, request.version, 'remembered');
    if (!candidate) continue;
    const same = agreed.get(candidate.id);
    if (same) same.push(pair.id);
    else {
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
  const change = changeOf(pair.before, fixed, pair.line - pair.startLine);
  if (!change) return undefined;
  const { problem } = request;
  const bound = new Map<string, string>();
  for (const [name, value] of Object.entries(pair.signature.holes)) {
    const here = problem.signature.holes[name];
    if (here !== undefined && value !== '') bound.set(value, here);
  }
  // What the fix imports must mean the same here: a name of the message is then no hole.
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
    if (!edit) break;
    const unbound = edit.fresh.filter(
      (name) => !place.fixed.has(name) && hasWord(pair.before, name) && !change.imports.some((line) => hasWord(line, name)),
    );
    if (unbound.length === 0) return { ...edit, unbound: 0 };
    if (!known && unbound.every((name) => hasWord(source.text, name))) known = { ...edit, unbound: unbound.length };
  }
  return known;
}

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
  const widths: ChangedLines[] = [];
  for (let above = 0; above <= MAX_ABOVE && above <= first; above++) {
    const more = old.slice(first - above, first);
    if (more.some((line) => line.trim() === '' || line.trim() === LEFT_OUT)) break;
    widths.push({
      before: [...more, ...kept].join(''),
      after: [...more, ...fixed.slice(firstNew, lastNew)].join(''),
      problemAt: cut ? undefined : problemLine - first + above,
    });
  }
  return { imports, widths };
}

const toLines = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

const isImportLine = (line: string): boolean => /^\s*(?:from\s+[.\w]+\s+import\s|import\s|(?:const|let|var)\s.+=\s*require\()/.test(line);

function importedNames(text: string): string[] {
  const names: string[] = [];
  for (const line of text.split('\n'))
    if (isImportLine(line))
      for (const [name] of line.replace(/(["'`]).*?\1/g, '').matchAll(/[\p{ID_Start}$_][\p{ID_Continue}$]*/gu)) names.push(name);
  return names;
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
