// Why the model gave no patch, as a value: a reason to switch on and one sentence for a person. Never holds the key.

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
  | 'http-error';

export interface ModelFailure {
  readonly reason: ModelFailureReason;
  /** One plain sentence; names the server's host where the server is to blame. */
  readonly message: string;
}

/** A failure made here, and not any other object that an abort signal may carry as its reason. */
class Failure implements ModelFailure {
  constructor(
    readonly reason: ModelFailureReason,
    readonly message: string,
  ) {}
}

export function failure(reason: ModelFailureReason, message: string): ModelFailure {
  return new Failure(reason, message);
}

export function isFailure(value: unknown): value is ModelFailure {
  return value instanceof Failure;
}

/** An aborted signal carries our own failure (a deadline), or is the person's cancel. */
export function whyAborted(signal: AbortSignal): ModelFailure {
  return isFailure(signal.reason) ? signal.reason : failure('cancelled', 'Cancelled; nothing was changed.');
}

/** Seconds as a person reads them: `0.2 s`, `120 s`. */
export function seconds(ms: number): string {
  return `${ms < 10_000 ? Math.round(ms / 100) / 10 : Math.round(ms / 1000)} s`;
}
