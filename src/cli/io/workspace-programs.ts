// Whether `heal` may start the programs that came with a folder: said each time, asked once a folder where a person sits at the terminal.

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { createInterface } from 'node:readline/promises';
import { readFileText, visibleLine, workspacePrograms, type WorkspaceProgram } from '../../engine';
import { say } from './say';

/** Folders whose answer is remembered; the oldest are forgotten beyond this many. */
const MAX_FOLDERS = 1000;
/** Of the file of answers, in bytes. */
const MAX_STATE = 8 * 1024 * 1024;

/** @param flag what the call itself says; it is not asked about, nor remembered. */
export async function mayStartPrograms(root: string, flag: boolean | undefined): Promise<boolean> {
  const programs = workspacePrograms(root);
  if (programs.length === 0) return true;
  const isTerminal = process.stdin.isTTY && process.stderr.isTTY;
  const may = flag ?? (isTerminal ? (remembered()[root] ?? (await ask(root, programs))) : true);
  say(
    may
      ? `starts what came with the folder: ${listed(root, programs)} (--no-workspace-programs: only what the machine has)`
      : `leaves alone what came with the folder: ${listed(root, programs)} (--workspace-programs starts it)`,
  );
  return may;
}

/** Ctrl+C and the end of input are a no, which is not remembered. */
async function ask(root: string, programs: readonly WorkspaceProgram[]): Promise<boolean> {
  say(`to check files of ${visibleLine(root)}, programs that came with the folder can be started: ${listed(root, programs)}`);
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const closed = new Promise<undefined>((resolve) => terminal.once('close', () => resolve(undefined)));
    const answer = await Promise.race([terminal.question('They can do all that you can. Start them, now and later? [y/N] '), closed]);
    if (answer === undefined) return false;
    const may = /^\s*y(?:es)?\s*$/i.test(answer);
    remember(root, may);
    return may;
  } finally {
    terminal.close();
  }
}

const listed = (root: string, programs: readonly WorkspaceProgram[]): string =>
  programs.map(({ name, path: file }) => `${name} (${visibleLine(path.relative(root, file))})`).join(', ');

function stateFile(): string {
  const { XDG_STATE_HOME: state, LOCALAPPDATA: local } = process.env;
  const base =
    process.platform === 'win32' && local
      ? local
      : state && path.isAbsolute(state)
        ? state
        : path.join(os.homedir(), process.platform === 'darwin' ? 'Library/Application Support' : '.local/state');
  return path.join(base, 'self-heal', 'workspace-programs.json');
}

/** By folder. What can't be read is asked about again. */
function remembered(): Readonly<Record<string, boolean>> {
  try {
    const read: unknown = JSON.parse(readFileText(stateFile(), MAX_STATE) ?? '');
    if (typeof read !== 'object' || read === null || Array.isArray(read)) return {};
    return Object.fromEntries(Object.entries(read).filter((entry): entry is [string, boolean] => typeof entry[1] === 'boolean'));
  } catch {
    return {};
  }
}

function remember(root: string, may: boolean): void {
  const file = stateFile();
  const all = Object.entries({ ...remembered(), [root]: may }).slice(-MAX_FOLDERS);
  const beside = `${file}.${process.pid}`;
  try {
    fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    fs.writeFileSync(beside, `${JSON.stringify(Object.fromEntries(all), null, 1)}\n`, { mode: 0o600 });
    fs.renameSync(beside, file);
  } catch (error) {
    say(`the answer could not be kept (${error instanceof Error ? error.message : String(error)}), so it will be asked again.`);
  }
}
