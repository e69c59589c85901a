// What a person is told when a command can't do what it was asked: one clear sentence, without a stack.

import type { Refusal } from '../../protocol';

/** Thrown by a command; its message is shown as it stands. */
export class Sentence extends Error {
  constructor(
    message: string,
    readonly severity: 'info' | 'warning' = 'info',
  ) {
    super(message);
  }
}

/** Not shown at all: the person pressed Cancel and knows. */
export class Cancelled extends Error {}

/** Reasons that say something is broken, not just that there is nothing to do. */
const BROKEN: ReadonlySet<Refusal['reason']> = new Set(['internal', 'read-failed', 'model-failed', 'no-store', 'stale']);

export function granted<T extends object>(answer: T | Refusal): T {
  if (!('reason' in answer)) return answer;
  if (answer.reason === 'cancelled') throw new Cancelled();
  throw new Sentence(answer.message, BROKEN.has(answer.reason) ? 'warning' : 'info');
}

export function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}
