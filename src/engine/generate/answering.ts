// Who answers a problem: dispatch by index over what fixers and rewrites say they answer.

import type { Answers } from '../fixers/fixer';
import type { LanguageId, Problem } from '../problem';
import { familyOf, ruleOf } from '../detect/family';

interface Answerer {
  readonly languages: readonly LanguageId[];
  readonly answers: Answers;
}

/** Places in the list of answerers. */
interface Index {
  readonly byFamily: ReadonlyMap<string, readonly number[]>;
  readonly byCode: ReadonlyMap<string, readonly number[]>;
  /** Those that must look at every message. */
  readonly byMessage: readonly number[];
}

/** In the list's order, so that the same problem is answered the same way. A list must not change: its index is kept. */
export function answering<T extends Answerer>(all: readonly T[], problem: Problem): T[] {
  const { byFamily, byCode, byMessage } = indexOf(all);
  const found = new Set([...(byFamily.get(familyOf(problem)) ?? []), ...(byCode.get(codeOf(problem.errorType)) ?? [])]);
  for (const at of byMessage) if (all[at]?.answers.messages?.some((pattern) => pattern.test(problem.message))) found.add(at);
  return [...found]
    .sort((a, b) => a - b)
    .flatMap((at) => all[at] ?? [])
    .filter(({ languages, answers }) => languages.includes(problem.language) && (answers.where?.(problem) ?? true));
}

const indexes = new WeakMap<readonly Answerer[], Index>();

function indexOf(all: readonly Answerer[]): Index {
  const known = indexes.get(all);
  if (known) return known;
  const [byFamily, byCode] = [new Map<string, number[]>(), new Map<string, number[]>()];
  const add = (map: Map<string, number[]>, key: string, at: number): void => {
    const places = map.get(key);
    if (places) places.push(at);
    else map.set(key, [at]);
  };
  const byMessage: number[] = [];
  for (const [at, { answers }] of all.entries()) {
    for (const family of answers.families ?? []) add(byFamily, family, at);
    for (const code of answers.codes ?? []) add(byCode, code, at);
    if (answers.messages) byMessage.push(at);
  }
  const index = { byFamily, byCode, byMessage };
  indexes.set(all, index);
  return index;
}

/** TypeScript's codes are numbers in some editors' diagnostics. */
const codeOf = (errorType: string): string => (/^\d{3,6}$/.test(errorType) ? `TS${errorType}` : ruleOf(errorType));
