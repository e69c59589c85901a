// The last command that was typed into a terminal with shell integration: what "Run and Heal" runs again.

export interface TypedCommand {
  readonly line: string;
  /** A plain path. */
  readonly cwd: string;
}

export class LastCommand {
  /** undefined until one was typed, and where the shell does not say in which folder. */
  value: TypedCommand | undefined;
}
