// A training that a person, or the schedule, asks for: planned from the folder's pairs and settings, run, and ended with the client.

import {
  adaptersFolder,
  planTraining,
  takeTrainingLock,
  train,
  type PairStore,
  type Result,
  type TrainingFailure,
  type TrainingPlan,
  type TrainingProgress,
  type TrainingRequest,
} from '../../engine';
import type { AskedTraining, Refusal, TrainAdapter } from '../../protocol';
import type { AppliedHeals } from '../applied/applied-heals';
import { toPath } from '../session/paths';
import { CANCELLED, DISABLED } from '../session/refusals';
import type { Session } from '../session/session';
import { UNTRUSTED } from './folder-adapters';

interface Begun {
  readonly plan: TrainingPlan;
  readonly store: PairStore;
  readonly root: string;
}

export interface TrainingListener {
  readonly onProgress: (progress: TrainingProgress) => void;
  readonly onLog: (line: string) => void;
}

export class Trainings {
  private readonly ending = new AbortController();

  constructor(
    private readonly session: Pick<Session, 'client' | 'folders' | 'stores'>,
    private readonly heals: Pick<AppliedHeals, 'settled'>,
  ) {}

  async plan(asked: AskedTraining, signal: AbortSignal): Promise<TrainingPlan | Refusal> {
    const begun = await this.begin(asked, signal);
    return 'reason' in begun ? begun : begun.plan;
  }

  /** @param isLocked whoever asks sees to it that nobody else trains in the folder. */
  async train(
    asked: AskedTraining,
    isLocked: boolean,
    signal: AbortSignal,
    { onProgress, onLog }: TrainingListener,
  ): Promise<TrainAdapter.Answer | Refusal> {
    const begun = await this.begin(asked, signal);
    if ('reason' in begun) return begun;
    const { plan, store, root } = begun;
    const [refusal] = plan.refusals;
    if (refusal) return refused(refusal.reason, refusal.message);
    const lock = isLocked ? undefined : takeTrainingLock(adaptersFolder(root));
    if (lock?.ok === false) return refused(lock.reason, lock.message);
    try {
      const trained = await train(plan, { store, signal: AbortSignal.any([signal, this.ending.signal]), onProgress, onLog });
      if (!trained.ok) return refused(trained.reason, trained.message);
      const { id, metrics } = trained.value;
      return { id, metrics, pairs: plan.pairs.train };
    } finally {
      lock?.value.release();
    }
  }

  /** Whatever trains now is ended with its programs. */
  dispose(): void {
    this.ending.abort();
  }

  private async begin({ folder, base, preset, force }: AskedTraining, signal: AbortSignal): Promise<Begun | Refusal> {
    const { client, folders, stores } = this.session;
    const root = toPath(folder);
    if (!client.settings.enabled) return DISABLED;
    if (!client.trusted || !folders.all.includes(root)) return UNTRUSTED;
    await this.heals.settled();
    const store = stores.of(root);
    if (!store) return stores.refusal(root);
    const { training } = client.settingsOf(root);
    const on = base ?? training.base;
    if (on === '') return { reason: 'not-trained', message: NO_BASE, setting: 'selfHeal.lora.model' };
    const python = client.settings.trainingPython;
    const request: TrainingRequest = {
      workspace: root,
      base: on,
      preset: preset ?? training.preset,
      options: training.options,
      ...(force && { force }),
      ...(python !== '' && { python }),
    };
    const plan: Result<TrainingPlan, TrainingFailure> = await planTraining(request, store, signal);
    if (signal.aborted) return CANCELLED;
    return plan.ok ? { plan: plan.value, store, root } : refused(plan.reason, plan.message);
  }
}

const NO_BASE = 'No model is set to train on top of (“selfHeal.lora.model”).';

function refused(reason: TrainingFailure, message: string): Refusal {
  if (reason === 'cancelled') return CANCELLED;
  const setting = SETTINGS[reason];
  return { reason: 'not-trained', message, ...(setting !== undefined && { setting }) };
}

/** What a person may want to change. */
const SETTINGS: Readonly<Partial<Record<TrainingFailure, string>>> = {
  invalid: 'selfHeal.lora',
  'no-python': 'selfHeal.lora.python',
  'no-packages': 'selfHeal.lora.python',
  'no-hub': 'selfHeal.lora.model',
  gated: 'selfHeal.lora.model',
  'wrong-base': 'selfHeal.lora.model',
};
