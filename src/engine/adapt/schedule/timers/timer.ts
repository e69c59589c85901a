// What a timer of the system or of CI is to do, for the files that are made for it.

/** A command that trains where there is something to train. */
export interface TimedCommand {
  /** As it was written. */
  readonly expression: string;
  /** Absolute path of the workspace folder. */
  readonly folder: string;
  /** The program and its arguments. */
  readonly command: readonly [string, ...string[]];
}
