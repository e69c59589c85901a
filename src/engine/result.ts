// How the engine says that something could not be done: a value with a reason to switch on and a sentence for a person.
// Exceptions are for bugs.

/** What went wrong. `message` is one whole sentence that a tired person understands. */
export interface Failure<Reason extends string = string> {
  readonly ok: false;
  readonly reason: Reason;
  readonly message: string;
}

export interface Success<T> {
  readonly ok: true;
  readonly value: T;
}

export type Result<T, Reason extends string = string> = Success<T> | Failure<Reason>;

export const success = <T>(value: T): Success<T> => ({ ok: true, value });

export const failure = <Reason extends string>(reason: Reason, message: string): Failure<Reason> => ({ ok: false, reason, message });
