// Our own candidates in the order that a model finds likely: one prompt, nothing is generated, the model only says how probable each mended text is.

import type { ModelProvider } from '../../generate/model/provider';
import type { Patch } from '../../patch';
import { applyEdits, editsOf } from '../../syntax/edits';
import type { HealRequest } from '../proved-candidates';
import { hideTogether, type HideRequest } from './hide';

/** Lines around all changes that are shown. */
const AROUND = 6;
const MAX_LINES = 60;
const MAX_CHARS = 4000;

export interface RankRequest extends Pick<HealRequest, 'problem' | 'source' | 'signal'>, HideRequest {
  readonly rank: Pick<ModelProvider, 'score'>;
}

/** Best first. As they were where the model can't say, or they are too far apart to be compared; never throws for what a server does. */
export async function rankPatches(patches: readonly Patch[], request: RankRequest): Promise<readonly Patch[]> {
  const { problem, source, rank, signal } = request;
  const path = problem.location.path;
  const own = patches.filter(({ candidate }) => candidate.edits.every((file) => file.path === path));
  if (!rank.score || own.length < 2 || own.length < patches.length) return patches;
  const edits = own.map(({ candidate }) => editsOf(candidate, path, source));
  const all = edits.flat();
  const first = Math.max(0, Math.min(...all.map(({ start }) => source.lineOf(start))) - AROUND);
  const last = Math.min(source.lineCount - 1, Math.max(...all.map(({ end }) => source.lineOf(end))) + AROUND);
  if (last - first > MAX_LINES) return patches;
  // The same lines of each, so that only what differs weighs.
  const from = source.lineStarts[first] ?? 0;
  const to = source.lineStarts[last + 1] ?? source.text.length;
  const before = source.text.slice(from, to);
  const mended = edits.map((each) => applyEdits(source.text, each).slice(from, to + grownBy(each)));
  const hidden = await hideTogether([`${problem.errorType}: ${problem.message}`, before, ...mended], request);
  if (!hidden || signal.aborted) return patches;
  const [error = '', code = '', ...continuations] = hidden;
  if (new Set(continuations).size < own.length || [code, ...continuations].some((text) => text.length > MAX_CHARS)) return patches;
  const line = problem.location.range.start.line - first + 1;
  const prompt = `This ${problem.language} code fails in line ${line} with ${error.replace(/\s+/g, ' ').slice(0, 300)}\n\n${code}\nThe same code with the error fixed by the smallest change:\n\n`;
  const scored = await rank.score({ prompt, continuations, signal });
  if (!scored.ok || scored.value.length !== own.length) return patches;
  const scores = scored.value;
  return own
    .map((patch, i) => ({ patch, score: scores[i] ?? -Infinity }))
    .sort((a, b) => b.score - a.score)
    .map(({ patch }) => patch);
}

const grownBy = (edits: readonly { readonly start: number; readonly end: number; readonly text: string }[]): number =>
  edits.reduce((sum, { start, end, text }) => sum + text.length - (end - start), 0);
