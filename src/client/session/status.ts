// The one status item: what is ready, what failed, what is missing. It never pops up.

import { Disposable, EventEmitter, MarkdownString, StatusBarAlignment, l10n, window, workspace, type StatusBarItem } from 'vscode';
import { StatusChanged, type Watch } from '../../protocol';
import { isHealed } from './languages';
import { plural, waiting } from './count';
import type { ServerSession } from './server-session';
import type { SettingsSource } from './settings';
import { fixToKeep } from './kept-fix';
import { visibleLine } from '../../engine/visible-text';
import { stateWords } from './watch-words';

const SELF = 'Self-Heal';
const QUIET: StatusChanged.Params = { fixes: 0, failures: 0, pairs: undefined, busy: false };
/** A short burst of work is not worth a spinner that flickers. */
const BUSY_AFTER_MS = 400;
const RESTRICTED = l10n.t('Self-Heal: restricted: nothing is run until this folder is trusted.');

/** A watch that runs, with what it said last. */
export interface Watched {
  readonly command: string;
  readonly state: Watch.State | undefined;
  /** Its command runs now. */
  readonly isRunning: boolean;
}

export class Status implements Disposable {
  private readonly item: StatusBarItem;
  private readonly listening: Disposable;
  private readonly changed = new EventEmitter<void>();
  private last: StatusChanged.Params = QUIET;
  private busy = false;
  private whyUnseen: string | undefined;
  private watch: Watched | undefined;
  private busyTimer: NodeJS.Timeout | undefined;

  /** The server said something new of what is ready or failed, or it is gone. */
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly session: ServerSession,
    private readonly settings: SettingsSource,
  ) {
    this.item = window.createStatusBarItem('selfHeal.status', StatusBarAlignment.Right, 90);
    this.item.name = 'Self-Heal';
    session.on(StatusChanged.type, (params) => this.update(params));
    this.listening = Disposable.from(
      this.item,
      this.changed,
      session.onDidChangeState(() => {
        if (session.state === 'running') this.show();
        else this.update(QUIET);
      }),
      settings.onDidChange(() => this.show()),
      window.onDidChangeActiveTextEditor(() => this.show()),
      workspace.onDidOpenTextDocument(() => this.show()),
      workspace.onDidGrantWorkspaceTrust(() => this.show()),
    );
    this.show();
  }

  /** What the server said last. */
  get now(): StatusChanged.Params {
    return this.last;
  }

  /** Why errors in terminals are not seen, in one sentence; undefined where they are, or nobody has asked for it yet. */
  get unseen(): string | undefined {
    return this.whyUnseen;
  }

  set unseen(sentence: string | undefined) {
    this.whyUnseen = sentence;
    this.show();
  }

  get isWatching(): boolean {
    return this.watch !== undefined;
  }

  /** What the watch says; undefined where there is none. */
  set watched(watch: Watched | undefined) {
    this.watch = watch;
    this.show();
  }

  /** The state in one plain sentence; the tooltip's first line. */
  get sentence(): string {
    if (!this.settings.current.enabled) return l10n.t('Self-Heal is turned off.');
    if (this.session.state === 'failed') return l10n.t("Self-Heal's server is not running.");
    if (!workspace.isTrusted) return RESTRICTED;
    if (this.last.trouble) return visibleLine(this.last.trouble);
    const { fixes, failures } = this.last;
    const ready =
      fixes > 0
        ? plural(
            fixes,
            l10n.t('1 problem with a fix ready: look under the lightbulb.'),
            l10n.t('{0} problems with a fix ready: look under the lightbulb.', fixes),
          )
        : l10n.t('No fix is waiting.');
    return failures > 0
      ? `${ready} ${plural(failures, l10n.t('1 failure of programs: see the view Problems.'), l10n.t('{0} failures of programs: see the view Problems.', failures))}`
      : ready;
  }

  dispose(): void {
    clearTimeout(this.busyTimer);
    this.listening.dispose();
  }

  private update(params: StatusChanged.Params): void {
    this.last = params;
    this.changed.fire();
    if (!params.busy) {
      clearTimeout(this.busyTimer);
      this.busyTimer = undefined;
      this.busy = false;
    } else if (!this.busy) {
      this.busyTimer ??= setTimeout(() => {
        this.busyTimer = undefined;
        this.busy = true;
        this.show();
      }, BUSY_AFTER_MS);
    }
    this.show();
  }

  private show(): void {
    const editor = window.activeTextEditor;
    const { failures, trouble, pairs, handMade } = this.last;
    const failed = this.session.state === 'failed';
    const relevant = (editor && isHealed(editor.document)) || failures > 0 || trouble !== undefined || failed || this.watch !== undefined;
    if (!this.settings.current.enabled || !relevant) {
      this.item.hide();
      return;
    }
    const restricted = !workspace.isTrusted;
    const own = handMade ? l10n.t('keep your fix?') : '';
    const watch = this.watch?.state ? stateWords(this.watch.state) : '';
    const words = [watch, own, waiting(this.last)].filter(Boolean).join(', ');
    this.item.text = failed
      ? `$(error) ${SELF}`
      : restricted
        ? `$(shield) ${l10n.t('Self-Heal: restricted')}`
        : trouble !== undefined
          ? `$(warning) ${SELF}`
          : `${this.busy || this.watch?.isRunning ? '$(loading~spin)' : this.watch ? '$(eye)' : words ? (own ? '$(bookmark)' : '$(lightbulb)') : '$(heart)'} ${words || 'Self-Heal'}`;
    this.item.command = restricted
      ? { command: 'workbench.trust.manage', title: l10n.t('Manage Workspace Trust') }
      : own
        ? 'selfHeal.recordFix'
        : 'selfHeal.showActions';
    const tooltip = new MarkdownString(undefined, true);
    tooltip.appendText(this.sentence);
    if (handMade) tooltip.appendMarkdown('\n\n').appendText(fixToKeep(handMade.file, handMade.title));
    if (this.whyUnseen) tooltip.appendMarkdown('\n\n').appendText(this.whyUnseen);
    if (pairs !== undefined)
      tooltip
        .appendMarkdown('\n\n')
        .appendText(
          plural(pairs, l10n.t('1 accepted fix kept in this workspace.'), l10n.t('{0} accepted fixes kept in this workspace.', pairs)),
        );
    if (this.watch) tooltip.appendMarkdown('\n\n').appendText(watchSentence(this.watch));
    tooltip.appendMarkdown(
      restricted
        ? `\n\n${l10n.t('Click to manage the trust of this folder.')}`
        : own
          ? `\n\n${l10n.t('Click to keep it.')}`
          : `\n\n${l10n.t('Click for what Self-Heal can do here.')}`,
    );
    this.item.tooltip = tooltip;
    this.item.accessibilityInformation = { label: `Self-Heal: ${this.sentence}` };
    this.item.show();
  }
}

function watchSentence({ command, state }: Watched): string {
  const what = state ? [stateWords(state), state.why].filter(Boolean).join(': ') : l10n.t('the first run is under way');
  return l10n.t('Watching “{0}”: {1}', visibleLine(command), what);
}
