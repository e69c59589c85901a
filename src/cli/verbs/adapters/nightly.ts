// `self-heal adapters nightly`: what a timer calls. Trains where there is something to train, and says why where there is not.

import {
  adaptersFolder,
  DEFAULT_NEW_PAIRS,
  KEPT_VERDICTS,
  onMainsPower,
  openPairStore,
  planTraining,
  readSchedule,
  runNightly,
  type PairStore,
  type TrainingRequest,
} from '../../../engine';
import { parse, wholeNumber } from '../../io/arguments';
import { EXIT, UsageError, type ExitCode } from '../../io/exit-codes';
import { MAX_PAIRS } from '../../io/record';
import { print, printJson } from '../../io/say';
import { WORKSPACE, type AdapterVerb } from './adapter-verb';
import { TRAINING_OPTIONS, trainingRequest, trainNow } from './train';

export const nightly: AdapterVerb = {
  usage: `self-heal adapters nightly --base MODEL              what a timer calls: as train --yes, but only with enough new pairs, on mains power, and one at a time
  --new-pairs N    pairs that must have come since the last adapter (default ${DEFAULT_NEW_PAIRS})
  --schedule CRON  only up to an hour after a time of this expression, and once for each
  --on-battery     also on battery; and the options of train. Exit code 0 also where there was nothing to do`,
  run: async (args) => {
    const { values, positionals } = parse(args, {
      ...WORKSPACE,
      ...TRAINING_OPTIONS,
      'new-pairs': { type: 'string' },
      schedule: { type: 'string' },
      'on-battery': { type: 'boolean' },
    });
    if (positionals[0] !== undefined) throw new UsageError(`adapters nightly takes no '${positionals[0]}'; name the model with --base.`);
    const request = trainingRequest(values, 'nightly');
    const schedule = values.schedule === undefined ? undefined : readSchedule(values.schedule);
    if (schedule?.ok === false) throw new UsageError(schedule.message);
    const minNewPairs =
      values['new-pairs'] === undefined ? DEFAULT_NEW_PAIRS : wholeNumber('--new-pairs', values['new-pairs'], 0, 1_000_000);
    const opened = openPairStore({ folder: request.workspace, maxPairs: MAX_PAIRS });
    if (!opened.ok) throw new UsageError(opened.message);
    const store = opened.value;
    try {
      const outcome = await runNightly({
        adapters: adaptersFolder(request.workspace),
        ...(schedule ? { schedule: schedule.value } : {}),
        isTimed: true,
        minNewPairs,
        now: new Date(),
        pairsSince: (since) => store.count({ verdicts: KEPT_VERDICTS, ...(since === undefined ? {} : { since }) }),
        onMains: () => (values['on-battery'] ? Promise.resolve(undefined) : onMainsPower()),
        train: () => trainUnasked(request, store),
      });
      if (values.json) printJson(outcome);
      else print(`${outcome.message}\n`);
      return outcome.kind === 'kept' && outcome.why === 'failed' ? EXIT.left : EXIT.ok;
    } finally {
      store.close();
    }
  },
};

async function trainUnasked(request: TrainingRequest, store: PairStore): Promise<{ readonly ok: boolean; readonly message: string }> {
  const planned = await planTraining(request, store);
  if (!planned.ok) return planned;
  const [refusal] = planned.value.refusals;
  if (refusal) return { ok: false, message: refusal.message };
  const code: ExitCode = await trainNow(planned.value, store, false);
  return code === EXIT.ok
    ? { ok: true, message: `The adapter ${planned.value.id} is trained.` }
    : { ok: false, message: `The adapter ${planned.value.id} was not trained.` };
}
