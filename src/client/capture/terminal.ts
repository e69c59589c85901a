// Forwards commands typed into terminals with shell integration, and what they write. The server finds the failures.
// Output is read from the start event on: read later, its beginning would be lost.

import { Disposable, TerminalShellExecutionCommandLineConfidence, window, type Terminal, type TerminalShellExecution } from 'vscode';
import type { ClientContext } from '../session/context';
import { folderOf, isInterrupt } from '../session/last-command';
import { isExcludedCommand, isExcludedTerminal } from './excluded';
import { FollowedCommand } from './followed-command';
import { holdsHealedFiles } from './holds-healed-files';
import { runningTask } from './tasks';

const MAX_LINE = 4_000;
/** Commands followed at once: servers and watchers in other terminals run for days. */
const MAX_RUNNING = 50;

/** @param onFailed called with the id of each command that failed, once the server knows how it ended. */
export function watchTerminals(context: ClientContext, onFailed: (command: number) => Promise<void>): Disposable {
  const { session, settings, log, lastCommand } = context;
  const running = new Map<TerminalShellExecution, FollowedCommand>();
  let next = 1;

  const started = (execution: TerminalShellExecution, terminal: Terminal): void => {
    const task = runningTask(execution.commandLine.value);
    const line = (task?.command?.line ?? execution.commandLine.value.trim()).slice(0, MAX_LINE);
    const cwd = task?.command?.cwd ?? folderOf(execution, terminal);
    const isWatched =
      settings.current.enabled &&
      settings.current.terminal &&
      running.size < MAX_RUNNING &&
      !isExcludedTerminal(terminal.name) &&
      !isExcludedCommand(line);
    // A line that the editor has only guessed is shown, and never run or typed again; neither is a task that does not say what it runs.
    const isKnown = task
      ? task.command !== undefined
      : execution.commandLine.confidence !== TerminalShellExecutionCommandLineConfidence.Low;
    // How a task ends, the task itself tells; nothing is typed into its terminal.
    if (!task) lastCommand.started(execution, terminal, isWatched && isKnown && line !== '' && cwd !== '' ? { line, cwd } : undefined);
    if (!isWatched) return;
    const about = { id: next++, line, cwd, origin: task ? ('task' as const) : ('terminal' as const), ...(!isKnown && { guessed: true }) };
    const command = new FollowedCommand(about, session, () => holdsHealedFiles(cwd));
    running.set(execution, command);
    // The stream is opened before anything is awaited.
    command.read(execution.read()).catch((error: unknown) => log.debug(`Reading a terminal ended: ${String(error)}`));
    if (session.state === 'running' || session.state === 'starting') void command.tell();
  };

  const ended = async (execution: TerminalShellExecution, exitCode: number | undefined): Promise<void> => {
    lastCommand.ended(execution, exitCode);
    const command = running.get(execution);
    if (!command) return;
    running.delete(execution);
    const isTold = await command.end(exitCode);
    if (isTold && exitCode !== undefined && exitCode !== 0 && !isInterrupt(exitCode)) await onFailed(command.about.id);
  };

  return Disposable.from(
    window.onDidStartTerminalShellExecution(({ execution, terminal }) => started(execution, terminal)),
    window.onDidEndTerminalShellExecution(({ execution, exitCode }) => {
      ended(execution, exitCode).catch((error: unknown) => log.warn(`The end of a command was not forwarded: ${String(error)}`));
    }),
    // Something else has started it: commands under way are of interest now.
    session.onRunning(() => {
      for (const command of running.values()) void command.tell();
    }),
    {
      dispose: () => {
        for (const command of running.values()) command.close();
        running.clear();
      },
    },
  );
}
