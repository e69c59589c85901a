// What every heal with a model gets in the terminal: limits, what is known of the model, and a record of every step in the folder's store.

import { createHash, randomUUID } from 'node:crypto';
import {
  chooseMode,
  dayBegan,
  healWithModel,
  modelRecordOf,
  outcomeOfRun,
  recordHeal,
  RunningRecord,
  usedIn,
  usedSince,
  type ModelBudget,
  type ModelHealed,
  type ModelHealRequest,
  type ModelMode,
  type Models,
  type PairStore,
} from '../../engine';

export interface TerminalModel {
  readonly models: Models;
  /** Limits and prices, as the environment says them. */
  readonly budget: Pick<ModelBudget, 'heal' | 'day' | 'priceOf'>;
  /** How it is asked; `auto`: by what came of each way in the folder's store. */
  readonly mode?: ModelMode | 'auto' | undefined;
}

type Asked = Omit<ModelHealRequest, 'models' | 'budget' | 'mode' | 'record' | 'onRun'>;

/** The heals of one call of the program that go on to the model. */
export class ModelHeals {
  private readonly record: RunningRecord;
  /** Runs of this call, so that the limits of a day hold where nothing is kept, too. */
  private unkept = { tokens: 0, cost: 0 };

  /** @param store where heals are recorded; undefined: nowhere. */
  constructor(
    private readonly model: TerminalModel,
    private readonly store: () => PairStore | undefined,
    private readonly tell?: (message: string) => void,
  ) {
    this.record = new RunningRecord(modelRecordOf(() => [store()?.heals ?? []].flat()));
  }

  async heal(request: Asked): Promise<ModelHealed> {
    const store = this.store();
    const began = new Date();
    const id = createHash('sha256').update(`model ${randomUUID()}`).digest('hex').slice(0, 32);
    const { problem } = request;
    const { mode } = this.model;
    const healed = await healWithModel({
      ...request,
      models: this.model.models,
      ...(mode === undefined ? {} : { mode: mode === 'auto' ? chooseMode(store ? [store.heals] : []) : mode }),
      ...(this.tell ? { onProgress: this.tell } : {}),
      record: this.record,
      budget: {
        ...this.model.budget,
        usedToday: () => {
          const kept = store ? usedSince([store.heals], dayBegan(new Date()), id) : { tokens: 0, cost: 0 };
          return { tokens: kept.tokens + this.unkept.tokens, cost: kept.cost + this.unkept.cost };
        },
      },
      onRun: async (run) => {
        if (!store) return;
        await recordHeal(store, {
          schema: 1,
          id,
          at: began.toISOString(),
          via: 'cli',
          language: problem.language,
          errorType: problem.errorType,
          shape: problem.signature.shape,
          source: problem.source,
          ms: Date.now() - began.getTime(),
          patch: null,
          ...outcomeOfRun(run),
        });
      },
    });
    this.record.note(healed.run);
    if (!store) this.unkept = addUse(this.unkept, healed.run.steps);
    return healed;
  }
}

function addUse(
  { tokens, cost }: { readonly tokens: number; readonly cost: number },
  steps: ModelHealed['run']['steps'],
): { readonly tokens: number; readonly cost: number } {
  const used = usedIn(steps);
  return { tokens: tokens + used.tokens, cost: cost + used.cost };
}
