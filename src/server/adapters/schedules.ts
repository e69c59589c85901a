// The schedules of the open folders: a clock for each folder that has one set, none for the others. What is due is trained by the client, where a person
// sees it and can end it.

import { adaptersFolder, NightlyTimer, onMainsPower, readSchedule, type NightlyOutcome, type TrainingPlan } from '../../engine';
import { TrainingDue, type Refusal } from '../../protocol';
import { toUri } from '../session/paths';
import type { Session } from '../session/session';
import type { Trainings } from './trainings';

/** Fixes that were kept: those that are learned from. */
const KEPT = ['accepted', 'edited', 'survived'] as const;

interface Clock {
  readonly expression: string;
  readonly minNewPairs: number;
  readonly timer: NightlyTimer;
}

export class Schedules {
  private readonly clocks = new Map<string, Clock>();

  constructor(
    private readonly session: Pick<Session, 'client' | 'connection' | 'folders' | 'log' | 'status' | 'stores'>,
    private readonly trainings: Trainings,
  ) {}

  /** How many clocks go. */
  get count(): number {
    return this.clocks.size;
  }

  /** Settings, trust or folders may be others now. */
  update(): void {
    const { client, folders } = this.session;
    const wanted =
      client.trusted && client.settings.enabled ? folders.all.filter((root) => client.settingsOf(root).training.schedule !== '') : [];
    for (const [root, { timer }] of this.clocks) {
      if (wanted.includes(root)) continue;
      timer.dispose();
      this.clocks.delete(root);
    }
    for (const root of wanted) this.set(root);
  }

  dispose(): void {
    for (const { timer } of this.clocks.values()) timer.dispose();
    this.clocks.clear();
  }

  private set(root: string): void {
    const { client, log, status, stores } = this.session;
    const { schedule: expression, minNewPairs } = client.settingsOf(root).training;
    const known = this.clocks.get(root);
    if (known?.expression === expression && known.minNewPairs === minNewPairs) return;
    known?.timer.dispose();
    this.clocks.delete(root);
    const schedule = readSchedule(expression);
    if (!schedule.ok) {
      status.tell(`schedule:${root}:${expression}`, {
        reason: schedule.reason,
        message: `Nothing is trained by itself. ${schedule.message}`,
      });
      return;
    }
    const timer = new NightlyTimer({
      adapters: adaptersFolder(root),
      schedule: schedule.value,
      minNewPairs,
      pairsSince: (since) => stores.quietly(root)?.count({ verdicts: KEPT, ...(since !== undefined && { since }) }),
      onMains: () => onMainsPower(),
      train: () => this.train(root),
      onOutcome: log.listener('the schedule', ({ message }: NightlyOutcome) => log.info(message)),
    });
    this.clocks.set(root, { expression, minNewPairs, timer });
  }

  /** Under the lock of the schedule. */
  private async train(root: string): Promise<TrainingDue.Answer> {
    const folder = toUri(root);
    const plan: TrainingPlan | Refusal = await this.trainings.plan({ folder }, new AbortController().signal);
    if ('reason' in plan) return { ok: false, message: plan.message };
    const [refusal] = plan.refusals;
    if (refusal) return { ok: false, message: refusal.message };
    return this.session.connection.sendRequest(TrainingDue.type, { folder, id: plan.id });
  }
}
