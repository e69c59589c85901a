// What the in-host tests share: files in the test's workspace, waiting, and the menu of the lightbulb as VS Code makes it.

import * as assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { SelfHealExports } from '../../../src/client/session/extension-api';

export const EXTENSION = 'self-heal.self-heal';

export const workspaceRoot = (): string => {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'the tests need a workspace folder');
  return folder.uri.fsPath;
};

/** Waits until `look` gives something; fails with what was waited for. */
export async function until<T>(what: string, look: () => T | Promise<T>, ms = 25_000): Promise<NonNullable<Exclude<T, false>>> {
  const began = Date.now();
  for (;;) {
    const seen = await look();
    if (seen) return seen as NonNullable<Exclude<T, false>>;
    if (Date.now() - began > ms) throw new Error(`Waited ${ms / 1000} s for: ${what}`);
    await pause(50);
  }
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export async function openFile(name: string, text: string, root = workspaceRoot()): Promise<vscode.TextDocument> {
  const file = path.join(root, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
  const document = await vscode.workspace.openTextDocument(file);
  // Not as a preview: the next document would take its tab, and some language servers forget what has none.
  await vscode.window.showTextDocument(document, { preview: false });
  return document;
}

export async function closeAll(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.files.revert').then(undefined, () => undefined);
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/** Diagnostics of others (or ours, with `source`), once there are some that match. */
export function diagnosticOf(document: vscode.TextDocument, matches: RegExp, ms?: number): Promise<vscode.Diagnostic> {
  return until(
    `a diagnostic ${String(matches)} in ${path.basename(document.fileName)}`,
    () => vscode.languages.getDiagnostics(document.uri).find(({ message }) => matches.test(message)),
    ms,
  );
}

export function gone(document: vscode.TextDocument, matches: RegExp): Promise<true> {
  return until(
    `no diagnostic ${String(matches)} any more`,
    () => !vscode.languages.getDiagnostics(document.uri).some(({ message }) => matches.test(message)),
  );
}

/** The menu at a place, in VS Code's own order. */
export async function menu(
  document: vscode.TextDocument,
  range: vscode.Range,
  kind = vscode.CodeActionKind.QuickFix,
  resolved = 0,
): Promise<vscode.CodeAction[]> {
  return (
    (await vscode.commands.executeCommand<vscode.CodeAction[] | undefined>(
      'vscode.executeCodeActionProvider',
      document.uri,
      range,
      kind.value,
      resolved,
    )) ?? []
  );
}

/** The kind of our fixes. */
export const OUR_KIND = vscode.CodeActionKind.QuickFix.append('selfHeal');

export const isOurs = (action: vscode.CodeAction): boolean => /^(quickfix|source\.fixAll)\.selfHeal/.test(action.kind?.value ?? '');

/** Our first fix at a diagnostic, once it is prepared. */
export function ourFix(document: vscode.TextDocument, diagnostic: vscode.Diagnostic, title = /./): Promise<vscode.CodeAction> {
  return until(`our fix for “${diagnostic.message}”`, async () =>
    (await menu(document, diagnostic.range)).find((action) => isOurs(action) && action.edit && title.test(action.title)),
  );
}

/** The same where the menu leaves it to another provider that offers it too: what is asked for by our kind alone is ours. */
export function ownFix(document: vscode.TextDocument, diagnostic: vscode.Diagnostic, title = /./): Promise<vscode.CodeAction> {
  return until(`a fix of our own for “${diagnostic.message}”`, async () =>
    (await menu(document, diagnostic.range, OUR_KIND)).find((action) => action.edit && title.test(action.title)),
  );
}

/** What the editor does with a chosen action: the edit, and only if it was applied, the command. */
export async function apply(action: vscode.CodeAction): Promise<void> {
  assert.ok(action.edit, 'the action has an edit');
  assert.ok(await vscode.workspace.applyEdit(action.edit), 'the edit was applied');
  if (action.command) await vscode.commands.executeCommand(action.command.command, ...((action.command.arguments ?? []) as unknown[]));
}

export async function setting(name: string, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration('selfHeal').update(name, value, vscode.ConfigurationTarget.Global);
}

/** Text of the read-only page that a command opens. */
export async function pageOf(command: string): Promise<string> {
  await vscode.commands.executeCommand(command);
  const document = await until(`the page of ${command}`, () => {
    const active = vscode.window.activeTextEditor?.document;
    return active?.uri.scheme === 'self-heal' ? active : undefined;
  });
  return document.getText();
}

/** What the debug information says of the server: `idle`, `running`. Asking does not start it. */
export async function serverState(): Promise<string | undefined> {
  return /^- Server: (\w+)/m.exec(await pageOf('selfHeal.showDebugInformation'))?.[1];
}

/** Processes of our server that this extension host has started, as the operating system sees them. */
export function serverProcesses(): readonly string[] {
  if (process.platform === 'win32') return [];
  return execFileSync('ps', ['-A', '-o', 'ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => Number.parseInt(line, 10) === process.pid && /dist\/server\.js/.test(line));
}

export async function totalPairs(): Promise<number> {
  const exports = await vscode.extensions.getExtension<SelfHealExports>(EXTENSION)?.activate();
  assert.ok(exports, 'the extension has started');
  return (await exports.getApi(1).statistics(vscode.Uri.file(workspaceRoot()))).total_pairs;
}

/** Presses Enter in the quick pick that a command shows, once it is there. */
export async function acceptPick(what: string, done: () => boolean | Promise<boolean>): Promise<void> {
  await until(what, async () => {
    if (await done()) return true;
    await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    await pause(150);
    return done();
  });
}

/** Answers the plan that waits, once it is there: as its button and its key do. */
export async function answerPlan(answer: 'apply' | 'discard', done: () => boolean | Promise<boolean>): Promise<void> {
  await until(`the plan is answered: ${answer}`, async () => {
    if (await done()) return true;
    await vscode.commands.executeCommand(`selfHeal.${answer}Plan`);
    await pause(150);
    return done();
  });
}

export const previewOpen = (): boolean =>
  vscode.window.tabGroups.all.some((group) =>
    group.tabs.some((tab) => tab.input instanceof vscode.TabInputTextDiff && tab.input.modified.scheme === 'self-heal'),
  );

/** A terminal with shell integration; `run` ends with the command's exit code. */
export async function terminal(
  cwd = workspaceRoot(),
): Promise<{ readonly run: (line: string) => Promise<number | undefined>; readonly end: () => void }> {
  const made = vscode.window.createTerminal({ name: 'test', cwd });
  made.show();
  const shell = await until('shell integration', () => made.shellIntegration, 30_000);
  return {
    run: (line) =>
      new Promise((resolve) => {
        const execution = shell.executeCommand(line);
        const listening = vscode.window.onDidEndTerminalShellExecution((event) => {
          if (event.execution !== execution) return;
          listening.dispose();
          resolve(event.exitCode);
        });
      }),
    end: () => made.dispose(),
  };
}

/** The same rule as the product's: where nothing keeps a program in, nothing is run unasked, and there is nothing to test. */
export function hasSandbox(): boolean {
  if (process.platform !== 'linux') return process.platform === 'darwin';
  try {
    execFileSync('bwrap', ['--ro-bind', '/', '/', '--unshare-all', 'true'], { stdio: 'ignore', timeout: 10_000 });
    return true;
  } catch {
    return false;
  }
}
