// Why the model gave no patch, as a value: a reason to switch on and one sentence for a person. Never holds the key.

import { failure, type Failure } from '../../result';

export type ModelFailureReason =
  | 'bad-settings'
  | 'no-server'
  | 'unauthorised'
  | 'rate-limited'
  | 'quota'
  | 'timeout-first-byte'
  | 'timeout-idle'
  | 'timeout-total'
  | 'cancelled'
  | 'bad-reply'
  | 'truncated'
  | 'refused'
  | 'no-valid-patch'
  | 'secret-scan-failed'
  /** The question does not fit into what the model can read at once. */
  | 'too-long'
  /** The server tells no probabilities. */
  | 'no-scores'
  /** A limit of tokens or money, of one heal or of the day, is reached. */
  | 'out-of-budget'
  | 'excluded'
  | 'http-error';

/** `message` is one plain sentence; it names the server's host where the server is to blame. */
export type ModelFailure = Failure<ModelFailureReason>;

/** An aborted signal carries our own failure (a deadline), or is the person's cancel. */
export function whyAborted(signal: AbortSignal): ModelFailure {
  return isModelFailure(signal.reason) ? signal.reason : failure('cancelled', 'Cancelled; nothing was changed.');
}

/** And not any other object that an abort signal may carry as its reason. */
function isModelFailure(value: unknown): value is ModelFailure {
  return typeof value === 'object' && value !== null && 'ok' in value && value.ok === false && 'reason' in value && 'message' in value;
}

/** Seconds as a person reads them: `0.2 s`, `120 s`. */
export function seconds(ms: number): string {
  return `${ms < 10_000 ? Math.round(ms / 100) / 10 : Math.round(ms / 1000)} s`;
}
