// The view "Problems": failures of programs and problems that have a fix, newest first, each with who has seen it and what is proved of its best fix.

import { MarkdownString, Range, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState, Uri, l10n, workspace } from 'vscode';
import { ListProblems, type ShownProblem } from '../../protocol';
import { visibleLine } from '../../engine/visible-text';
import type { ProblemList } from '../session/context';
import { counted, plural, waiting } from '../session/count';
import { lineItem, type LineNode } from './line-item';
import { escaped } from './markdown';
import { ServerList, type ListContext } from './server-list';

export const PROBLEMS_VIEW = 'selfHealProblems';

/** Rows of the view; nobody reads more. */
const MAX_ROWS = 500;
const MAX_LABEL = 200;
const NONE: ListProblems.Answer = { problems: [], fixes: 0, failures: 0 };

/** A problem, or a line of what is known of one: a narrow side bar has no room for it beside the message. */
export type ProblemNode = { readonly problem: ShownProblem } | LineNode;

/** The problem of a node that the editor gives a command; undefined where it came from elsewhere. */
export const problemOf = (given: unknown): ShownProblem | undefined =>
  typeof given === 'object' && given !== null && 'problem' in given ? (given as { readonly problem: ShownProblem }).problem : undefined;

export class ProblemsView extends ServerList<ProblemNode> implements ProblemList {
  constructor(context: ListContext) {
    super(PROBLEMS_VIEW, context, { what: 'problems', changedBy: [], followsStatus: true, isForUntrusted: true });
  }

  list(limit: number): Promise<ListProblems.Answer> {
    return this.ask(ListProblems.type, { limit }, NONE);
  }

  async getChildren(node?: ProblemNode): Promise<ProblemNode[]> {
    if (node) return 'problem' in node ? recordOf(node.problem) : [];
    const answer = await this.list(MAX_ROWS);
    const rows = answer.problems;
    this.view.description = waiting(answer);
    this.view.message = rows.length === MAX_ROWS ? l10n.t('The newest {0}.', MAX_ROWS) : '';
    return rows.map((problem) => ({ problem }));
  }

  getTreeItem(node: ProblemNode): TreeItem {
    return 'problem' in node ? problemItem(node.problem) : lineItem(node);
  }
}

/** `src/app.py:12`, as a person counts lines. */
export const placeOf = ({ uri, range }: Pick<ShownProblem, 'uri' | 'range'>): string =>
  `${visibleLine(workspace.asRelativePath(Uri.parse(uri)))}:${range.start.line + 1}`;

function problemItem(problem: ShownProblem): TreeItem {
  const { id, uri, range, message, failure, looked, fix } = problem;
  const label = visibleLine(message.split('\n', 1)[0] ?? '').slice(0, MAX_LABEL);
  const item = new TreeItem(label, TreeItemCollapsibleState.Collapsed);
  item.id = id;
  item.contextValue = ['problem', failure ? 'failure' : '', fix || !looked ? 'healable' : ''].filter(Boolean).join(' ');
  item.iconPath = fix
    ? new ThemeIcon('lightbulb', new ThemeColor('editorLightBulb.foreground'))
    : new ThemeIcon('error', new ThemeColor('list.errorForeground'));
  item.description = describe(problem);
  item.tooltip = tooltipOf(problem);
  item.accessibilityInformation = { label: `${label}, ${describe(problem)}` };
  const { start, end } = range;
  const selection = new Range(start.line, start.character, end.line, end.character);
  item.command = { title: l10n.t('Go to'), command: 'vscode.open', arguments: [Uri.parse(uri), { selection }] };
  return item;
}

function describe(problem: ShownProblem): string {
  const { failure, looked, times, seenBy, fix } = problem;
  return [
    placeOf(problem),
    times > 1 ? counted.times(times) : '',
    seenBy.length > 1
      ? plural(
          seenBy.length - 1,
          l10n.t('{0} and 1 other', seenBy[0] ?? ''),
          l10n.t('{0} and {1} others', seenBy[0] ?? '', seenBy.length - 1),
        )
      : (seenBy[0] ?? ''),
    fix ? l10n.t('fix: {0}', fix.proof) : failure && looked ? l10n.t('no likely fix') : '',
  ]
    .filter(Boolean)
    .join(' · ');
}

/** What is known of it, a line each. */
function recordOf(problem: ShownProblem): LineNode[] {
  const { id, failure, looked, seenBy, times, fix } = problem;
  const lines: readonly (readonly [icon: string, line: string])[] = [
    ['location', placeOf(problem)],
    [
      'eye',
      seenBy.length === 0
        ? ''
        : times > 1
          ? l10n.t('Seen by {0}, {1}', seenBy.join(', '), counted.times(times))
          : l10n.t('Seen by {0}', seenBy.join(', ')),
    ],
    ['wrench', fix ? l10n.t('Fix: {0}', fix.title) : ''],
    ['pass', fix?.evidence ?? ''],
    [
      'circle-slash',
      fix || !failure ? '' : looked ? l10n.t('No fix is likely enough for the menu') : l10n.t('Fixes are looked for once its file is open'),
    ],
  ];
  return lines.flatMap(([icon, line]) => (line === '' ? [] : [{ of: id, icon, line }]));
}

function tooltipOf(problem: ShownProblem): MarkdownString {
  return new MarkdownString([`**${escaped(problem.message)}**`, ...recordOf(problem).map(({ line }) => escaped(line))].join('\n\n'));
}
