// Rung `checks` by checkers that other extensions have registered: one that speaks against a patch ends it.

import { LANGUAGES } from '../../language';
import type { Checker } from './checker';

export const registeredCheck: Checker = {
  rung: 'checks',
  languages: LANGUAGES,
  async check({ problem, path, before, after, workspace, signal }) {
    if (!workspace.registered) return undefined;
    const start = performance.now();
    const verdicts = await workspace.registered.verdicts({ problem, path, before: before.text, after: after.text, signal });
    const ms = Math.round(performance.now() - start);
    const against = verdicts.find(({ result }) => result === 'failed');
    if (against)
      return { rung: 'checks', result: 'failed', by: against.by, ms, ...(against.why === undefined ? {} : { why: against.why }) };
    const content = verdicts.filter(({ result }) => result === 'passed');
    return content.length === 0 ? undefined : { rung: 'checks', result: 'passed', by: content.map(({ by }) => by).join(', '), ms };
  },
};
