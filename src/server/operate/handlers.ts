// What looks after a project: the watch, the self-test, how strong tests are, the message of a commit, and a workflow for CI. Nothing of it does anything
// until it is asked for.

import { CheckTestStrength, CommitMessage, CreateWorkflow, SelfTest, SourcesChanged, Watch, type Refusal } from '../../protocol';
import type { AppliedHeals } from '../applied/applied-heals';
import { cancelled } from '../session/cancelled';
import { toPath } from '../session/paths';
import { progressOf } from '../session/progress';
import { internalError } from '../session/refusals';
import type { Session } from '../session/session';
import { commitMessageFor } from './commit-messages';
import { runSelfTest } from './self-tests';
import { checkTestStrength } from './test-strengths';
import { Watches, type WatchListener } from './watches';
import { workflowFor } from './workflows';

export interface OperateParts {
  readonly heals: AppliedHeals;
  /** Where tests are weak has changed: what is prepared for menus is made again. */
  readonly prepareAgain: () => void;
  readonly notices: WatchListener;
}

/** @returns what ends it. */
export function handleOperate(session: Session, { heals, prepareAgain, notices }: OperateParts): () => void {
  const { connection, log, status } = session;
  const watches = new Watches(session, heals, notices);
  connection.onRequest(
    Watch.type,
    log.caught(
      'watching',
      (params, token): Promise<Watch.Answer | Refusal> =>
        watches.watch(params, cancelled(token), (progress) => void connection.sendProgress(Watch.progress, params.progressToken, progress)),
      internalError('Watching'),
    ),
  );
  connection.onNotification(
    SourcesChanged.type,
    log.listener('changed sources', ({ folder }) => watches.changed(toPath(folder))),
  );
  connection.onRequest(
    SelfTest.type,
    log.caught(
      'the self-test',
      (params, token): Promise<SelfTest.Answer | Refusal> =>
        status.during(() => runSelfTest(session, params, cancelled(token), progressOf(connection, params.workDoneToken))),
      internalError('The self-test'),
    ),
  );
  connection.onRequest(
    CheckTestStrength.type,
    log.caught(
      'checking how strong tests are',
      (params, token): Promise<CheckTestStrength.Answer | Refusal> =>
        status.during(async () => {
          const answer = await checkTestStrength(session, params, cancelled(token), progressOf(connection, params.workDoneToken));
          if (!('reason' in answer)) prepareAgain();
          return answer;
        }),
      internalError('Checking the tests'),
    ),
  );
  connection.onRequest(
    CommitMessage.type,
    log.caught(
      'the message of a commit',
      (params): Promise<CommitMessage.Answer | Refusal> => commitMessageFor(session, heals, params),
      internalError('Writing the message'),
    ),
  );
  connection.onRequest(
    CreateWorkflow.type,
    log.caught(
      'a workflow for CI',
      (params): CreateWorkflow.Answer | Refusal => workflowFor(session, params),
      internalError('Writing the workflow'),
    ),
  );
  return () => watches.dispose();
}
