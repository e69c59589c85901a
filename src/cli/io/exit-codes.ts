// What the terminal's face tells a script: the exit codes and the one kind of error that a user causes.

export const EXIT = {
  /** Healed, or nothing to heal. */
  ok: 0,
  /** Problems are left. */
  left: 1,
  /** Bad usage or bad input; one sentence on stderr. */
  usage: 2,
  /** A failure of Self-Heal itself. */
  internal: 3,
  /** Ctrl+C, as a shell says it: 128 + SIGINT. */
  interrupted: 130,
} as const;

export type ExitCode = number;

/** Said in one sentence on stderr, exit code 2. The only exception that main.ts takes for no bug. */
export class UsageError extends Error {}
