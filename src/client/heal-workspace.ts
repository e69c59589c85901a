// Heal Workspace: everything the editor shows for the folders' files, in one plan that can be looked through before anything is changed.

import { DiagnosticSeverity, Uri, languages, window, workspace } from 'vscode';
import { HealWorkspace, PlanApplied, SOURCE, type OtherFix, type PlannedFile, type PlanTests } from '../protocol';
import { nameOf } from './apply';
import type { ClientContext } from './context';
import { looksHealed } from './languages';
import { otherFixes } from './other-fixes';
import { applyPlan, choose, uriOf } from './plan';
import { Sentence, count, granted } from './sentence';
import { askWithProgress } from './with-progress';

/** Files whose quick fixes are asked of other extensions; each has to be opened for them. */
const MAX_ASKED = 20;

export async function healWorkspace(context: ClientContext): Promise<void> {
  const { session, settings, diagnostics } = context;
  if (!settings.current.enabled) throw new Sentence('Self-Heal is turned off by the setting “selfHeal.enabled”.');
  await session.start();
  const convert = session.converter;
  if (!convert) throw new Sentence('Self-Heal’s server is not running. “Self-Heal: Show Log” says why.', 'warning');
  const shown = languages
    .getDiagnostics()
    .filter(([uri]) => uri.scheme === 'file' && looksHealed(uri.path) && workspace.getWorkspaceFolder(uri))
    .map(([uri, all]) => ({ uri, wrong: all.filter(({ severity }) => severity === DiagnosticSeverity.Error || severity === DiagnosticSeverity.Warning) }))
    .filter(({ wrong }) => wrong.length > 0);
  if (shown.length === 0) throw new Sentence('No problems are shown for the files of this workspace.');
  const others: OtherFix[] = [];
  for (const { uri } of shown.slice(0, MAX_ASKED)) {
    const document = workspace.textDocuments.find((open) => open.uri.toString() === uri.toString());
    if (!document) continue;
    diagnostics.forward(uri);
    others.push(...(await otherFixes(context, document)));
  }
  const files = shown.map(({ uri, wrong }) => ({ uri: convert.asUri(uri), diagnostics: wrong.filter(({ source }) => source !== SOURCE).map((one) => convert.asDiagnostic(one)) }));
  const plan = granted(await askWithProgress(context, 'Self-Heal: healing the workspace', HealWorkspace.type, { files, others }));
  await carryOut(context, 'Heal Workspace', plan.files, report('Heal Workspace', plan), plan.left.length, plan.tests);
}

/** Shows a plan, applies what is chosen of it, and says what was done. */
export async function carryOut(context: ClientContext, name: string, planned: readonly PlannedFile[], details: string, left: number, tests: PlanTests | undefined): Promise<readonly PlannedFile[]> {
  context.log.info(details);
  const fixes = (files: readonly PlannedFile[]): string => count(files.reduce((sum, file) => sum + file.healed.length, 0), 'fix', 'fixes');
  const tell = (sentence: string): void => {
    const showReport = 'Show Report';
    // Not awaited: the command is done when the files are, whenever the message is closed.
    void window.showInformationMessage(sentence, showReport).then((choice) => {
      if (choice === showReport) void context.documents.show(`${name}.md`, details);
    });
  };
  if (planned.length === 0) {
    tell(`Nothing was healed: there is no sure fix for ${left === 1 ? 'the problem' : `the ${left} problems`} shown.`);
    return [];
  }
  const chosen = await choose(context.documents, `${name}: ${fixes(planned)} in ${count(planned.length, 'file')}`, planned, tests);
  if (chosen.length === 0) return [];
  await applyPlan(chosen);
  for (const file of chosen) {
    try {
      await context.session.ask(PlanApplied.type, { uri: file.edit.textDocument.uri, patches: file.healed.map(({ id }) => id) });
    } catch (error) {
      context.log.warn(`The heal of ${nameOf(uriOf(file))} was not recorded: ${String(error)}`);
    }
  }
  tell(`Healed with ${fixes(chosen)} in ${count(chosen.length, 'file')}.${left === 0 ? '' : ` ${count(left, 'problem')} ${left === 1 ? 'is' : 'are'} left.`} One undo takes it back.`);
  return chosen;
}

/** Markdown: what was healed, with what proves it, and what was left and why. */
function report(title: string, { files, left, partly, tests }: HealWorkspace.Plan): string {
  const nameAt = (uri: string): string => workspace.asRelativePath(Uri.parse(uri, true));
  const healed = files.map((file) => `### ${nameAt(file.edit.textDocument.uri)}\n\n${file.healed.map((patch) => `- line ${patch.line + 1}: ${oneLine(patch.problem)}\n  - ${patch.title}\n  - ${oneLine(patch.explanation)}\n  - ${patch.evidence}`).join('\n')}`);
  return [
    `# ${title}`,
    ...(tests ? [tests.sentence] : []),
    ...(partly ? ['It ended before its end; what was not reached is listed as left.'] : []),
    ...(healed.length > 0 ? ['## Healed', ...healed] : []),
    ...(left.length > 0 ? ['## Left, and why', left.map(({ uri, line, problem, why }) => `- ${nameAt(uri)}, line ${line + 1}: ${oneLine(problem)}\n  - ${why}`).join('\n')] : []),
  ].join('\n\n') + '\n';
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').slice(0, 300);
