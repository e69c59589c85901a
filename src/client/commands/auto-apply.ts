// Applies what the server is sure of, where the person has asked for that: after a save by hand, or after a failed run.
// One undo step, a note with Undo, and after three undone ones that kind of fix waits to be chosen again.

import { Disposable, TextDocumentSaveReason, l10n, window, workspace, type Memento, type TextDocument } from 'vscode';
import { AutoApplied, AutoHeal, AutoUndone, UndoLastHeal, type OfferedPatch } from '../../protocol';
import { applyVersioned } from '../session/apply';
import type { ClientContext, Feature } from '../session/context';
import { counted } from '../session/count';
import { isHealed } from '../session/languages';
import { nameOf } from '../session/name-of';
import { showMessage } from '../session/show-message';
import { UserError, answerOrThrow } from '../session/user-error';

const UNDONE = 'selfHeal.autoUndone';
/** As many undone ones of a fixer, and it no longer applies its fixes by itself. */
const MAX_UNDONE = 3;
const SHOWN_MS = 10_000;
/** The notice of it. */
const HEALED_BY_ITSELF = 'healed-by-itself';

export const healOnSave: Feature = (context) => {
  const { session, settings, log } = context;
  // Saved by hand: a save that happens by itself, while somebody types or goes elsewhere, must not change the text.
  const byHand = new WeakSet<TextDocument>();
  session.on(AutoUndone.type, ({ fixers }) => {
    countUndone(context, fixers).catch((error: unknown) => log.warn(`An undone automatic fix was not counted: ${String(error)}`));
  });
  return Disposable.from(
    workspace.onWillSaveTextDocument(({ document, reason }) => {
      if (reason === TextDocumentSaveReason.Manual) byHand.add(document);
      else byHand.delete(document);
    }),
    workspace.onDidSaveTextDocument((document) => {
      if (!byHand.delete(document) || settings.current.autoApply !== 'onSave' || !isHealed(document)) return;
      void heal(context, { cause: 'save', uri: session.converter?.asUri(document.uri) ?? document.uri.toString() });
    }),
  );
};

/** The server knows the failures of that terminal command by now. Never rejects. */
export async function healAfterRun(context: ClientContext, command: number): Promise<void> {
  if (context.settings.current.autoApply === 'onRun') await heal(context, { cause: 'run', command });
}

async function heal(context: ClientContext, params: AutoHeal.Params): Promise<void> {
  const { session, settings, log } = context;
  try {
    if (!workspace.isTrusted || !settings.current.enabled || session.state !== 'running') return;
    const answer = await session.ask(AutoHeal.type, params);
    // Switched off while the server was thinking.
    if (!answer || settings.current.autoApply === 'off') return;
    const document = await applyVersioned(answer.edit, answer.before);
    session.notify(AutoApplied.type, { heal: answer.heal });
    say(context, document, answer);
  } catch (error) {
    // Nobody asked for it just now, so nobody is told that it did not come to be.
    log.info(`Nothing was applied by itself: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function say(context: ClientContext, document: TextDocument, { heal: id, patches }: AutoHeal.Answer): void {
  const [first] = patches;
  if (!first) return;
  const place = (patch: OfferedPatch): string => l10n.t('line {0}', patch.line + 1);
  const what =
    patches.length === 1 ? `${place(first)}: ${first.title}` : `${counted.fixes(patches.length)} (${patches.map(place).join(', ')})`;
  context.log.info(
    `Applied by itself to ${nameOf(document.uri)}: ${patches.map((patch) => `${place(patch)}: ${patch.title}. ${patch.evidence}`).join(' ')}`,
  );
  const sentence = l10n.t('Healed {0}, {1}. Not saved yet.', nameOf(document.uri), what);
  // Text that changes by itself is said in any case, if only in passing.
  if (context.notices.isHidden(HEALED_BY_ITSELF)) window.setStatusBarMessage(`Self-Heal: ${sentence}`, SHOWN_MS);
  else context.notices.show(context.log, HEALED_BY_ITSELF, 'info', sentence, { title: l10n.t('Undo'), run: () => undo(context, id) });
}

async function undo({ session, log }: ClientContext, heal: string): Promise<void> {
  try {
    await applyVersioned(answerOrThrow(await session.ask(UndoLastHeal.type, { heal })).edit);
  } catch (error) {
    log.info(`Not taken back: ${String(error)}`);
    showMessage(
      log,
      'warning',
      error instanceof UserError ? error.message : l10n.t('It could not be taken back. Use the editor’s own Undo.'),
    );
  }
}

/** Something is counted that could be forgotten. */
export const areUndoneCounted = (state: Memento): boolean => state.get(UNDONE) !== undefined;

export async function forgetUndone(state: Memento): Promise<void> {
  await state.update(UNDONE, undefined);
}

async function countUndone({ extension, muted, log }: ClientContext, fixers: readonly string[]): Promise<void> {
  const state: Memento = extension.globalState;
  for (const fixer of fixers) {
    const counts = state.get<Readonly<Record<string, number>>>(UNDONE, {});
    const undone = (counts[fixer] ?? 0) + 1;
    const done = undone >= MAX_UNDONE;
    // From the beginning again, should the person turn it on again.
    await state.update(UNDONE, { ...counts, [fixer]: done ? 0 : undone });
    if (!done) continue;
    await muted.add({ key: `auto:${fixer}`, label: l10n.t('Apply fixes of “{0}” automatically', fixer), everywhere: true });
    const sentence = l10n.t(
      'Fixes of “{0}” were undone {1} times and are no longer applied by themselves. “Offer Muted Fixes Again…” brings it back.',
      fixer,
      MAX_UNDONE,
    );
    log.info(sentence);
    window.setStatusBarMessage(`Self-Heal: ${sentence}`, SHOWN_MS);
  }
}
