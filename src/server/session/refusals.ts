// What several requests answer where they can do nothing: each refusal in the same words wherever it is given.

import type { Refusal } from '../../protocol';

export const DISABLED: Refusal = { reason: 'disabled', message: 'Self-Heal is switched off (“selfHeal.enabled”).' };

export const CANCELLED: Refusal = { reason: 'cancelled', message: 'Cancelled. Nothing was changed.' };

/** What a request answers that ran into a bug. `what` begins the sentence: `Healing the file`. */
export function internalError(what: string): Refusal {
  return { reason: 'internal', message: `${what} failed; nothing was changed. The log says more.` };
}
