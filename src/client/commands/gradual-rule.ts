// "Apply Rule Step by Step": at one place, at half of them, at all. Each step is checked and tested on copies, then put in as one undo step; the first that
// makes something worse takes all of it back.

import { Range, TextEditorRevealType, Uri, WorkspaceEdit, l10n, window, workspace, type QuickPickItem } from 'vscode';
import { ApplyRule, CheckStep } from '../../protocol';
import type { ClientContext } from '../session/context';
import { nameOf } from '../session/name-of';
import { openFile } from '../session/open-file';
import { recordApplied } from '../session/record-applied';
import { showMessage, visibleItem } from '../session/show-message';
import { UserError, answerOrThrow } from '../session/user-error';
import { askWithProgress } from '../views/with-progress';
import { visibleLine } from '../../engine/visible-text';
import { chooseRule, nameFor } from './learned-rules';
import { requireEnabled } from './require-enabled';

/** A text that is put in place of the one before, by the file's URI. */
type Texts = ReadonlyMap<string, { readonly from: string; readonly to: string }>;

export async function applyRuleGradually(context: ClientContext, given: unknown): Promise<void> {
  requireEnabled(context);
  const rule = await chooseRule(
    context,
    given,
    l10n.t('Apply which rule step by step?'),
    ({ state }) => state === 'memory' || state === 'file',
  );
  const title = l10n.t('Self-Heal: looking for “{0}”', rule.title);
  const plan = answerOrThrow(await askWithProgress(context, title, ApplyRule.type, nameFor(rule)));
  /** What stands, from the first texts on. */
  let standing = new Map<string, { readonly first: string; readonly now: string }>();
  const takeBack = async (): Promise<void> => {
    await replaceTexts(new Map([...standing].map(([uri, { first, now }]) => [uri, { from: now, to: first }])));
  };
  for (let number = 0; ; number++) {
    const checking = number === 0 ? l10n.t('Self-Heal: checking one place') : l10n.t('Self-Heal: checking more places');
    const step = answerOrThrow(await askWithProgress(context, checking, CheckStep.type, { step: number }));
    const { places: count, of, next: following } = step;
    if (step.regressed) {
      await takeBack();
      showMessage(context.log, 'warning', l10n.t('Stopped at {0} of {1} places: {2}. All of it is taken back.', count, of, step.words));
      return;
    }
    const next = new Map(
      step.files.map(({ edit, before, after }) => {
        const { uri } = edit.textDocument;
        return [uri, { first: before, now: after }];
      }),
    );
    await replaceTexts(new Map([...next].map(([uri, { first, now }]) => [uri, { from: standing.get(uri)?.now ?? first, to: now }])));
    standing = next;
    for (const uri of next.keys()) void recordApplied(context, uri);
    if (number === 0) await reveal(plan.files[0]);
    const done = l10n.t('{0} of {1} places changed: {2}', count, of, step.words);
    if (following === undefined) {
      const undo = { title: l10n.t('Take Back'), run: takeBack };
      showMessage(context.log, 'info', plan.partly ? l10n.t('{0}. There are more places: run it again.', done) : `${done}.`, undo);
      return;
    }
    const answer = await ask(done, following, of);
    if (answer === 'back') await takeBack();
    if (answer !== 'on') return;
  }
}

/** Keeping what there is also where the question is dismissed. */
async function ask(done: string, following: number, all: number): Promise<'on' | 'keep' | 'back'> {
  const items: readonly (QuickPickItem & { readonly answer: 'on' | 'keep' | 'back' })[] = [
    {
      answer: 'on',
      label: following === all ? l10n.t('Apply to all {0} places', all) : l10n.t('Apply to {0} of {1} places', following, all),
      detail: l10n.t('They are checked and tested first.'),
    },
    { answer: 'keep', label: l10n.t('Keep these') },
    { answer: 'back', label: l10n.t('Take Back') },
  ];
  const chosen = await window.showQuickPick(items.map(visibleItem), { title: visibleLine(done), ignoreFocusOut: true });
  return chosen?.answer ?? 'keep';
}

async function reveal(file: ApplyRule.Plan['files'][number] | undefined): Promise<void> {
  const [first] = file?.healed ?? [];
  if (!file || !first) return;
  const editor = await window.showTextDocument(await openFile(Uri.parse(file.edit.textDocument.uri, true)));
  editor.revealRange(new Range(first.line, 0, first.line, 0), TextEditorRevealType.InCenterIfOutsideViewport);
}

/** All of them as one undo step, or nothing where one has changed meanwhile. */
async function replaceTexts(texts: Texts): Promise<void> {
  const change = new WorkspaceEdit();
  for (const [name, { from, to }] of texts) {
    if (from === to) continue;
    const uri = Uri.parse(name, true);
    const document = await openFile(uri);
    if (document.getText() !== from)
      throw new UserError(l10n.t('{0} has changed meanwhile, so it was left as it is. Run the command again.', nameOf(uri)), 'warning');
    let start = 0;
    while (start < from.length && start < to.length && from[start] === to[start]) start++;
    let end = 0;
    while (end < from.length - start && end < to.length - start && from[from.length - 1 - end] === to[to.length - 1 - end]) end++;
    change.replace(uri, new Range(document.positionAt(start), document.positionAt(from.length - end)), to.slice(start, to.length - end));
  }
  if (change.size > 0 && !(await workspace.applyEdit(change)))
    throw new UserError(l10n.t('The files could not be changed. Is one of them read-only?'), 'warning');
}
