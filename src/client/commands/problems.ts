// What can be done with a row of the view "Problems", and the walk from one place with a fix to the next.

import { Range, Selection, TextEditorRevealType, Uri, commands, env, l10n, window } from 'vscode';
import { setTimeout } from 'node:timers/promises';
import { ACCEPTED_COMMAND, DismissFailure, OffersAt, ProposePatch, type ShownProblem } from '../../protocol';
import { applyFiles } from '../session/apply';
import type { ClientContext } from '../session/context';
import { openFile } from '../session/open-file';
import { showMessage } from '../session/show-message';
import { UserError, answerOrThrow } from '../session/user-error';
import { PROBLEMS_VIEW, placeOf, problemOf } from '../views/problems-view';
import { explainProblem } from './explain';
import { showLowConfidence } from './preview-fix';
import { requireEnabled } from './require-enabled';
import type { Target } from './target';

/** A file that was just opened has its fixes after this at the latest, or none. In ms. */
const FIXES_WITHIN = 5_000;
const LOOK_EVERY = 150;
/** Places that are walked. */
const MAX_PLACES = 5_000;

export async function showProblems(): Promise<void> {
  await commands.executeCommand(`${PROBLEMS_VIEW}.focus`);
}

/** Puts in the best fix that stands in the menu; where none does, what else there is can be looked at. */
export async function healProblem(context: ClientContext, given: unknown): Promise<void> {
  const problem = chosen(context, given);
  const target = await goTo(context, problem);
  const fix = problem.fix?.id ?? (await likelyAt(context, target));
  if (fix === undefined) return showLowConfidence(context, target);
  const { files, patch } = answerOrThrow(await context.session.ask(ProposePatch.type, { uri: problem.uri, patch: fix }));
  await applyFiles(files);
  await commands.executeCommand(ACCEPTED_COMMAND, patch.id);
  const undo = { title: l10n.t('Undo'), run: () => commands.executeCommand('selfHeal.undoLastHeal') };
  showMessage(context.log, 'info', l10n.t('Healed: {0}. {1}', patch.title, patch.evidence), undo);
}

export async function explainListed(context: ClientContext, given: unknown): Promise<void> {
  const problem = chosen(context, given);
  await explainProblem(context, await goTo(context, problem));
}

export async function copyProblem(context: ClientContext, given: unknown): Promise<void> {
  const problem = chosen(context, given);
  await env.clipboard.writeText(`${placeOf(problem)}: ${problem.message}`);
}

export async function dismissFailure(context: ClientContext, given: unknown): Promise<void> {
  const { id } = chosen(context, given);
  answerOrThrow(await context.session.ask(DismissFailure.type, { id }));
  context.problems.refresh();
}

let walked: Promise<void> = Promise.resolve();

/** To the next place that has a fix, or the one before: in this file, then in the others, and around. */
export function walkFixes(context: ClientContext, step: 1 | -1): Promise<void> {
  requireEnabled(context);
  // A key that is pressed twice goes two places on: the second looks from where the first has led.
  const walk = walked.then(() => walkOn(context, step));
  walked = walk.catch(() => undefined);
  return walk;
}

async function walkOn(context: ClientContext, step: 1 | -1): Promise<void> {
  const { problems } = await context.problems.list(MAX_PLACES);
  const places = problems.flatMap(({ uri, range, fix }) => (fix ? [{ uri, range, ...range.start }] : [])).sort(byPlace);
  const editor = window.activeTextEditor;
  const here = editor && {
    uri: editor.document.uri.toString(),
    line: editor.selection.active.line,
    character: editor.selection.active.character,
  };
  const to = !here
    ? places[0]
    : step > 0
      ? (places.find((place) => byPlace(place, here) > 0) ?? places[0])
      : (places.findLast((place) => byPlace(place, here) < 0) ?? places.at(-1));
  if (!to) throw new UserError(l10n.t('No fix is waiting.'));
  await reveal(to);
}

interface Place {
  readonly uri: string;
  readonly line: number;
  readonly character: number;
}

function byPlace(a: Place, b: Place): number {
  if (a.uri !== b.uri) return a.uri < b.uri ? -1 : 1;
  return a.line - b.line || a.character - b.character;
}

function chosen(context: ClientContext, given: unknown): ShownProblem {
  requireEnabled(context);
  const problem = problemOf(given);
  if (!problem) throw new UserError(l10n.t('Choose a row of the view Problems first.'));
  return problem;
}

/** Its file in the editor, the caret at it; the server then knows what is shown there. */
async function goTo(context: ClientContext, { uri, range }: ShownProblem): Promise<Target> {
  await reveal({ uri, range });
  context.diagnostics.forward(Uri.parse(uri, true));
  return { uri, line: range.start.line };
}

async function reveal({ uri, range: { start } }: Pick<ShownProblem, 'uri' | 'range'>): Promise<void> {
  const file = Uri.parse(uri, true);
  const selection = new Range(start.line, start.character, start.line, start.character);
  // A cell has no editor of its own that could be shown: its notebook is opened at it.
  if (file.scheme === 'vscode-notebook-cell') {
    await commands.executeCommand('vscode.open', file, { selection });
    return;
  }
  const editor = await window.showTextDocument(await openFile(file), { selection });
  // Known here at once; the window says it a moment later.
  editor.selection = new Selection(selection.start, selection.end);
  editor.revealRange(selection, TextEditorRevealType.InCenterIfOutsideViewport);
}

/** Id of the first likely fix at a line, once it is prepared. */
async function likelyAt({ session }: ClientContext, target: Target): Promise<string | undefined> {
  for (const began = Date.now(); ;) {
    const likely = (await session.ask(OffersAt.type, target)).find(({ low }) => !low);
    if (likely || Date.now() - began > FIXES_WITHIN) return likely?.id;
    await setTimeout(LOOK_EVERY);
  }
}
