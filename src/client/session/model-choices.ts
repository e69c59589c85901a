// Whether heals of this workspace go on to the model where rules end, as the person has answered: for the place that the model was at then.

import { EventEmitter, type Disposable, type Memento } from 'vscode';
import type { ConfiguredModel } from './model-values';
import { originOf } from './model-key';

export type ModelChoice = 'always' | 'never';

const NAME = 'selfHeal.goOnToModel';

export class ModelChoices implements Disposable {
  private readonly changed = new EventEmitter<void>();
  readonly onDidChange = this.changed.event;

  constructor(private readonly workspaceState: Memento) {}

  /** Undefined where the person was not asked yet, or answered for this one time. */
  of(model: ConfiguredModel): ModelChoice | undefined {
    return this.all[placeOf(model)];
  }

  get areThere(): boolean {
    return Object.keys(this.all).length > 0;
  }

  async remember(model: ConfiguredModel, choice: ModelChoice): Promise<void> {
    await this.workspaceState.update(NAME, { ...this.all, [placeOf(model)]: choice });
    this.changed.fire();
  }

  async forget(): Promise<void> {
    await this.workspaceState.update(NAME, undefined);
    this.changed.fire();
  }

  dispose(): void {
    this.changed.dispose();
  }

  private get all(): Readonly<Record<string, ModelChoice>> {
    return this.workspaceState.get<Readonly<Record<string, ModelChoice>>>(NAME, {});
  }
}

/** A yes is a yes to a place that code is sent to: another server, or another extension's models, are asked about anew. */
function placeOf({ provider, baseUrl, name }: ConfiguredModel): string {
  return provider === 'editor' ? `editor:${name.split('/')[0] ?? ''}` : (originOf(baseUrl) ?? baseUrl);
}
