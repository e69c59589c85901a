// Looks at the clock while a window is open, and trains when it is due. Made only where a schedule is set; nothing ticks without one.

import type { Schedule } from './cron';
import { runNightly, type NightlyOutcome, type NightlyRequest } from './nightly';

/** A machine that sleeps, and a clock that is changed, are noticed within this. In ms. */
const LOOK_EVERY_MS = 60_000;

export interface NightlyTimerOptions extends Omit<NightlyRequest, 'now' | 'schedule'> {
  readonly schedule: Schedule;
  /** What came of a look that was due: trained, or kept from it. Told once for one reason and time, not every minute. */
  readonly onOutcome: (outcome: NightlyOutcome) => void;
}

export class NightlyTimer {
  private readonly timer: NodeJS.Timeout;
  private running: Promise<void> | undefined;
  private told = '';

  constructor(private readonly options: NightlyTimerOptions) {
    this.timer = setInterval(() => void this.look(), LOOK_EVERY_MS);
    // A process that has nothing else to do need not wait for the night.
    this.timer.unref();
    void this.look();
  }

  /** No further look. A training that runs goes on; whoever gave it in ends it. */
  dispose(): void {
    clearInterval(this.timer);
  }

  /** As the timer does every minute. While a training runs there is no second look: it is waited for. */
  look(): Promise<void> {
    return (this.running ??= this.once().finally(() => (this.running = undefined)));
  }

  private async once(): Promise<void> {
    const now = new Date();
    const outcome = await runNightly({ ...this.options, now });
    if (outcome.kind === 'kept') {
      const said = `${outcome.why} ${this.options.schedule.latest(now)?.toISOString() ?? ''}`;
      if (outcome.why === 'not-due' || said === this.told) return;
      this.told = said;
    }
    this.options.onOutcome(outcome);
  }
}
