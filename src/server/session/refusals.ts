// What several requests answer where they can do nothing: each refusal in the same words wherever it is given.

import type { ModelFailureReason } from '../../engine';
import type { ModelRefusal, ModelSilence, Refusal } from '../../protocol';

export const DISABLED: Refusal = { reason: 'disabled', message: 'Self-Heal is switched off (“selfHeal.enabled”).' };

export const CANCELLED: Refusal = { reason: 'cancelled', message: 'Cancelled. Nothing was changed.' };

/** What a request answers that ran into a bug. `what` begins the sentence: `Healing the file`. */
export function internalError(what: string): Refusal {
  return { reason: 'internal', message: `${what} failed; nothing was changed. The log says more.` };
}

export const NO_MODEL: Refusal = { reason: 'no-model', message: 'No model is set. “Self-Heal: Set Up Model…” does it.' };

/** Why a model gave nothing. */
export function modelRefusal({ reason, message }: { readonly reason: ModelFailureReason; readonly message: string }): ModelRefusal {
  if (reason === 'cancelled') return { reason, message };
  if (reason === 'out-of-budget')
    return { reason: 'model-limit', message: `${message} Nothing was changed.`, setting: 'selfHeal.model.limits' };
  return { reason: 'model-failed', message, ...(reason === 'unauthorised' && { unauthorised: true }) };
}

/** The same of a model that a heal has gone on to. */
export function modelSilence({ reason, message }: { readonly reason: ModelFailureReason; readonly message: string }): ModelSilence {
  return { message, ...(reason === 'out-of-budget' && { setting: LIMITS }) };
}

const LIMITS = 'selfHeal.model.limits';
