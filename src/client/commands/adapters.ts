// What a person does with one adapter: have it answer or not, compare it, read its record, say what it is for, take it elsewhere. From the view or the palette.

import { Uri, l10n, window, type MessageItem } from 'vscode';
import {
  ActivateAdapter,
  ChangeAdapter,
  CompareAdapter,
  ExportAdapter,
  ShowAdapter,
  type AdapterPriority,
  type ShownAdapter,
  type ShownComparison,
} from '../../protocol';
import type { ClientContext } from '../session/context';
import { nameOf } from '../session/name-of';
import { showMessage } from '../session/show-message';
import { Cancelled, UserError, answerOrThrow } from '../session/user-error';
import { PRIORITY_WORDS } from '../views/adapters-view';
import { showPage } from '../views/report-page';
import { askWithProgress } from '../views/with-progress';
import { chooseAdapter, nameFor, pathOf } from './choose-adapter';

const isReadable = ({ state }: ShownAdapter): boolean => state !== 'unreadable';

type Answer = MessageItem & { readonly does: 'activate' | 'compare' };

/** Shown first: how it did against its base. One that is not known to be better is activated on a second yes only. */
export async function activateAdapter(context: ClientContext, given: unknown): Promise<void> {
  const adapter = await chooseAdapter(context, given, l10n.t('Activate which adapter?'), ({ state }) => state === 'inactive');
  await activate(context, adapter, adapter.comparison);
}

async function activate(context: ClientContext, adapter: ShownAdapter, comparison: ShownComparison | undefined): Promise<void> {
  const isBetter = comparison?.outcome === 'better';
  if (!isBetter) {
    const answer = await window.showWarningMessage<Answer>(
      HEADINGS[comparison?.outcome ?? 'none'](adapter.id),
      { modal: true, detail: detailOf(comparison) },
      ...(comparison ? [] : [{ title: l10n.t('Compare Now'), does: 'compare' } as const]),
      { title: l10n.t('Activate All the Same'), does: 'activate' },
    );
    if (!answer) throw new Cancelled();
    if (answer.does === 'compare') return compareAndTell(context, adapter);
  }
  const { said } = answerOrThrow(
    await askWithProgress(context, l10n.t('Self-Heal: activating {0}', adapter.id), ActivateAdapter.type, {
      ...nameFor(adapter),
      active: true,
      ...(!isBetter && { anyway: true }),
    }),
  );
  context.adapters.refresh();
  showMessage(
    context.log,
    'info',
    [l10n.t('{0} is active.', adapter.id), isBetter ? comparison.sentence : '', said].filter(Boolean).join(' '),
    {
      title: l10n.t('Show Record'),
      run: () => show(context, adapter),
    },
  );
}

const HEADINGS = {
  none: (id: string) => l10n.t('Nobody knows yet whether {0} is better than its base.', id),
  better: (id: string) => l10n.t('{0} is better than its base.', id),
  worse: (id: string) => l10n.t('{0} is worse than its base.', id),
  'not-enough-evidence': (id: string) => l10n.t('There is not enough evidence that {0} is better than its base.', id),
} as const;

const WHAT_IT_DOES = l10n.t('Active, it answers the errors that it is for, in place of its base.');

const detailOf = (comparison: ShownComparison | undefined): string =>
  comparison
    ? [comparison.sentence, comparison.lines.join('\n'), WHAT_IT_DOES].filter(Boolean).join('\n\n')
    : [
        l10n.t(
          'It was not compared. A comparison asks both for the fixes of pairs that the adapter has not seen; it needs a server that has them, and a while.',
        ),
        WHAT_IT_DOES,
      ].join('\n\n');

export async function deactivateAdapter(context: ClientContext, given: unknown): Promise<void> {
  const adapter = await chooseAdapter(context, given, l10n.t('Deactivate which adapter?'), ({ state }) => state === 'active');
  answerOrThrow(
    await askWithProgress(context, l10n.t('Self-Heal: deactivating {0}', adapter.id), ActivateAdapter.type, {
      ...nameFor(adapter),
      active: false,
    }),
  );
  context.adapters.refresh();
  showMessage(context.log, 'info', l10n.t('{0} is no longer active: its base answers again.', adapter.id));
}

export async function compareAdapter(context: ClientContext, given: unknown): Promise<void> {
  await compareAndTell(context, await chooseAdapter(context, given, l10n.t('Compare which adapter with its base?'), isReadable));
}

async function compareAndTell(context: ClientContext, adapter: ShownAdapter): Promise<void> {
  const comparison = answerOrThrow(
    await askWithProgress(context, l10n.t('Self-Heal: comparing {0} with its base', adapter.id), CompareAdapter.type, nameFor(adapter)),
  );
  context.adapters.refresh();
  showMessage(
    context.log,
    'info',
    `${adapter.id}: ${comparison.sentence}`,
    ...(adapter.state === 'active'
      ? []
      : [
          {
            title: comparison.outcome === 'better' ? l10n.t('Activate') : l10n.t('Activate All the Same…'),
            run: () => activateAdapterNamed(context, adapter),
          },
        ]),
    { title: l10n.t('Show Record'), run: () => show(context, adapter) },
  );
}

/** From a button, where nobody else would say what went wrong. */
const activateAdapterNamed = async (context: ClientContext, adapter: ShownAdapter): Promise<void> => {
  try {
    await activateAdapter(context, { adapter });
  } catch (error) {
    if (error instanceof Cancelled) return;
    if (!(error instanceof UserError)) throw error;
    showMessage(context.log, error.severity, error.message);
  }
};

export async function showAdapter(context: ClientContext, given: unknown): Promise<void> {
  await show(context, await chooseAdapter(context, given, l10n.t('Show the record of which adapter?'), isReadable));
}

async function show(context: ClientContext, adapter: ShownAdapter): Promise<void> {
  const { title, markdown } = answerOrThrow(await context.session.ask(ShowAdapter.type, nameFor(adapter)));
  await showPage(context, title, markdown);
}

const PRIORITIES: Readonly<Record<AdapterPriority, string>> = {
  critical: l10n.t('Asked before all others'),
  high: l10n.t('Asked before those of medium and low priority'),
  medium: l10n.t('As an adapter has it at first'),
  low: l10n.t('Asked only where no other answers the error'),
};

export async function changeAdapterPriority(context: ClientContext, given: unknown): Promise<void> {
  const adapter = await chooseAdapter(context, given, l10n.t('Change the priority of which adapter?'), isReadable);
  const chosen = await window.showQuickPick(
    (Object.keys(PRIORITIES) as AdapterPriority[]).map((priority) => ({
      label: PRIORITY_WORDS[priority],
      description: priority === adapter.priority ? l10n.t('now') : '',
      detail: PRIORITIES[priority],
      priority,
    })),
    { title: l10n.t('Priority of {0}', adapter.id), placeHolder: l10n.t('Where several adapters are for the same error') },
  );
  if (!chosen || chosen.priority === adapter.priority) throw new Cancelled();
  answerOrThrow(await context.session.ask(ChangeAdapter.type, { ...nameFor(adapter), priority: chosen.priority }));
  context.adapters.refresh();
}

export async function describeAdapterAnew(context: ClientContext, given: unknown): Promise<void> {
  const adapter = await chooseAdapter(context, given, l10n.t('Change the description of which adapter?'), isReadable);
  const description = await window.showInputBox({
    title: l10n.t('Description of {0}', adapter.id),
    prompt: l10n.t('For you and your team; nothing reads it but people.'),
    value: adapter.description,
    ignoreFocusOut: true,
  });
  if (description === undefined) throw new Cancelled();
  answerOrThrow(await context.session.ask(ChangeAdapter.type, { ...nameFor(adapter), description: description.trim() }));
  context.adapters.refresh();
}

/** Which errors it answers: it is asked for these alone. */
export async function changeAdapterErrors(context: ClientContext, given: unknown): Promise<void> {
  const adapter = await chooseAdapter(context, given, l10n.t('Change what which adapter answers?'), isReadable);
  const errorTypes = await askErrorTypes(l10n.t('What {0} answers', adapter.id), adapter.errorTypes);
  if (!errorTypes) throw new Cancelled();
  answerOrThrow(await context.session.ask(ChangeAdapter.type, { ...nameFor(adapter), errorTypes }));
  context.adapters.refresh();
}

const MAX_ERROR_TYPE = 200;

/** undefined: the person left. */
export async function askErrorTypes(title: string, value: readonly string[]): Promise<readonly string[] | undefined> {
  const typed = await window.showInputBox({
    title,
    prompt: l10n.t('The types of error, as the Problems panel and tracebacks name them, with commas between. Empty: all errors.'),
    placeHolder: 'NameError, TypeError, reportAttributeAccessIssue, TS2304',
    value: value.join(', '),
    ignoreFocusOut: true,
    validateInput: (text) =>
      errorTypesIn(text).every((one) => one.length <= MAX_ERROR_TYPE && !/\s/.test(one))
        ? undefined
        : l10n.t('A type of error is one word. Put commas between them.'),
  });
  return typed === undefined ? undefined : errorTypesIn(typed);
}

const errorTypesIn = (text: string): string[] => [
  ...new Set(
    text
      .split(',')
      .map((one) => one.trim())
      .filter((one) => one !== ''),
  ),
];

export async function exportAdapter(context: ClientContext, given: unknown): Promise<void> {
  const adapter = await chooseAdapter(context, given, l10n.t('Export which adapter?'), isReadable);
  const target = await window.showSaveDialog({
    title: l10n.t('Export Adapter as Zip'),
    saveLabel: l10n.t('Export'),
    defaultUri: Uri.joinPath(Uri.parse(adapter.folder), `${adapter.id}.zip`),
    filters: { 'Adapter (zip)': ['zip'] },
  });
  if (!target) throw new Cancelled();
  const { bytes } = answerOrThrow(
    await askWithProgress(context, l10n.t('Self-Heal: exporting {0}', adapter.id), ExportAdapter.type, {
      ...nameFor(adapter),
      file: pathOf(target),
    }),
  );
  showMessage(
    context.log,
    'info',
    l10n.t(
      'Exported {0} to {1} ({2}). Who has the zip can learn from it about the code it was trained on.',
      adapter.id,
      nameOf(target),
      megabytes(bytes),
    ),
  );
}

const megabytes = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.ceil(bytes / 1_000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;

export function refreshAdapters({ adapters }: ClientContext): void {
  adapters.refresh();
}
