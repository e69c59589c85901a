// One problem in, patches out: candidates → evidence → what the error hid → confidence. The one path: the menu, the hover, whole files and
// workspaces, failed commands, the terminal and `batch` all heal a problem here, and get the same patches with the same confidence.

import type { Patch } from '../patch';
import { isHealed } from '../language';
import type { Problem } from '../problem';
import { isSyntax } from '../detect/family';
import type { SourceText } from '../syntax/source-text';
import { escalationOf } from './escalation';
import { healMaskedError } from './heal-masked-error';
import { inWorkspace } from './in-workspace';
import { MAX_PATCHES, MIN_CONFIDENCE_OF_BEST, MIN_CONFIDENCE_OF_OTHERS, MIN_CONFIDENCE_OF_STEP } from './limits';
import { withMaskedErrors } from './masked-errors';
import { alone, probabilityForProblem, provedCandidates, type HealRequest } from './proved-candidates';

/** Best first, each made for the text as it is; empty where nothing is likely enough. Changes nothing; throws only for a bug. */
export async function healProblem(request: HealRequest): Promise<Patch[]> {
  // Nothing here reads the other languages: they are listed and explained.
  if (!isHealed(request.problem.language)) return [];
  if (request.escalate && (await escalationOf(request))) return [];
  const first = await provedCandidates(request);
  if (!isSyntax(request.problem)) {
    const found = worthOffering(inWorkspace(first, request.memory, request.source));
    return found.length > 0
      ? found
      : worthOffering(inWorkspace(await healMaskedError(request, await syntaxPatches(request)), request.memory, request.source));
  }
  const patches =
    first.length > 0
      ? await withMaskedErrors(first, request)
      : await healMaskedError(request, request.earlier ?? (await earlierPatches(request)));
  return leavesStranger(patches) ? [] : worthOffering(inWorkspace(patches, request.memory, request.source)).slice(0, MAX_PATCHES);
}

/**
 * The likeliest patch leaves a program that stands by itself with a name that nothing knows: it has another mistake, of which nothing is known, and what
 * was found is not all that is wrong. Of the 43 such patches of 427 recorded errors none was right. (Names that are shown as problems are no surprise.)
 */
function leavesStranger(patches: readonly Patch[]): boolean {
  const [likeliest] = [...patches].sort((a, b) => probabilityForProblem(b) - probabilityForProblem(a));
  return likeliest?.whole?.features['stranger'] === 1;
}

/** The best patch of each syntax error that is shown before the problem, first to last, each healed with those before it mended. */
async function earlierPatches(request: HealRequest): Promise<Patch[]> {
  const before = request.all
    .filter((other) => isSyntax(other) && isBefore(other, request.problem))
    .sort((a, b) => (isBefore(a, b) ? -1 : 1));
  const patches: Patch[] = [];
  for (const problem of before) {
    const [best] = await healProblem({ ...request, problem, earlier: [...patches] });
    if (best) patches.push(best);
  }
  return patches;
}

/** Syntax patches by text: all that is wrong with it besides asks for the same ones. */
const ofTexts = new WeakMap<SourceText, Promise<Patch[]>>();

/** The likely patches of the syntax errors of the text that another problem stands in: fixers and checkers see little of a text that does not parse. */
async function syntaxPatches(request: HealRequest): Promise<Patch[]> {
  const { problem, source, signal } = request;
  // What failed while it ran did parse.
  if (problem.origin !== 'diagnostic') return [];
  const known = ofTexts.get(source) ?? mendedSyntax(request);
  ofTexts.set(source, known);
  const patches = await known;
  if (signal.aborted) ofTexts.delete(source);
  return patches;
}

async function mendedSyntax(request: HealRequest): Promise<Patch[]> {
  const patches: Patch[] = [];
  const broken = request.all.filter(isSyntax).sort((a, b) => (isBefore(a, b) ? -1 : 1));
  for (const problem of broken) {
    const [best] = await healProblem({ ...alone(request), problem, earlier: [...patches] });
    if (best && probabilityForProblem(best) >= MIN_CONFIDENCE_OF_STEP.error) patches.push(best);
  }
  return patches;
}

function isBefore(a: Problem, b: Problem): boolean {
  const [one, two] = [a.location.range.start, b.location.range.start];
  return one.line < two.line || (one.line === two.line && one.character < two.character);
}

/** Best first; none where the best is a wild guess, and no further ones that are wilder still. */
function worthOffering(patches: readonly Patch[]): Patch[] {
  const ranked = [...patches].sort((a, b) => b.confidence - a.confidence);
  const [best] = ranked;
  return !best || probabilityForProblem(best) < MIN_CONFIDENCE_OF_BEST
    ? []
    : ranked.filter((patch) => probabilityForProblem(patch) >= MIN_CONFIDENCE_OF_OTHERS);
}
