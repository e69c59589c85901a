// What the person does not want to be offered again: a fix for one kind of problem (this workspace) or a whole fixer (everywhere).

import { EventEmitter, type Disposable, type Memento } from 'vscode';

export interface MutedEntry {
  /** `fixer` or `fixer|signature shape`. */
  readonly key: string;
  /** What the menu said when it was muted. */
  readonly label: string;
  readonly everywhere: boolean;
}

const NAME = 'selfHeal.muted';

export class Muted implements Disposable {
  private readonly changed = new EventEmitter<void>();
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly workspaceState: Memento,
    private readonly globalState: Memento,
  ) {}

  get all(): readonly MutedEntry[] {
    return [...this.of(this.workspaceState), ...this.of(this.globalState)];
  }

  async add(entry: MutedEntry): Promise<void> {
    const state = entry.everywhere ? this.globalState : this.workspaceState;
    await state.update(NAME, [...this.of(state).filter((other) => other.key !== entry.key), entry]);
    this.changed.fire();
  }

  async remove(key: string): Promise<void> {
    for (const state of [this.workspaceState, this.globalState])
      await state.update(
        NAME,
        this.of(state).filter((entry) => entry.key !== key),
      );
    this.changed.fire();
  }

  dispose(): void {
    this.changed.dispose();
  }

  private of(state: Memento): readonly MutedEntry[] {
    return state.get<readonly MutedEntry[]>(NAME, []);
  }
}
