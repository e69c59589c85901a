// The lightbulb: what the server offers goes into the menu behind everybody else's fixes, and nothing that goes wrong
// here may hurt the menu of the others. VS Code waits for every provider, and one that throws a cancellation takes the
// whole menu down: so all is caught, and the answer is `null`.

import {
  CodeAction,
  CodeActionKind,
  CodeActionTriggerKind,
  DiagnosticSeverity,
  l10n,
  languages,
  type CodeActionContext,
  type Command,
  type LogOutputChannel,
  type Range,
  type TextDocument,
} from 'vscode';
import type { LanguageClient, Middleware } from 'vscode-languageclient/node';
import { COMMAND, SOURCE, type Settings } from '../../protocol';
import { editKey, type OthersAt, type OthersHere } from './others-at';
import { isHealed } from './languages';
import { isOfKind, kindOf } from './problem-kind';
import { withTimeLimit } from './with-time-limit';

/** Kind of all our quick fixes, so that a person can bind or filter them. */
export const FIX_KIND = CodeActionKind.QuickFix.append('selfHeal');

/** Kind of the action that applies all sure fixes of a file. */
const FIX_ALL_KIND = CodeActionKind.SourceFixAll.append('selfHeal');

/** A menu that is not answered by then is answered with nothing: an empty lightbulb is better than a hanging one. */
const MENU_LIMIT_MS = 2_000;

/**
 * VS Code asks providers in the order of their selectors' scores (a language or a scheme named: 10, any: 5; built-in
 * providers behind others of the same score) and keeps that order in the menu. The weakest selector comes last, also
 * behind the built-in ones; which documents are ours is asked in the middleware instead.
 */
export function atEndOfMenu(client: LanguageClient): void {
  const feature = client.getFeature('textDocument/codeAction');
  const initialize = feature.initialize.bind(feature);
  feature.initialize = (capabilities) => initialize(capabilities, [{ language: '*', scheme: '*' }]);
}

export function codeActionMiddleware(
  settings: () => Settings,
  log: LogOutputChannel,
  others: OthersAt,
): Pick<Middleware, 'provideCodeActions' | 'resolveCodeAction'> {
  return {
    provideCodeActions: async (document, range, context, token, next) => {
      try {
        const { enabled, codeActions, modelActions, model } = settings();
        if (others.isOwnQuestion(document, range, context)) return null;
        if (!enabled || !codeActions || !isHealed(document) || !mayBeForUs(context)) return null;
        const answer = await withTimeLimit(Promise.resolve(next(document, range, context, token)), MENU_LIMIT_MS, () => null);
        if (token.isCancellationRequested) return null;
        const possible = (answer ?? []).filter((action) => !isLonely(action, document));
        const actions = withoutRepeats(possible.map(behindOthers), others.at(document, range), document);
        if (answer?.length && context.triggerKind === CodeActionTriggerKind.Automatic) others.ask(document, range);
        if (model && modelActions && isForQuickFixes(context)) actions.push(...modelEntry(document, range, context));
        return actions;
      } catch (error) {
        log.debug(`No code actions: ${String(error)}`);
        return null;
      }
    },
    resolveCodeAction: async (item, token, next) => {
      try {
        return (await next(item, token)) ?? item;
      } catch (error) {
        log.debug(`Code action not resolved: ${String(error)}`);
        return item;
      }
    },
  };
}

/** Entries that lead to fixes of ours, and say nothing by themselves. */
const LEADS: readonly (string | undefined)[] = [COMMAND.previewFix, COMMAND.showLowConfidence, COMMAND.fixKind];

/** A fix by itself; a large edit comes when it is chosen. */
const mends = (action: CodeAction | Command): boolean =>
  action instanceof CodeAction && (action.edit !== undefined || ('data' in action && typeof action.data === 'object'));

/** What others offer too is theirs; and where they have something and none of our fixes is left, nothing leads to ours either. */
function withoutRepeats(
  actions: readonly (CodeAction | Command)[],
  others: OthersHere | undefined,
  document: TextDocument,
): (CodeAction | Command)[] {
  if (!others?.any) return [...actions];
  const ours = actions.filter((action) => !(action instanceof CodeAction) || !others.edits.has(editKey(action, document) ?? ''));
  if (ours.some(mends)) return ours;
  return ours.filter((action) => !(action instanceof CodeAction) || !LEADS.includes(action.command?.command));
}

/** All of one kind in the workspace, where no other file shows a problem of that kind. */
function isLonely(action: CodeAction | Command, document: TextDocument): boolean {
  if (!(action instanceof CodeAction) || action.command?.command !== COMMAND.fixKind) return false;
  const kind = kindOf(action.command.arguments?.[0]);
  return !kind || !languages.getDiagnostics().some(([uri, all]) => uri.toString() !== document.uri.toString() && all.some(isOfKind(kind)));
}

const isForQuickFixes = ({ only }: CodeActionContext): boolean => !only || only.contains(FIX_KIND) || FIX_KIND.contains(only);

/** Requests for refactorings or organizing imports are not for us. */
function mayBeForUs({ only }: CodeActionContext): boolean {
  return !only || [FIX_KIND, FIX_ALL_KIND].some((kind) => only.contains(kind) || kind.contains(only));
}

/**
 * The menu shows preferred actions above others, and those that name their diagnostics above those that do not. Who else has a
 * fix is not known here: so ours name none, and only for our own diagnostics, which nobody else knows, is a fix preferred.
 */
function behindOthers(action: CodeAction | Command): CodeAction | Command {
  if (!(action instanceof CodeAction)) return action;
  if (!action.diagnostics?.every(({ source }) => source === SOURCE)) action.isPreferred = false;
  delete action.diagnostics;
  return action;
}

/** One entry for the first error under the caret. Nothing is sent before the person chooses it. */
function modelEntry(document: TextDocument, range: Range, context: CodeActionContext): CodeAction[] {
  const seen = [...context.diagnostics]
    .sort((a, b) => a.severity - b.severity)
    .find((diagnostic) => diagnostic.severity <= DiagnosticSeverity.Warning && diagnostic.range.intersection(range));
  if (!seen) return [];
  // As the protocol's tag for what a model makes is read.
  const action: CodeAction & { isAI?: boolean } = new CodeAction(l10n.t('Heal with the model… (Self-Heal)'), FIX_KIND);
  action.isAI = true;
  action.command = {
    command: COMMAND.healWithModel,
    title: l10n.t('Heal With Model'),
    arguments: [document.uri.toString(), seen.range.start.line],
  };
  return [action];
}
