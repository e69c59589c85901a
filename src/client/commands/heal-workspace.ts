// Heal Workspace: everything the editor shows for the folders' files, in one plan that can be looked through before anything is changed.

import { DiagnosticSeverity, Uri, l10n, languages, workspace } from 'vscode';
import { HealWorkspace, SOURCE, type OtherFix, type PlannedFile } from '../../protocol';
import { otherFixes } from '../capture/other-fixes';
import type { ClientContext } from '../session/context';
import { plural } from '../session/count';
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

const NAME = l10n.t('Heal Workspace');

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
      within
        ? l10n.t('No problems are shown for the files that are selected.')
        : l10n.t('No problems are shown for the files of this workspace.'),
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
  const plan = answerOrThrow(
    await askWithProgress(context, l10n.t('Self-Heal: healing the workspace'), HealWorkspace.type, { files, others }),
  );
  const left = plan.left.length;
  if (plan.files.length === 0) {
    tellWithReport(
      context,
      NAME,
      plural(
        left,
        l10n.t('Nothing was healed: there is no sure fix for the problem shown.'),
        l10n.t('Nothing was healed: there is no sure fix for the {0} problems shown.', left),
      ),
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
    left === 0
      ? l10n.t('Healed: {0}. One undo takes it back.', fixesIn(healed))
      : plural(
          left,
          l10n.t('Healed: {0}. 1 problem is left. One undo takes it back.', fixesIn(healed)),
          l10n.t('Healed: {0}. {1} problems are left. One undo takes it back.', fixesIn(healed), left),
        ),
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
    of.flatMap(({ edit, healed }) =>
      healed.map((patch) => healedItem(patch, l10n.t('{0}, line {1}', nameAt(edit.textDocument.uri), patch.line + 1))),
    );
  const unchosen = (all: readonly PlannedFile[], some: readonly PlannedFile[]): readonly PlannedFile[] => {
    const ids = new Set(some.flatMap(({ healed }) => healed.map(({ id }) => id)));
    return all.map((file) => ({ ...file, healed: file.healed.filter(({ id }) => !ids.has(id)) }));
  };
  return page(
    `# ${NAME}`,
    tests && escaped(tests.sentence),
    partly && l10n.t('It ended before its end; what was not reached is listed as left.'),
    section(l10n.t('Healed'), items(chosen)),
    section(l10n.t('Not chosen by you, or building upon what was not'), items(unchosen(files, chosen))),
    section(
      l10n.t('Left, and why'),
      left.map(({ uri, line, problem, why }) => leftItem(l10n.t('{0}, line {1}', nameAt(uri), line + 1), problem, why)),
    ),
  );
}
