// Heals of the last day that an earlier session accepted, read back from the store: the watch goes on over a restart.

import * as path from 'node:path';
import type { PairStore, Patch, Problem, SuccessPair } from '../../engine';
import { toUri } from '../session/paths';
import type { EarlierHeal } from './heal';

/** Pairs of a day that are looked at; the newest of them count. */
const MAX_READ = 1_000;
const MAX_KEPT = 20;

/** Oldest first. Empty where the store can't be read now: it is only an offer to go on watching. */
export function earlierHeals(store: PairStore, root: string, since: Date): readonly EarlierHeal[] {
  const page = store.page({ since: since.toISOString(), verdicts: ['accepted', 'survived'] }, 0, MAX_READ);
  if (!page.ok) return [];
  // Only a whole text tells where the heal stands.
  return page.value.pairs
    .filter((pair) => pair.extent === 'whole' && !pair.withheld && pair.otherFiles.length === 0)
    .slice(-MAX_KEPT)
    .map((pair) => toHeal(pair, root));
}

/** A pair as a heal of an earlier session; its patch has no edits. */
export function toHeal(pair: SuccessPair, root: string): EarlierHeal {
  const file = path.join(root, ...pair.file.split('/'));
  const at = { line: pair.line, character: 0 };
  const problem: Problem = {
    origin: 'diagnostic',
    language: pair.language,
    source: pair.source,
    errorType: pair.errorType,
    message: pair.message,
    signature: pair.signature,
    location: { path: file, range: { start: at, end: at } },
    severity: 'error',
    frames: [],
    causes: [],
    related: [],
  };
  const { kind, id } = pair.origin;
  const patch: Patch = {
    id: pair.id,
    problem,
    evidence: pair.evidence,
    confidence: pair.confidence,
    status: 'applied',
    candidate: {
      id: pair.id,
      title: pair.title,
      explanation: '',
      origin: { kind: kind === 'imported' ? 'remembered' : kind, id },
      variant: pair.variant ?? '',
      family: pair.family ?? '',
      features: pair.features ?? {},
      edits: [],
      confidence: pair.confidence,
    },
  };
  return {
    id: `earlier-${pair.id}`,
    pair: pair.id,
    at: new Date(pair.recordedAt),
    uri: toUri(file),
    via: pair.via ?? 'lightbulb',
    path: file,
    title: pair.title,
    patches: [patch],
    before: pair.before,
    after: pair.final ?? pair.proposed,
    problemsBefore: [problem],
    // The editor's checkers were heard then: the problem was gone.
    wasGone: pair.evidence.some(({ rung, result }) => rung === 'checks' && result === 'passed'),
  };
}
