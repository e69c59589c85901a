// Tasks: which command of a terminal is a task's, and tasks that fail, which "Run and Heal" offers to run again. What a task writes comes by way of its terminal;
// older editors tell nothing of it, and what its problem matchers make of it are diagnostics either way.

import { ProcessExecution, ShellExecution, tasks, workspace, type Disposable, type Task } from 'vscode';
import type { ClientContext } from '../session/context';
import type { TypedCommand } from '../session/last-command';
import { taskCommand, taskOf } from '../session/task-command';

export function watchTasks({ lastCommand, settings }: ClientContext): Disposable {
  return tasks.onDidEndTaskProcess(({ execution: { task }, exitCode }) => {
    if (!settings.current.enabled || !settings.current.terminal) return;
    const command = commandOf(task);
    if (command) lastCommand.taskEnded(command, exitCode);
  });
}

/** The task that is run by a terminal's command line, as a person would type it; undefined where it is none, or the task does not say. */
export function runningTask(line: string): { readonly command: TypedCommand | undefined } | undefined {
  return taskOf(
    line,
    tasks.taskExecutions.map(({ task }) => ({ name: task.name, command: commandOf(task) })),
  );
}

function commandOf(task: Task): TypedCommand | undefined {
  const { execution } = task;
  if (execution instanceof ShellExecution) return taskCommand(execution, folderOf(task));
  if (execution instanceof ProcessExecution)
    return taskCommand({ command: execution.process, args: execution.args, options: execution.options }, folderOf(task));
  return undefined;
}

/** The folder that a task belongs to; one of the whole window runs in the first. */
function folderOf({ scope }: Task): string | undefined {
  const folder = typeof scope === 'object' ? scope : workspace.workspaceFolders?.[0];
  return folder?.uri.scheme === 'file' ? folder.uri.fsPath : undefined;
}
