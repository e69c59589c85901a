// Heals one problem and then whatever stands behind it in the same file, on a copy: several slips, one patch.

import type { FileEdit, Patch } from '../patch';
import type { Problem } from '../problem';
import { isSyntax } from '../detect/family';
import { heal, MAX_OFFERS, toPatch, worthOffering, type HealRequest } from './heal-problem';
import { remainingErrors, type RemainingErrors } from '../inspect/remaining-errors';
import { editsId, toOffsetEdits, toTextEdits } from '../syntax/edits';
import { Pieces } from '../syntax/pieces';
import { SourceText } from '../syntax/source-text';
import { holds, verify } from '../verify/verify';

export interface HealThroughRequest extends HealRequest {
  /** Rounds of heal and look again; a round that mends the same mistake once more costs only a quarter. */
  readonly rounds?: number;
  /** Wall time in ms after which no new round begins. */
  readonly budgetMs?: number;
  /** How the next problem is found. */
  readonly remaining?: RemainingErrors;
  /** The clock, in ms. */
  readonly now?: () => number;
}

const ROUNDS = 5;
/** Only a limit for the patience: what is tried is bounded by `MAX_READ`, the same on every machine. */
const BUDGET_MS = 10_000;
/** Characters of all texts that are healed behind the first one: one text of some thousand lines, or a short one again and again. */
const MAX_READ = 50_000;
/** A text of Python costs that much less than a script, which is checked as a whole for each candidate. */
const PYTHON = 0.1;
/** Steps. */
const LONG = 4;
/** A patch behind which another error stands is worth less than one behind which none does. */
const UNFINISHED = 0.5;
/** The same where only names are left that nothing binds. */
const DOUBTFUL = 0.6;
/** A further step less sure than this is a guess: better to stop before it. */
const STEP = 0.05;
/** What is no error, or only likely one, is mended along the way only where that is sure. */
const SURE = 0.7;
/** What was mostly meant as it stands. */
const SURER = 0.9;
/** Problems behind a step that are tried before the walk ends. */
const TRIED = 5;

/** Up to three patches, best first, each from the original text to one where the problem and those behind it are gone. Changes nothing. */
export async function healThrough(request: HealThroughRequest): Promise<Patch[]> {
  const now = request.now ?? Date.now;
  const budget: Budget = { left: MAX_READ, until: now() + (request.budgetMs ?? BUDGET_MS), now };
  const path = request.problem.location.path;
  const finals = new Set<string>();
  const patches: Patch[] = [];
  let longest = 0;
  for (const first of await heal(request)) {
    // Behind another first step stands mostly the same: a long way is walked once.
    const chain = await follow(first, longest > LONG ? { ...request, rounds: 0 } : request, path, budget);
    longest = Math.max(longest, chain.steps.length);
    if (finals.has(chain.pieces.text)) continue;
    finals.add(chain.pieces.text);
    if (chain.left && same(chain.left, request.problem, new SourceText(chain.pieces.text).lineCount - request.source.lineCount)) continue;
    const patch = chain.steps.length === 1 ? first : await joined(chain, request, path);
    if (!patch) continue;
    const share = (isSyntax(request.problem) ? alone(request.source) : 1) * (chain.left ? UNFINISHED : 1) * (chain.doubts ? DOUBTFUL : 1);
    patches.push({ ...patch, confidence: patch.confidence * share });
  }
  return worthOffering(patches).slice(0, MAX_OFFERS);
}

/**
 * How often nothing else was wrong with a text whose syntax errors were mended right, by its length: measured on learners'
 * programs, torn-out functions and whole modules. A short text is being written, a long one has run before.
 */
function alone(source: SourceText): number {
  return source.lineCount < 40 ? 0.6 : source.lineCount < 80 ? 0.85 : 1;
}

/** The checker says the very same of the patched text as of the text, however it looks to us; `added` lines are the patch's. */
function same(left: Problem, problem: Problem, added: number): boolean {
  const words = ({ errorType, message }: Problem): string => `${errorType}|${message.replace(/\d+/g, '')}`;
  const lines = left.location.range.start.line - problem.location.range.start.line;
  return (
    words(left) === words(problem) &&
    (lines === 0 || lines === added) &&
    left.location.range.start.character === problem.location.range.start.character
  );
}

/** What may still be tried, for all chains together. */
interface Budget {
  left: number;
  readonly until: number;
  readonly now: () => number;
}

const spent = ({ left, until, now }: Budget): boolean => left <= 0 || now() > until;

interface Chain {
  readonly pieces: Pieces;
  readonly steps: readonly Patch[];
  readonly others: readonly FileEdit[];
  /** The error that stands after the last step; undefined where none is left. */
  readonly left: Problem | undefined;
  /** Something else still looks wrong. */
  readonly doubts: boolean;
}

async function follow(first: Patch, request: HealThroughRequest, path: string, budget: Budget): Promise<Chain> {
  const remaining = request.remaining ?? remainingErrors;
  const tried = new Set([request.source.text]);
  let chain: Chain = step(
    { pieces: Pieces.of(request.source.text), steps: [], others: [], left: undefined, doubts: false },
    first,
    request.source,
    path,
  );
  let cost = 0;
  for (;;) {
    const text = chain.pieces.text;
    if (tried.has(text)) return chain;
    tried.add(text);
    const source = new SourceText(text);
    const last = chain.steps[chain.steps.length - 1] ?? first;
    const found = await remaining({
      problem: last.problem,
      path,
      source,
      original: request.source,
      workspace: request.workspace,
      signal: request.signal,
    });
    chain = {
      ...chain,
      left: found.find((problem) => problem.severity === 'error'),
      doubts: found.some((problem) => problem.severity !== 'information'),
    };
    if (cost >= (request.rounds ?? ROUNDS) || spent(budget)) return chain;
    let next: Patch | undefined;
    for (const problem of found.slice(0, TRIED)) {
      if (next || request.signal.aborted || spent(budget)) break;
      budget.left -= text.length * (problem.language === 'python' ? PYTHON : 1);
      next = (await heal({ ...request, problem, source, all: found, offers: 1 })).find((patch) =>
        problem.severity === 'error'
          ? patch.confidence >= STEP
          : patch.confidence >= (problem.severity === 'warning' ? SURE : SURER) && inPlace(patch, path),
      );
    }
    if (!next) return chain;
    const longer = step(chain, next, source, path);
    if (tried.has(longer.pieces.text)) return chain;
    cost += next.candidate.origin.id === last.candidate.origin.id ? 0.25 : 1;
    chain = longer;
  }
}

/** Changes the line of its problem, and others only alike: an import that a torn-out text never had is not what its author came for. */
function inPlace(patch: Patch, path: string): boolean {
  const { line } = patch.problem.location.range.start;
  const edits = patch.candidate.edits.flatMap((file) => file.edits);
  return (
    patch.candidate.edits.every((file) => file.path === path) &&
    edits.some((edit) => edit.range.start.line === line) &&
    edits.every((edit) => edit.range.start.line === edit.range.end.line && !edit.newText.includes('\n'))
  );
}

function step(chain: Chain, patch: Patch, source: SourceText, path: string): Chain {
  const own = patch.candidate.edits.find((file) => file.path === path);
  const others = patch.candidate.edits.filter((file) => file.path !== path && !chain.others.some((known) => known.path === file.path));
  return {
    pieces: own ? chain.pieces.edited(toOffsetEdits(source, own.edits)) : chain.pieces,
    steps: [...chain.steps, patch],
    others: [...chain.others, ...others],
    left: undefined,
    doubts: false,
  };
}

/** How likely every step is right. The same mistake met again is the same question: it counts once, at its least sure. */
function allRight(steps: readonly Patch[]): number {
  const least = new Map<string, number>();
  for (const { candidate, confidence } of steps) {
    const question = `${candidate.origin.id}|${candidate.title}`;
    least.set(question, Math.min(confidence, least.get(question) ?? 1));
  }
  return [...least.values()].reduce((product, confidence) => product * confidence, 1);
}

/** The chain as one patch against the first problem, proved anew as a whole; undefined where that fails. */
async function joined(chain: Chain, request: HealThroughRequest, path: string): Promise<Patch | undefined> {
  const first = chain.steps[0];
  if (!first) return undefined;
  const version = first.candidate.edits.find((file) => file.path === path)?.version ?? null;
  const edits: FileEdit[] = [{ path, version, edits: toTextEdits(request.source, chain.pieces.edits()) }, ...chain.others].filter(
    (file) => file.edits.length > 0,
  );
  if (edits.length === 0) return undefined;
  const more = chain.steps.length - 1;
  const candidate = {
    ...first.candidate,
    id: editsId(edits),
    title: `${first.candidate.title}, and ${more} more`,
    explanation: chain.steps.map((patch) => `Line ${patch.problem.location.range.start.line + 1}: ${patch.candidate.title}.`).join('\n'),
    edits,
    confidence: allRight(chain.steps),
  };
  const evidence = await verify({
    problem: request.problem,
    candidate,
    path,
    source: request.source,
    workspace: request.workspace,
    signal: request.signal,
  });
  return holds(evidence) ? toPatch(request.problem, candidate, evidence) : undefined;
}
