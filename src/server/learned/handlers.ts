// The views "Learned" and "Pairs": which rules and pairs there are, what a person does with one, and that there may be others now.

import { WorkDoneProgress } from 'vscode-languageserver';
import { visibleLine } from '../../engine';
import {
  ApplyRule,
  ChangePairs,
  ChangeRule,
  CheckStep,
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
import type { RunCommands } from '../commands/run';
import { cancelled } from '../session/cancelled';
import { internalError } from '../session/refusals';
import type { Session } from '../session/session';
import { KeptPairs } from './kept-pairs';
import { LearnedRules } from './learned-rules';
import { RuleCommands } from './rule-commands';

/** Changes are gathered for this long. In ms. */
const PAUSE = 300;

/** @returns what ends it. */
export function handleLearned(session: Session, heals: AppliedHeals, plans: ProposedPlans, runs: Pick<RunCommands, 'tests'>): () => void {
  const { client, connection, log, rules, status, team } = session;
  const learned = new LearnedRules(session);
  const commands = new RuleCommands(session, learned, plans, runs);
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

  const report = (token: string | number | undefined, message: string, percentage?: number): void => {
    if (token === undefined) return;
    void connection.sendProgress(WorkDoneProgress.type, token, {
      kind: 'report',
      message: visibleLine(message),
      ...(percentage === undefined ? {} : { percentage }),
    });
  };

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
            const percentage = Math.min(99, Math.round((100 * done) / Math.max(1, total)));
            report(params.workDoneToken, file, percentage);
          }),
        ),
      internalError('Applying the rule'),
    ),
  );
  connection.onRequest(
    CheckStep.type,
    log.caught(
      'checking a step',
      (params, token) => status.during(() => commands.step(params, token, (message) => report(params.workDoneToken, message))),
      internalError('Checking the step'),
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
