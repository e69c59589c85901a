// A parser stops at the first syntax error, and a type checker says little of a text that does not parse: what stood behind is not shown until
// the first is mended. Here it is found on a copy and mended along, so that one patch leaves a text that works.

import type { Patch } from '../patch';
import type { Problem } from '../problem';
import { hasSameWords } from '../detect/same-problem';
import { probabilityOfWhole, type WholePatch } from '../generate/confidence';
import { remainingErrors } from '../inspect/remaining-errors';
import { isScript } from '../language';
import { SourceText } from '../syntax/source-text';
import { holds, verify } from '../verify/verify';
import {
  LONG_CHAIN,
  MAX_MASKED_CHARACTERS,
  MAX_MASKED_ERRORS,
  MAX_TRIED_BEHIND,
  MIN_CONFIDENCE_OF_STEP,
  PYTHON_COST_FACTOR,
} from './limits';
import { PatchChain } from './patch-chain';
import { provedCandidates, toPatch, type HealRequest } from './proved-candidates';
import { hasStranger } from './strangers';

/** Each first patch with what it uncovered mended too, rated by what the text looks like then; those behind which the same error still stands are left out. */
export async function withMaskedErrors(first: readonly Patch[], request: HealRequest): Promise<Patch[]> {
  const budget: Budget = { characters: MAX_MASKED_CHARACTERS };
  const endings = new Set<string>();
  const patches: Patch[] = [];
  let longest = 0;
  for (const patch of first) {
    const walked = await walk(patch, request, budget, longest > LONG_CHAIN ? 0 : MAX_MASKED_ERRORS);
    longest = Math.max(longest, walked.chain.steps.length);
    if (endings.has(walked.chain.key) || isStillThere(walked, request)) continue;
    endings.add(walked.chain.key);
    const whole = walked.chain.steps.length === 1 ? patch : await joined(walked.chain, request);
    if (!whole) continue;
    const rated = look(walked, request);
    patches.push({ ...whole, whole: { ...rated, probability: whole.confidence }, confidence: probabilityOfWhole(whole.confidence, rated) });
  }
  return patches;
}

/** What may still be read behind the first error, for all its patches together. */
interface Budget {
  characters: number;
}

interface Walked {
  readonly chain: PatchChain;
  /** An error that nothing shows yet stands after the last step. */
  readonly left: Problem | undefined;
  /** Something else looks wrong: names that nothing binds. */
  readonly doubts: boolean;
  /** One of these names is known nowhere, in a program that knows its others. */
  readonly stranger: boolean;
}

async function walk(first: Patch, request: HealRequest, budget: Budget, most: number): Promise<Walked> {
  const path = request.problem.location.path;
  const tried = new Set([request.source.text]);
  let chain = await PatchChain.from((file) =>
    file === path ? Promise.resolve(request.source.text) : request.workspace.files.read(file),
  ).with(first);
  for (let cost = 0; ;) {
    const text = chain.changed(path) ?? request.source.text;
    const source = new SourceText(text);
    const last = chain.steps.at(-1) ?? first;
    const found = await remainingErrors({
      problem: last.problem,
      path,
      source,
      original: request.source,
      workspace: request.workspace,
      signal: request.signal,
    });
    const hidden = found.filter((problem) => !isShown(problem, request, chain));
    const walked = async (): Promise<Walked> => ({
      chain,
      left: hidden.find(({ severity }) => severity === 'error'),
      doubts: hidden.some(({ severity }) => severity !== 'information'),
      stranger: !isScript(request.problem.language) && (await hasStranger(hidden, source, path, request.workspace)),
    });
    if (tried.has(text) || cost >= most || budget.characters <= 0) return walked();
    tried.add(text);
    const next = await nextStep(hidden, source, request, budget);
    if (!next) return walked();
    const longer = await chain.with(next);
    if (tried.has(longer.changed(path) ?? '')) return walked();
    cost += next.candidate.origin.id === last.candidate.origin.id ? 0.25 : 1;
    chain = longer;
  }
}

/** The best patch of the first hidden problem that has one which is likely enough. */
async function nextStep(hidden: readonly Problem[], source: SourceText, request: HealRequest, budget: Budget): Promise<Patch | undefined> {
  const path = request.problem.location.path;
  for (const problem of hidden.slice(0, MAX_TRIED_BEHIND)) {
    if (request.signal.aborted || budget.characters <= 0) return undefined;
    budget.characters -= source.text.length * (isScript(problem.language) ? 1 : PYTHON_COST_FACTOR);
    const [best] = await provedCandidates({ ...request, problem, source, all: hidden });
    // What is no error, or perhaps none, is mended along the way only where it stands: an import that a torn-out text never had is not what its author came for.
    if (best && best.confidence >= MIN_CONFIDENCE_OF_STEP[problem.severity] && (problem.severity === 'error' || isInPlace(best, path)))
      return best;
  }
  return undefined;
}

/** Changes the line of its problem, and others only within themselves. */
function isInPlace(patch: Patch, path: string): boolean {
  const { line } = patch.problem.location.range.start;
  const edits = patch.candidate.edits.flatMap((file) => file.edits);
  return (
    patch.candidate.edits.every((file) => file.path === path) &&
    edits.some((edit) => edit.range.start.line === line) &&
    edits.every((edit) => edit.range.start.line === edit.range.end.line && !edit.newText.includes('\n'))
  );
}

/** It is shown on its line already, with a fix of its own: nobody has asked for that one here. */
function isShown(problem: Problem, request: HealRequest, chain: PatchChain): boolean {
  const { line } = problem.location.range.start;
  return request.all.some((known) => known !== request.problem && isLine(known, line, addedLines(request, chain)));
}

function addedLines({ problem, source }: HealRequest, chain: PatchChain): number {
  return new SourceText(chain.changed(problem.location.path) ?? source.text).lineCount - source.lineCount;
}

function isLine(known: Problem, line: number, added: number): boolean {
  const { start } = known.location.range;
  return start.line === line || start.line + added === line;
}

/** The checker says the very same of the patched text as of the text, however it looks to us. */
function isStillThere({ left, chain }: Walked, request: HealRequest): boolean {
  if (!left) return false;
  const { start } = left.location.range;
  return (
    hasSameWords(left, request.problem) &&
    start.character === request.problem.location.range.start.character &&
    isLine(request.problem, start.line, addedLines(request, chain))
  );
}

/** What tells whether a whole patch is all that was wrong with the text. */
function look({ chain, left, doubts, stranger }: Walked, { problem, source }: HealRequest): WholePatch {
  return {
    kind: isScript(problem.language) ? 'script-syntax' : 'python-syntax',
    features: {
      lines: Math.log2(source.lineCount + 1),
      // A text of a screen's length is being written; a longer one has run before.
      short: source.lineCount < 80 ? 1 : 0,
      steps: chain.steps.length - 1,
      left: left ? 1 : 0,
      doubts: doubts ? 1 : 0,
      stranger: stranger ? 1 : 0,
    },
  };
}

/** How likely every step is right. The same mistake met again is the same question: it counts once, at its least likely. */
function allRight(steps: readonly Patch[]): number {
  const least = new Map<string, number>();
  for (const { candidate, confidence } of steps) {
    const question = `${candidate.origin.id}|${candidate.title}`;
    least.set(question, Math.min(confidence, least.get(question) ?? 1));
  }
  return [...least.values()].reduce((product, confidence) => product * confidence, 1);
}

/** The chain as one patch against the first problem, proved anew as a whole; undefined where that fails. */
async function joined(chain: PatchChain, request: HealRequest): Promise<Patch | undefined> {
  const { problem, source, workspace, signal } = request;
  const path = problem.location.path;
  const explanation = chain.steps
    .map((patch) => `Line ${patch.problem.location.range.start.line + 1}: ${patch.candidate.title}.`)
    .join('\n');
  const candidate = chain.joined((file) => (file === path ? request.version : null), explanation, allRight(chain.steps));
  if (!candidate) return undefined;
  const evidence = await verify({ problem, candidate, path, source, workspace, signal });
  return holds(evidence) ? toPatch(problem, candidate, evidence) : undefined;
}
