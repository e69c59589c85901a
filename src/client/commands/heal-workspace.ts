// Heal Workspace: everything the editor shows for the folders' files, in one plan that can be looked through before anything is changed.

import { DiagnosticSeverity, Uri, l10n, languages, workspace } from 'vscode';
import { HealWorkspace, SOURCE, type OtherFix, type PlannedFile, type ProblemKind } from '../../protocol';
import { otherFixes } from '../capture/other-fixes';
import type { ClientContext } from '../session/context';
import { plural } from '../session/count';
import { looksHealed } from '../session/languages';
import { isOfKind, kindOf } from '../session/problem-kind';
import { ServerUnavailable } from '../session/server-session';
import { UserError, answerOrThrow } from '../session/user-error';
import { escaped } from '../views/markdown';
import { fixesIn, reviewAndApply } from '../views/plan-review';
import { healedItem, leftItem, page, placeLink, section, tellWithReport } from '../views/report-page';
import { askWithProgress } from '../views/with-progress';
import { requireEnabled } from './require-enabled';

/** Files whose quick fixes are asked of other extensions; each has to be opened for them. */
const MAX_ASKED = 20;

const NAME = l10n.t('Heal Workspace');
const KIND_NAME = l10n.t('Fix All of This Kind');

/** All of one kind, in all files that show it: the plan of it. */
export async function fixKindInWorkspace(context: ClientContext, given: unknown): Promise<void> {
  const kind = kindOf(given);
  if (!kind) throw new UserError(l10n.t('Choose “Fix all of this kind in the workspace…” in the menu of a squiggle.'));
  await healWorkspace(context, kind);
}

/** @param kind only problems of this kind. @param within only in these files and folders. */
export async function healWorkspace(context: ClientContext, kind?: ProblemKind, within?: readonly Uri[]): Promise<void> {
  const { session, diagnostics } = context;
  const name = kind ? KIND_NAME : NAME;
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
      wrong: all
        .filter(({ severity }) => severity === DiagnosticSeverity.Error || severity === DiagnosticSeverity.Warning)
        .filter((one) => !kind || isOfKind(kind)(one)),
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
    // Of one kind it is the chosen way that counts, and that is ours.
    if (!kind) others.push(...(await otherFixes(context, document)));
  }
  const files = shown.map(({ uri, wrong }) => ({
    uri: convert.asUri(uri),
    diagnostics: wrong.filter(({ source }) => source !== SOURCE).map((one) => convert.asDiagnostic(one)),
  }));
  const plan = answerOrThrow(
    await askWithProgress(context, l10n.t('Self-Heal: healing the workspace'), HealWorkspace.type, {
      files,
      others,
      ...(kind && { kind }),
    }),
  );
  const left = plan.left.length;
  if (plan.files.length === 0) {
    tellWithReport(
      context,
      name,
      plural(
        left,
        l10n.t('Nothing was healed: there is no sure fix for the problem shown.'),
        l10n.t('Nothing was healed: there is no sure fix for the {0} problems shown.', left),
      ),
      report(name, plan, []),
    );
    return;
  }
  const healed = await reviewAndApply(context, { name, files: plan.files, left: plan.left, tests: plan.tests });
  if (healed.length === 0) return;
  const details = report(name, plan, healed);
  context.log.info(details);
  tellWithReport(
    context,
    name,
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
function report(name: string, { files, left, partly, tests }: HealWorkspace.Plan, chosen: readonly PlannedFile[]): string {
  const items = (of: readonly PlannedFile[]): string[] =>
    of.flatMap(({ edit, healed }) => healed.map((patch) => healedItem(patch, placeLink(edit.textDocument.uri, patch.line))));
  const unchosen = (all: readonly PlannedFile[], some: readonly PlannedFile[]): readonly PlannedFile[] => {
    const ids = new Set(some.flatMap(({ healed }) => healed.map(({ id }) => id)));
    return all.map((file) => ({ ...file, healed: file.healed.filter(({ id }) => !ids.has(id)) }));
  };
  return page(
    `# ${name}`,
    tests && escaped(tests.sentence),
    partly && l10n.t('It ended before its end; what was not reached is listed as left.'),
    section(l10n.t('Healed'), items(chosen)),
    section(l10n.t('Not chosen by you, or building upon what was not'), items(unchosen(files, chosen))),
    section(
      l10n.t('Left, and why'),
      left.map(({ uri, line, problem, why }) => leftItem(placeLink(uri, line), problem, why)),
    ),
  );
}
