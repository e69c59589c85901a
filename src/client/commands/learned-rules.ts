// What a person does with a learned rule: keep, edit, test, switch off and on, delete, apply everywhere. From the view or, with a list to choose from, the palette.

import { Uri, l10n, window, workspace, type QuickPickItem } from 'vscode';
import { ApplyRule, ChangeRule, TestRule, type RuleName, type ShownRule } from '../../protocol';
import type { ClientContext } from '../session/context';
import { counted, plural } from '../session/count';
import { nameOf } from '../session/name-of';
import { showMessage, visibleItem } from '../session/show-message';
import { Cancelled, UserError, answerOrThrow } from '../session/user-error';
import { ruleOf } from '../views/learned-view';
import { codeInItem, escaped } from '../views/markdown';
import { fixesIn, reviewAndApply } from '../views/plan-review';
import { healedItem, page, placeLink, section, tellWithReport } from '../views/report-page';
import { askWithProgress } from '../views/with-progress';
import { requireEnabled } from './require-enabled';

const EVERYWHERE = l10n.t('Apply Everywhere');

export async function keepRule(context: ClientContext, given: unknown): Promise<void> {
  const rule = await chooseRule(context, given, l10n.t('Keep which rule as a file?'), ({ state }) => state === 'memory');
  const file = await change(context, rule, 'keep');
  if (file) {
    await window.showTextDocument(file);
    showMessage(context.log, 'info', l10n.t('The rule is kept in {0}. Commit it, and your team has it, too.', nameOf(file)));
  }
}

/** A rule of memory is written to a file first. */
export async function editRule(context: ClientContext, given: unknown): Promise<void> {
  const rule = await chooseRule(context, given, l10n.t('Edit which rule?'), () => true);
  const file = rule.file === undefined ? await change(context, rule, 'keep') : Uri.parse(rule.file);
  if (file) await window.showTextDocument(file);
}

export async function testRule(context: ClientContext, given: unknown): Promise<void> {
  const rule = await chooseRule(context, given, l10n.t('Test which rule?'), ({ state }) => state !== 'mistake');
  const open = workspace.textDocuments.find(({ uri }) => rule.file !== undefined && uri.toString() === Uri.parse(rule.file).toString());
  const { passed, failed } = answerOrThrow(
    await context.session.ask(TestRule.type, { ...nameFor(rule), ...(open?.isDirty && { text: open.getText() }) }),
  );
  const all = passed + failed.length;
  if (all === 0) throw new UserError(l10n.t('“{0}” has no examples to be tested with.', rule.title));
  if (failed.length === 0) {
    showMessage(
      context.log,
      'info',
      plural(
        all,
        l10n.t('“{0}” does what its 1 example says.', rule.title),
        l10n.t('“{0}” does what its {1} examples say.', rule.title, all),
      ),
    );
    return;
  }
  tellWithReport(
    context,
    l10n.t('Test Rule'),
    l10n.t('“{0}” fails {1} of its {2}.', rule.title, failed.length, counted.examples(all)),
    page(
      `# ${escaped(rule.title)}`,
      l10n.t('{0} of {1} examples come out right.', passed, all),
      ...failed.map(({ text, wanted, got }) =>
        [
          `## ${l10n.t('Another result than its example')}`,
          block(l10n.t('The code'), text),
          wanted === text ? l10n.t('It should be left alone.') : block(l10n.t('It should become'), wanted),
          got === text ? l10n.t('The rule does not fit.') : block(l10n.t('It becomes'), got),
        ].join('\n\n'),
      ),
    ),
  );
}

export async function switchRule(context: ClientContext, given: unknown, on: boolean): Promise<void> {
  const wanted = on ? ['off'] : ['memory', 'file'];
  const rule = await chooseRule(context, given, on ? l10n.t('Switch which rule on?') : l10n.t('Switch which rule off?'), ({ state }) =>
    wanted.includes(state),
  );
  await change(context, rule, on ? 'switchOn' : 'switchOff');
}

export async function deleteRule(context: ClientContext, given: unknown): Promise<void> {
  const rule = await chooseRule(
    context,
    given,
    l10n.t('Delete which rule?'),
    ({ file, state }) => file !== undefined || state === 'memory',
  );
  const name = rule.file === undefined ? '' : nameOf(Uri.parse(rule.file));
  const switchOff = l10n.t('Switch Off Instead');
  const [detail, ...buttons] =
    rule.file === undefined
      ? [l10n.t('The fixes that it was learned from are kept, so a file is written that says that it is switched off.'), l10n.t('Delete')]
      : rule.inMemory && rule.state !== 'mistake'
        ? [
            l10n.t('The fixes that it was learned from are kept: without {0} the rule goes on from memory.', name),
            l10n.t('Delete File'),
            ...(rule.state === 'off' ? [] : [switchOff]),
          ]
        : [l10n.t('{0} is deleted.', name), l10n.t('Delete')];
  const answer = await window.showWarningMessage(l10n.t('Delete the rule “{0}”?', rule.title), { modal: true, detail }, ...buttons);
  if (answer === undefined) throw new Cancelled();
  await change(context, rule, answer === switchOff ? 'switchOff' : 'delete');
}

export async function applyRuleEverywhere(context: ClientContext, given: unknown): Promise<void> {
  requireEnabled(context);
  const rule = await chooseRule(
    context,
    given,
    l10n.t('Apply which rule everywhere?'),
    ({ state }) => state === 'memory' || state === 'file',
  );
  const open = workspace.textDocuments.find(({ uri }) => rule.file !== undefined && uri.toString() === Uri.parse(rule.file).toString());
  if (open?.isDirty)
    throw new UserError(l10n.t('{0} is not saved. Save it first: the rule is applied as its file says.', nameOf(open.uri)));
  const plan = answerOrThrow(
    await askWithProgress(context, l10n.t('Self-Heal: looking for “{0}”', rule.title), ApplyRule.type, nameFor(rule)),
  );
  const chosen = await reviewAndApply(context, { name: EVERYWHERE, files: plan.files, tests: undefined });
  if (chosen.length === 0) return;
  tellWithReport(
    context,
    EVERYWHERE,
    plan.partly
      ? l10n.t('Applied: {0}. There are more places: run it again. One undo takes it back.', fixesIn(chosen))
      : l10n.t('Applied: {0}. One undo takes it back.', fixesIn(chosen)),
    page(
      `# ${escaped(rule.title)}`,
      plan.partly && l10n.t('There were more places than one plan holds.'),
      section(
        l10n.t('Changed'),
        chosen.flatMap(({ edit, healed }) => healed.map((patch) => healedItem(patch, placeLink(edit.textDocument.uri, patch.line)))),
      ),
    ),
  );
}

export function refreshRules({ learned }: ClientContext): void {
  learned.refresh();
}

interface RuleItem extends QuickPickItem {
  readonly rule: ShownRule;
}

export async function chooseRule(
  { learned }: ClientContext,
  given: unknown,
  placeHolder: string,
  isWanted: (rule: ShownRule) => boolean,
): Promise<ShownRule> {
  const own = ruleOf(given);
  if (own) return own;
  const rules = (await learned.rules()).filter(isWanted);
  if (rules.length === 0) throw new UserError(l10n.t('There is no such rule. The view “Learned” shows all there are.'));
  const items = rules.map((rule): RuleItem =>
    visibleItem({
      label: rule.title,
      description: rule.file === undefined ? l10n.t('in memory') : nameOf(Uri.parse(rule.file)),
      detail: rule.mistake ?? (rule.fixes > 0 ? `${counted.fixes(rule.fixes)}, ${counted.places(rule.places)}` : l10n.t('written by hand')),
      rule,
    }),
  );
  const chosen = await window.showQuickPick(items, { title: 'Self-Heal', placeHolder, matchOnDescription: true });
  if (!chosen) throw new Cancelled();
  return chosen.rule;
}

export const nameFor = ({ folder, id, file }: ShownRule): RuleName => ({ folder, id, ...(file !== undefined && { file }) });

/** @returns its file, where it has one now. */
async function change({ session, learned }: ClientContext, rule: ShownRule, to: ChangeRule.Params['change']): Promise<Uri | undefined> {
  const open = workspace.textDocuments.find(({ uri }) => rule.file !== undefined && uri.toString() === Uri.parse(rule.file).toString());
  // What is switched is the file; words that are only in the editor would be lost.
  if (open?.isDirty && to !== 'delete') throw new UserError(l10n.t('{0} is not saved. Save it first.', nameOf(open.uri)));
  const { file } = answerOrThrow(await session.ask(ChangeRule.type, { ...nameFor(rule), change: to }));
  learned.refresh();
  return file === undefined ? undefined : Uri.parse(file);
}

const block = (title: string, text: string): string => `${title}:\n\n${codeInItem('', text).replace(/^ {2}/gm, '')}`;
