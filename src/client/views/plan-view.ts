// The view "Plan": what a command would change, fix by fix with its evidence, beside the diff of it and never over it. What is ticked is what the diff
// shows, what is counted, and what Apply puts in. It is there only while a plan waits for an answer.

import {
  EventEmitter,
  MarkdownString,
  Range,
  TabInputTextDiff,
  ThemeColor,
  ThemeIcon,
  TreeItem,
  TreeItemCheckboxState,
  TreeItemCollapsibleState,
  Uri,
  commands,
  l10n,
  window,
  workspace,
  type Disposable,
  type Tab,
  type TreeDataProvider,
  type TreeView,
} from 'vscode';
import type { OfferedPatch, PlannedFile } from '../../protocol';
import { visibleLine, visibleText } from '../../engine/visible-text';
import type { ClientContext, LeftBehind, PlanReview, ReviewedPlan } from '../session/context';
import { nameOf } from '../session/name-of';
import { lineItem, type LineNode } from './line-item';
import { escaped } from './markdown';
import { withNeeded, withoutOrphans } from './plan-ticks';

export const PLAN_VIEW = 'selfHealPlan';

/** Plans with no more fixes than this show the evidence of each from the beginning. */
const MAX_UNFOLDED = 4;
const MAX_LABEL = 200;
const NOTHING: ReadonlySet<string> = new Set();
/** A tab that takes the place of another is closed and opened. In ms. */
const TAB_PAUSE = 200;

interface FixRow {
  readonly row: 'fix';
  readonly uri: string;
  readonly fix: OfferedPatch;
}

type Row =
  | { readonly row: 'apply' | 'discard' | 'left' }
  | { readonly row: 'file'; readonly uri: string }
  | FixRow
  | { readonly row: 'behind'; readonly behind: LeftBehind; readonly at: number };

type PlanNode = Row | LineNode;

/** Both sides of a file in the diff, and what they show now. */
interface Side {
  readonly left: Uri;
  readonly right: Uri;
  readonly before: string;
  after: string;
}

/** A plan that waits for an answer. */
interface Open {
  readonly plan: ReviewedPlan;
  /** Tells the rows of one plan from those of the next. */
  readonly number: number;
  readonly fixes: readonly OfferedPatch[];
  readonly answer: (files: readonly PlannedFile[] | undefined) => void;
  /** Ids of the ticked fixes. */
  ticked: ReadonlySet<string>;
  /** What only these fixes change. */
  files: readonly PlannedFile[];
  /** By the URI of the file. */
  readonly sides: Map<string, Side>;
  /** What the last tick took with it. */
  note: string;
  /** The person came from another view than ours. */
  readonly wasElsewhere: boolean;
}

export class PlanView implements TreeDataProvider<PlanNode>, PlanReview, Disposable {
  private readonly changed = new EventEmitter<undefined>();
  private readonly view: TreeView<PlanNode>;
  private readonly disposables: Disposable[];
  private readonly rows = { apply: { row: 'apply' }, discard: { row: 'discard' }, left: { row: 'left' } } as const;
  /** Made once for each plan: the editor knows rows by their objects. */
  private nodes = new Map<string, PlanNode>();
  private open: Open | undefined;
  private number = 0;

  readonly onDidChangeTreeData = this.changed.event;

  private timer: NodeJS.Timeout | undefined;

  /** @param ownViews whether the person was in one of our views anyway. */
  constructor(
    private readonly context: Pick<ClientContext, 'documents' | 'log'>,
    private readonly ownViews: () => boolean,
  ) {
    this.view = window.createTreeView(PLAN_VIEW, { treeDataProvider: this, manageCheckboxStateManually: true });
    this.disposables = [
      this.changed,
      this.view,
      this.view.onDidChangeCheckboxState(({ items }) => {
        for (const [node, state] of items) void this.setTicked(node, state === TreeItemCheckboxState.Checked);
      }),
      window.tabGroups.onDidChangeTabs(({ closed }) => {
        if (closed.length > 0) this.lookForTabs();
      }),
      workspace.onDidChangeTextDocument(({ document }) => {
        if (this.open?.sides.has(document.uri.toString())) this.changed.fire(undefined);
      }),
    ];
  }

  async review(plan: ReviewedPlan): Promise<readonly PlannedFile[] | undefined> {
    this.discard();
    const fixes = plan.files.flatMap(({ healed }) => healed);
    const all = plan.choice === 'each' ? fixes : (plan.others ?? fixes);
    return new Promise((resolve, reject) => {
      const own: Open = {
        plan,
        number: ++this.number,
        fixes: all,
        answer: resolve,
        ticked: new Set(plan.ticked.map(({ id }) => id)),
        files: plan.files,
        sides: new Map(),
        note: '',
        wasElsewhere: !this.ownViews(),
      };
      this.nodes = new Map();
      this.open = own;
      this.show(own).catch((error: unknown) => {
        if (this.open === own) void this.end();
        reject(error instanceof Error ? error : new Error(String(error)));
      });
    });
  }

  apply(): void {
    const { open } = this;
    if (!open || open.ticked.size === 0) return;
    open.answer(open.files.filter(({ healed }) => healed.length > 0));
    void this.end();
  }

  discard(): void {
    this.open?.answer(undefined);
    if (this.open) void this.end();
  }

  /** Ticks the selected fix, or takes its tick away. */
  async toggle(): Promise<void> {
    const node = this.view.selection[0];
    if (node && 'row' in node && (node.row === 'fix' || node.row === 'file')) await this.setTicked(node, !this.isTicked(node));
  }

  /** Shows in the diff what a row is about. */
  async goTo(given: unknown): Promise<void> {
    const { open } = this;
    const node = given as PlanNode;
    if (!open || !('row' in node) || (node.row !== 'fix' && node.row !== 'file')) return;
    const side = open.sides.get(node.uri);
    if (!side) return;
    const line = node.row === 'fix' ? Math.max(0, node.fix.line) : 0;
    const title = open.sides.size === 1 ? titleOf(open.plan) : `${visibleLine(open.plan.name)}: ${baseName(node.uri)}`;
    await commands.executeCommand('vscode.diff', side.left, side.right, title, {
      preview: true,
      preserveFocus: true,
      selection: new Range(line, 0, line, 0),
    });
  }

  getChildren(node?: PlanNode): PlanNode[] {
    const { open } = this;
    if (!open) return [];
    if (!node) {
      this.view.description = open.plan.name;
      this.view.message = this.messageOf(open);
      return [
        this.rows.apply,
        this.rows.discard,
        ...(open.plan.choice === 'each' && open.plan.files.length > 1
          ? open.plan.files.map(({ edit }) => this.node({ row: 'file', uri: edit.textDocument.uri }))
          : this.fixNodes(open.fixes, open.plan.files[0]?.edit.textDocument.uri ?? '')),
        ...(open.plan.left.length > 0 ? [this.rows.left] : []),
      ];
    }
    if (!('row' in node)) return [];
    if (node.row === 'file') {
      const file = open.plan.files.find(({ edit }) => edit.textDocument.uri === node.uri);
      return this.fixNodes(file?.healed ?? [], node.uri);
    }
    if (node.row === 'fix') return evidenceOf(open, node.fix);
    return node.row === 'left' ? open.plan.left.map((behind, at) => ({ row: 'behind', behind, at })) : [];
  }

  getTreeItem(node: PlanNode): TreeItem {
    const { open } = this;
    if (!('row' in node)) return lineItem(node);
    if (!open) return new TreeItem('');
    const item = this.itemOf(open, node);
    item.id = `${open.number} ${keyOf(node)}`;
    return item;
  }

  getParent(node: PlanNode): PlanNode | undefined {
    const { open } = this;
    if (!open || !('row' in node) || node.row !== 'fix' || open.plan.choice !== 'each' || open.plan.files.length < 2) return undefined;
    return this.node({ row: 'file', uri: node.uri });
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.open?.answer(undefined);
    this.open = undefined;
    for (const disposable of this.disposables) disposable.dispose();
  }

  private fixNodes(fixes: readonly OfferedPatch[], uri: string): PlanNode[] {
    return fixes.map((fix) => this.node({ row: 'fix', uri, fix }));
  }

  private node(node: Row): PlanNode {
    const key = keyOf(node);
    const known = this.nodes.get(key);
    if (known) return known;
    this.nodes.set(key, node);
    return node;
  }

  private itemOf(open: Open, node: Row): TreeItem {
    switch (node.row) {
      case 'apply':
        return this.applyItem(open);
      case 'discard': {
        const item = new TreeItem(l10n.t('Discard'));
        item.iconPath = new ThemeIcon('close');
        item.tooltip = l10n.t('Nothing is changed.');
        item.command = { title: l10n.t('Discard'), command: 'selfHeal.discardPlan' };
        return item;
      }
      case 'left': {
        const n = open.plan.left.length;
        const item = new TreeItem(
          n === 1 ? l10n.t('1 problem will be left') : l10n.t('{0} problems will be left', n),
          TreeItemCollapsibleState.Collapsed,
        );
        item.iconPath = new ThemeIcon('circle-slash');
        return item;
      }
      case 'behind': {
        const { uri, line, problem, why } = node.behind;
        const item = new TreeItem(firstLine(problem));
        item.description = `${placeOf(uri, line)} · ${visibleLine(why)}`;
        item.tooltip = new MarkdownString([escaped(problem), escaped(why)].join('\n\n'));
        item.command = {
          title: l10n.t('Go to'),
          command: 'vscode.open',
          arguments: [Uri.parse(uri, true), { selection: new Range(line, 0, line, 0), preserveFocus: true }],
        };
        return item;
      }
      case 'file': {
        const file = open.plan.files.find(({ edit }) => edit.textDocument.uri === node.uri);
        const n = file?.healed.length ?? 0;
        const ticked = file?.healed.filter(({ id }) => open.ticked.has(id)).length ?? 0;
        const item = new TreeItem(visibleLine(workspace.asRelativePath(Uri.parse(node.uri, true))), TreeItemCollapsibleState.Expanded);
        item.resourceUri = Uri.parse(node.uri, true);
        item.iconPath = ThemeIcon.File;
        item.description = l10n.t('{0} of {1}', ticked, n);
        item.checkboxState = box(ticked === n && n > 0);
        item.command = { title: l10n.t('Show'), command: 'selfHeal.showPlanFix', arguments: [node] };
        return item;
      }
      case 'fix':
        return this.fixItem(open, node);
    }
  }

  private applyItem(open: Open): TreeItem {
    const { plan, ticked, fixes } = open;
    const stale = staleFile(plan);
    const files = open.files.filter(({ healed }) => healed.length > 0);
    const item = new TreeItem(
      ticked.size === 0 ? l10n.t('Nothing is ticked') : applyLabel(plan.choice === 'each' ? ticked.size : 1, fixes.length, plan.choice),
    );
    item.iconPath = stale
      ? new ThemeIcon('warning', new ThemeColor('list.warningForeground'))
      : new ThemeIcon('check', ticked.size === 0 ? new ThemeColor('disabledForeground') : undefined);
    item.description =
      stale !== undefined ? l10n.t('{0} was changed since', stale) : files.length > 1 ? l10n.t('in {0} files', files.length) : '';
    item.tooltip = l10n.t('One undo takes all of it back.');
    item.command = { title: l10n.t('Apply'), command: 'selfHeal.applyPlan' };
    return item;
  }

  private fixItem(open: Open, node: FixRow): TreeItem {
    const { fix } = node;
    const item = new TreeItem(
      visibleLine(fix.title).slice(0, MAX_LABEL),
      open.fixes.length <= MAX_UNFOLDED ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed,
    );
    item.description = [
      l10n.t('line {0}', fix.line + 1),
      visibleLine(fix.proof),
      ...(fix.low ? [l10n.t('not sure')] : []),
      ...(fix.ask ? [l10n.t('look first')] : []),
    ].join(' · ');
    if (open.plan.choice !== 'whole') item.checkboxState = box(open.ticked.has(fix.id));
    if (fix.ask) item.iconPath = new ThemeIcon('warning', new ThemeColor('list.warningForeground'));
    item.contextValue = 'fix';
    item.tooltip = new MarkdownString(
      [`**${escaped(fix.title)}**`, escaped(fix.explanation), ...evidenceOf(open, fix).map(({ line }) => escaped(line))]
        .filter(Boolean)
        .join('\n\n'),
    );
    item.accessibilityInformation = { label: `${visibleLine(fix.title)}, ${item.description}` };
    item.command = { title: l10n.t('Show'), command: 'selfHeal.showPlanFix', arguments: [node] };
    return item;
  }

  private messageOf({ plan, ticked, fixes, note }: Open): string {
    const part = plan.choice === 'each' && ticked.size > 0 && ticked.size < fixes.length ? plan.partly : undefined;
    return [...plan.says, part ?? '', note].filter(Boolean).map(visibleText).join(' ');
  }

  private isTicked(node: PlanNode): boolean {
    const { open } = this;
    if (!open || !('row' in node)) return false;
    if (node.row === 'fix') return open.ticked.has(node.fix.id);
    const file = node.row === 'file' ? open.plan.files.find(({ edit }) => edit.textDocument.uri === node.uri) : undefined;
    return file?.healed.every(({ id }) => open.ticked.has(id)) === true;
  }

  private async setTicked(node: PlanNode, on: boolean): Promise<void> {
    const { open } = this;
    if (!open || !('row' in node) || open.plan.choice === 'whole') return;
    const meant =
      node.row === 'fix'
        ? [node.fix.id]
        : node.row === 'file'
          ? (open.plan.files.find(({ edit }) => edit.textDocument.uri === node.uri)?.healed ?? []).map(({ id }) => id)
          : [];
    if (meant.length === 0) return;
    if (open.plan.choice === 'one') {
      // One of several ways: another takes its place, and its own tick stays.
      open.ticked = new Set(meant);
      open.note = '';
    } else {
      const wanted = new Set(open.ticked);
      for (const id of meant) {
        if (on) wanted.add(id);
        else wanted.delete(id);
      }
      const { ticked, others } = on ? withNeeded(open.fixes, wanted) : withoutOrphans(open.fixes, wanted);
      open.ticked = ticked;
      const first = others.map(({ title }) => title)[0];
      open.note =
        first === undefined
          ? ''
          : on
            ? l10n.t('“{0}” is ticked too: this one builds upon it.', first)
            : l10n.t('“{0}” is left out too: it builds upon one that is not ticked.', first);
    }
    this.changed.fire(undefined);
    await this.follow(open);
  }

  /** The diff shows what is ticked now. */
  private async follow(open: Open): Promise<void> {
    const { ticked } = open;
    try {
      const files = ticked.size === 0 ? [] : await open.plan.only(ticked);
      // Ticked on meanwhile: what comes last is shown.
      if (this.open !== open || open.ticked !== ticked) return;
      open.files = files;
      const after = new Map(files.map((file) => [file.edit.textDocument.uri, file]));
      if ([...after.keys()].some((uri) => !open.sides.has(uri))) await this.openDiff(open, files);
      for (const [uri, side] of open.sides) {
        const text = after.get(uri)?.after ?? side.before;
        if (text === side.after) continue;
        side.after = text;
        this.context.documents.set(side.right, text);
      }
      this.changed.fire(undefined);
    } catch (error) {
      this.context.log.warn(`What is ticked could not be shown: ${String(error)}`);
      if (this.open !== open) return;
      open.note = l10n.t('This plan is out of date. Discard it and run the command again.');
      open.ticked = NOTHING;
      this.changed.fire(undefined);
    }
  }

  private async show(open: Open): Promise<void> {
    await commands.executeCommand('setContext', 'selfHeal.hasPlan', true);
    await this.openDiff(open, open.plan.files);
    if (this.open !== open) return;
    this.changed.fire(undefined);
    // Some are not ticked by themselves: the diff must not show them as if they were.
    if (open.plan.choice === 'each' && open.ticked.size < open.fixes.length) await this.follow(open);
    const first = open.fixes[0];
    const start =
      open.ticked.size > 0 || !first
        ? this.rows.apply
        : this.node({
            row: 'fix',
            uri: open.plan.files.find(({ healed }) => healed.includes(first))?.edit.textDocument.uri ?? '',
            fix: first,
          });
    if (this.open === open) await this.view.reveal(start, { focus: true, select: true });
  }

  private async openDiff(open: Open, files: readonly PlannedFile[]): Promise<void> {
    const { documents } = this.context;
    const old = this.tabsOf(open);
    for (const { edit, before, after } of files) {
      const { uri } = edit.textDocument;
      // Their paths, not only their names: the view shows nothing else to tell two of one name apart.
      const name = workspace.asRelativePath(Uri.parse(uri, true));
      open.sides.set(uri, { left: documents.add(name, before), right: documents.add(name, after), before, after });
    }
    const [one] = open.sides.values();
    if (!one) return;
    if (open.sides.size === 1) {
      await commands.executeCommand('vscode.diff', one.left, one.right, titleOf(open.plan), { preview: true, preserveFocus: true });
    } else {
      const resources = [...open.sides].map(([uri, { left, right }]) => [Uri.parse(uri, true), left, right]);
      await commands.executeCommand('vscode.changes', titleOf(open.plan), resources);
      // Else the diff of one file, looked at alone, would take its place.
      await commands.executeCommand('workbench.action.keepEditor');
    }
    if (old.length > 0) await window.tabGroups.close(old, true);
  }

  /** Who closes the diff says no. */
  private lookForTabs(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      if (this.open && this.open.sides.size > 0 && this.tabsOf(this.open).length === 0) this.discard();
    }, TAB_PAUSE);
  }

  private tabsOf({ plan, sides }: Open): Tab[] {
    const rights = new Set([...sides.values()].map(({ right }) => right.toString()));
    // A tab of a multi-diff has no input that says which it is; its title, to which the editor adds the number of files, is ours alone.
    return window.tabGroups.all
      .flatMap((group) => group.tabs)
      .filter(({ input, label }) =>
        input instanceof TabInputTextDiff ? rights.has(input.modified.toString()) : sides.size > 1 && label.startsWith(titleOf(plan)),
      );
  }

  private async end(): Promise<void> {
    const { open } = this;
    if (!open) return;
    this.open = undefined;
    this.view.message = '';
    this.view.description = '';
    this.changed.fire(undefined);
    try {
      // First, so that nothing moves once the diff is gone. The editor does not say which view was there before; mostly it is this one.
      if (open.wasElsewhere && this.view.visible) {
        await commands.executeCommand('workbench.view.explorer');
        await commands.executeCommand('workbench.action.focusActiveEditorGroup');
      }
      const tabs = this.tabsOf(open);
      if (tabs.length > 0) await window.tabGroups.close(tabs);
      // Another plan may have come meanwhile.
      if (!this.current) await commands.executeCommand('setContext', 'selfHeal.hasPlan', false);
    } catch (error) {
      this.context.log.debug(`The diff of a plan was not closed: ${String(error)}`);
    }
  }

  private get current(): Open | undefined {
    return this.open;
  }
}

const titleOf = ({ name }: ReviewedPlan): string => l10n.t('{0}: changes', visibleLine(name));

const box = (ticked: boolean): TreeItemCheckboxState => (ticked ? TreeItemCheckboxState.Checked : TreeItemCheckboxState.Unchecked);

const baseName = (uri: string): string => visibleLine(nameOf(Uri.parse(uri, true)));

const firstLine = (text: string): string => visibleLine(text.split('\n', 1)[0] ?? '').slice(0, MAX_LABEL);

const placeOf = (uri: string, line: number): string => `${visibleLine(workspace.asRelativePath(Uri.parse(uri, true)))}:${line + 1}`;

function applyLabel(ticked: number, all: number, choice: ReviewedPlan['choice']): string {
  if (choice !== 'each' || all === 1) return l10n.t('Apply');
  if (ticked < all) return l10n.t('Apply {0} of {1} fixes', ticked, all);
  return l10n.t('Apply all {0} fixes', all);
}

/** The first file that no longer says what the plan was made for. */
function staleFile({ files }: ReviewedPlan): string | undefined {
  const stale = files.find(({ edit, before }) => {
    const document = workspace.textDocuments.find(({ uri }) => uri.toString() === Uri.parse(edit.textDocument.uri, true).toString());
    return document !== undefined && document.getText() !== before;
  });
  return stale && visibleLine(workspace.asRelativePath(Uri.parse(stale.edit.textDocument.uri, true)));
}

/** What is known of a fix, a line each. */
function evidenceOf(
  { number, fixes, plan }: Open,
  { id, problem, line, proved, unproved, likely, needs, explanation }: OfferedPatch,
): LineNode[] {
  const of = `${number} ${id}`;
  const needed = fixes.filter((fix) => needs.includes(fix.id)).map(({ title }) => title);
  const sure = `${likely[0]?.toUpperCase() ?? ''}${likely.slice(1)}`;
  const lines: readonly (readonly [icon: string, line: string])[] = [
    ['location', l10n.t('Line {0}: {1}', line + 1, firstLine(problem))],
    ...proved.map((sentence) => ['pass', sentence] as const),
    ['circle-large-outline', unproved.join(' ')],
    ['info', plan.choice === 'one' ? sure : ''],
    ['comment', plan.choice === 'one' ? '' : explanation],
    ['references', needed.length > 0 ? l10n.t('Builds upon “{0}”', needed.join('”, “')) : ''],
  ];
  return lines.flatMap(([icon, text], at) => (text === '' ? [] : [{ of: `${of} ${at}`, icon, line: text }]));
}

function keyOf(node: Row): string {
  if (node.row === 'fix') return `fix ${node.uri} ${node.fix.id}`;
  if (node.row === 'file') return `file ${node.uri}`;
  return node.row === 'behind' ? `behind ${node.at}` : node.row;
}
