// What the public classes throw where something can't be done: a code to switch on and one whole sentence.

export type SelfHealErrorCode =
  /** A value is out of its range or of the wrong kind. */
  | 'invalid'
  /** A file or folder is not there. */
  | 'ENOENT'
  /** The store of pairs, or a file, can't be read or written. */
  | 'storage'
  /** A status can't follow the present one. */
  | 'transition'
  /** Self-healing, or this part of it, is switched off in the configuration. */
  | 'disabled'
  /** It needs what this version does not have: a trainer, or a server for adapters. */
  | 'not-available';

export class SelfHealError extends Error {
  override readonly name = 'SelfHealError';

  constructor(
    readonly code: SelfHealErrorCode,
    message: string,
  ) {
    super(message);
  }
}

/** The value, or what failed as an exception. @param codes what the reasons are called here; `storage` where a reason is not named. */
export function valueOrThrow<T>(
  result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string; readonly message: string },
  codes: Readonly<Record<string, SelfHealErrorCode>> = {},
): T {
  if (result.ok) return result.value;
  throw new SelfHealError(codes[result.reason] ?? 'storage', result.message);
}
