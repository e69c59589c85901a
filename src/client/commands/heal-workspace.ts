// Heal Workspace: everything the editor shows for the folders' files, in one plan that can be looked through before anything is changed.

import { DiagnosticSeverity, Uri, l10n, languages, workspace } from 'vscode';
import { HealWorkspace, SOURCE, type OtherFix, type PlannedFile } from '../../protocol';
import { otherFixes } from '../capture/other-fixes';
import type { ClientContext } from '../session/context';
import { count } from '../session/count';
import { looksHealed } from '../session/languages';
import { ServerUnavailable } from '../session/server-session';
import { UserError, answerOrThrow } from '../session/user-error';
import { escaped } from '../views/markdown';
import { fixesIn, reviewAndApply } from '../views/plan-review';
import { healedItem, leftItem, page, section, tellWithReport } from '../views/report-page';
import { askWithProgress } from '../views/with-progress';
import { requireEnabled } from './require-enabled';

/** Files whose quick fixes are asked of other extensions; each has to be opened for them. */
const MAX_ASKED = 20;

const NAME = 'Heal Workspace';

/** @param within files and folders of the explorer's selection; absent: all of the workspace. */
export async function healWorkspace(context: ClientContext, within?: readonly Uri[]): Promise<void> {
  const { session, diagnostics } = context;
  requireEnabled(context);
  await session.start();
  const convert = session.converter;
  if (!convert) throw new ServerUnavailable();
  const shown = languages
    .getDiagnostics()
    .filter(
      ([uri]) =>
        uri.scheme === 'file' &&
        looksHealed(uri.path) &&
        workspace.getWorkspaceFolder(uri) &&
        (!within || within.some((at) => isAt(uri, at))),
    )
    .map(([uri, all]) => ({
      uri,
      wrong: all.filter(({ severity }) => severity === DiagnosticSeverity.Error || severity === DiagnosticSeverity.Warning),
    }))
    .filter(({ wrong }) => wrong.length > 0);
  if (shown.length === 0)
    throw new UserError(
      within ? l10n.t('No problems are shown for the files that are selected.') : 'No problems are shown for the files of this workspace.',
    );
  const others: OtherFix[] = [];
  for (const { uri } of shown.slice(0, MAX_ASKED)) {
    const document = workspace.textDocuments.find((open) => open.uri.toString() === uri.toString());
    if (!document) continue;
    diagnostics.forward(uri);
    others.push(...(await otherFixes(context, document)));
  }
  const files = shown.map(({ uri, wrong }) => ({
    uri: convert.asUri(uri),
    diagnostics: wrong.filter(({ source }) => source !== SOURCE).map((one) => convert.asDiagnostic(one)),
  }));
  const plan = answerOrThrow(await askWithProgress(context, 'Self-Heal: healing the workspace', HealWorkspace.type, { files, others }));
  const left = plan.left.length;
  if (plan.files.length === 0) {
    tellWithReport(
      context,
      NAME,
      `Nothing was healed: there is no sure fix for ${left === 1 ? 'the problem' : `the ${left} problems`} shown.`,
      report(plan, []),
    );
    return;
  }
  const healed = await reviewAndApply(context, { name: NAME, files: plan.files, tests: plan.tests });
  if (healed.length === 0) return;
  const details = report(plan, healed);
  context.log.info(details);
  tellWithReport(
    context,
    NAME,
    `Healed: ${fixesIn(healed)}.${left === 0 ? '' : ` ${count(left, 'problem')} ${left === 1 ? 'is' : 'are'} left.`} One undo takes it back.`,
    details,
  );
}

/** A file itself, or one in a folder. */
function isAt(file: Uri, place: Uri): boolean {
  const [path, at] = [file.toString(), place.toString()];
  return path === at || path.startsWith(at.endsWith('/') ? at : `${at}/`);
}

/** What was healed and what proves it, what was not wanted, and what was left and why. */
function report({ files, left, partly, tests }: HealWorkspace.Plan, chosen: readonly PlannedFile[]): string {
  const nameAt = (uri: string): string => escaped(workspace.asRelativePath(Uri.parse(uri, true)));
  const items = (of: readonly PlannedFile[]): string[] =>
    of.flatMap(({ edit, healed }) => healed.map((patch) => healedItem(patch, `${nameAt(edit.textDocument.uri)}, line ${patch.line + 1}`)));
  const unchosen = (all: readonly PlannedFile[], some: readonly PlannedFile[]): readonly PlannedFile[] => {
    const ids = new Set(some.flatMap(({ healed }) => healed.map(({ id }) => id)));
    return all.map((file) => ({ ...file, healed: file.healed.filter(({ id }) => !ids.has(id)) }));
  };
  return page(
    `# ${NAME}`,
    tests && escaped(tests.sentence),
    partly && 'It ended before its end; what was not reached is listed as left.',
    section('Healed', items(chosen)),
    section('Not chosen by you, or building upon what was not', items(unchosen(files, chosen))),
    section(
      'Left, and why',
      left.map(({ uri, line, problem, why }) => leftItem(`${nameAt(uri)}, line ${line + 1}`, problem, why)),
    ),
  );
}
