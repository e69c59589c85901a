// Run and Heal: runs the file or the last command on copies, heals what it dies of, runs it again; then shows what would have to be changed.

import * as fs from 'node:fs';
import * as path from 'node:path';
import { Uri, window, workspace, type QuickPickItem, type TextDocument } from 'vscode';
import { RunAndHeal } from '../protocol';
import type { ClientContext } from './context';
import { carryOut } from './heal-workspace';
import { isHealed } from './languages';
import type { TypedCommand } from './last-command';
import { Cancelled, Sentence, count, granted } from './sentence';
import { askWithProgress } from './with-progress';

export async function runAndHeal(context: ClientContext): Promise<void> {
  const { settings } = context;
  if (!settings.current.enabled) throw new Sentence('Self-Heal is turned off by the setting “selfHeal.enabled”.');
  if (!workspace.isTrusted) throw new Sentence('Nothing is run in a folder that you have not trusted.', 'warning');
  const command = await chosen(context);
  if (!command) return;
  const title = `Self-Heal: running ${shortened(command.line)}`;
  let answer = await askWithProgress(context, title, RunAndHeal.type, { command });
  if ('reason' in answer && answer.reason === 'no-sandbox') {
    const run = 'Run It Anyway';
    const yes = await window.showWarningMessage(`Run “${shortened(command.line)}” without protection?`, { modal: true, detail: `${answer.message} It would run on a copy of the folder, but could reach the rest of the machine and the network, as when you run it yourself.` }, run);
    if (yes !== run) throw new Cancelled();
    answer = await askWithProgress(context, title, RunAndHeal.type, { command, unprotected: true });
  }
  const plan = granted(answer);
  const details = report(command.line, plan);
  if (plan.files.length === 0) {
    context.log.info(details);
    const show = 'Show Report';
    void window.showInformationMessage(plan.why, ...(plan.rounds.length > 0 || plan.left ? [show] : [])).then((choice) => {
      if (choice === show) void context.documents.show('Run and Heal.md', details);
    });
    return;
  }
  const applied = await carryOut(context, `Run and Heal`, plan.files, details, plan.left ? 1 : 0, plan.tests);
  if (applied.length === plan.files.length && plan.runs) await offerToRun(command);
}

interface CommandItem extends QuickPickItem {
  readonly command: TypedCommand;
}

/** The file in the editor or the last command of a terminal; asked only where there are both. */
async function chosen(context: ClientContext): Promise<TypedCommand | undefined> {
  const document = window.activeTextEditor?.document;
  const file = document && commandFor(document, context);
  const last = context.lastCommand.value;
  const items: CommandItem[] = [];
  if (file) items.push({ label: `$(file) ${file.line}`, description: 'the file in the editor', command: file });
  if (last && last.line !== file?.line) items.push({ label: `$(terminal) ${shortened(last.line)}`, description: 'the last command in the terminal', command: last });
  const [only] = items;
  if (!only) throw new Sentence('There is nothing to run: open a Python, TypeScript or JavaScript file, or run a command in the terminal first.');
  if (items.length === 1) return only.command;
  return (await window.showQuickPick(items, { title: 'Run and Heal', placeHolder: 'What should run without an error?' }))?.command;
}

function commandFor(document: TextDocument, { settings }: ClientContext): TypedCommand | undefined {
  const folder = workspace.getWorkspaceFolder(document.uri);
  if (!folder || document.uri.scheme !== 'file' || !isHealed(document)) return undefined;
  const root = folder.uri.fsPath;
  const name = quoted(path.relative(root, document.uri.fsPath));
  if (document.languageId === 'python') return { line: `${quoted(settings.current.interpreters[root] ?? 'python3')} ${name}`, cwd: root };
  // Newer Nodes run TypeScript by themselves; a project that has its own runner means that one.
  const isTyped = document.languageId.startsWith('typescript');
  const runner = isTyped && fs.existsSync(path.join(root, 'node_modules', '.bin', 'tsx')) ? 'npx tsx' : 'node';
  return { line: `${runner} ${name}`, cwd: root };
}

async function offerToRun({ line, cwd }: TypedCommand): Promise<void> {
  const run = 'Run in Terminal';
  const choice = await window.showInformationMessage(`On a copy “${shortened(line)}” runs without an error now.`, run);
  if (choice !== run) return;
  const terminal = window.activeTerminal ?? window.createTerminal({ cwd });
  terminal.show();
  await workspace.saveAll(false);
  terminal.sendText(line);
}

function report(line: string, plan: RunAndHeal.Plan): string {
  const rounds = plan.rounds.map((round, i) => `${i + 1}. ${oneLine(round.problem)} (line ${round.line + 1})\n   - ${round.title}\n   - ${oneLine(round.explanation)}\n   - ${round.evidence}`);
  const tried = plan.tried.map(({ title, why }) => `- ${title}: ${oneLine(why)}`);
  const left = plan.left;
  return [
    '# Run and Heal',
    `\`${line.replaceAll('`', "'")}\` was run in: ${plan.sandbox}.`,
    plan.why,
    ...(plan.tests ? [plan.tests.sentence] : []),
    ...(rounds.length > 0 ? [`## ${count(rounds.length, 'fix', 'fixes')}, one a run`, rounds.join('\n')] : []),
    ...(left ? ['## Left', `${workspace.asRelativePath(Uri.parse(left.uri, true))}, line ${left.line + 1}: ${oneLine(left.problem)}`] : []),
    ...(tried.length > 0 ? ['## Tried, and why it did not hold', tried.join('\n')] : []),
  ].join('\n\n') + '\n';
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').slice(0, 300);
const shortened = (line: string): string => (line.length > 60 ? `${line.slice(0, 57)}…` : line);
const quoted = (word: string): string => (/^[\w./:=@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);
