// The view "Pairs": the fixes that were accepted here, newest first, each with what became of it and what proves it.

import { MarkdownString, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState, Uri, l10n, workspace } from 'vscode';
import { PairRows, PairsChanged, type ShownPair } from '../../protocol';
import { visibleLine } from '../../engine/visible-text';
import type { PairList } from '../session/context';
import { lineItem, type LineNode } from './line-item';
import { escaped } from './markdown';
import { ServerList, type ListContext } from './server-list';
import { longTime, shortTime } from './when';

export const PAIRS_VIEW = 'selfHealPairs';

/** Rows of the view: all that a store keeps where nobody has changed its size. */
const MAX_ROWS = 1_000;

export type PairNode = { readonly pair: ShownPair } | LineNode;

/** The pair of a node that the editor gives a command; undefined where it came from elsewhere. */
export const pairOf = (given: unknown): ShownPair | undefined =>
  typeof given === 'object' && given !== null && 'pair' in given ? (given as { readonly pair: ShownPair }).pair : undefined;

export class PairsView extends ServerList<PairNode> implements PairList {
  constructor(context: ListContext) {
    super(PAIRS_VIEW, context, { what: 'pairs', changedBy: [PairsChanged.type], selectsMany: true });
  }

  async pairs(): Promise<readonly ShownPair[]> {
    return (await this.rows()).pairs;
  }

  async getChildren(node?: PairNode): Promise<PairNode[]> {
    if (node) return 'pair' in node ? recordOf(node.pair) : [];
    const { pairs, total } = await this.rows();
    this.view.description = total > 0 ? String(total) : '';
    this.view.message = total > pairs.length ? l10n.t('The newest {0} of {1}.', pairs.length, total) : '';
    return pairs.map((pair) => ({ pair }));
  }

  getTreeItem(node: PairNode): TreeItem {
    return 'pair' in node ? pairItem(node.pair) : lineItem(node);
  }

  private rows(): Promise<PairRows.Answer> {
    return this.ask(PairRows.type, { limit: MAX_ROWS }, NONE);
  }
}

const NONE: PairRows.Answer = { pairs: [], total: 0 };

function pairItem(pair: ShownPair): TreeItem {
  const item = new TreeItem(visibleLine(pair.title), TreeItemCollapsibleState.Collapsed);
  item.id = idOf(pair);
  item.contextValue = `pair ${pair.state}${pair.hasTexts ? ' texts' : ''}`;
  item.iconPath =
    pair.state === 'used'
      ? new ThemeIcon('bookmark')
      : new ThemeIcon(pair.state === 'aside' ? 'circle-slash' : 'discard', new ThemeColor('disabledForeground'));
  item.description = describe(pair);
  item.tooltip = tooltipOf(pair);
  item.accessibilityInformation = { label: `${visibleLine(pair.title)}, ${describe(pair)}` };
  item.command = pair.hasTexts
    ? { title: l10n.t('Open Change'), command: 'selfHeal.openPair', arguments: [{ pair }] }
    : { title: l10n.t('Go to File'), command: 'selfHeal.goToPair', arguments: [{ pair }] };
  return item;
}

const idOf = ({ folder, id }: ShownPair): string => `${folder} ${id}`;

const placeOf = ({ file, line }: Pick<ShownPair, 'file' | 'line'>): string => `${visibleLine(file)}:${line + 1}`;

function describe(pair: ShownPair): string {
  const several = (workspace.workspaceFolders?.length ?? 0) > 1;
  return [
    placeOf(pair),
    pair.state === 'used' ? '' : pair.verdict,
    several ? (workspace.getWorkspaceFolder(Uri.parse(pair.folder))?.name ?? '') : '',
    shortTime(pair.at),
    pair.errorType,
  ]
    .filter(Boolean)
    .join(' · ');
}

/** What is known of it, a line each. */
function recordOf(pair: ShownPair): LineNode[] {
  const { errorType, message, verdict, how, evidence, source, command, at } = pair;
  const error = visibleLine(message.split('\n', 1)[0] ?? '');
  const lines: readonly (readonly [icon: string, line: string])[] = [
    ['error', errorType === '' || error.startsWith(errorType) ? error : `${errorType}: ${error}`],
    ['location', placeOf(pair)],
    ['tag', how === '' || how === verdict ? sentence(verdict) : `${sentence(verdict)} (${how})`],
    ['pass', evidence],
    ['terminal', command ?? ''],
    ['tools', sentence(source)],
    ['calendar', longTime(at)],
  ];
  return lines.flatMap(([icon, line]) => (line === '' ? [] : [{ of: idOf(pair), icon, line }]));
}

const sentence = (words: string): string => `${words[0]?.toUpperCase() ?? ''}${words.slice(1)}`;

function tooltipOf(pair: ShownPair): MarkdownString {
  return new MarkdownString([`**${escaped(pair.title)}**`, ...recordOf(pair).map(({ line }) => escaped(line))].join('\n\n'));
}
