// The long commands, each busy in the status while it runs; that their plans were applied; and what may be applied without being asked.

import { visibleText } from '../../engine';
import {
  AutoApplied,
  AutoHeal,
  ChooseFixes,
  HealFile,
  HealWithModel,
  HealWorkspace,
  PlanApplied,
  RunAndHeal,
  type Refusal,
} from '../../protocol';
import type { AppliedHeals } from '../applied/applied-heals';
import { toPath } from '../session/paths';
import { progressOf } from '../session/progress';
import { internalError } from '../session/refusals';
import type { Session } from '../session/session';
import type { CommandFailures } from '../terminal/command-failures';
import type { AutoApply } from './auto-apply';
import type { HealCommands } from './heal';
import { stale, type ProposedPlans } from './plan';
import type { RunCommands } from './run';

export interface CommandParts {
  readonly failures: CommandFailures;
  readonly heals: AppliedHeals;
  readonly plans: ProposedPlans;
  readonly healing: HealCommands;
  readonly running: RunCommands;
  readonly autoApply: AutoApply;
}

export function handleCommands(session: Session, { failures, heals, plans, healing, running, autoApply }: CommandParts): void {
  const { client, connection, log, status } = session;

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

  connection.onRequest(
    ChooseFixes.type,
    log.caught(
      'choosing fixes',
      async ({ without }): Promise<ChooseFixes.Answer | Refusal> => (await plans.choose(new Set(without))) ?? stale('The plan'),
      internalError('Choosing the fixes'),
    ),
  );

  const planApplied = async ({ uri }: PlanApplied.Params): Promise<PlanApplied.Answer> => {
    const proposed = plans.take(uri);
    if (!proposed) return {};
    const { patches, before, after, problems, ms, unrecorded } = proposed;
    if (unrecorded) {
      heals.changed(uri);
      return {};
    }
    const title = patches.length === 1 ? (patches[0]?.candidate.title ?? '') : `${patches.length} fixes`;
    heals.accepted({ uri, path: toPath(uri), title, patches, before, after, problemsBefore: problems, via: 'plan', ms });
    for (const refused of plans.takeRefused()) heals.unwanted(refused.patch, refused.before, 'rejected', 'left out of a plan');
    const left = client.forwardsDiagnostics ? await heals.heard(uri) : undefined;
    return left ? { left: left.map(({ location, message }) => ({ line: location.range.start.line, problem: visibleText(message) })) } : {};
  };
  connection.onRequest(PlanApplied.type, log.caught('recording a plan', planApplied, {}));

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
