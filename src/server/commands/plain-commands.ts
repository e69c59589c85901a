// What a client that has no commands of its own can have done (`workspace/executeCommand`). The server puts the edits in by `workspace/applyEdit` and says
// in one sentence what it did.

import { CancellationToken, MessageType, ShowMessageNotification, type WorkspaceEdit } from 'vscode-languageserver';
import { inspectFile, isHealed, SourceText, visibleLine, type Problem } from '../../engine';
import { PLAIN_COMMAND, type ExplainAt, type Refusal } from '../../protocol';
import type { AppliedHeals } from '../applied/applied-heals';
import { plainEdit } from '../lightbulb/code-actions';
import type { Explanations } from '../lightbulb/hover';
import { isHealableText } from '../session/healable-text';
import { toPath } from '../session/paths';
import type { Session } from '../session/session';
import type { HealCommands } from './heal';
import type { ProposedPlans } from './plan';
import { planApplied } from './plan-applied';

export interface PlainParts {
  readonly healing: HealCommands;
  readonly heals: AppliedHeals;
  readonly plans: ProposedPlans;
  readonly explanations: Pick<Explanations, 'page'>;
}

/** What a command answers: one sentence, which is shown too, and counts where there are some. */
interface Done {
  readonly message: string;
  readonly healed?: number;
  readonly left?: number;
}

/**
 * - `selfHeal.healFile` [uri]: heals what is known to be wrong with an open file, and what the workspace's checkers find in it; one edit.
 * - `selfHeal.undoLastHeal` []: takes the last heal back, and what was learned from it.
 * - `selfHeal.explain` [uri, zero-based line]: answers `{title, markdown}`.
 * Where they can do nothing they answer `{message}`, and say it.
 */
export function plainCommands(
  session: Session,
  { healing, heals, plans, explanations }: PlainParts,
): (command: string, given: readonly unknown[]) => unknown {
  const { client, connection, documents, folders, status } = session;

  const done = (answer: Done, ok: boolean): Done => {
    const message = `Self-Heal: ${visibleLine(answer.message)}`;
    void connection.sendNotification(ShowMessageNotification.type, { type: ok ? MessageType.Info : MessageType.Warning, message });
    return answer;
  };

  const putIn = async (label: string, edit: WorkspaceEdit): Promise<boolean> =>
    (await connection.workspace.applyEdit({ label, edit: client.takesDocumentChanges ? edit : plainEdit(edit) })).applied;

  /** What the workspace's checkers find in an open file: the client does not say what others show. */
  const found = async (uri: string): Promise<readonly Problem[]> => {
    const document = documents.get(uri);
    if (!document || client.forwardsDiagnostics || !isHealed(document.languageId) || !isHealableText(document.getText())) return [];
    const file = toPath(uri);
    const source = new SourceText(document.getText());
    return (await inspectFile(file, document.languageId, source, await folders.workspaceOf(file), new AbortController().signal)).problems;
  };

  const healFile = async (uri: string): Promise<Done> => {
    const plan = await healing.file(uri, [], CancellationToken.None, () => undefined, await found(uri));
    if ('reason' in plan) return done({ message: plan.message }, plan.reason === 'nothing-to-heal');
    const left = plan.left.length;
    const rest =
      left === 0 ? '' : ` ${left === 1 ? '1 problem is' : `${left} problems are`} left: ${plan.left[0]?.problem.split('\n')[0] ?? ''}`;
    if (plan.healed.length === 0) return done({ message: `No fix is sure enough.${rest}`, healed: 0, left }, false);
    if (plan.tests?.failed)
      return done(
        { message: `Nothing was changed, for tests that pass now fail with the fixes. ${plan.tests.sentence}`, healed: 0, left },
        false,
      );
    if (!(await putIn('Heal This File', { documentChanges: [plan.edit] })))
      return done({ message: 'The editor did not take the edit; nothing was changed.', healed: 0, left }, false);
    await planApplied(uri, session, plans, heals);
    const [only] = plan.healed;
    const what = plan.healed.length === 1 && only ? only.title : `${plan.healed.length} fixes`;
    return done({ message: `Healed: ${what}.${rest}`, healed: plan.healed.length, left }, left === 0);
  };

  const undoLastHeal = async (): Promise<Done> => {
    const back = heals.takeBack();
    if (!back.ok) return done({ message: back.message }, false);
    const { heal, document, edits, done: taken } = back.value;
    const edit: WorkspaceEdit = {
      documentChanges: [
        {
          textDocument: { uri: heal.uri, version: document.version },
          edits: edits.map(({ start, end, text }) => ({
            range: { start: document.positionAt(start), end: document.positionAt(end) },
            newText: text,
          })),
        },
      ],
    };
    if (!(await putIn('Undo Last Heal', edit))) return done({ message: 'The editor did not take the edit; nothing was changed.' }, false);
    taken();
    return done({ message: `Taken back: ${heal.title}.` }, true);
  };

  const explain = (uri: string, line: number): ExplainAt.Answer | Refusal => {
    const page = explanations.page(uri, line);
    if ('reason' in page) done({ message: page.message }, true);
    return page;
  };

  return (command, [uri, line]) => {
    if (client.hasCommands) return null;
    switch (command) {
      case PLAIN_COMMAND.healFile:
        if (typeof uri !== 'string') return done({ message: 'selfHeal.healFile takes the URI of an open file.' }, false);
        return status.during(() => healFile(uri));
      case PLAIN_COMMAND.undoLastHeal:
        return undoLastHeal();
      case PLAIN_COMMAND.explain:
        if (typeof uri !== 'string' || typeof line !== 'number')
          return done({ message: 'selfHeal.explain takes the URI of an open file and a zero-based line.' }, false);
        return explain(uri, line);
      default:
        return null;
    }
  };
}
