// What a person does with one adapter: have it answer or not, compare it, read its record, say what it is for, take it elsewhere. From the view or the palette.

import { Uri, window, type MessageItem } from 'vscode';
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
import { showPage } from '../views/report-page';
import { askWithProgress } from '../views/with-progress';
import { chooseAdapter, nameFor, pathOf } from './choose-adapter';

const isReadable = ({ state }: ShownAdapter): boolean => state !== 'unreadable';

type Answer = MessageItem & { readonly does: 'activate' | 'compare' };

/** Shown first: how it did against its base. One that is not known to be better is activated on a second yes only. */
export async function activateAdapter(context: ClientContext, given: unknown): Promise<void> {
  const adapter = await chooseAdapter(context, given, 'Activate which adapter?', ({ state }) => state === 'inactive');
  await activate(context, adapter, adapter.comparison);
}

async function activate(context: ClientContext, adapter: ShownAdapter, comparison: ShownComparison | undefined): Promise<void> {
  const isBetter = comparison?.outcome === 'better';
  if (!isBetter) {
    const answer = await window.showWarningMessage<Answer>(
      HEADINGS[comparison?.outcome ?? 'none'](adapter.id),
      { modal: true, detail: detailOf(comparison) },
      ...(comparison ? [] : [{ title: 'Compare Now', does: 'compare' } as const]),
      { title: 'Activate All the Same', does: 'activate' },
    );
    if (!answer) throw new Cancelled();
    if (answer.does === 'compare') return compareAndTell(context, adapter);
  }
  const { said } = answerOrThrow(
    await askWithProgress(context, `Self-Heal: activating ${adapter.id}`, ActivateAdapter.type, {
      ...nameFor(adapter),
      active: true,
      ...(!isBetter && { anyway: true }),
    }),
  );
  context.adapters.refresh();
  showMessage(context.log, 'info', [`${adapter.id} is active.`, isBetter ? comparison.sentence : '', said].filter(Boolean).join(' '), {
    title: 'Show Record',
    run: () => show(context, adapter),
  });
}

const HEADINGS = {
  none: (id: string) => `Nobody knows yet whether ${id} is better than its base.`,
  better: (id: string) => `${id} is better than its base.`,
  worse: (id: string) => `${id} is worse than its base.`,
  'not-enough-evidence': (id: string) => `There is not enough evidence that ${id} is better than its base.`,
} as const;

const WHAT_IT_DOES = 'Active, it answers the errors that it is for, in place of its base.';

const detailOf = (comparison: ShownComparison | undefined): string =>
  comparison
    ? [comparison.sentence, comparison.lines.join('\n'), WHAT_IT_DOES].filter(Boolean).join('\n\n')
    : `It was not compared. A comparison asks both for the fixes of pairs that the adapter has not seen; it needs a server that has them, and a while.\n\n${WHAT_IT_DOES}`;

export async function deactivateAdapter(context: ClientContext, given: unknown): Promise<void> {
  const adapter = await chooseAdapter(context, given, 'Deactivate which adapter?', ({ state }) => state === 'active');
  answerOrThrow(
    await askWithProgress(context, `Self-Heal: deactivating ${adapter.id}`, ActivateAdapter.type, { ...nameFor(adapter), active: false }),
  );
  context.adapters.refresh();
  showMessage(context.log, 'info', `${adapter.id} is no longer active: its base answers again.`);
}

export async function compareAdapter(context: ClientContext, given: unknown): Promise<void> {
  await compareAndTell(context, await chooseAdapter(context, given, 'Compare which adapter with its base?', isReadable));
}

async function compareAndTell(context: ClientContext, adapter: ShownAdapter): Promise<void> {
  const comparison = answerOrThrow(
    await askWithProgress(context, `Self-Heal: comparing ${adapter.id} with its base`, CompareAdapter.type, nameFor(adapter)),
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
            title: comparison.outcome === 'better' ? 'Activate' : 'Activate All the Same…',
            run: () => activateAdapterNamed(context, adapter),
          },
        ]),
    { title: 'Show Record', run: () => show(context, adapter) },
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
  await show(context, await chooseAdapter(context, given, 'Show the record of which adapter?', isReadable));
}

async function show(context: ClientContext, adapter: ShownAdapter): Promise<void> {
  const { title, markdown } = answerOrThrow(await context.session.ask(ShowAdapter.type, nameFor(adapter)));
  await showPage(context, title, markdown);
}

const PRIORITIES: Readonly<Record<AdapterPriority, string>> = {
  critical: 'Asked before all others',
  high: 'Asked before those of medium and low priority',
  medium: 'As an adapter has it at first',
  low: 'Asked only where no other answers the error',
};

export async function changeAdapterPriority(context: ClientContext, given: unknown): Promise<void> {
  const adapter = await chooseAdapter(context, given, 'Change the priority of which adapter?', isReadable);
  const chosen = await window.showQuickPick(
    (Object.keys(PRIORITIES) as AdapterPriority[]).map((priority) => ({
      label: priority,
      description: priority === adapter.priority ? 'now' : '',
      detail: PRIORITIES[priority],
      priority,
    })),
    { title: `Priority of ${adapter.id}`, placeHolder: 'Where several adapters are for the same error' },
  );
  if (!chosen || chosen.priority === adapter.priority) throw new Cancelled();
  answerOrThrow(await context.session.ask(ChangeAdapter.type, { ...nameFor(adapter), priority: chosen.priority }));
  context.adapters.refresh();
}

export async function describeAdapterAnew(context: ClientContext, given: unknown): Promise<void> {
  const adapter = await chooseAdapter(context, given, 'Change the description of which adapter?', isReadable);
  const description = await window.showInputBox({
    title: `Description of ${adapter.id}`,
    prompt: 'For you and your team; nothing reads it but people.',
    value: adapter.description,
    ignoreFocusOut: true,
  });
  if (description === undefined) throw new Cancelled();
  answerOrThrow(await context.session.ask(ChangeAdapter.type, { ...nameFor(adapter), description: description.trim() }));
  context.adapters.refresh();
}

/** Which errors it answers: it is asked for these alone. */
export async function changeAdapterErrors(context: ClientContext, given: unknown): Promise<void> {
  const adapter = await chooseAdapter(context, given, 'Change what which adapter answers?', isReadable);
  const errorTypes = await askErrorTypes(`What ${adapter.id} answers`, adapter.errorTypes);
  if (!errorTypes) throw new Cancelled();
  answerOrThrow(await context.session.ask(ChangeAdapter.type, { ...nameFor(adapter), errorTypes }));
  context.adapters.refresh();
}

const MAX_ERROR_TYPE = 200;

/** undefined: the person left. */
export async function askErrorTypes(title: string, value: readonly string[]): Promise<readonly string[] | undefined> {
  const typed = await window.showInputBox({
    title,
    prompt: 'The types of error, as the Problems panel and tracebacks name them, with commas between. Empty: all errors.',
    placeHolder: 'NameError, TypeError, reportAttributeAccessIssue, TS2304',
    value: value.join(', '),
    ignoreFocusOut: true,
    validateInput: (text) =>
      errorTypesIn(text).every((one) => one.length <= MAX_ERROR_TYPE && !/\s/.test(one))
        ? undefined
        : 'A type of error is one word. Put commas between them.',
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
  const adapter = await chooseAdapter(context, given, 'Export which adapter?', isReadable);
  const target = await window.showSaveDialog({
    title: 'Export Adapter as Zip',
    saveLabel: 'Export',
    defaultUri: Uri.joinPath(Uri.parse(adapter.folder), `${adapter.id}.zip`),
    filters: { 'Adapter (zip)': ['zip'] },
  });
  if (!target) throw new Cancelled();
  const { bytes } = answerOrThrow(
    await askWithProgress(context, `Self-Heal: exporting ${adapter.id}`, ExportAdapter.type, {
      ...nameFor(adapter),
      file: pathOf(target, 'exported to'),
    }),
  );
  showMessage(
    context.log,
    'info',
    `Exported ${adapter.id} to ${nameOf(target)} (${megabytes(bytes)}). Who has the zip can learn from it about the code it was trained on.`,
  );
}

const megabytes = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.ceil(bytes / 1_000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;

export function refreshAdapters({ adapters }: ClientContext): void {
  adapters.refresh();
}
