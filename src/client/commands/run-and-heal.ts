// Run and Heal: runs the file or the last command on copies, heals what it dies of, runs it again; then shows what would have to be changed.

import * as fs from 'node:fs';
import * as path from 'node:path';
import { Uri, window, workspace, type QuickPickItem, type TextDocument } from 'vscode';
import { RunAndHeal, type OfferedPatch } from '../../protocol';
import { nameOf } from '../session/apply';
import type { ClientContext } from '../session/context';
import { isHealed } from '../session/languages';
import type { TypedCommand } from '../session/last-command';
import { carryOut, fixesIn, tellWithReport } from '../views/plan-review';
import { healedItem, page, plain, section } from '../views/report-page';
import { Cancelled, Sentence, count, granted } from '../session/user-error';
import { askWithProgress } from '../views/with-progress';

const NAME = 'Run and Heal';

/** @param file the one whose run button was pressed; else the person is asked where there is a choice. */
export async function runAndHeal(context: ClientContext, file?: Uri): Promise<void> {
  const { settings } = context;
  if (!settings.current.enabled) throw new Sentence('Self-Heal is turned off by the setting “selfHeal.enabled”.');
  if (!workspace.isTrusted) throw new Sentence('Nothing is run in a folder that you have not trusted.', 'warning');
  const choice = await choose(context, file);
  if (!choice) return;
  const { command, called } = choice;
  let answer = await askWithProgress(context, NAME, RunAndHeal.type, { command });
  if ('reason' in answer && answer.reason === 'no-sandbox') {
    const run = 'Run It Anyway';
    const yes = await window.showWarningMessage(
      `Run “${called}” without protection?`,
      {
        modal: true,
        detail: `${answer.message} It would run on a copy of the folder, but could reach the rest of the machine and the network, as when you run it yourself.`,
      },
      run,
    );
    if (yes !== run) throw new Cancelled();
    answer = await askWithProgress(context, NAME, RunAndHeal.type, { command, unprotected: true });
  }
  const plan = granted(answer);
  const details = report(command.line, plan);
  context.log.info(details);
  if (plan.files.length === 0) {
    if (plan.rounds.length > 0 || plan.tried.length > 0 || plan.left) tellWithReport(context, NAME, plan.why, details);
    else void window.showInformationMessage(plan.why);
    return;
  }
  const healed = await carryOut(context, {
    name: NAME,
    headline: plan.runs
      ? `“${called}” runs after ${count(plan.rounds.length, 'fix', 'fixes')}`
      : `${fixesIn(plan.files)}, and “${called}” still fails`,
    files: plan.files,
    tests: plan.tests,
  });
  if (healed.length === 0) return;
  const all = healed.length === plan.files.length;
  const said = !all
    ? 'It was run with all fixes, not with these alone.'
    : plan.runs
      ? `On a copy “${called}” ran without an error.`
      : plan.why;
  tellWithReport(
    context,
    NAME,
    `Healed: ${fixesIn(healed)}. ${said} One undo takes it back.`,
    details,
    all && plan.runs ? { title: 'Save and Run in Terminal', run: () => runInTerminal(context, command) } : undefined,
  );
}

interface Chosen {
  readonly command: TypedCommand;
  /** What a person calls it: the file, or the command as they typed it. */
  readonly called: string;
}

/** The file in the editor or the last command of a terminal; asked only where that one failed and there is a file too. */
async function choose(context: ClientContext, given: Uri | undefined): Promise<Chosen | undefined> {
  const document = given ? await workspace.openTextDocument(given) : window.activeTextEditor?.document;
  const file = document && commandFor(document, context);
  const typed = given ? undefined : context.lastCommand.value;
  const last = typed?.failed || !file ? typed : undefined;
  const items: (QuickPickItem & { readonly choice: Chosen })[] = [];
  const add = (icon: string, called: string, description: string, { line, cwd }: TypedCommand): void =>
    void items.push({ label: `$(${icon}) ${called}`, description, choice: { command: { line, cwd }, called } });
  if (file) add('file', workspace.asRelativePath(document.uri), 'the file in the editor', file);
  if (last && last.line !== file?.line) add('terminal', shortened(last.line), 'what failed in the terminal', last);
  const [only] = items;
  if (!only)
    throw new Sentence('There is nothing to run: open a Python, TypeScript or JavaScript file, or run a command in the terminal first.');
  if (items.length === 1) return only.choice;
  return (await window.showQuickPick(items, { title: NAME, placeHolder: 'What should run without an error?' }))?.choice;
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

async function runInTerminal({ lastCommand }: ClientContext, { line, cwd }: TypedCommand): Promise<void> {
  // As before a task: the program was proved with what the editor shows. One by one: a file that was healed just now has no tab yet, and “save all” goes by tabs.
  for (const document of workspace.textDocuments.filter(({ isDirty, uri }) => isDirty && uri.scheme === 'file')) {
    if (await document.save()) continue;
    void window.showWarningMessage(`${nameOf(document.uri)} could not be saved, so nothing was run.`);
    return;
  }
  const terminal = lastCommand.idleIn(cwd) ?? window.createTerminal({ cwd });
  terminal.show();
  terminal.sendText(line);
}

function report(line: string, plan: RunAndHeal.Plan): string {
  const nameAt = (uri: string): string => plain(workspace.asRelativePath(Uri.parse(uri, true)));
  const fileOf = ({ id }: OfferedPatch): string =>
    plan.files.filter(({ healed }) => healed.some((patch) => patch.id === id)).map(({ edit }) => `${nameAt(edit.textDocument.uri)}, `)[0] ??
    '';
  return page(
    `# ${NAME}`,
    `**${plain(line)}**: ${plain(plan.why)} It was run on a copy, in ${plain(plan.sandbox)}.`,
    plan.tests && plain(plan.tests.sentence),
    section(
      `${count(plan.rounds.length, 'fix', 'fixes')}, one a run`,
      plan.rounds.map((round) => healedItem(round, `${fileOf(round)}line ${round.line + 1}`)),
    ),
    plan.left && section('Left', [`- ${nameAt(plan.left.uri)}, line ${plan.left.line + 1}: ${plain(plan.left.problem)}`]),
    section(
      'Tried, and why it did not hold',
      plan.tried.map(({ title, why, diff }) => `- ${plain(title)}: ${plain(why)}\n\n${fenced(diff)}`),
    ),
  );
}

/** As a block inside a list's item; no run of backticks in it can end it. */
function fenced(diff: string): string {
  const fence = '`'.repeat(Math.max(3, ...[...diff.matchAll(/`+/g)].map(([run]) => run.length + 1)));
  return [`${fence}diff`, ...diff.split('\n'), fence].map((line) => `  ${line}`).join('\n');
}

const shortened = (line: string): string => (line.length > 60 ? `${line.slice(0, 57)}…` : line);
const quoted = (word: string): string => (/^[\w./:=@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);
