// The last command that was typed into a terminal with shell integration, or the task that failed after it: what "Run and Heal" runs again.

import type { Terminal, TerminalShellExecution, Uri } from 'vscode';

export interface TypedCommand {
  readonly line: string;
  /** A plain path. */
  readonly cwd: string;
}

/** Ended by Ctrl+C, which is no failure. */
export const isInterrupt = (exitCode: number): boolean => exitCode === 130;

export class LastCommand {
  private last:
    | {
        readonly command: TypedCommand;
        readonly by: 'terminal' | 'task';
        readonly terminal?: Terminal;
        readonly execution?: TerminalShellExecution;
        end?: { readonly exitCode: number | undefined };
      }
    | undefined;

  /** @param command undefined where the shell does not say what or where. */
  started(execution: TerminalShellExecution, terminal: Terminal, command: TypedCommand | undefined): void {
    this.last = command && { command, by: 'terminal', terminal, execution };
  }

  ended(execution: TerminalShellExecution, exitCode: number | undefined): void {
    if (this.last?.execution === execution) this.last.end = { exitCode };
  }

  /** A task has ended. One that did well is the last command only where it is what failed before. */
  taskEnded(command: TypedCommand, exitCode: number | undefined): void {
    if (exitCode === undefined || isInterrupt(exitCode)) return;
    const known = this.last?.command;
    if (exitCode !== 0 || (known?.line === command.line && known.cwd === command.cwd))
      this.last = { command, by: 'task', end: { exitCode } };
  }

  /** Once it has ended, by itself. */
  get value(): (TypedCommand & { readonly failed: boolean; readonly by: 'terminal' | 'task' }) | undefined {
    const exitCode = this.last?.end?.exitCode;
    return this.last && exitCode !== undefined && !isInterrupt(exitCode)
      ? { ...this.last.command, failed: exitCode !== 0, by: this.last.by }
      : undefined;
  }

  /** A terminal in that folder that waits for a command: what is typed into another might go to a program. */
  idleIn(cwd: string): Terminal | undefined {
    const terminal = this.last?.end && this.last.terminal;
    const at = terminal?.shellIntegration?.cwd;
    return terminal && !terminal.exitStatus && at && pathOf(at) === cwd ? terminal : undefined;
  }
}

/** The folder a command is run in, as a plain path; empty where nothing says it. The first command of a terminal may come before its shell does. */
export function folderOf(execution: TerminalShellExecution, terminal: Terminal): string {
  const { creationOptions, shellIntegration } = terminal;
  const cwd = execution.cwd ?? shellIntegration?.cwd ?? ('cwd' in creationOptions ? creationOptions.cwd : undefined);
  return cwd === undefined ? '' : typeof cwd === 'string' ? cwd : pathOf(cwd);
}

/** A terminal names its folder under other schemes than `file` too. */
function pathOf(cwd: Uri): string {
  return cwd.scheme === 'file' ? cwd.fsPath : cwd.path;
}
