// An adapter goes, or all that do badly: said first which and why, asked, and to the trash, from where they can be taken back.

import { FileSystemError, Uri, l10n, window, workspace } from 'vscode';
import { ReleaseAdapter, RemoveAdapter, type ShownAdapter } from '../../protocol';
import type { ClientContext } from '../session/context';
import { counted, plural } from '../session/count';
import { showMessage } from '../session/show-message';
import { Cancelled, UserError, answerOrThrow } from '../session/user-error';
import { chooseAdapter, nameFor } from './choose-adapter';

const TO_TRASH = l10n.t('Move to Trash');

export async function removeAdapter(context: ClientContext, given: unknown): Promise<void> {
  const adapter = await chooseAdapter(context, given, l10n.t('Remove which adapter?'), () => true);
  const detail = [
    adapter.state === 'active' ? l10n.t('It is active: its base answers in its place then.') : '',
    l10n.t('The pairs that it was trained on stay.'),
  ];
  const answer = await window.showWarningMessage(
    l10n.t('Remove the adapter {0}?', adapter.id),
    { modal: true, detail: detail.filter(Boolean).join('\n\n') },
    TO_TRASH,
  );
  if (answer !== TO_TRASH) throw new Cancelled();
  await remove(context, [adapter]);
}

/** Those that do worse than this are proposed first. */
const LEAST = 0.5;
const STEPS = [0.3, LEAST, 0.7, 0.8] as const;

/** Those that nobody has judged yet are left alone: their rate says nothing. */
export async function pruneAdapters(context: ClientContext): Promise<void> {
  await context.session.start();
  const all = await context.adapters.adapters();
  const judged = all.filter(({ state, verdicts }) => state !== 'unreadable' && verdicts !== 0);
  if (judged.length === 0)
    throw new UserError(
      all.length === 0
        ? l10n.t('There is no adapter yet.')
        : l10n.t('None of the adapters was judged yet: what you take or refuse of their fixes is what counts.'),
    );
  const below = (least: number): ShownAdapter[] => judged.filter(({ successRate }) => successRate < least);
  const least = await chooseLeast(below);
  if (least === undefined) throw new Cancelled();
  const bad = below(least);
  if (bad.length === 0) throw new UserError(l10n.t('No adapter is right less often than {0}. Nothing was removed.', percent(least)));
  const unjudged = all.filter(({ state, verdicts }) => state !== 'unreadable' && verdicts === 0).length;
  const answer = await window.showWarningMessage(
    bad.length === 1
      ? l10n.t('Remove {0}, which is right less often than {1}?', bad[0]?.id ?? '', percent(least))
      : l10n.t('Remove the {0} adapters that are right less often than {1}?', bad.length, percent(least)),
    {
      modal: true,
      detail: [
        bad.map(lineOf).join('\n'),
        unjudged > 0
          ? plural(
              unjudged,
              l10n.t('1 adapter was not judged yet and stays.'),
              l10n.t('{0} adapters were not judged yet and stay.', unjudged),
            )
          : '',
        bad.length === 1 ? l10n.t('The pairs that it was trained on stay.') : l10n.t('The pairs that they were trained on stay.'),
      ]
        .filter(Boolean)
        .join('\n\n'),
    },
    TO_TRASH,
  );
  if (answer !== TO_TRASH) throw new Cancelled();
  await remove(context, bad);
}

const percent = (rate: number): string => `${Math.round(100 * rate)}\u00a0%`;

const lineOf = ({ id, successRate, verdicts, state }: ShownAdapter): string =>
  [
    verdicts === undefined
      ? l10n.t('{0}: right {1}', id, percent(successRate))
      : l10n.t('{0}: right {1} of {2}', id, percent(successRate), counted.verdicts(verdicts)),
    state === 'active' ? l10n.t('active') : '',
  ]
    .filter(Boolean)
    .join(', ');

async function chooseLeast(below: (least: number) => readonly ShownAdapter[]): Promise<number | undefined> {
  const chosen = await window.showQuickPick(
    [
      ...[LEAST, ...STEPS.filter((step) => step !== LEAST)].map((least) => ({
        label: l10n.t('Less often than {0}', percent(least)),
        description: plural(below(least).length, l10n.t('1 adapter'), l10n.t('{0} adapters', below(least).length)),
        detail: below(least)
          .map(({ id }) => id)
          .join(', '),
        least,
      })),
      { label: l10n.t('Another rate…'), least: undefined },
    ],
    { title: l10n.t('Prune Adapters'), placeHolder: l10n.t('Which ones go: those that are right…'), ignoreFocusOut: true },
  );
  if (!chosen) return undefined;
  if (chosen.least !== undefined) return chosen.least;
  const typed = await window.showInputBox({
    title: l10n.t('Prune Adapters'),
    prompt: l10n.t('Adapters that are right less often than this go, in per cent.'),
    value: String(100 * LEAST),
    ignoreFocusOut: true,
    validateInput: (text) => (rateOf(text) === undefined ? l10n.t('A number from 0 to 100.') : undefined),
  });
  return typed === undefined ? undefined : rateOf(typed);
}

function rateOf(text: string): number | undefined {
  const rate = Number(text.replace('%', '').trim() || Number.NaN) / 100;
  return rate >= 0 && rate <= 1 ? rate : undefined;
}

async function remove(context: ClientContext, adapters: readonly ShownAdapter[]): Promise<void> {
  const { gone, elsewhere } = await discardAdapters(context, adapters);
  showMessage(
    context.log,
    'info',
    elsewhere.length > 0
      ? l10n.t('Removed {0}. This machine has no trash, so it lies in {1}.', gone.join(', '), elsewhere.join(', '))
      : l10n.t('Moved {0} to the trash. It can be taken back from there.', gone.join(', ')),
  );
}

interface Discarded {
  /** Ids of those that went. */
  readonly gone: readonly string[];
  /** Where they lie on a machine without a trash. */
  readonly elsewhere: readonly string[];
}

/** One after the other; ends at the first that can't be. */
export async function discardAdapters(context: ClientContext, adapters: readonly ShownAdapter[]): Promise<Discarded> {
  const gone: string[] = [];
  const elsewhere = new Set<string>();
  try {
    for (const adapter of adapters) {
      answerOrThrow(await context.session.ask(ReleaseAdapter.type, nameFor(adapter)));
      if (!(await toTrash(Uri.parse(adapter.at)))) {
        const { to } = answerOrThrow(await context.session.ask(RemoveAdapter.type, nameFor(adapter)));
        if (to !== undefined) elsewhere.add(to);
      }
      gone.push(adapter.id);
    }
  } catch (error) {
    const before =
      gone.length > 0
        ? plural(gone.length, l10n.t('{0} is in the trash.', gone.join(', ')), l10n.t('{0} are in the trash.', gone.join(', ')))
        : '';
    throw error instanceof UserError ? new UserError([before, error.message].filter(Boolean).join(' '), error.severity) : error;
  } finally {
    context.adapters.refresh();
  }
  return { gone, elsewhere: [...elsewhere] };
}

/** @returns false where the editor has no trash for that place: a folder on another machine has none. */
async function toTrash(folder: Uri): Promise<boolean> {
  try {
    await workspace.fs.delete(folder, { recursive: true, useTrash: true });
    return true;
  } catch (error) {
    if (error instanceof FileSystemError && error.code === 'FileNotFound') return true;
    return false;
  }
}
