// The views "Learned" and "Pairs": which rules and pairs there are, what a person does with one, and that there may be others now.

import { WorkDoneProgress } from 'vscode-languageserver';
import { visibleLine } from '../../engine';
import {
  ApplyRule,
  ChangePairs,
  ChangeRule,
  ListRules,
  PairRows,
  PairsChanged,
  PairTexts,
  RuleMatches,
  RulesChanged,
  TestRule,
} from '../../protocol';
import type { AppliedHeals } from '../applied/applied-heals';
import type { ProposedPlans } from '../commands/plan';
import { cancelled } from '../session/cancelled';
import { internalError } from '../session/refusals';
import type { Session } from '../session/session';
import { KeptPairs } from './kept-pairs';
import { LearnedRules } from './learned-rules';
import { RuleCommands } from './rule-commands';

/** Changes are gathered for this long. In ms. */
const PAUSE = 300;

/** @returns what ends it. */
export function handleLearned(session: Session, heals: AppliedHeals, plans: ProposedPlans): () => void {
  const { client, connection, log, rules, status, team } = session;
  const learned = new LearnedRules(session);
  const commands = new RuleCommands(session, learned, plans);
  const kept = new KeptPairs(session);

  let timer: NodeJS.Timeout | undefined;
  const changed = (): void => {
    timer ??= setTimeout(
      log.listener('other rules', () => {
        timer = undefined;
        void connection.sendNotification(RulesChanged.type, {});
        void connection.sendNotification(PairsChanged.type, {});
      }),
      PAUSE,
    );
  };
  rules.onDidChange(changed);
  team.onDidChange(changed);
  heals.onDidRecord(changed);
  client.onDidGrantTrust(changed);

  connection.onRequest(
    ListRules.type,
    log.caught(
      'listing rules',
      async (_, token) => {
        await heals.settled();
        return learned.list(cancelled(token));
      },
      internalError('Listing the rules'),
    ),
  );
  connection.onRequest(
    ChangeRule.type,
    log.caught('changing a rule', (params, token) => learned.change(params, cancelled(token)), internalError('Changing the rule')),
  );
  connection.onRequest(
    TestRule.type,
    log.caught('testing a rule', (params, token) => commands.test(params, token), internalError('Testing the rule')),
  );
  connection.onRequest(
    RuleMatches.type,
    log.caught('looking for a rule', (params, token) => commands.matches(params, token), internalError('Looking for the rule')),
  );
  connection.onRequest(
    ApplyRule.type,
    log.caught(
      'applying a rule',
      (params, token) =>
        status.during(() =>
          commands.everywhere(params, token, (file, done, total) => {
            if (params.workDoneToken === undefined) return;
            const percentage = Math.min(99, Math.round((100 * done) / Math.max(1, total)));
            void connection.sendProgress(WorkDoneProgress.type, params.workDoneToken, {
              kind: 'report',
              message: visibleLine(file),
              percentage,
            });
          }),
        ),
      internalError('Applying the rule'),
    ),
  );
  connection.onRequest(
    PairRows.type,
    log.caught(
      'listing pairs',
      async (params) => {
        await heals.settled();
        return kept.rows(params);
      },
      internalError('Listing the pairs'),
    ),
  );
  connection.onRequest(
    PairTexts.type,
    log.caught('the text of a pair', (name) => kept.texts(name), internalError('Reading the pair')),
  );
  connection.onRequest(
    ChangePairs.type,
    log.caught(
      'changing pairs',
      async (params) => {
        await heals.settled();
        const done = kept.change(params);
        changed();
        return done;
      },
      internalError('Changing the pairs'),
    ),
  );
  return () => clearTimeout(timer);
}
