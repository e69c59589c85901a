// How likely one name was typed for another: the slips of fingers and of memory, as a probability-like score.

import { editDistance } from '../../../syntax/edit-distance';

/** Another case is a lesser slip than another letter. */
const CASE_COST = 0.3;

const plain = (name: string): string => name.toLowerCase().replace(/_/g, '');

/** 0 to 1: how near two names are; 0 where no slip explains it. Equal names give 0: they are no slip. */
export function similarity(typed: string, meant: string): number {
  if (typed === meant) return 0;
  // lastName, last_name, LASTNAME; a leading underscore means something and is seldom a slip.
  if (plain(typed) === plain(meant)) return plain(typed).length <= 1 ? 0.5 : typed.startsWith('_') !== meant.startsWith('_') ? 0.76 : 0.97;
  const shorter = Math.min(typed.length, meant.length);
  const limit = shorter <= 2 ? 1 : shorter <= 5 ? 2 : 3;
  const distance = editDistance(typed, meant, { limit, caseCost: CASE_COST });
  if (distance > limit) return 0;
  if (shorter <= 1) return 0;
  const score = 1 - distance / (Math.max(typed.length, meant.length) + 1);
  // Two letters that differ in a short name are another name, not a slip.
  if (distance > 1 && shorter <= 4) return sameLetters(typed, meant) ? score : score * 0.55;
  if (distance > 2 && shorter <= 8) return score * 0.6;
  // The first letter is the one that people get right; another in its place makes another word.
  const [a, b] = [typed.replace(/^_+/, ''), meant.replace(/^_+/, '')];
  return Math.max(0, Math.min(1, score + (a[0] === b[0] ? 0.02 : a.slice(1) === b.slice(1) ? -0.05 : -0.03)));
}

function sameLetters(a: string, b: string): boolean {
  return a.length === b.length && [...a].sort().join('') === [...b].sort().join('');
}

/** How sure the first of ranked matches is, from its own nearness and its lead over the second. */
export function lead(matches: readonly { readonly score: number }[], floor = 0.6): number {
  const first = matches[0];
  if (!first || first.score < floor) return 0;
  const gap = first.score - (matches[1]?.score ?? 0.45);
  return Math.max(0, Math.min(0.98, 0.55 + first.score * 0.35 + Math.min(gap, 0.3) * 0.5));
}
