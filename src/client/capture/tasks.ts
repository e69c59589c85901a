// Tasks that fail: "Run and Heal" offers to run them again. What a task writes no extension can read; what its problem matchers make of it are diagnostics.

import { ShellExecution, tasks, workspace, type Disposable, type Task } from 'vscode';
import type { ClientContext } from '../session/context';
import { taskCommand } from '../session/task-command';

export function watchTasks({ lastCommand, settings }: ClientContext): Disposable {
  return tasks.onDidEndTaskProcess(({ execution: { task }, exitCode }) => {
    if (!settings.current.enabled || !settings.current.terminal) return;
    const command = task.execution instanceof ShellExecution ? taskCommand(task.execution, folderOf(task)) : undefined;
    if (command) lastCommand.taskEnded(command, exitCode);
  });
}

/** The folder that a task belongs to; one of the whole window runs in the first. */
function folderOf({ scope }: Task): string | undefined {
  const folder = typeof scope === 'object' ? scope : workspace.workspaceFolders?.[0];
  return folder?.uri.scheme === 'file' ? folder.uri.fsPath : undefined;
}
