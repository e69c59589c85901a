// The long commands, each busy in the status while it runs; that their plans were applied; and what may be applied without being asked.

import {
  AutoApplied,
  AutoHeal,
  ChooseFixes,
  ClearRuns,
  HealFile,
  HealWithModel,
  HealWorkspace,
  ListRuns,
  PlanApplied,
  RunAndHeal,
  RunStepTexts,
  type Refusal,
} from '../../protocol';
import type { AppliedHeals } from '../applied/applied-heals';
import { progressOf } from '../session/progress';
import { internalError } from '../session/refusals';
import type { Session } from '../session/session';
import type { CommandFailures } from '../terminal/command-failures';
import type { AutoApply } from './auto-apply';
import type { HealCommands } from './heal';
import { stale, type ProposedPlans } from './plan';
import { planApplied } from './plan-applied';
import type { RunCommands } from './run';
import { RunList } from './run-list';

export interface CommandParts {
  readonly failures: CommandFailures;
  readonly heals: AppliedHeals;
  readonly plans: ProposedPlans;
  readonly healing: HealCommands;
  readonly running: RunCommands;
  readonly autoApply: AutoApply;
}

export function handleCommands(session: Session, { failures, heals, plans, healing, running, autoApply }: CommandParts): void {
  const { connection, log, status } = session;

  const progress = (workDoneToken: string | number | undefined): ReturnType<typeof progressOf> => progressOf(connection, workDoneToken);

  connection.onRequest(
    HealFile.type,
    log.caught(
      'healing a file',
      ({ uri, others, workDoneToken }, token) => status.during(() => healing.file(uri, others ?? [], token, progress(workDoneToken))),
      internalError('Healing the file'),
    ),
  );
  connection.onRequest(
    HealWorkspace.type,
    log.caught(
      'healing a workspace',
      (params, token) => status.during(() => healing.workspace(params, token, progress(params.workDoneToken))),
      internalError('Healing the workspace'),
    ),
  );
  connection.onRequest(
    RunAndHeal.type,
    log.caught(
      'running and healing',
      (params, token) => status.during(() => running.runAndHeal(params, token, progress(params.workDoneToken))),
      internalError('Running and healing'),
    ),
  );
  connection.onRequest(
    HealWithModel.type,
    log.caught(
      'asking the model',
      ({ uri, line, others, workDoneToken }, token) =>
        status.during(() => healing.withModel(uri, line, others ?? [], token, progress(workDoneToken))),
      internalError('Asking the model'),
    ),
  );

  const runs = new RunList(session);
  connection.onRequest(
    ListRuns.type,
    log.caught('listing runs', () => runs.list(), internalError('Listing the runs')),
  );
  connection.onRequest(
    RunStepTexts.type,
    log.caught('a step of a run', (step) => runs.texts(step), internalError('Reading the run')),
  );
  connection.onRequest(
    ClearRuns.type,
    log.caught('clearing runs', (params) => runs.clear(params), internalError('Deleting the run')),
  );

  connection.onRequest(
    ChooseFixes.type,
    log.caught(
      'choosing fixes',
      async ({ without }): Promise<ChooseFixes.Answer | Refusal> => (await plans.choose(new Set(without))) ?? stale('The plan'),
      internalError('Choosing the fixes'),
    ),
  );

  connection.onRequest(
    PlanApplied.type,
    log.caught('recording a plan', ({ uri }) => planApplied(uri, session, plans, heals), {}),
  );

  failures.onDidEndCommand(log.listener('the end of a command', (command) => autoApply.commandEnded(command)));
  connection.onRequest(
    AutoHeal.type,
    log.caught('healing unasked', (params) => autoApply.choose(params), null),
  );
  connection.onNotification(
    AutoApplied.type,
    log.listener('recording', ({ heal }) => {
      const applied = autoApply.applied(heal);
      if (applied) heals.accepted(applied);
    }),
  );
}
