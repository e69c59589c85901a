// What a file is healed with, in the editor's own place for that: interpreter, checker, sandbox and model, each with what can be done where it is missing.

import {
  Disposable,
  LanguageStatusSeverity,
  commands,
  extensions,
  l10n,
  languages,
  window,
  workspace,
  type Command,
  type LanguageStatusItem,
  type TextDocument,
} from 'vscode';
import { ToolStatus } from '../../protocol';
import { visibleLine } from '../../engine/visible-text';
import { plural } from '../session/count';
import { hostOf } from '../session/configured-model';
import type { ClientContext, Feature } from '../session/context';
import { isHealed, SELECTOR } from '../session/languages';
import { PYTHON_CHECKERS } from '../session/python-checkers';
import { settingFaults, type SettingFault } from '../session/setting-faults';
import { showMessage } from '../session/show-message';
import { mistakeIn, mistakeOfTeam, showMistakes, type Mistake } from './mistakes';

/** Changes are gathered for this long. In ms. */
const PAUSE = 400;
/** A line for the terminal, typed and not run: its one argument. */
const TYPE_IN_TERMINAL = 'selfHeal.typeInTerminal';
/** Shows a sentence: its one argument. */
const SAY = 'selfHeal.sayRemedy';
/** What is set wrongly. */
const SHOW_MISTAKES = 'selfHeal.showMistakes';
const TYPESCRIPT = 'vscode.typescript-language-features';

/** An item as it is to be shown. */
interface Line {
  readonly id: string;
  readonly name: string;
  readonly text: string;
  readonly detail: string;
  readonly severity?: LanguageStatusSeverity;
  readonly command?: Command;
}

export const showLanguageStatus: Feature = (context) => {
  const { extension, session, settings, status, log } = context;
  const items = new Map<string, LanguageStatusItem>();
  let timer: NodeJS.Timeout | undefined;
  let round = 0;
  let faults: readonly SettingFault[] | undefined;
  let mistakesOfTeam: readonly Mistake[] = [];
  const logged = new Set<string>();
  /** The interpreter says its version when it is used for the first time. */
  let isVersionComing = false;

  const show = (lines: readonly Line[]): void => {
    for (const [id, item] of items) {
      if (lines.some((line) => line.id === id)) continue;
      item.dispose();
      items.delete(id);
    }
    for (const { id, name, text, detail, severity, command } of lines) {
      const item = items.get(id) ?? languages.createLanguageStatusItem(`selfHeal.${id}`, SELECTOR);
      items.set(id, item);
      item.name = name;
      // Items of all extensions stand in one list, which does not say whose they are.
      item.text = `Self-Heal: ${visibleLine(text)}`;
      item.detail = visibleLine(detail);
      item.severity = severity ?? LanguageStatusSeverity.Information;
      item.command = command;
      item.accessibilityInformation = { label: `${name}: ${visibleLine(text)}. ${visibleLine(detail)}` };
    }
  };
  /** In the log once, and here for as long as they are wrong. */
  const wrongSettings = (): Line[] => {
    faults ??= settingFaults(extension.extension);
    for (const { message } of faults) {
      if (logged.has(message)) continue;
      logged.add(message);
      log.warn(message);
    }
    return faults.length === 0 ? [] : [settingsLine(faults)];
  };
  const look = async (): Promise<void> => {
    const own = ++round;
    const document = window.activeTextEditor?.document;
    const wrong = wrongSettings();
    if (!settings.current.enabled) return show(wrong);
    if (session.state === 'failed') return show([SERVER_GONE, ...wrong]);
    // Where nothing is healed nothing is asked, and no server is started for it.
    if (!document || !isHealed(document) || session.state !== 'running') return;
    if (!workspace.isTrusted) return show([RESTRICTED, ...wrong]);
    const answer = await session.ask(ToolStatus.type, { uri: session.converter?.asUri(document.uri) ?? document.uri.toString() });
    if (own !== round || 'reason' in answer) return;
    const folder = workspace.getWorkspaceFolder(document.uri);
    mistakesOfTeam = folder ? (answer.teamFaults ?? []).map((sentence) => mistakeOfTeam(sentence, folder.uri)) : [];
    isVersionComing = document.languageId === 'python' && answer.python !== undefined && answer.python.version === undefined;
    show([...linesOf(context, document, answer), ...wrong, ...(mistakesOfTeam.length > 0 ? [teamLine(mistakesOfTeam.length)] : [])]);
  };
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(
      () => void look().catch((error: unknown) => log.debug(`What files are healed with was not told: ${String(error)}`)),
      PAUSE,
    );
  };
  soon();
  return Disposable.from(
    { dispose: () => clearTimeout(timer) },
    { dispose: () => show([]) },
    commands.registerCommand(TYPE_IN_TERMINAL, (line: unknown) => {
      if (typeof line !== 'string') return;
      const terminal = window.createTerminal({ name: 'Self-Heal' });
      terminal.show();
      terminal.sendText(line, false);
    }),
    commands.registerCommand(SAY, (sentence: unknown) => {
      if (typeof sentence === 'string') showMessage(log, 'info', sentence);
    }),
    commands.registerCommand(SHOW_MISTAKES, () => showMistakes([...(faults ?? []).map(mistakeIn), ...mistakesOfTeam])),
    window.onDidChangeActiveTextEditor(soon),
    session.onDidChangeState(soon),
    status.onDidChange(() => {
      if (isVersionComing) soon();
    }),
    settings.onDidChange(() => {
      faults = undefined;
      soon();
    }),
    // What a team has set is read again.
    workspace.onDidSaveTextDocument(({ uri }) => {
      if (uri.path.endsWith('/.self-heal/config.json')) soon();
    }),
    extensions.onDidChange(soon),
    workspace.onDidGrantWorkspaceTrust(soon),
  );
};

const NAMES = {
  interpreter: l10n.t('Self-Heal: Interpreter'),
  checker: l10n.t('Self-Heal: Checker'),
  sandbox: l10n.t('Self-Heal: Sandbox'),
  model: l10n.t('Self-Heal: Model'),
  settings: l10n.t('Self-Heal: Settings'),
  team: l10n.t('Self-Heal: Settings of the Team'),
};

const SERVER_GONE: Line = {
  id: 'server',
  name: 'Self-Heal',
  text: l10n.t('the server is not running'),
  detail: l10n.t('nothing is healed'),
  severity: LanguageStatusSeverity.Error,
  command: { title: l10n.t('Restart'), command: 'selfHeal.restartServer' },
};

const RESTRICTED: Line = {
  id: 'server',
  name: 'Self-Heal',
  text: l10n.t('restricted'),
  detail: l10n.t('nothing is run until this folder is trusted'),
  command: { title: l10n.t('Manage Trust'), command: 'workbench.trust.manage' },
};

/** Short: the editor gives each line one row, and what does not fit there is not seen, the button neither. */
function settingsLine(faults: readonly SettingFault[]): Line {
  const n = new Set(faults.map(({ setting }) => setting)).size;
  return {
    id: 'settings',
    name: NAMES.settings,
    text: plural(n, l10n.t('1 setting is not used'), l10n.t('{0} settings are not used', n)),
    detail: n === 1 ? (faults[0]?.setting ?? '') : '',
    severity: LanguageStatusSeverity.Warning,
    command: { title: l10n.t('Show'), command: SHOW_MISTAKES },
  };
}

const teamLine = (n: number): Line => ({
  id: 'team',
  name: NAMES.team,
  text: plural(n, l10n.t('1 mistake in the team’s settings'), l10n.t('{0} mistakes in the team’s settings', n)),
  detail: '.self-heal/config.json',
  severity: LanguageStatusSeverity.Warning,
  command: { title: l10n.t('Show'), command: SHOW_MISTAKES },
});

function linesOf(context: ClientContext, document: TextDocument, tools: ToolStatus.Answer): Line[] {
  const isPython = document.languageId === 'python';
  return [
    ...(isPython ? [interpreter(tools)] : []),
    isPython ? pythonChecker() : typescriptChecker(document, tools),
    sandbox(context, tools),
    model(context),
  ];
}

function interpreter({ python, installPython }: ToolStatus.Answer): Line {
  const hasExtension = extensions.getExtension('ms-python.python') !== undefined;
  const choose: Command = hasExtension
    ? { title: l10n.t('Choose'), command: 'python.setInterpreter' }
    : { title: l10n.t('Choose'), command: 'workbench.action.openSettings', arguments: ['python.defaultInterpreterPath'] };
  if (python)
    return {
      id: 'interpreter',
      name: NAMES.interpreter,
      text: withVersion('Python', python.version),
      detail: python.path,
      ...(hasExtension && { command: choose }),
    };
  return {
    id: 'interpreter',
    name: NAMES.interpreter,
    text: l10n.t('no Python interpreter'),
    detail: l10n.t('fixes are parsed, and neither compiled nor run'),
    severity: LanguageStatusSeverity.Warning,
    command: hasExtension || installPython === undefined ? choose : typeInTerminal(l10n.t('Install in Terminal'), installPython),
  };
}

function pythonChecker(): Line {
  const found = PYTHON_CHECKERS.flatMap((id) => extensions.getExtension(id) ?? []);
  if (found.length > 0) {
    const names = found.map(nameOf).join(', ');
    return { id: 'checker', name: NAMES.checker, text: l10n.t('checked by {0}', names), detail: l10n.t('what it reports is healed') };
  }
  return {
    id: 'checker',
    name: NAMES.checker,
    text: l10n.t('no type checker'),
    detail: l10n.t('only certain errors are seen'),
    command: { title: l10n.t('Find One'), command: 'workbench.extensions.search', arguments: ['pyright'] },
  };
}

function typescriptChecker({ languageId }: TextDocument, { typescript }: ToolStatus.Answer): Line {
  const own = { id: 'checker', name: NAMES.checker };
  if (!extensions.getExtension(TYPESCRIPT))
    return {
      ...own,
      text: l10n.t('no checker'),
      detail: l10n.t('the editor’s TypeScript extension is switched off'),
      severity: LanguageStatusSeverity.Warning,
      command: { title: l10n.t('Show It'), command: 'workbench.extensions.search', arguments: ['@builtin typescript'] },
    };
  const text = l10n.t('checked by {0}', withVersion('TypeScript', typescript?.version));
  const isScript = languageId.startsWith('javascript');
  const checksScripts = workspace.getConfiguration('js/ts').get<boolean>('implicitProjectConfig.checkJs') === true;
  if (isScript && !checksScripts)
    return {
      ...own,
      text,
      detail: l10n.t('of JavaScript the syntax alone, unless “checkJs” is on'),
      command: {
        title: l10n.t('Open Setting'),
        command: 'workbench.action.openSettings',
        arguments: ['js/ts.implicitProjectConfig.checkJs'],
      },
    };
  return { ...own, text, detail: typescript?.own ? l10n.t('the workspace’s own') : l10n.t('the editor’s') };
}

function sandbox({ settings }: ClientContext, { sandbox: found }: ToolStatus.Answer): Line {
  const own = { id: 'sandbox', name: NAMES.sandbox };
  if (!settings.current.rerun)
    return {
      ...own,
      text: l10n.t('fixes are not proved by running'),
      detail: l10n.t('it is switched off'),
      command: { title: l10n.t('Open Setting'), command: 'workbench.action.openSettings', arguments: ['selfHeal.rerun.enabled'] },
    };
  if (found?.holds) return { ...own, text: l10n.t('fixes are proved by running'), detail: found.name };
  const why = found?.notes.join(' ') ?? '';
  const remedy = found?.remedy ?? '';
  const command =
    found?.install !== undefined
      ? typeInTerminal(l10n.t('Install in Terminal'), found.install)
      : { title: l10n.t('What to Do'), command: SAY, arguments: [`${why} ${remedy}`.trim()] };
  return { ...own, text: l10n.t('fixes are not proved by running'), detail: why, ...((why !== '' || remedy !== '') && { command }) };
}

function model({ settings }: ClientContext): Line {
  const { model: set } = settings.current;
  const command = { title: set ? l10n.t('Change') : l10n.t('Set Up'), command: 'selfHeal.setUpModel' };
  return set
    ? {
        id: 'model',
        name: NAMES.model,
        text: l10n.t('model {0}', set.name),
        detail: hostOf({ provider: set.provider ?? 'server', baseUrl: set.baseUrl, name: set.name }),
        command,
      }
    : { id: 'model', name: NAMES.model, text: l10n.t('no model'), detail: l10n.t('optional; no network is used'), command };
}

const typeInTerminal = (title: string, line: string): Command => ({ title, command: TYPE_IN_TERMINAL, arguments: [line] });

/** `Python 3.12.1`; the name alone where the version is not known. */
const withVersion = (name: string, version: string | undefined): string => (version === undefined ? name : `${name} ${version}`);

/** As its extension calls itself. */
function nameOf({ id, packageJSON }: { readonly id: string; readonly packageJSON: unknown }): string {
  const name = (packageJSON as { readonly displayName?: unknown }).displayName;
  return typeof name === 'string' && name !== '' ? name : id;
}
