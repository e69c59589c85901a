// The view "Adapters": each one with what is known of it, and which one answers.

import {
  Disposable,
  MarkdownString,
  RelativePattern,
  ThemeColor,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
  Uri,
  l10n,
  workspace,
} from 'vscode';
import { AdaptersChanged, ListAdapters, type AdapterPriority, type ShownAdapter } from '../../protocol';
import { visibleLine } from '../../engine/visible-text';
import { ADAPTER_FILES } from '../session/adapter-files';
import type { AdapterList } from '../session/context';
import { counted } from '../session/count';
import { lineItem, type LineNode } from './line-item';
import { escaped } from './markdown';
import { ServerList, type ListContext } from './server-list';

const ADAPTERS_VIEW = 'selfHealAdapters';

export type AdapterNode = { readonly adapter: ShownAdapter } | LineNode;

/** The adapter of a node that the editor gives a command; undefined where it came from the palette. */
export const adapterOf = (given: unknown): ShownAdapter | undefined =>
  typeof given === 'object' && given !== null && 'adapter' in given ? (given as { readonly adapter: ShownAdapter }).adapter : undefined;

export class AdaptersView extends ServerList<AdapterNode> implements AdapterList {
  private watchers = Disposable.from();

  constructor(context: ListContext) {
    super(ADAPTERS_VIEW, context, { what: 'adapters', changedBy: [AdaptersChanged.type] });
    this.disposables.push(
      workspace.onDidChangeWorkspaceFolders(() => this.watchFiles()),
      { dispose: () => void this.watchers.dispose() },
    );
    this.watchFiles();
  }

  async adapters(): Promise<readonly ShownAdapter[]> {
    return (await this.ask(ListAdapters.type, {}, { adapters: [] })).adapters;
  }

  async getChildren(node?: AdapterNode): Promise<AdapterNode[]> {
    if (node) return 'adapter' in node ? recordOf(node.adapter) : [];
    const adapters = await this.adapters();
    const active = adapters.filter(({ state }) => state === 'active').length;
    this.view.description = adapters.length === 0 ? '' : active === 0 ? l10n.t('none is active') : '';
    return adapters.map((adapter) => ({ adapter }));
  }

  getTreeItem(node: AdapterNode): TreeItem {
    return 'adapter' in node ? adapterItem(node.adapter) : lineItem(node);
  }

  private watchFiles(): void {
    this.watchers.dispose();
    const soon = (): void => this.refresh();
    this.watchers = Disposable.from(
      ...(workspace.workspaceFolders ?? []).map((folder) => {
        const watcher = workspace.createFileSystemWatcher(new RelativePattern(folder, ADAPTER_FILES));
        return Disposable.from(watcher, watcher.onDidChange(soon), watcher.onDidCreate(soon), watcher.onDidDelete(soon));
      }),
    );
  }
}

function adapterItem(adapter: ShownAdapter): TreeItem {
  const { folder, id, state } = adapter;
  const item = new TreeItem(visibleLine(id), state === 'unreadable' ? TreeItemCollapsibleState.None : TreeItemCollapsibleState.Collapsed);
  item.id = `${folder} ${id}`;
  item.contextValue = `adapter ${state}`;
  item.iconPath =
    state === 'unreadable'
      ? new ThemeIcon('error', new ThemeColor('list.errorForeground'))
      : state === 'active'
        ? new ThemeIcon('pass-filled', new ThemeColor('testing.iconPassed'))
        : new ThemeIcon('circle-large-outline');
  item.description = describeAdapter(adapter);
  item.tooltip = tooltipOf(adapter);
  item.accessibilityInformation = { label: `${visibleLine(id)}, ${describeAdapter(adapter)}` };
  return item;
}

export function describeAdapter(adapter: ShownAdapter): string {
  const { folder, state, mistake, pairs, priority, comparison } = adapter;
  if (state === 'unreadable') return visibleLine(mistake ?? l10n.t('can’t be read'));
  const several = (workspace.workspaceFolders?.length ?? 0) > 1;
  return [
    state === 'active' ? l10n.t('active') : '',
    comparison ? OUTCOMES[comparison.outcome] : l10n.t('not compared'),
    pairs === undefined ? '' : counted.pairs(pairs),
    successOf(adapter),
    priority === 'medium' ? '' : PRIORITIES[priority],
    several ? (workspace.getWorkspaceFolder(Uri.parse(folder))?.name ?? '') : '',
  ]
    .filter(Boolean)
    .join(' · ');
}

export const PRIORITY_WORDS: Readonly<Record<AdapterPriority, string>> = {
  critical: l10n.t('critical'),
  high: l10n.t('high'),
  medium: l10n.t('medium'),
  low: l10n.t('low'),
};

/** As a row says them; what it has at first is not said. */
const PRIORITIES: Readonly<Record<Exclude<AdapterPriority, 'medium'>, string>> = {
  critical: l10n.t('critical priority'),
  high: l10n.t('high priority'),
  low: l10n.t('low priority'),
};

/** As a row says them. */
export const OUTCOMES = {
  better: l10n.t('better than its base'),
  worse: l10n.t('worse than its base'),
  'not-enough-evidence': l10n.t('not enough evidence'),
} as const;

/** Empty where nobody has judged it yet: a rate of nothing is no rate. */
function successOf(adapter: ShownAdapter): string {
  return adapter.verdicts === 0 ? '' : l10n.t('{0} right', percentOf(adapter));
}

const percentOf = ({ successRate }: ShownAdapter): string => `${Math.round(100 * successRate)} %`;

/** What is known of it, a line each, most asked first. */
function recordOf(adapter: ShownAdapter): LineNode[] {
  const { folder, id, base, pairs, priority, errorTypes, comparison, description, verdicts } = adapter;
  const of = `${folder} ${id}`;
  const lines: readonly (readonly [icon: string, line: string])[] = [
    ...(description === '' ? [] : ([['note', description]] as const)),
    ['symbol-constant', base === '' ? l10n.t('Its base is not known') : l10n.t('Base: {0}', base)],
    ['database', pairs === undefined ? l10n.t('Pairs: not known') : l10n.t('Trained on {0}', counted.pairs(pairs))],
    ['beaker', comparison?.sentence ?? l10n.t('Not compared with its base yet')],
    [
      'graph',
      verdicts === 0
        ? l10n.t('Nothing of it was taken or refused yet')
        : verdicts === undefined
          ? l10n.t('Right: {0}', percentOf(adapter))
          : l10n.t('Right: {0}, {1}', percentOf(adapter), counted.verdicts(verdicts)),
    ],
    ['arrow-up', l10n.t('Priority: {0}', PRIORITY_WORDS[priority])],
    ['target', errorTypes.length === 0 ? l10n.t('Answers all errors') : l10n.t('Answers {0}', errorTypes.join(', '))],
  ];
  return lines.map(([icon, line]) => ({ of, icon, line }));
}

function tooltipOf(adapter: ShownAdapter): MarkdownString {
  const { id, state, mistake, comparison } = adapter;
  const lines = [
    `**${escaped(id)}**`,
    state === 'unreadable' ? escaped(mistake ?? l10n.t('It can’t be read.')) : '',
    state === 'active' ? l10n.t('It answers the errors that it is for.') : '',
    ...(state === 'unreadable' ? [] : recordOf(adapter).map(({ line }) => escaped(line))),
    ...(comparison?.lines ?? []).map(escaped),
  ];
  return new MarkdownString(lines.filter(Boolean).join('\n\n'));
}
