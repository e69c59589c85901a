// The command line of a task, where the task tells it: as a person would type it in the folder that the task runs in.

import * as path from 'node:path';
import type { TypedCommand } from './last-command';

/** What is read of a `ShellExecution`. */
export interface ShellTask {
  readonly commandLine?: string | undefined;
  readonly command?: string | QuotedWord | undefined;
  readonly args?: readonly (string | QuotedWord)[] | undefined;
  readonly options?: { readonly cwd?: string | undefined } | undefined;
}
interface QuotedWord {
  readonly value: string;
}

const MAX_LINE = 4_000;
const FOLDER = /\$\{(?:workspaceFolder|workspaceRoot|cwd)\}/g;
/** What only the editor could put in: it stands for other things by now, or nobody but the editor knows it. Variables of the shell stay. */
const OF_EDITOR =
  /\$\{(?:workspaceFolder\w*(?::[^}]*)?|file\w*|relative\w*|lineNumber|columnNumber|selectedText|execPath|extensionInstallFolder|defaultBuildTask|pathSeparator|userHome|\/|(?:command|input|env|config):[^}]*)\}/;

/** @param folder the one that the task belongs to, a plain path. @returns undefined where the line or the folder is not known. */
export function taskCommand(task: ShellTask, folder: string | undefined): TypedCommand | undefined {
  if (folder === undefined) return undefined;
  const { commandLine, command, args = [], options } = task;
  const words = command === undefined ? undefined : [command, ...args].map(word).join(' ');
  const line = filled(commandLine ?? words ?? '', folder).trim();
  const cwd = path.resolve(folder, filled(options?.cwd ?? '', folder));
  return line === '' || line.length > MAX_LINE || /[\r\n]/.test(line) || OF_EDITOR.test(line) || OF_EDITOR.test(cwd)
    ? undefined
    : { line, cwd };
}

/** What a terminal gives as the command line of a task that is no shell's: the editor's own announcement. */
const ANNOUNCED = /^\s*\*\s+Executing task(?: in folder [^:]*)?: (.+)$/;

/** A task that runs now. */
export interface RunningTask {
  readonly name: string;
  readonly command: TypedCommand | undefined;
}

/** The running task whose command a terminal says it runs; its own word for the command counts. undefined where the line is no task's. */
export function taskOf(line: string, running: readonly RunningTask[]): { readonly command: TypedCommand | undefined } | undefined {
  const announced = ANNOUNCED.exec(line)?.[1]?.trim();
  const said = announced ?? line.trim();
  const task = running.find(({ name, command }) => command?.line === said || (announced !== undefined && name === said));
  if (task) return { command: task.command };
  return announced === undefined ? undefined : { command: undefined };
}

const filled = (text: string, folder: string): string => text.replace(FOLDER, () => folder);

/** A word that is quoted stands for itself; one that is not is quoted where it would be two. */
function word(given: string | QuotedWord): string {
  const text = typeof given === 'string' ? given : given.value;
  const isPlain = typeof given === 'string' ? !/\s/.test(text) && text !== '' : /^[\w./:=@%+,-]+$/.test(text);
  return isPlain ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
