// Forwards commands typed into terminals with shell integration, and what they write. The server finds the failures.
// Output is read from the start event on: read later, its beginning would be lost.

import { Disposable, window, type Terminal, type TerminalShellExecution } from 'vscode';
import type { ClientContext } from '../session/context';
import { folderOf, isInterrupt } from '../session/last-command';
import { FollowedCommand } from './followed-command';
import { holdsHealedFiles } from './holds-healed-files';

const MAX_LINE = 4_000;
/** Commands followed at once: servers and watchers in other terminals run for days. */
const MAX_RUNNING = 50;

/** @param onFailed called with the id of each command that failed, once the server knows how it ended. */
export function watchTerminals(context: ClientContext, onFailed: (command: number) => Promise<void>): Disposable {
  const { session, settings, log, lastCommand } = context;
  const running = new Map<TerminalShellExecution, FollowedCommand>();
  let next = 1;

  const started = (execution: TerminalShellExecution, terminal: Terminal): void => {
    const line = execution.commandLine.value.slice(0, MAX_LINE);
    const cwd = folderOf(execution, terminal);
    const isWatched = settings.current.enabled && settings.current.terminal && running.size < MAX_RUNNING;
    lastCommand.started(execution, terminal, isWatched && line !== '' && cwd !== '' ? { line, cwd } : undefined);
    if (!isWatched) return;
    const command = new FollowedCommand({ id: next++, line, cwd }, session, () => holdsHealedFiles(cwd));
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
