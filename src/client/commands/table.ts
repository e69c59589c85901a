// All commands in one typed record, and the guard around each: a failure is one clear sentence, and never a silent one.

import { Disposable, QuickPickItemKind, Uri, commands, l10n, window, workspace, type QuickPickItem } from 'vscode';
import type { ClientContext, Feature } from '../session/context';
import { SET_STORE_ASIDE, setStoreAsideButton } from '../session/damaged-store';
import { SECTION } from '../session/settings';
import { showLog, showMessage } from '../session/show-message';
import { Cancelled, UserError } from '../session/user-error';
import {
  activateAdapter,
  changeAdapterErrors,
  changeAdapterPriority,
  compareAdapter,
  deactivateAdapter,
  describeAdapterAnew,
  exportAdapter,
  refreshAdapters,
  showAdapter,
} from './adapters';
import { showDebugInformation } from './debug-information';
import { explainProblem } from './explain';
import { exportMeasures } from './export-measures';
import { exportPairs } from './export-pairs';
import { forgetEverything } from './forget-everything';
import { applyRuleGradually } from './gradual-rule';
import { healFile } from './heal-file';
import { healHere } from './heal-here';
import { openSample } from './open-sample';
import { healWithModel } from './heal-with-model';
import { fixKindInWorkspace, healWorkspace } from './heal-workspace';
import { applyRuleEverywhere, deleteRule, editRule, keepRule, refreshRules, switchRule, testRule } from './learned-rules';
import { deletePair, exportThesePairs, goToPair, openPair, setPairAside, usePairAgain } from './listed-pairs';
import { clearRuns, copyCommand, deleteRun, goToRunStep, openRunStep, runAgain, showRun } from './listed-runs';
import { importPairs } from './import-pairs';
import { askAgainBeforeModel } from './ask-again-before-model';
import { checkTestStrength } from './check-test-strength';
import { copyBrief } from './copy-brief';
import { clearPairs } from './clear-pairs';
import { commitHealed } from './commit-healed';
import { createCiWorkflow } from './create-ci-workflow';
import { clearModelKey, setModelKey } from './model-key';
import { dontOfferAgain, offerAgain } from './mute';
import { showReport } from './pairs';
import { runAndHeal } from './run-and-heal';
import { clearFailures, healFromClipboard, healSelection } from './read-errors';
import { previewFix, showLowConfidence } from './preview-fix';
import { copyProblem, dismissFailure, explainListed, healProblem, showProblems, walkFixes } from './problems';
import { recordFix } from './record-fix';
import { reportIssue } from './report-issue';
import { searchView } from './search-view';
import { recordThisFix } from './record-this-fix';
import { importAdapter, registerAdapter } from './register-adapter';
import { pruneAdapters, removeAdapter } from './remove-adapters';
import { selfTest } from './self-test';
import { setStoreAside } from './set-store-aside';
import { removeModel, setUpModel } from './set-up-model';
import { showLastRequest } from './show-last-request';
import { trainAdapter } from './train-adapter';
import { LEARNED_VIEW } from '../views/learned-view';
import { openSetting } from '../views/open-setting';
import { PAIRS_VIEW } from '../views/pairs-view';
import { PROBLEMS_VIEW } from '../views/problems-view';
import { RUNS_VIEW } from '../views/runs-view';
import type { Target } from './target';
import { undoLastHeal } from './undo';
import { startWatch, stopWatch } from './watch';

interface Command {
  /** As in package.json, without the category. */
  readonly title: string;
  readonly run: (context: ClientContext, ...args: readonly unknown[]) => Promise<void> | void;
}

export const COMMANDS = {
  'selfHeal.openSample': { title: 'Open a Sample With a Mistake', run: () => openSample() },
  'selfHeal.healFile': { title: 'Heal This File', run: (context) => healFile(context) },
  'selfHeal.healWorkspace': { title: 'Heal Workspace', run: (context) => healWorkspace(context) },
  'selfHeal.healHere': { title: 'Heal Errors', run: (context, ...given) => healHere(context, given) },
  'selfHeal.fixKindInWorkspace': {
    title: 'Fix All of This Kind in the Workspace',
    run: (context, kind) => fixKindInWorkspace(context, kind),
  },
  'selfHeal.runAndHeal': { title: 'Run and Heal', run: (context, file) => runAndHeal(context, file instanceof Uri ? file : undefined) },
  'selfHeal.healWithModel': { title: 'Heal With Model', run: (context, ...given) => healWithModel(context, target(given)) },
  'selfHeal.healFromClipboard': { title: 'Heal From Clipboard', run: (context) => healFromClipboard(context) },
  'selfHeal.healSelection': { title: 'Heal Selection', run: (context) => healSelection(context) },
  'selfHeal.clearFailures': { title: 'Clear Failures', run: (context) => clearFailures(context) },
  'selfHeal.showProblems': { title: 'Show Problems', run: () => showProblems() },
  'selfHeal.applyPlan': { title: 'Apply Plan', run: ({ plan }) => plan.apply() },
  'selfHeal.discardPlan': { title: 'Discard Plan', run: ({ plan }) => plan.discard() },
  'selfHeal.tickPlanFix': { title: 'Tick or Untick Fix', run: ({ plan }) => plan.toggle() },
  'selfHeal.showPlanFix': { title: 'Show Fix in Diff', run: ({ plan }, row) => plan.goTo(row) },
  'selfHeal.nextFix': { title: 'Next Fix', run: (context) => walkFixes(context, 1) },
  'selfHeal.previousFix': { title: 'Previous Fix', run: (context) => walkFixes(context, -1) },
  'selfHeal.healProblem': { title: 'Heal', run: (context, node) => healProblem(context, node) },
  'selfHeal.explainListed': { title: 'Explain', run: (context, node) => explainListed(context, node) },
  'selfHeal.copyProblem': { title: 'Copy', run: (context, node) => copyProblem(context, node) },
  'selfHeal.dismissFailure': { title: 'Dismiss', run: (context, node) => dismissFailure(context, node) },
  'selfHeal.explain': { title: 'Explain This Problem', run: (context, ...given) => explainProblem(context, target(given)) },
  'selfHeal.copyBrief': { title: 'Copy Brief for a Person', run: (context, ...given) => copyBrief(context, target(given)) },
  'selfHeal.previewFix': { title: 'Preview a Fix…', run: (context, ...given) => previewFix(context, target(given)) },
  'selfHeal.showLowConfidence': {
    title: 'Show Low-Confidence Suggestions…',
    run: (context, ...given) => showLowConfidence(context, target(given)),
  },
  'selfHeal.undoLastHeal': { title: 'Undo Last Heal', run: (context) => undoLastHeal(context) },
  'selfHeal.dontOfferAgain': { title: "Don't Offer This Again…", run: (context) => dontOfferAgain(context) },
  'selfHeal.offerAgain': { title: 'Offer Muted Fixes Again…', run: (context) => offerAgain(context) },
  'selfHeal.recordFix': { title: 'Keep My Own Fix', run: (context) => recordFix(context) },
  'selfHeal.keepRule': { title: 'Keep Rule as File', run: (context, node) => keepRule(context, node) },
  'selfHeal.editRule': { title: 'Edit Rule', run: (context, node) => editRule(context, node) },
  'selfHeal.testRule': { title: 'Test Rule', run: (context, node) => testRule(context, node) },
  'selfHeal.switchRuleOff': { title: 'Switch Rule Off', run: (context, node) => switchRule(context, node, false) },
  'selfHeal.switchRuleOn': { title: 'Switch Rule On', run: (context, node) => switchRule(context, node, true) },
  'selfHeal.deleteRule': { title: 'Delete Rule…', run: (context, node) => deleteRule(context, node) },
  'selfHeal.applyRuleEverywhere': { title: 'Apply Rule Everywhere…', run: (context, node) => applyRuleEverywhere(context, node) },
  'selfHeal.applyRuleGradually': { title: 'Apply Rule Step by Step…', run: (context, node) => applyRuleGradually(context, node) },
  'selfHeal.refreshRules': { title: 'Refresh Learned Rules', run: (context) => refreshRules(context) },
  'selfHeal.trainAdapter': { title: 'Train Adapter…', run: (context) => trainAdapter(context) },
  'selfHeal.registerAdapter': { title: 'Register Adapter…', run: (context) => registerAdapter(context) },
  'selfHeal.importAdapter': { title: 'Import Adapter…', run: (context) => importAdapter(context) },
  'selfHeal.pruneAdapters': { title: 'Prune Adapters…', run: (context) => pruneAdapters(context) },
  'selfHeal.activateAdapter': { title: 'Activate Adapter', run: (context, node) => activateAdapter(context, node) },
  'selfHeal.deactivateAdapter': { title: 'Deactivate Adapter', run: (context, node) => deactivateAdapter(context, node) },
  'selfHeal.compareAdapter': { title: 'Compare Adapter with Its Base', run: (context, node) => compareAdapter(context, node) },
  'selfHeal.showAdapter': { title: 'Show Adapter Record', run: (context, node) => showAdapter(context, node) },
  'selfHeal.changeAdapterPriority': { title: 'Change Adapter Priority…', run: (context, node) => changeAdapterPriority(context, node) },
  'selfHeal.changeAdapterErrors': { title: 'Change What Adapter Answers…', run: (context, node) => changeAdapterErrors(context, node) },
  'selfHeal.describeAdapter': { title: 'Change Adapter Description…', run: (context, node) => describeAdapterAnew(context, node) },
  'selfHeal.exportAdapter': { title: 'Export Adapter as Zip…', run: (context, node) => exportAdapter(context, node) },
  'selfHeal.removeAdapter': { title: 'Remove Adapter…', run: (context, node) => removeAdapter(context, node) },
  'selfHeal.refreshAdapters': { title: 'Refresh Adapters', run: (context) => refreshAdapters(context) },
  'selfHeal.recordThisFix': { title: 'Record This Fix…', run: (context) => recordThisFix(context) },
  'selfHeal.recordChange': { title: 'Record This Fix…', run: (context, given) => recordThisFix(context, given) },
  'selfHeal.exportPairs': { title: 'Export Pairs…', run: (context) => exportPairs(context) },
  'selfHeal.importPairs': { title: 'Import Pairs…', run: (context) => importPairs(context) },
  'selfHeal.clearPairs': { title: 'Clear Pairs…', run: (context) => clearPairs(context) },
  'selfHeal.openPair': { title: 'Open Pair', run: (context, node) => openPair(context, node) },
  'selfHeal.goToPair': { title: 'Go to Pair in File', run: (context, node) => goToPair(context, node) },
  'selfHeal.setPairAside': { title: 'Set Pair Aside', run: (context, node, all) => setPairAside(context, node, all) },
  'selfHeal.usePairAgain': { title: 'Use Pair Again', run: (context, node, all) => usePairAgain(context, node, all) },
  'selfHeal.deletePair': { title: 'Delete Pair…', run: (context, node, all) => deletePair(context, node, all) },
  'selfHeal.exportThesePairs': { title: 'Export These Pairs…', run: (context, node, all) => exportThesePairs(context, node, all) },
  'selfHeal.openRunStep': { title: 'Open Change', run: (context, node) => openRunStep(context, node) },
  'selfHeal.goToRunStep': { title: 'Go to File', run: (context, node) => goToRunStep(context, node) },
  'selfHeal.showRun': { title: 'Show Run', run: (context, node) => showRun(context, node) },
  'selfHeal.runAgain': { title: 'Run and Heal Again', run: (context, node) => runAgain(context, node) },
  'selfHeal.copyCommand': { title: 'Copy Command', run: (context, node) => copyCommand(context, node) },
  'selfHeal.deleteRun': { title: 'Delete Record of Run', run: (context, node, all) => deleteRun(context, node, all) },
  'selfHeal.clearRuns': { title: 'Clear Runs…', run: (context) => clearRuns(context) },
  'selfHeal.searchProblems': { title: 'Search Problems', run: () => searchView(PROBLEMS_VIEW) },
  'selfHeal.searchLearned': { title: 'Search Learned Rules', run: () => searchView(LEARNED_VIEW) },
  'selfHeal.searchPairs': { title: 'Search Pairs', run: () => searchView(PAIRS_VIEW) },
  'selfHeal.searchRuns': { title: 'Search Runs', run: () => searchView(RUNS_VIEW) },
  'selfHeal.showReport': { title: 'Show Report', run: (context) => showReport(context) },
  'selfHeal.exportMeasures': { title: 'Export Measures…', run: (context) => exportMeasures(context) },
  [SET_STORE_ASIDE.command]: {
    title: SET_STORE_ASIDE.title,
    run: (context, folder) => setStoreAside(context, typeof folder === 'string' ? folder : undefined),
  },
  'selfHeal.setUpModel': { title: 'Set Up Model…', run: (context) => setUpModel(context) },
  'selfHeal.removeModel': { title: 'Remove Model…', run: (context) => removeModel(context) },
  'selfHeal.showLastRequest': { title: 'Show Last Request', run: (context) => showLastRequest(context) },
  'selfHeal.askAgainBeforeModel': { title: 'Ask Again Before Going On to the Model', run: (context) => askAgainBeforeModel(context) },
  'selfHeal.setModelKey': { title: 'Set Model API Key…', run: (context) => setModelKey(context) },
  'selfHeal.clearModelKey': { title: 'Clear Model API Key', run: (context) => clearModelKey(context) },
  'selfHeal.watch': { title: 'Watch…', run: (context) => startWatch(context) },
  'selfHeal.stopWatch': { title: 'Stop Watch', run: () => stopWatch() },
  'selfHeal.createCiWorkflow': { title: 'Create CI Workflow…', run: (context) => createCiWorkflow(context) },
  'selfHeal.commitHealed': { title: 'Commit Healed Changes', run: (context, given) => commitHealed(context, given) },
  'selfHeal.selfTest': { title: 'Self-Test', run: (context) => selfTest(context) },
  'selfHeal.checkTestStrength': { title: 'Check Test Strength', run: (context) => checkTestStrength(context) },
  'selfHeal.showActions': { title: 'Show Actions', run: (context) => showActions(context) },
  'selfHeal.openSettings': {
    title: 'Open Settings',
    run: async () => void (await commands.executeCommand('workbench.action.openSettings', SECTION)),
  },
  'selfHeal.restartServer': { title: 'Restart Server', run: ({ session }) => session.restart() },
  'selfHeal.showLog': { title: 'Show Log', run: ({ log }) => log.show() },
  'selfHeal.setLogLevel': {
    title: 'Set Log Level…',
    run: async () => void (await commands.executeCommand('workbench.action.setLogLevel')),
  },
  'selfHeal.showDebugInformation': { title: 'Show Debug Information', run: (context) => showDebugInformation(context) },
  'selfHeal.reportIssue': { title: 'Report Issue…', run: (context) => reportIssue(context) },
  'selfHeal.showNoticesAgain': { title: 'Show Hidden Notices Again', run: ({ notices }) => notices.showAgain() },
  'selfHeal.forgetEverything': { title: 'Forget Everything…', run: (context) => forgetEverything(context) },
} as const satisfies Readonly<Record<`selfHeal.${string}`, Command>>;

/** What a menu entry or a link gives a command; undefined where it came from the palette. */
function target([uri, line]: readonly unknown[]): Target | undefined {
  return typeof uri === 'string' && typeof line === 'number' ? { uri, line } : undefined;
}

type CommandId = keyof typeof COMMANDS;

/** As the palette shows it, in the person's language. */
function titleOf({ extension }: ClientContext, id: CommandId): string {
  const { contributes } = extension.extension.packageJSON as { readonly contributes: { readonly commands: readonly ShownCommand[] } };
  const title = contributes.commands.find(({ command }) => command === id)?.title ?? COMMANDS[id].title;
  return typeof title === 'string' ? title : title.value;
}

/** LSP's codes of a request that was given up, by us or by the server. */
const REQUEST_CANCELLED = -32800;
const SERVER_CANCELLED = -32802;

interface ShownCommand {
  readonly command: string;
  /** In another language than English the editor keeps the English beside it. */
  readonly title: string | { readonly value: string };
}

export const registerCommands: Feature = (context) =>
  Disposable.from(
    ...(Object.keys(COMMANDS) as CommandId[]).map((id) => {
      const { title, run }: Command = COMMANDS[id];
      return commands.registerCommand(id, async (...args: unknown[]) => {
        try {
          await context.actions.during(() => run(context, ...args));
        } catch (error) {
          explain(context, title, titleOf(context, id), error);
        }
      });
    }),
  );

/** Shown, not thrown: VS Code would show the raw error. */
/** @param shown the title as the person knows it. */
function explain({ log }: ClientContext, title: string, shown: string, error: unknown): void {
  if (error instanceof Cancelled) return;
  if (error instanceof Error && 'code' in error && (error.code === REQUEST_CANCELLED || error.code === SERVER_CANCELLED)) return;
  if (error instanceof UserError) {
    log.info(`${title}: ${error.message}`);
    const setting = error.setting === undefined ? [] : [openSetting(error.setting)];
    showMessage(log, error.severity, error.message, ...setStoreAsideButton(error.damagedStore), ...setting);
    return;
  }
  log.error(error instanceof Error ? error : String(error), `“${title}” failed`);
  showMessage(log, 'error', l10n.t('“{0}” failed: {1}', shown, error instanceof Error ? error.message : String(error)), showLog(log));
}

/** The status item's menu: what can be done now, most useful first. */
async function showActions(context: ClientContext): Promise<void> {
  const { choices, session, settings, muted, notices, sent, status } = context;
  const folders = workspace.workspaceFolders?.length ?? 0;
  const groups: readonly (readonly [string, readonly CommandId[]])[] = [
    [l10n.t('Trouble'), status.now.damagedStore === undefined ? [] : [SET_STORE_ASIDE.command]],
    [
      l10n.t('Problems'),
      session.state === 'idle'
        ? []
        : ['selfHeal.showProblems', ...(status.now.fixes > 0 ? (['selfHeal.nextFix', 'selfHeal.previousFix'] as const) : [])],
    ],
    [
      l10n.t('This file'),
      [
        ...(window.activeTextEditor ? (['selfHeal.healFile'] as const) : []),
        ...(folders > 0 && workspace.isTrusted ? (['selfHeal.runAndHeal'] as const) : []),
        ...(settings.current.model ? (['selfHeal.healWithModel'] as const) : []),
        ...(window.activeTextEditor ? (['selfHeal.explain', 'selfHeal.showLowConfidence'] as const) : []),
        'selfHeal.undoLastHeal',
        'selfHeal.dontOfferAgain',
        ...(muted.all.length > 0 ? (['selfHeal.offerAgain'] as const) : []),
      ],
    ],
    [
      l10n.t('Workspace'),
      folders > 0
        ? [
            'selfHeal.healWorkspace',
            'selfHeal.healFromClipboard',
            ...(status.now.failures > 0 ? (['selfHeal.clearFailures'] as const) : []),
          ]
        : [],
    ],
    [
      l10n.t('Looking after it'),
      folders > 0 && workspace.isTrusted
        ? [
            status.isWatching ? 'selfHeal.stopWatch' : 'selfHeal.watch',
            'selfHeal.commitHealed',
            ...(window.activeTextEditor ? (['selfHeal.checkTestStrength'] as const) : []),
            'selfHeal.selfTest',
            'selfHeal.createCiWorkflow',
          ]
        : [],
    ],
    [
      l10n.t('Accepted fixes'),
      folders > 0 && workspace.isTrusted
        ? [
            'selfHeal.showReport',
            ...(window.activeTextEditor ? (['selfHeal.recordThisFix'] as const) : []),
            'selfHeal.exportPairs',
            'selfHeal.importPairs',
            'selfHeal.clearPairs',
          ]
        : [],
    ],
    [l10n.t('Adapters'), folders > 0 && workspace.isTrusted ? ['selfHeal.trainAdapter'] : []],
    [
      l10n.t('Model'),
      settings.current.model
        ? [
            'selfHeal.setUpModel',
            ...(sent.all.length > 0 ? (['selfHeal.showLastRequest'] as const) : []),
            ...(choices.areThere ? (['selfHeal.askAgainBeforeModel'] as const) : []),
            'selfHeal.removeModel',
          ]
        : [],
    ],
    [
      'Self-Heal',
      [
        'selfHeal.openSettings',
        'selfHeal.showLog',
        'selfHeal.setLogLevel',
        'selfHeal.restartServer',
        'selfHeal.showDebugInformation',
        'selfHeal.reportIssue',
        ...(notices.hidden.length > 0 ? (['selfHeal.showNoticesAgain'] as const) : []),
        ...(folders > 0 && workspace.isTrusted ? (['selfHeal.forgetEverything'] as const) : []),
      ],
    ],
  ];
  const items = groups.flatMap(([label, ids]): (QuickPickItem & { id?: CommandId })[] =>
    ids.length === 0 ? [] : [{ label, kind: QuickPickItemKind.Separator }, ...ids.map((id) => ({ label: titleOf(context, id), id }))],
  );
  const chosen = await window.showQuickPick(items, { title: 'Self-Heal', placeHolder: status.sentence });
  if (chosen?.id) await commands.executeCommand(chosen.id);
}
