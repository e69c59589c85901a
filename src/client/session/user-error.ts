// What a person is told when a command can't do what it was asked: one clear sentence, without a stack.

import type { Refusal } from '../../protocol';

type Severity = 'info' | 'warning';

/** Thrown by a command; its message is shown as it stands. */
export class UserError extends Error {
  constructor(
    message: string,
    readonly severity: Severity = 'info',
    /** URI of the folder whose damaged pair store is the reason: it can be set aside. */
    readonly damagedStore?: string,
    /** The setting that is the reason: it can be opened. */
    readonly setting?: string,
  ) {
    super(message);
  }
}

/** Not shown at all: the person pressed Cancel and knows. */
export class Cancelled extends Error {}

/** A warning says that something is broken, an information that there is nothing to do. */
const SEVERITY: Readonly<Record<Exclude<Refusal['reason'], 'cancelled'>, Severity>> = {
  'nothing-to-heal': 'info',
  'no-fix': 'info',
  stale: 'warning',
  'not-open': 'info',
  excluded: 'info',
  disabled: 'info',
  'read-failed': 'warning',
  'no-model': 'info',
  'model-failed': 'warning',
  'model-limit': 'warning',
  'nothing-to-undo': 'info',
  'nothing-to-record': 'info',
  'no-rule': 'info',
  'no-pair': 'info',
  'no-run': 'info',
  'no-adapter': 'info',
  'not-better': 'info',
  'not-trained': 'warning',
  'no-store': 'warning',
  'not-damaged': 'info',
  'no-sandbox': 'info',
  'no-tests': 'info',
  untrusted: 'info',
  internal: 'warning',
};

/** The server's answer; throws what a person is told where it refuses. */
export function answerOrThrow<T extends object>(answer: T | Refusal): T {
  if (!('reason' in answer)) return answer;
  const { reason, message, damagedStore, setting } = answer;
  if (reason === 'cancelled') throw new Cancelled();
  throw new UserError(message, SEVERITY[reason], damagedStore, setting);
}
