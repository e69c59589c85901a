// The view "Learned": each rule with where it comes from, how it fared and whether it is used; under the one that is being edited, where it fits.

import {
  Disposable,
  EventEmitter,
  MarkdownString,
  Range,
  RelativePattern,
  ThemeColor,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
  Uri,
  l10n,
  window,
  workspace,
  type Command,
  type TreeDataProvider,
  type TreeView,
} from 'vscode';
import { ListRules, RulesChanged, type RuleMatches, type ShownRule } from '../../protocol';
import { visibleLine } from '../../engine/visible-text';
import type { ClientContext, LearnedList } from '../session/context';
import { counted, plural } from '../session/count';
import { RULE_FILES } from '../session/rule-files';
import { codeInItem, escaped } from './markdown';
import { LearnedMatches, type EditedRule } from './learned-matches';

export const LEARNED_VIEW = 'selfHealLearned';

/** Not all rules were found in the time there was: the rest is asked for after this. In ms. */
const GO_ON = 500;
/** So many times in a row. */
const MAX_GO_ON = 40;

export type LearnedNode = { readonly rule: ShownRule } | { readonly match: RuleMatches.Match } | { readonly note: string };

/** The rule of a node that the editor gives a command; undefined where it came from the palette. */
export const ruleOf = (given: unknown): ShownRule | undefined =>
  typeof given === 'object' && given !== null && 'rule' in given ? (given as { readonly rule: ShownRule }).rule : undefined;

export class LearnedView implements TreeDataProvider<LearnedNode>, LearnedList, Disposable {
  private readonly changed = new EventEmitter<LearnedNode | undefined>();
  private readonly matches: LearnedMatches;
  private readonly view: TreeView<LearnedNode>;
  private readonly disposables: Disposable[];
  private nodes: readonly { readonly rule: ShownRule }[] = [];
  private watchers = Disposable.from();
  private goOn: NodeJS.Timeout | undefined;
  private wentOn = 0;

  readonly onDidChangeTreeData = this.changed.event;

  constructor(private readonly context: Pick<ClientContext, 'session' | 'settings' | 'log'>) {
    const { session, settings } = context;
    this.matches = new LearnedMatches(context);
    this.view = window.createTreeView(LEARNED_VIEW, { treeDataProvider: this });
    session.on(RulesChanged.type, () => this.refresh());
    this.disposables = [
      this.changed,
      this.matches,
      this.view,
      this.matches.onDidChange(() => this.showMatches()),
      session.onRunning(() => this.refresh()),
      settings.onDidChange(() => this.refresh()),
      workspace.onDidGrantWorkspaceTrust(() => this.refresh()),
      workspace.onDidChangeWorkspaceFolders(() => {
        this.watchFiles();
        this.refresh();
      }),
      workspace.onDidSaveTextDocument(() => this.matches.again()),
      { dispose: () => void this.watchers.dispose() },
    ];
    this.watchFiles();
  }

  get isSeen(): boolean {
    return this.view.visible;
  }

  refresh(): void {
    this.wentOn = 0;
    this.changed.fire(undefined);
    this.matches.again();
  }

  /** As the view shows them now, or as it would. */
  async rules(): Promise<readonly ShownRule[]> {
    if (this.nodes.length === 0) await this.getChildren();
    return this.nodes.map(({ rule }) => rule);
  }

  async getChildren(node?: LearnedNode): Promise<LearnedNode[]> {
    if (node) return 'rule' in node ? this.childrenOf(node.rule) : [];
    const { session, settings, log } = this.context;
    // An empty view shows its welcome, which says why.
    if (!workspace.isTrusted || !settings.current.enabled || session.state === 'idle') return this.show([]);
    const answer = await session.ask(ListRules.type, {}).catch((error: unknown) => {
      log.warn(`The rules were not listed: ${String(error)}`);
      return undefined;
    });
    if (!answer || 'reason' in answer) return this.show([]);
    if (answer.partly && this.wentOn < MAX_GO_ON) {
      clearTimeout(this.goOn);
      this.wentOn++;
      this.goOn = setTimeout(() => this.changed.fire(undefined), GO_ON);
    }
    return this.show(answer.rules);
  }

  getTreeItem(node: LearnedNode): TreeItem {
    if ('match' in node) return matchItem(node.match);
    if ('note' in node) return noteItem(node.note);
    return this.ruleItem(node.rule);
  }

  dispose(): void {
    clearTimeout(this.goOn);
    for (const disposable of this.disposables) disposable.dispose();
  }

  private show(rules: readonly ShownRule[]): LearnedNode[] {
    this.nodes = rules.map((rule) => ({ rule }));
    return [...this.nodes];
  }

  private watchFiles(): void {
    this.watchers.dispose();
    const watchers = (workspace.workspaceFolders ?? []).map((folder) => {
      const watcher = workspace.createFileSystemWatcher(new RelativePattern(folder, RULE_FILES));
      return Disposable.from(
        watcher,
        watcher.onDidChange(() => this.refresh()),
        watcher.onDidCreate(() => this.refresh()),
        watcher.onDidDelete(() => this.refresh()),
      );
    });
    this.watchers = Disposable.from(...watchers);
  }

  /** Of the rule that is being edited; undefined of the others. */
  private editedOf({ file }: ShownRule): EditedRule | undefined {
    const { current } = this.matches;
    return file !== undefined && current && Uri.parse(file).toString() === current.file ? current : undefined;
  }

  private showMatches(): void {
    const answer = this.matches.current?.answer;
    this.view.description = !answer ? '' : answer.mistake === undefined ? placesOf(answer) : l10n.t('the rule has a mistake');
    this.changed.fire(undefined);
  }

  private childrenOf(rule: ShownRule): LearnedNode[] {
    const answer = this.editedOf(rule)?.answer;
    if (!answer) return [];
    if (answer.mistake !== undefined) return [{ note: visibleLine(answer.mistake) }];
    if (answer.places === 0)
      return [{ note: answer.partly ? l10n.t('No place found in the time there was.') : l10n.t('It fits nowhere in this folder now.') }];
    const more = answer.places - answer.matches.length;
    return [...answer.matches.map((match) => ({ match })), ...(more > 0 ? [{ note: morePlaces(more, answer.partly) }] : [])];
  }

  private ruleItem(rule: ShownRule): TreeItem {
    const edited = this.editedOf(rule);
    const item = new TreeItem(visibleLine(rule.title), edited ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.None);
    const live = edited?.answer;
    // While it is edited, what is typed counts, not what is saved.
    const mistake = live ? live.mistake : rule.mistake;
    item.id = `${rule.folder} ${rule.file ?? rule.id}${edited ? ' edited' : ''}`;
    item.contextValue = `rule ${rule.state}`;
    item.iconPath = iconOf(rule, mistake);
    item.description = describe(rule, mistake, live);
    item.tooltip = tooltipOf(rule, mistake);
    item.accessibilityInformation = { label: `${visibleLine(rule.title)}, ${stateOf(rule)}, ${describe(rule, mistake, live)}` };
    if (rule.file !== undefined) item.command = openCommand(Uri.parse(rule.file));
    return item;
  }
}

const placesOf = ({ places, files, partly }: RuleMatches.Answer): string =>
  places === 0
    ? l10n.t('fits nowhere now')
    : partly
      ? l10n.t('fits {0} or more in {1}', counted.places(places), counted.files(files))
      : l10n.t('fits {0} in {1}', counted.places(places), counted.files(files));

const morePlaces = (more: number, partly: boolean): string =>
  partly
    ? plural(more, l10n.t('… and 1 more place or more'), l10n.t('… and {0} more places or more', more))
    : plural(more, l10n.t('… and 1 more place'), l10n.t('… and {0} more places', more));

function noteItem(note: string): TreeItem {
  const item = new TreeItem(note);
  item.tooltip = note;
  item.contextValue = 'note';
  return item;
}

function matchItem({ uri, range: { start, end }, code }: RuleMatches.Match): TreeItem {
  const file = Uri.parse(uri);
  const item = new TreeItem(`${visibleLine(workspace.asRelativePath(file))}:${start.line + 1}`);
  item.description = visibleLine(code);
  item.tooltip = visibleLine(code);
  item.iconPath = new ThemeIcon('location');
  item.contextValue = 'match';
  item.command = openCommand(file, new Range(start.line, start.character, end.line, end.character));
  return item;
}

const openCommand = (file: Uri, selection?: Range): Command => ({
  title: l10n.t('Open'),
  command: 'vscode.open',
  arguments: [file, { preview: true, ...(selection && { selection }) }],
});

function iconOf(rule: ShownRule, mistake: string | undefined): ThemeIcon {
  if (mistake !== undefined) return new ThemeIcon('error', new ThemeColor('list.errorForeground'));
  if (rule.state === 'off' || rule.retired) return new ThemeIcon('circle-slash', new ThemeColor('disabledForeground'));
  return new ThemeIcon(rule.state === 'memory' ? 'lightbulb' : 'file-code');
}

function stateOf({ state, retired, inMemory }: ShownRule): string {
  if (state === 'mistake') return l10n.t('has a mistake and is not used');
  if (state === 'off') return l10n.t('switched off');
  if (retired) return l10n.t('not offered any more: it was refused more often than taken');
  return state === 'memory' ? l10n.t('in memory') : inMemory ? l10n.t('kept as a file') : l10n.t('kept as a file alone');
}

function describe(rule: ShownRule, mistake: string | undefined, live: RuleMatches.Answer | undefined): string {
  // While it is edited, the whole sentence stands below.
  if (mistake !== undefined) return live ? l10n.t('has a mistake') : visibleLine(mistake);
  const { state, retired, fixes, places, taken, refused } = rule;
  const several = (workspace.workspaceFolders?.length ?? 0) > 1;
  return [
    state === 'off' ? l10n.t('switched off') : retired ? l10n.t('retired') : '',
    live ? placesOf(live) : '',
    fixes > 0 ? `${counted.fixes(fixes)}, ${counted.places(places)}` : l10n.t('written by hand'),
    taken + refused > 0 ? l10n.t('taken {0}, refused {1}', taken, refused) : '',
    several ? (workspace.getWorkspaceFolder(Uri.parse(rule.folder))?.name ?? '') : '',
  ]
    .filter(Boolean)
    .join(' · ');
}

function tooltipOf(rule: ShownRule, mistake: string | undefined): MarkdownString {
  const { title, file, fixes, places, taken, refused, errorType, language, example } = rule;
  const lines = [
    `**${escaped(title)}**`,
    mistake === undefined ? sentence(stateOf(rule)) : escaped(mistake),
    [
      fixes > 0 ? l10n.t('Learned from {0} at {1}.', counted.fixes(fixes), counted.places(places)) : '',
      taken + refused > 0 ? l10n.t('What it offered was taken {0} and refused {1}.', counted.times(taken), counted.times(refused)) : '',
    ]
      .filter(Boolean)
      .join(' '),
    errorType ? [language, l10n.t('for {0}', escaped(errorType))].filter(Boolean).join(', ') : language,
    file === undefined ? '' : escaped(workspace.asRelativePath(Uri.parse(file))),
    ...(example
      ? [codeInItem('diff', [...marked('-', example.before), ...marked('+', example.after)].join('\n')).replace(/^ {2}/gm, '')]
      : []),
  ];
  return new MarkdownString(lines.filter(Boolean).join('\n\n'));
}

const sentence = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;

const marked = (mark: string, text: string): string[] =>
  text
    .trimEnd()
    .split('\n')
    .slice(0, 12)
    .map((line) => `${mark} ${line}`);
