// A tree of what the server lists: asked for only while it is seen, and again when it may have changed.

import { EventEmitter, type Disposable, window, workspace, type TreeDataProvider, type TreeItem, type TreeView } from 'vscode';
import type { NotificationType, RequestType } from 'vscode-languageserver-protocol';
import type { Refusal } from '../../protocol';
import type { ClientContext } from '../session/context';

/** Changes are gathered for this long. In ms. */
const PAUSE = 300;

export type ListContext = Pick<ClientContext, 'session' | 'settings' | 'log' | 'status'>;

/** How one list differs from the others. */
interface ListTraits {
  /** What it lists, as the log names it: `pairs`. */
  readonly what: string;
  /** The server says by these that it may have changed. */
  readonly changedBy: readonly NotificationType<unknown>[];
  /** Several rows can be selected. */
  readonly selectsMany?: boolean;
  /** It changes with every status that the server sends, not only when a command has ended. */
  readonly followsStatus?: boolean;
  /** In a folder that is not trusted there is something to list, too. */
  readonly isForUntrusted?: boolean;
}

export abstract class ServerList<Node> implements TreeDataProvider<Node>, Disposable {
  protected readonly view: TreeView<Node>;
  private readonly changed = new EventEmitter<undefined>();
  protected readonly disposables: Disposable[];
  private timer: NodeJS.Timeout | undefined;
  private wasBusy = false;

  readonly onDidChangeTreeData = this.changed.event;

  constructor(
    id: string,
    protected readonly context: ListContext,
    private readonly traits: ListTraits,
  ) {
    const { session, settings, status } = context;
    this.view = window.createTreeView(id, { treeDataProvider: this, canSelectMany: traits.selectsMany ?? false, showCollapseAll: false });
    for (const type of traits.changedBy) session.on(type, () => this.refresh());
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
        if (traits.followsStatus || (this.wasBusy && !busy)) this.refresh();
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

  /** What the server lists; `none` where it can't be asked: an empty view shows its welcome, which says why. */
  protected async ask<Params, Answer extends object>(
    type: RequestType<Params, Answer | Refusal, void>,
    params: Params,
    none: Answer,
  ): Promise<Answer> {
    const { session, settings, log } = this.context;
    if (!settings.current.enabled || session.state === 'idle' || !(workspace.isTrusted || this.traits.isForUntrusted)) return none;
    const answer = await session.ask(type, params).catch((error: unknown) => {
      log.warn(`The ${this.traits.what} were not listed: ${String(error)}`);
      return undefined;
    });
    return answer && !('reason' in answer) ? answer : none;
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
