// Heal This File, Heal With Model, Undo Last Heal: each shows what it would do, does it as one undo step, and says what it did.

import { window, workspace, Uri, type TextDocument } from 'vscode';
import { HealFile, HealWithModel, PlanApplied, UndoLastHeal } from '../../protocol';
import { applyVersioned, nameOf } from '../session/apply';
import type { ClientContext } from '../session/context';
import { isHealed } from '../session/languages';
import { confirmInDiff } from '../views/confirm-in-diff';
import { healedItem, leftItem, page, plain, section, showReport } from '../views/report-page';
import { Sentence, count, granted } from '../session/user-error';
import { otherFixes } from '../capture/other-fixes';
import { configuredModel } from '../session/settings';
import { askWithProgress } from '../views/with-progress';

const HEALED_LANGUAGES = 'Self-Heal heals Python, TypeScript and JavaScript files';

/** The document in the active editor, if it is one that is healed; the server then knows all that is known about it. */
export function activeDocument({ settings, diagnostics }: ClientContext): TextDocument {
  if (!settings.current.enabled) throw new Sentence('Self-Heal is turned off by the setting “selfHeal.enabled”.');
  const document = window.activeTextEditor?.document;
  if (!document) throw new Sentence(`${HEALED_LANGUAGES}; open one first.`);
  if (document.uri.scheme === 'vscode-notebook-cell') throw new Sentence('Notebook cells are not healed yet.');
  if (!isHealed(document)) throw new Sentence(`${HEALED_LANGUAGES}; ${nameOf(document.uri)} is none of them.`);
  diagnostics.forward(document.uri);
  return document;
}

export async function healFile(context: ClientContext): Promise<void> {
  const document = activeDocument(context);
  const name = nameOf(document.uri);
  const plan = granted(
    await askWithProgress(context, `Self-Heal: healing ${name}`, HealFile.type, {
      uri: document.uri.toString(),
      others: await otherFixes(context, document),
    }),
  );
  let details = planDetails(name, plan);
  context.log.info(details);
  const report = (sentence: string, withDetails: boolean): void => {
    const showDetails = 'Show Details';
    // Not awaited: the command is done when the file is, whenever the message is closed.
    void window.showInformationMessage(sentence, ...(withDetails ? [showDetails] : [])).then((choice) => {
      if (choice === showDetails) void showReport(context, `Heal ${name}`, details);
    });
  };
  if (plan.healed.length === 0) {
    const sentence =
      plan.left.length === 0
        ? `Nothing to heal in ${name}.`
        : `Nothing was healed in ${name}: there is no sure fix for ${plan.left.length === 1 ? 'its problem' : `its ${plan.left.length} problems`}.`;
    report(sentence, plan.left.length > 0);
    return;
  }
  const fixes = count(plan.healed.length, 'fix', 'fixes');
  const apply = await confirmInDiff(context.documents, {
    name,
    before: plan.before,
    after: plan.after,
    title: `Heal ${name}: ${fixes}`,
    apply: `Apply ${fixes} to ${name}`,
    doubtful: plan.tests?.failed === true,
    detail: `${plan.tests ? `${plan.tests.sentence} ` : ''}${plan.left.length === 0 ? 'Nothing' : count(plan.left.length, 'problem')} will be left. One undo takes all of it back.`,
  });
  if (!apply) return;
  await applyVersioned(plan.edit, plan.before);
  await window.showTextDocument(document);
  const seen = await recordApplied(
    context,
    document,
    plan.healed.map((patch) => patch.id),
  );
  // The editor's own checkers have the last word on what is left; the plan's word where they are silent.
  const left = seen?.length ?? plan.left.length;
  if (seen && seen.length > 0)
    details += `\n${page(
      section(
        'What the editor shows now',
        seen.map(({ line, problem }) => `- line ${line + 1}: ${plain(problem)}`),
      ),
    )}`;
  report(
    `Healed ${count(plan.healed.length, 'problem')} in ${name}.${left === 0 ? '' : left === 1 ? ' One is left.' : ` ${left} are left.`}`,
    true,
  );
}

/** @param target URI and zero-based line of a problem, from the lightbulb; else the caret's. */
export async function healWithModel(context: ClientContext, target?: { readonly uri: string; readonly line: number }): Promise<void> {
  const model = configuredModel();
  if (!model) throw new Sentence('No model is set. Set “selfHeal.model.baseUrl” and “selfHeal.model.name” in your user settings first.');
  const document = target ? await workspace.openTextDocument(Uri.parse(target.uri, true)) : activeDocument(context);
  const line = target?.line ?? window.activeTextEditor?.selection.active.line ?? 0;
  const name = nameOf(document.uri);
  const answer = granted(await askWithProgress(context, 'Self-Heal', HealWithModel.type, { uri: document.uri.toString(), line }));
  const apply = await confirmInDiff(context.documents, {
    name,
    before: answer.before,
    after: answer.after,
    title: `${model.name}: ${answer.patch.title}`,
    apply: `Apply to ${name}`,
    detail: answer.patch.evidence,
  });
  if (!apply) return;
  await applyVersioned(answer.edit, answer.before);
  await window.showTextDocument(document);
  await recordApplied(context, document, [answer.patch.id]);
}

export async function undoLastHeal(context: ClientContext): Promise<void> {
  const answer = granted(await context.session.ask(UndoLastHeal.type, {}));
  const document = await applyVersioned(answer.edit);
  await window.showTextDocument(document);
  void window.showInformationMessage(`Taken back: ${answer.title}`);
}

/** The file is healed already: that it could not be recorded is for the log, not a failed command. */
async function recordApplied(
  { session, log }: ClientContext,
  document: TextDocument,
  patches: readonly string[],
): Promise<PlanApplied.Answer['left']> {
  try {
    return (await session.ask(PlanApplied.type, { uri: document.uri.toString(), patches })).left;
  } catch (error) {
    log.warn(`The heal of ${nameOf(document.uri)} was not recorded: ${String(error)}`);
    return undefined;
  }
}

function planDetails(name: string, plan: HealFile.Plan): string {
  return page(
    `# Heal ${plain(name)}`,
    `${count(plan.healed.length, 'problem')} healed, ${plan.left.length} left, ${count(plan.rounds, 'round')}. Line numbers are those before each fix.`,
    plan.tests && plain(plan.tests.sentence),
    section(
      'Healed',
      plan.healed.map((patch) => healedItem(patch, `line ${patch.line + 1}`)),
    ),
    section(
      'Left, and why',
      plan.left.map(({ line, problem, why }) => leftItem(`line ${line + 1}`, problem, why)),
    ),
  );
}
