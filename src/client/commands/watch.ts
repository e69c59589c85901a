// Watch: a task that runs a command on copies whenever a source was saved and says one of three things. It is there only where somebody starts it, from the
// palette or as a task of tasks.json.

import {
  CustomExecution,
  Disposable,
  RelativePattern,
  Task,
  TaskPanelKind,
  TaskRevealKind,
  Uri,
  commands,
  l10n,
  tasks,
  window,
  workspace,
  type CancellationToken,
  type QuickPickItem,
  type TaskDefinition,
  type WorkspaceFolder,
} from 'vscode';
import { ApplyWatched, SourcesChanged, Watch, type WatchedFixes } from '../../protocol';
import { visibleLine } from '../../engine/visible-text';
import { applyFiles } from '../session/apply';
import type { ClientContext, Feature } from '../session/context';
import { nameOf } from '../session/name-of';
import { openFile } from '../session/open-file';
import { showMessage, visibleItem } from '../session/show-message';
import { Cancelled, UserError } from '../session/user-error';
import { stateWords } from '../session/watch-words';
import { BACK, inputStep } from '../views/steps';
import { tellState, watchTerminal } from '../views/watch-terminal';
import type { WorkTerminal } from '../views/work-terminal';
import { chooseFolder } from './choose-folder';
import { requireEnabled } from './require-enabled';
import { runCommandAndHeal } from './run-and-heal';

const TYPE = 'selfHeal';
const WATCH = 'watch';
/** What is a source is told by the server; this only keeps the rest of the disk out of it. */
const SOURCES = '**/*.{py,pyi,ts,tsx,mts,cts,js,jsx,mjs,cjs,json,toml,cfg}';
const EVERY_SECONDS = 60;
const NIGHTLY = '02:00';

/** As it stands in tasks.json, read with care: a person may have written anything. */
interface Asked {
  readonly command: string;
  readonly fixes: WatchedFixes;
  /** In seconds. */
  readonly interval?: number;
  readonly nightly?: string;
  readonly unprotected: boolean;
}

export async function startWatch(context: ClientContext): Promise<void> {
  requireEnabled(context);
  const folder = await chooseFolder(l10n.t('Watch which folder?'));
  if (running) throw new UserError(l10n.t('“{0}” is watched already. “Self-Heal: Stop Watch” ends that.', running.command));
  const asked = await ask(context, folder);
  await tasks.executeTask(taskOf(context, folder, definitionOf(asked)));
}

export function stopWatch(): void {
  if (!running) throw new UserError(l10n.t('Nothing is watched.'));
  running.stop();
}

/** The one of this window. */
let running: { readonly command: string; readonly stop: () => void } | undefined;

async function ask({ settings, lastCommand }: ClientContext, folder: WorkspaceFolder): Promise<Asked> {
  const title = l10n.t('Watch');
  const { testCommand } = settings.current.folders[folder.uri.toString()] ?? settings.current.defaults;
  const command = await inputStep({
    title,
    placeholder: 'npm test',
    back: false,
    prompt: l10n.t('Which command is to run without an error? It runs on copies, in the sandbox, now and whenever a source is saved.'),
    value: testCommand || lastCommand.value?.line || '',
    wrong: (text) => (text === '' ? l10n.t('A command, please.') : undefined),
  });
  if (command === undefined || command === BACK) throw new Cancelled();
  const fixes = await window.showQuickPick(TIERS().map(visibleItem), {
    title,
    placeHolder: l10n.t('What is done where it fails?'),
    ignoreFocusOut: true,
  });
  if (!fixes) throw new Cancelled();
  const when = await window.showQuickPick(TIMES().map(visibleItem), {
    title,
    placeHolder: l10n.t('It runs after each save. When else? Enter alone: never'),
    ignoreFocusOut: true,
    canPickMany: true,
  });
  if (!when) throw new Cancelled();
  return {
    command,
    fixes: fixes.fixes,
    unprotected: false,
    ...(when.some(({ id }) => id === 'interval') && { interval: EVERY_SECONDS }),
    ...(when.some(({ id }) => id === 'nightly') && { nightly: NIGHTLY }),
  };
}

const TIERS = (): (QuickPickItem & { readonly fixes: WatchedFixes })[] => [
  {
    label: l10n.t('Offer Fixes'),
    detail: l10n.t('A message where there are some; nothing is changed before you look at it.'),
    fixes: 'offer',
  },
  { label: l10n.t('Only Say So'), detail: l10n.t('The status bar and the terminal tell; no message comes.'), fixes: 'report' },
  {
    label: l10n.t('Apply What Is Sure and Proved'),
    detail: l10n.t('Only where a run on a copy ended without an error with it. Saved at once; one undo takes it back.'),
    fixes: 'apply',
  },
];

const TIMES = (): (QuickPickItem & { readonly id: 'interval' | 'nightly' })[] => [
  { label: l10n.t('Every {0} Seconds', EVERY_SECONDS), id: 'interval' },
  { label: l10n.t('All Files at {0}', NIGHTLY), detail: l10n.t('Checkers look at them once a day; nothing is changed.'), id: 'nightly' },
];

function definitionOf({ command, fixes, interval, nightly, unprotected }: Asked): TaskDefinition {
  return {
    type: TYPE,
    task: WATCH,
    command,
    fixes,
    ...(interval !== undefined && { interval }),
    ...(nightly !== undefined && { nightly }),
    ...(unprotected && { unprotected }),
  };
}

/** undefined where it is no watch. */
function askedOf(definition: TaskDefinition): Asked | undefined {
  const { task, command, fixes, interval, nightly, unprotected }: Readonly<Record<string, unknown>> = definition;
  if (task !== WATCH || typeof command !== 'string' || command.trim() === '') return undefined;
  return {
    command: command.trim(),
    fixes: fixes === 'apply' || fixes === 'report' ? fixes : 'offer',
    ...(typeof interval === 'number' && interval > 0 && { interval }),
    ...(typeof nightly === 'string' && nightly.trim() !== '' && { nightly: nightly.trim() }),
    unprotected: unprotected === true,
  };
}

function taskOf(context: ClientContext, folder: WorkspaceFolder, definition: TaskDefinition): Task {
  const command = askedOf(definition)?.command ?? '';
  const task = new Task(
    definition,
    folder,
    l10n.t('watch {0}', visibleLine(command)),
    'Self-Heal',
    // What is resolved with variables of tasks.json counts.
    new CustomExecution((resolved) => Promise.resolve(terminalOf(context, folder, askedOf(resolved) ?? askedOf(definition)))),
  );
  task.isBackground = true;
  task.presentationOptions = {
    reveal: TaskRevealKind.Silent,
    panel: TaskPanelKind.Dedicated,
    clear: true,
    showReuseMessage: false,
    echo: false,
    focus: false,
  };
  return task;
}

/** Tasks of tasks.json, and an answer for the server. Nothing of it runs by itself. */
export const watchTaskProvider: Feature = (context) => {
  context.session.answer(ApplyWatched.type, (params) => apply(context, params));
  return Disposable.from(
    tasks.registerTaskProvider(TYPE, {
      provideTasks: () =>
        (workspace.workspaceFolders ?? []).flatMap((folder) => {
          const command = context.settings.current.folders[folder.uri.toString()]?.testCommand;
          return command ? [taskOf(context, folder, definitionOf({ command, fixes: 'offer', unprotected: false }))] : [];
        }),
      resolveTask: (task) => {
        const { definition, scope } = task;
        const folder = typeof scope === 'object' ? scope : workspace.workspaceFolders?.[0];
        if (!askedOf(definition) || !folder) return undefined;
        const resolved = taskOf(context, folder, definition);
        resolved.name = task.name;
        return resolved;
      },
    }),
    Disposable.from({ dispose: () => running?.stop() }),
  );
};

function terminalOf(context: ClientContext, folder: WorkspaceFolder, asked: Asked | undefined): WorkTerminal {
  const heading = asked ? l10n.t('Watching “{0}”. Ctrl+C ends it.', asked.command) : l10n.t('This task names no command.');
  return watchTerminal(heading, async (token, terminal) => {
    if (!asked) return l10n.t('A watch needs a command: "command": "npm test".');
    if (running) return l10n.t('“{0}” is watched already.', running.command);
    if (!context.settings.current.enabled) return l10n.t('Self-Heal is turned off by the setting “selfHeal.enabled”.');
    if (!workspace.isTrusted) return l10n.t('Nothing is run in a folder that you have not trusted.');
    const stop = (): void => terminal.cancel();
    running = { command: asked.command, stop };
    await commands.executeCommand('setContext', 'selfHeal.watching', true);
    const told = new Told(context, folder, asked);
    const listening = Disposable.from(
      context.settings.onDidChange(({ enabled }) => {
        if (!enabled) stop();
      }),
      sourcesOf(context, folder),
    );
    try {
      return await watchUntil(context, folder, asked, token, terminal, told);
    } finally {
      listening.dispose();
      running = undefined;
      context.status.watched = undefined;
      await commands.executeCommand('setContext', 'selfHeal.watching', false);
    }
  });
}

/** The editor's own watcher of files tells what was saved, also by others. */
function sourcesOf({ session }: ClientContext, folder: WorkspaceFolder): Disposable {
  const watcher = workspace.createFileSystemWatcher(new RelativePattern(folder, SOURCES));
  const changed = (): void => session.notify(SourcesChanged.type, { folder: folder.uri.toString() });
  return Disposable.from(watcher, watcher.onDidChange(changed), watcher.onDidCreate(changed), watcher.onDidDelete(changed));
}

let next = 1;

/** Over restarts of the server, too. @returns why it ended; empty where the person ended it. */
async function watchUntil(
  { session, log, status }: ClientContext,
  folder: WorkspaceFolder,
  { command, fixes, interval, nightly, unprotected }: Asked,
  token: CancellationToken,
  terminal: WorkTerminal,
  told: Told,
): Promise<string> {
  for (;;) {
    try {
      await session.start();
      const progressToken = `selfHeal-watch-${next++}`;
      const listening = session.onValue(Watch.progress, progressToken, (progress) => {
        if ('begins' in progress) {
          status.watched = { command, state: told.last, isRunning: true };
          return;
        }
        tellState(terminal, progress);
        told.tell(progress);
      });
      try {
        const answer = await session.ask(
          Watch.type,
          {
            command: { line: command, cwd: folder.uri.fsPath },
            fixes,
            ...(interval !== undefined && { intervalMs: interval * 1_000 }),
            ...(nightly !== undefined && { nightly }),
            ...(unprotected && { unprotected }),
            progressToken,
          },
          token,
        );
        if (token.isCancellationRequested) return '';
        if ('reason' in answer)
          return answer.reason === 'no-sandbox'
            ? l10n.t('{0} With "unprotected": true in the task it runs all the same, on a copy.', answer.message)
            : answer.message;
        return '';
      } finally {
        listening.dispose();
      }
    } catch (error) {
      if (token.isCancellationRequested) return '';
      log.warn(`The watch lost the server: ${String(error)}`);
      terminal.line(l10n.t('Self-Heal’s server ended. The watch goes on when it is there again.'));
      if (!(await untilRunning(session, token)))
        return token.isCancellationRequested ? '' : l10n.t('Self-Heal’s server is not started again.');
    }
  }
}

/** @returns whether the server runs; no where it is given up, or the watch has ended. */
function untilRunning(session: ClientContext['session'], token: CancellationToken): Promise<boolean> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (session.state === 'running') end(true);
      else if (session.state === 'failed' || token.isCancellationRequested) end(false);
    };
    const listening = Disposable.from(session.onDidChangeState(look), token.onCancellationRequested(look));
    const end = (isThere: boolean): void => {
      listening.dispose();
      resolve(isThere);
    };
    look();
  });
}

/** What was told last: the status item shows it, and a message comes only with something new. */
class Told {
  last: Watch.State | undefined;
  private offered = '';

  constructor(
    private readonly context: ClientContext,
    private readonly folder: WorkspaceFolder,
    private readonly asked: Asked,
  ) {}

  tell(state: Watch.State): void {
    const { context, asked, folder } = this;
    context.log.info(`Watching “${asked.command}”: ${stateWords(state)} ${state.why}`);
    if (state.of === 'night') return;
    this.last = state;
    context.status.watched = { command: asked.command, state, isRunning: false };
    if (state.state !== 'needs you') this.offered = '';
    const what = JSON.stringify([state.why, state.places]);
    if (asked.fixes === 'report' || state.state !== 'needs you' || state.ready === 0 || what === this.offered) return;
    this.offered = what;
    showMessage(context.log, 'info', l10n.t('“{0}” fails. {1}', asked.command, state.why), {
      title: l10n.t('Look at It'),
      run: () => runCommandAndHeal(context, { command: { line: asked.command, cwd: folder.uri.fsPath }, called: asked.command }),
    });
  }
}

/** All of them or none, and saved: the watch runs what the disk has. Never rejects. */
async function apply({ settings, log }: ClientContext, { files }: ApplyWatched.Params): Promise<ApplyWatched.Answer> {
  if (!running || !settings.current.enabled || !workspace.isTrusted) return { applied: false };
  try {
    const documents = await Promise.all(files.map(({ edit }) => openFile(Uri.parse(edit.textDocument.uri, true))));
    const unsaved = documents.find(({ isDirty }) => isDirty);
    if (unsaved) return { applied: false, why: l10n.t('{0} has changes that are not saved.', nameOf(unsaved.uri)) };
    await applyFiles(files);
    for (const document of documents)
      if (!(await document.save())) return { applied: true, why: l10n.t('{0} could not be saved.', nameOf(document.uri)) };
    const names = documents.map(({ uri }) => nameOf(uri)).join(', ');
    showMessage(log, 'info', l10n.t('The watch healed {0}, and saved it. One undo takes it back.', names));
    log.info(
      `Put in by the watch: ${files.flatMap(({ healed }) => healed.map(({ title, evidence }) => `${title}. ${evidence}`)).join(' ')}`,
    );
    return { applied: true };
  } catch (error) {
    return { applied: false, why: error instanceof Error ? error.message : String(error) };
  }
}
