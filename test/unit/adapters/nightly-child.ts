// A window at midnight, as a process of its own: waits for the moment that it is told, looks once or as often as told, and says what came of it.
// Arguments: the adapters' folder, the time (ISO 8601) that it takes for now, the moment to begin (ms), how long a training takes (ms), looks.

import fs from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { readSchedule } from '../../../src/engine/adapt/schedule/cron';
import { runNightly } from '../../../src/engine/adapt/schedule/nightly';

const [adapters = '', now = '', begin = '0', takes = '0', looks = '1', expression = '0 0 * * *'] = process.argv.slice(2);
const say = (line: string): void => void fs.writeSync(1, `${line}\n`);

async function main(): Promise<void> {
  const schedule = readSchedule(expression);
  if (!schedule.ok) return say(schedule.message);
  await setTimeout(Math.max(0, Number(begin) - Date.now()));
  for (let look = 0; look < Number(looks); look++) {
    const outcome = await runNightly({
      adapters,
      schedule: schedule.value,
      minNewPairs: 1,
      now: new Date(now),
      pairsSince: () => 5,
      onMains: () => Promise.resolve(undefined),
      train: async () => {
        say('training');
        await setTimeout(Number(takes));
        return { ok: true, message: 'trained' };
      },
    });
    say(outcome.kind === 'trained' ? 'trained' : outcome.why);
    await setTimeout(20);
  }
}
void main();
