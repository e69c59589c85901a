// A word to a team's chat from the terminal: what a run was healed of, or what needs a person. Where it goes stands in the environment, for it is a secret.

import * as path from 'node:path';
import { type HealedCommand, type HealedRound, type HealNotice, visibleLine, wayDown, Webhook, webhookUrl } from '../../engine';
import { UsageError } from './exit-codes';
import { say } from './say';

const VARIABLE = 'SELF_HEAL_WEBHOOK';

export interface Notifier {
  readonly tell: (notice: HealNotice) => Promise<void>;
  /** All is well: the same error is news from now on. */
  readonly forget: () => void;
}

/** @param wanted `--notify` was given. */
export function notifier(wanted: boolean, env: NodeJS.ProcessEnv = process.env): Notifier | undefined {
  if (!wanted) return undefined;
  const address = env[VARIABLE]?.trim() ?? '';
  if (address === '') throw new UsageError(`--notify takes the address of a webhook from ${VARIABLE}, which is not set.`);
  const url = webhookUrl(address);
  if (!url.ok) throw new UsageError(url.message);
  const webhook = new Webhook(address);
  return {
    tell: async (notice) => {
      const told = await webhook.tell(notice);
      if (!told.ok && told.reason !== 'told-already') say(told.message);
    },
    forget: () => webhook.forget(),
  };
}

/** What there is to say of a run; undefined where it ran well from the start, or was ended from outside. */
export function noticeOf({ ended, why, left, tried }: HealedCommand, kept: readonly HealedRound[], root: string): HealNotice | undefined {
  if (ended === 'cancelled' || (ended === 'runs' && kept.length === 0)) return undefined;
  const isHealed = ended === 'runs';
  const problem = isHealed ? kept[0]?.problem : (left ?? kept.at(-1)?.problem);
  return {
    isHealed,
    error: problem ? visibleLine(`${problem.errorType}: ${problem.message.split('\n')[0] ?? ''}`) : why,
    cause: isHealed ? (kept[0]?.patch.candidate.explanation ?? why) : why,
    attempts: kept.length + tried.length,
    where: problem ? placeIn(root, problem.location.path, problem.location.range.start.line) : path.basename(root),
  };
}

/** Nothing of the machine's own folders. */
function placeIn(root: string, file: string, line: number): string {
  const name = wayDown(root, file)?.split(path.sep).join('/') ?? path.basename(file);
  return `${path.basename(root)}, ${name}:${line + 1}`;
}
