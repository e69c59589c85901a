// A plan of several fixes: shown in the editor's multi-diff view, chosen from fix by fix, applied as one undo step.

import { Disposable, QuickPickItemKind, Uri, commands, l10n, window, workspace, type QuickPickItem } from 'vscode';
import { ChooseFixes, type OfferedPatch, type PlannedFile, type PlanTests } from '../../protocol';
import { applyFiles } from '../session/apply';
import type { ClientContext } from '../session/context';
import { counted } from '../session/count';
import { recordApplied } from '../session/record-applied';
import { answerOrThrow } from '../session/user-error';
import type { VirtualDocuments } from '../session/virtual-documents';
import { visibleLine } from '../../engine/visible-text';
import { visibleItem } from '../session/show-message';

export interface ShownPlan {
  /** `Heal Workspace`: begins the titles of the tab and of the question. */
  readonly name: string;
  /** What is proved of all of it together; absent: how many fixes there are. */
  readonly headline?: string;
  readonly files: readonly PlannedFile[];
  readonly tests: PlanTests | undefined;
}

/** Shows a plan and applies what is chosen of it. @returns the files that were changed, with the fixes that were; empty where the person said no. */
export async function reviewAndApply(context: ClientContext, plan: ShownPlan): Promise<readonly PlannedFile[]> {
  const ticked = await choose(context.documents, plan);
  return ticked.size === 0 ? [] : applyTicked(context, plan.files, ticked);
}

/** Asks fix by fix, without a diff of its own. @returns as `reviewAndApply`. */
export async function tickAndApply(context: ClientContext, plan: ShownPlan): Promise<readonly PlannedFile[]> {
  const ticked = await ask(plan, undefined);
  return ticked.size === 0 ? [] : applyTicked(context, plan.files, ticked);
}

async function applyTicked(
  context: ClientContext,
  files: readonly PlannedFile[],
  ticked: ReadonlySet<string>,
): Promise<readonly PlannedFile[]> {
  const without = files.flatMap(({ healed }) => healed).flatMap(({ id }) => (ticked.has(id) ? [] : [id]));
  let chosen = files;
  if (without.length > 0) {
    const answer = answerOrThrow(await context.session.ask(ChooseFixes.type, { without }));
    const gone = new Set([...without, ...answer.alsoWithout]);
    // The fixes as they were shown: those of the answer are counted for the text without the others.
    const shown = new Map(files.map((file) => [file.edit.textDocument.uri, file.healed.filter(({ id }) => !gone.has(id))]));
    chosen = answer.files.map((file) => ({ ...file, healed: shown.get(file.edit.textDocument.uri) ?? file.healed }));
  }
  if (chosen.length === 0) return [];
  await applyFiles(chosen);
  // Not awaited: the answer waits until the checkers have spoken about each file, and the person would wait with it.
  for (const { edit } of chosen) void recordApplied(context, edit.textDocument.uri);
  return chosen;
}

/** `2 fixes in 1 file` */
export function fixesIn(files: readonly PlannedFile[]): string {
  return l10n.t('{0} in {1}', fixes(files), counted.files(files.length));
}

const fixes = (files: readonly PlannedFile[]): string => counted.fixes(files.reduce((sum, { healed }) => sum + healed.length, 0));

async function choose(documents: VirtualDocuments, plan: ShownPlan): Promise<ReadonlySet<string>> {
  const resources = plan.files.map((file) => {
    // Their paths, not only their names: the view shows nothing else to tell two of one name apart.
    const name = workspace.asRelativePath(uriOf(file));
    return [uriOf(file), documents.add(name, file.before), documents.add(name, file.after)];
  });
  // A tab of a multi-diff has no input that says which it is; its title, to which the editor adds the number of files, is ours alone.
  const title = `${plan.name}: ${fixes(plan.files)}`;
  let closed: () => void = () => undefined;
  // From before it opens: who closes it at once means no, too.
  const isClosed = new Promise<void>((resolve) => (closed = resolve));
  const listening = window.tabGroups.onDidChangeTabs((event) => {
    if (event.closed.some(({ label }) => label.startsWith(title))) closed();
  });
  try {
    await commands.executeCommand('vscode.changes', title, resources);
    return await ask(plan, isClosed);
  } finally {
    listening.dispose();
    const tab = window.tabGroups.all.flatMap((group) => group.tabs).find(({ label }) => label.startsWith(title));
    if (tab) await window.tabGroups.close(tab);
  }
}

interface FixItem extends QuickPickItem {
  readonly fix?: OfferedPatch;
}

/** @returns ids of the ticked fixes; empty where the person said no. */
function ask({ name, headline, files, tests }: ShownPlan, changesClosed: Promise<void> | undefined): Promise<ReadonlySet<string>> {
  // As in the preview of one file: neither hides by itself nor covers the diff.
  const pick = window.createQuickPick<FixItem>();
  pick.title = `${name}: ${headline === undefined ? fixesIn(files) : visibleLine(headline)}${tests?.headline ? `, ${visibleLine(tests.headline)}` : ''}`;
  pick.canSelectMany = true;
  pick.ignoreFocusOut = true;
  pick.matchOnDetail = true;
  const fixItems = files.flatMap(({ healed }) => healed.map((patch) => visibleItem(itemOf(patch))));
  const heads = files.map((file): FixItem => ({
    label: visibleLine(workspace.asRelativePath(uriOf(file))),
    kind: QuickPickItemKind.Separator,
  }));
  let at = 0;
  const listed = files.flatMap(({ healed }, i) => [...heads.slice(i, i + 1), ...fixItems.slice(at, (at += healed.length))]);
  pick.items = tests?.failed ? [{ label: visibleLine(tests.sentence), kind: QuickPickItemKind.Separator }, ...listed] : listed;
  // What breaks tests, or adds what a person should look at first, is taken only by a decision, not by Enter alone.
  let ticked = tests?.failed ? [] : standing(fixItems.filter(({ fix }) => !fix?.ask)).kept;
  pick.selectedItems = ticked;
  const placeholder = tests?.failed
    ? l10n.t('Tick what you want all the same, then press Enter')
    : ticked.length === 0
      ? l10n.t('Look at the change, tick what you want, then press Enter')
      : l10n.t('Untick what you do not want, then press Enter');
  pick.placeholder = placeholder;
  return new Promise((resolve) => {
    let chosen: ReadonlySet<string> = new Set();
    const listening = Disposable.from(
      pick,
      pick.onDidChangeSelection((selected) => {
        const { kept, dropped } = standing(selected);
        ticked = [...kept];
        const [first] = dropped;
        pick.placeholder = first ? l10n.t('“{0}” is left out too: it builds upon one that is not ticked', first.label) : placeholder;
        if (dropped.length > 0) pick.selectedItems = ticked;
      }),
      pick.onDidAccept(() => {
        chosen = new Set(ticked.flatMap(({ fix }) => fix?.id ?? []));
        pick.hide();
      }),
      pick.onDidHide(() => {
        listening.dispose();
        resolve(chosen);
      }),
    );
    pick.show();
    void changesClosed?.then(() => pick.hide());
  });
}

function itemOf(fix: OfferedPatch): FixItem {
  return { label: fix.title, description: l10n.t('line {0}: {1}', fix.line + 1, fix.problem.split('\n')[0] ?? ''), detail: fix.proof, fix };
}

/** Of the ticked fixes those whose needs are ticked, too; the others build upon one that is left out. */
function standing(ticked: readonly FixItem[]): { readonly kept: FixItem[]; readonly dropped: readonly FixItem[] } {
  let kept = [...ticked];
  for (;;) {
    const ids = new Set(kept.map(({ fix }) => fix?.id));
    const next = kept.filter(({ fix }) => fix?.needs.every((id) => ids.has(id)));
    if (next.length === kept.length) return { kept, dropped: ticked.filter((item) => !kept.includes(item)) };
    kept = next;
  }
}

function uriOf({ edit }: PlannedFile): Uri {
  return Uri.parse(edit.textDocument.uri, true);
}
