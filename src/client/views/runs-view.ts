// The view "Runs": what Run and Heal and heals with a model tried, newest first; under each its fixes, those that stayed and those that did not hold.

import { MarkdownString, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState, l10n } from 'vscode';
import { ListRuns, PairsChanged, type ShownRun, type ShownRunStep } from '../../protocol';
import { visibleLine } from '../../engine/visible-text';
import type { RunRecords } from '../session/context';
import { lineItem, type LineNode } from './line-item';
import { escaped } from './markdown';
import { ServerList, type ListContext } from './server-list';
import { longTime, shortTime } from './when';

export const RUNS_VIEW = 'selfHealRuns';

/** A step by its run and its number there, from 0. */
export interface StepNode {
  readonly run: ShownRun;
  readonly step: number;
}
export type RunNode = { readonly run: ShownRun; readonly step?: undefined } | StepNode | LineNode;

/** The run of a row that the editor gives a command; undefined where it came from elsewhere. */
export const runOf = (given: unknown): ShownRun | undefined =>
  typeof given === 'object' && given !== null && 'run' in given ? (given as { readonly run: ShownRun }).run : undefined;

/** The step of a row that the editor gives a command. */
export function stepOf(given: unknown): StepNode | undefined {
  const run = runOf(given);
  const step = run && (given as { readonly step?: unknown }).step;
  return run && typeof step === 'number' ? { run, step } : undefined;
}

export class RunsView extends ServerList<RunNode> implements RunRecords {
  constructor(context: ListContext) {
    super(RUNS_VIEW, context, { what: 'runs', changedBy: [PairsChanged.type], selectsMany: true });
  }

  async runs(): Promise<readonly ShownRun[]> {
    return (await this.ask(ListRuns.type, {}, { runs: [] })).runs;
  }

  async getChildren(node?: RunNode): Promise<RunNode[]> {
    if (!node) return (await this.runs()).map((run) => ({ run }));
    if ('line' in node || node.step !== undefined) return [];
    const { run } = node;
    const of = idOf(run);
    return [
      ...(run.why === '' ? [] : [{ of, icon: 'info', line: run.why }]),
      ...run.steps.map((_, step) => ({ run, step })),
      ...(run.left === undefined ? [] : [{ of, icon: 'error', line: l10n.t('Left: {0}', run.left) }]),
    ];
  }

  getTreeItem(node: RunNode): TreeItem {
    if ('line' in node) return lineItem(node);
    const shown = node.step === undefined ? undefined : node.run.steps[node.step];
    return shown && node.step !== undefined ? stepItem({ run: node.run, step: node.step }, shown) : runItem(node.run);
  }
}

const idOf = ({ folder, id }: ShownRun): string => `${folder} ${id}`;

const ICONS: Readonly<Record<ShownRun['ended'], readonly [icon: string, color: string]>> = {
  healed: ['pass', 'testing.iconPassed'],
  partly: ['warning', 'list.warningForeground'],
  not: ['error', 'list.errorForeground'],
};

function runItem(run: ShownRun): TreeItem {
  const [icon, color] = ICONS[run.ended];
  const item = new TreeItem(visibleLine(run.title), TreeItemCollapsibleState.Collapsed);
  item.id = idOf(run);
  item.contextValue = `run ${run.kind}`;
  item.iconPath = new ThemeIcon(icon, new ThemeColor(color));
  item.description = describe(run);
  item.tooltip = new MarkdownString(
    [`**${escaped(run.title)}**`, escaped(describeEnd(run)), escaped(run.why), longTime(run.at)].filter(Boolean).join('\n\n'),
  );
  item.accessibilityInformation = { label: `${visibleLine(run.title)}, ${describeEnd(run)}, ${longTime(run.at)}` };
  return item;
}

function describe(run: ShownRun): string {
  return [run.kind === 'model' ? l10n.t('with a model') : '', describeEnd(run), shortTime(run.at)].filter(Boolean).join(' · ');
}

function describeEnd({ kind, ended, kept, tried }: ShownRun): string {
  if (kind === 'model') return ended === 'healed' ? l10n.t('a fix was found') : l10n.t('no fix held');
  return [
    kept === 0
      ? ended === 'healed'
        ? l10n.t('it runs')
        : l10n.t('no fix held')
      : kept === 1
        ? l10n.t('1 fix')
        : l10n.t('{0} fixes', kept),
    tried === 0 ? '' : l10n.t('{0} did not hold', tried),
    kept > 0 && ended !== 'healed' ? l10n.t('still fails') : '',
  ]
    .filter(Boolean)
    .join(', ');
}

function stepItem(node: StepNode, shown: ShownRunStep): TreeItem {
  const { title, held, why, error, file, line, hasTexts } = shown;
  const item = new TreeItem(visibleLine(title), TreeItemCollapsibleState.None);
  const state = held ? l10n.t('held') : l10n.t('did not hold');
  item.id = `${idOf(node.run)} ${node.step}`;
  item.contextValue = `step${hasTexts ? ' texts' : ''}${file === undefined ? '' : ' file'}`;
  item.iconPath = held ? new ThemeIcon('check', new ThemeColor('testing.iconPassed')) : new ThemeIcon('close');
  const place = file === undefined ? '' : `${visibleLine(file)}${line === undefined ? '' : `:${line + 1}`}`;
  item.description = [place, visibleLine(why.split('\n', 1)[0] ?? '')].filter(Boolean).join(' · ');
  item.tooltip = new MarkdownString(
    [`**${escaped(title)}**`, error === undefined ? '' : escaped(error), escaped(why), escaped(place)].filter(Boolean).join('\n\n'),
  );
  item.accessibilityInformation = { label: `${visibleLine(title)}, ${state}, ${item.description}` };
  if (hasTexts) item.command = { title: l10n.t('Open Change'), command: 'selfHeal.openRunStep', arguments: [node] };
  return item;
}
