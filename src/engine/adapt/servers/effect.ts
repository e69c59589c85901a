// Whether an adapter changes what a model answers. Servers are known that say yes to an adapter and go on without it.

import { failure, success } from '../../result';
import type { Answer, Http } from './http';
import type { Asking, RequestChange, ServerResult } from './server';

/** Of the kind that adapters are trained for, so that one which learnt only that shows it. Nobody's code. */
const QUESTION = [
  {
    role: 'system',
    content: 'You repair code. Answer with the same text with the error mended, in one code block, and with nothing else.',
  },
  {
    role: 'user',
    content:
      "Error (shop/cart.py, line 2):\nNameError: name 'itmes' is not defined. Did you mean: 'items'?\n\n```python\ndef total(items):\n    return sum(item.price for item in itmes)\n```",
  },
];

/** Of the mean natural logarithm of a piece's probability: what differs less may be a matter of rounding. */
const LEAST = 1e-3;

/** `no-effect` where it answers as the model does without it; else what went wrong while asking. */
export async function changesAnswers(
  http: Http,
  { base, adapter, called }: { readonly base: RequestChange; readonly adapter: RequestChange; readonly called: string },
  how: Asking,
): Promise<ServerResult<undefined>> {
  how.onProgress?.(`Asking ${http.host} the same with and without ${called}…`);
  const answers: Answer[] = [];
  // The model twice: its second answer may differ from its first, for a prompt that a server remembers is counted otherwise.
  for (const change of [base, adapter, base]) {
    const answer = await http.ask(change, QUESTION, how);
    if (!answer.ok)
      return change === adapter && answer.reason !== 'cancelled'
        ? failure(answer.reason, `Asked for ${called}, ${answer.message.replace(/^([a-z0-9.:[\]-]+) /i, '$1 ')}`)
        : answer;
    answers.push(answer.value);
  }
  const [plain, adapted, again] = answers;
  if (plain && adapted && again && (isSame(plain, adapted) || isSame(again, adapted)))
    return failure(
      'no-effect',
      `${http.host} says that it has ${called}, but answers a question with it exactly as without it, so it is not used.`,
    );
  return success(undefined);
}

function isSame(a: Answer, b: Answer): boolean {
  if (a.text !== b.text) return false;
  if (a.likely.length === 0 || a.likely.length !== b.likely.length) return true;
  const apart = a.likely.reduce((sum, value, i) => sum + Math.abs(value - (b.likely[i] ?? value)), 0) / a.likely.length;
  return apart < LEAST;
}
