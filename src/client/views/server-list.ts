// A tree of what the server lists: asked for only while it is seen, and again when it may have changed.

import { EventEmitter, type Disposable, window, workspace, type TreeDataProvider, type TreeItem, type TreeView } from 'vscode';
import { PairsChanged } from '../../protocol';
import type { ClientContext } from '../session/context';

/** Changes are gathered for this long. In ms. */
const PAUSE = 300;

export type ListContext = Pick<ClientContext, 'session' | 'settings' | 'log' | 'status'>;

export abstract class ServerList<Node> implements TreeDataProvider<Node>, Disposable {
  protected readonly view: TreeView<Node>;
  private readonly changed = new EventEmitter<undefined>();
  private readonly disposables: Disposable[];
  private timer: NodeJS.Timeout | undefined;
  private wasBusy = false;

  readonly onDidChangeTreeData = this.changed.event;

  constructor(
    id: string,
    protected readonly context: ListContext,
  ) {
    const { session, settings, status } = context;
    this.view = window.createTreeView(id, { treeDataProvider: this, canSelectMany: true, showCollapseAll: false });
    session.on(PairsChanged.type, () => this.refresh());
    this.disposables = [
      this.changed,
      this.view,
      session.onRunning(() => this.refresh()),
      settings.onDidChange(() => this.refresh()),
      workspace.onDidGrantWorkspaceTrust(() => this.refresh()),
      workspace.onDidChangeWorkspaceFolders(() => this.refresh()),
      this.view.onDidChangeVisibility(() => this.refresh()),
      // A long command has ended: what it did is recorded.
      status.onDidChange(() => {
        const { busy } = status.now;
        if (this.wasBusy && !busy) this.refresh();
        this.wasBusy = busy;
      }),
    ];
  }

  abstract getChildren(node?: Node): Promise<Node[]>;
  abstract getTreeItem(node: Node): TreeItem;

  get isSeen(): boolean {
    return this.view.visible;
  }

  refresh(): void {
    // Nobody is asked for what nobody sees.
    if (!this.view.visible) return;
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.changed.fire(undefined);
    }, PAUSE);
  }

  /** The server can be asked: where it can't, an empty view shows its welcome, which says why. */
  protected get isAskable(): boolean {
    const { session, settings } = this.context;
    return workspace.isTrusted && settings.current.enabled && session.state !== 'idle';
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const disposable of this.disposables) disposable.dispose();
  }
}

/** The rows that a command is meant for: the selected ones where the row that it was called on is among them, else that row alone. */
export function rowsOf<Row extends object>(given: unknown, selected: unknown, rowOf: (node: unknown) => Row | undefined): readonly Row[] {
  const own = rowOf(given);
  if (own === undefined) return [];
  const all = Array.isArray(selected) ? selected.flatMap((node: unknown) => rowOf(node) ?? []) : [];
  return all.includes(own) ? all : [own];
}
