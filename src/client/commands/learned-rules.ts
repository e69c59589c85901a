// What a person does with a learned rule: keep, edit, test, switch off and on, delete, apply everywhere. From the view or, with a list to choose from, the palette.

import { Uri, window, workspace, type QuickPickItem } from 'vscode';
import { ApplyRule, ChangeRule, TestRule, type RuleName, type ShownRule } from '../../protocol';
import type { ClientContext } from '../session/context';
import { count } from '../session/count';
import { nameOf } from '../session/name-of';
import { showMessage, visibleItem } from '../session/show-message';
import { Cancelled, UserError, answerOrThrow } from '../session/user-error';
import { ruleOf } from '../views/learned-view';
import { codeInItem, escaped } from '../views/markdown';
import { fixesIn, reviewAndApply } from '../views/plan-review';
import { healedItem, page, section, tellWithReport } from '../views/report-page';
import { askWithProgress } from '../views/with-progress';
import { requireEnabled } from './require-enabled';

const EVERYWHERE = 'Apply Everywhere';

export async function keepRule(context: ClientContext, given: unknown): Promise<void> {
  const rule = await chooseRule(context, given, 'Keep which rule as a file?', ({ state }) => state === 'memory');
  const file = await change(context, rule, 'keep');
  if (file) {
    await window.showTextDocument(file);
    showMessage(context.log, 'info', `The rule is kept in ${nameOf(file)}. Commit it, and your team has it, too.`);
  }
}

/** A rule of memory is written to a file first. */
export async function editRule(context: ClientContext, given: unknown): Promise<void> {
  const rule = await chooseRule(context, given, 'Edit which rule?', () => true);
  const file = rule.file === undefined ? await change(context, rule, 'keep') : Uri.parse(rule.file);
  if (file) await window.showTextDocument(file);
}

export async function testRule(context: ClientContext, given: unknown): Promise<void> {
  const rule = await chooseRule(context, given, 'Test which rule?', ({ state }) => state !== 'mistake');
  const open = workspace.textDocuments.find(({ uri }) => rule.file !== undefined && uri.toString() === Uri.parse(rule.file).toString());
  const { passed, failed } = answerOrThrow(
    await context.session.ask(TestRule.type, { ...nameFor(rule), ...(open?.isDirty && { text: open.getText() }) }),
  );
  const all = passed + failed.length;
  if (all === 0) throw new UserError(`“${rule.title}” has no examples to be tested with.`);
  if (failed.length === 0) {
    showMessage(context.log, 'info', `“${rule.title}” does what its ${count(all, 'example')} ${all === 1 ? 'says' : 'say'}.`);
    return;
  }
  tellWithReport(
    context,
    'Test Rule',
    `“${rule.title}” fails ${failed.length} of its ${count(all, 'example')}.`,
    page(
      `# ${escaped(rule.title)}`,
      `${passed} of ${all} examples come out right.`,
      ...failed.map(({ text, wanted, got }) =>
        [
          '## Another result than its example',
          block('The code', text),
          wanted === text ? 'It should be left alone.' : block('It should become', wanted),
          got === text ? 'The rule does not fit.' : block('It becomes', got),
        ].join('\n\n'),
      ),
    ),
  );
}

export async function switchRule(context: ClientContext, given: unknown, on: boolean): Promise<void> {
  const wanted = on ? ['off'] : ['memory', 'file'];
  const rule = await chooseRule(context, given, `Switch which rule ${on ? 'on' : 'off'}?`, ({ state }) => wanted.includes(state));
  await change(context, rule, on ? 'switchOn' : 'switchOff');
}

export async function deleteRule(context: ClientContext, given: unknown): Promise<void> {
  const rule = await chooseRule(context, given, 'Delete which rule?', ({ file, state }) => file !== undefined || state === 'memory');
  const name = rule.file === undefined ? '' : nameOf(Uri.parse(rule.file));
  const [detail, ...buttons] =
    rule.file === undefined
      ? ['The fixes that it was learned from are kept, so a file is written that says that it is switched off.', 'Delete']
      : rule.inMemory && rule.state !== 'mistake'
        ? [
            `The fixes that it was learned from are kept: without ${name} the rule goes on from memory.`,
            'Delete File',
            ...(rule.state === 'off' ? [] : ['Switch Off Instead']),
          ]
        : [`${name} is deleted.`, 'Delete'];
  const answer = await window.showWarningMessage(`Delete the rule “${rule.title}”?`, { modal: true, detail }, ...buttons);
  if (answer === undefined) throw new Cancelled();
  await change(context, rule, answer === 'Switch Off Instead' ? 'switchOff' : 'delete');
}

export async function applyRuleEverywhere(context: ClientContext, given: unknown): Promise<void> {
  requireEnabled(context);
  const rule = await chooseRule(context, given, 'Apply which rule everywhere?', ({ state }) => state === 'memory' || state === 'file');
  const open = workspace.textDocuments.find(({ uri }) => rule.file !== undefined && uri.toString() === Uri.parse(rule.file).toString());
  if (open?.isDirty) throw new UserError(`${nameOf(open.uri)} is not saved. Save it first: the rule is applied as its file says.`);
  const plan = answerOrThrow(await askWithProgress(context, `Self-Heal: looking for “${rule.title}”`, ApplyRule.type, nameFor(rule)));
  const chosen = await reviewAndApply(context, { name: EVERYWHERE, files: plan.files, tests: undefined });
  if (chosen.length === 0) return;
  const more = plan.partly ? ' There are more places: run it again.' : '';
  tellWithReport(
    context,
    EVERYWHERE,
    `Applied: ${fixesIn(chosen)}.${more} One undo takes it back.`,
    page(
      `# ${escaped(rule.title)}`,
      plan.partly && 'There were more places than one plan holds.',
      section(
        'Changed',
        chosen.flatMap(({ edit, healed }) =>
          healed.map((patch) =>
            healedItem(patch, `${escaped(workspace.asRelativePath(Uri.parse(edit.textDocument.uri)))}, line ${patch.line + 1}`),
          ),
        ),
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
  if (rules.length === 0) throw new UserError('There is no such rule. The view “Learned” shows all there are.');
  const items = rules.map((rule): RuleItem =>
    visibleItem({
      label: rule.title,
      description: rule.file === undefined ? 'in memory' : nameOf(Uri.parse(rule.file)),
      detail: rule.mistake ?? (rule.fixes > 0 ? `${count(rule.fixes, 'fix', 'fixes')}, ${count(rule.places, 'place')}` : 'written by hand'),
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
  if (open?.isDirty && to !== 'delete') throw new UserError(`${nameOf(open.uri)} is not saved. Save it first.`);
  const { file } = answerOrThrow(await session.ask(ChangeRule.type, { ...nameFor(rule), change: to }));
  learned.refresh();
  return file === undefined ? undefined : Uri.parse(file);
}

const block = (title: string, text: string): string => `${title}:\n\n${codeInItem('', text).replace(/^ {2}/gm, '')}`;
