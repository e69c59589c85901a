// The engine's public face: what the server and the terminal use, and what anything else that embeds the engine may rely on.

// What is healed
export { isHealed, isKnownLanguage, languageOf, LANGUAGES, type HealedLanguageId, type LanguageId } from './language';
export type { FailedCommand, Position, Problem, Range } from './problem';
export type { Candidate, Evidence, FileEdit, Patch, RungResult, TestCounts, TestsWeak, TextEdit } from './patch';
export { failure, success, type Failure, type Result } from './result';

// Files and texts of others
export { makeFolder } from './files/make-folder';
export { fileChunks, readFileBytes, readFilePart, readFileText, UnreadableFile, type Unopenable } from './files/read-file';
export { makeFile, replaceFile, stageWrite, writeFailure, type StagedWrite, type Unwritable } from './files/write-file';
export { readSource, writeSources, type SourceFile } from './project/source-file';
export { visibleLine, visibleText } from './visible-text';

// Texts and edits
export { resultKey } from './syntax/result-key';
export { SourceText, touches } from './syntax/source-text';
export { applyEdits, editsId, patched, shiftOffset, toOffsetEdits, toTextEdits, trimEdits, type OffsetEdit } from './syntax/edits';

// Problems
export { problemFromDiagnostic } from './detect/diagnostic';
export { placedInScript, scriptOf } from './detect/frameless';
export { cellProblem, type Cell, type CellError } from './detect/cell-error';
export { detectText, pointsToOwnCode, TerminalDetector, unhandledLines } from './detect/detect';
export { diffProblems } from './detect/diagnostic-diff';
export { familyOf, isSyntax } from './detect/family';
export { causeAmong } from './detect/follow-up';
export { isReportedTwice, isSameMistake, wordsOf } from './detect/same-problem';
export { settle } from './detect/settle-columns';
export { signatureOf } from './detect/signature';
export { certainErrors } from './inspect/certain-errors';
export { inspectAgain, inspectFile } from './inspect/inspect-file';
export { scanSecurity, type SecurityFinding } from './inspect/security/scan';

// The folder and its tools
export type { Workspace, WorkspaceFiles } from './project/workspace';
export type { Registered, RegisteredFix } from './project/registered';
export { openWorkspace, toolsOf, type OpenedWorkspace, type Tools } from './project/open-workspace';
export {
  decodeText,
  DEPENDENCY_FOLDERS,
  DiskFiles,
  MAX_FILE_BYTES,
  MemoryFiles,
  OverlayFiles,
  type Unreadable,
} from './project/workspace-files';
export { installedVersions } from './project/installed-versions';
export { FilesByName } from './project/files-by-name';
export { ownModuleFile } from './project/own-module-file';
export { findPython, onPath } from './project/find-python';
export { findEslints } from './project/eslint';
export { findRuff } from './project/ruff';
export { findTypeScript } from './project/find-typescript';
export { findPyright, startPyright } from './project/pyright';
export { isInside, liesIn, wayDown } from './files/lies-in';
export { workspacePrograms, type WorkspaceProgram } from './project/workspace-programs';
export { startPythonInterpreter } from './project/python-interpreter-process';
export {
  matchesPatterns,
  namesSource,
  NO_TEAM_CONFIG,
  readTeamConfig,
  TEAM_CONFIG,
  type ReadTeamConfig,
  type TeamConfig,
} from './project/team-config';

// Healing
export { healProblem } from './heal/heal-problem';
export type { HealRequest } from './heal/proved-candidates';
export { MAX_PATCHES } from './heal/limits';
export { healFailure, withRung, type Attempt, type HealedFailure, type Proof, type RunAgain } from './heal/heal-failure';
export {
  healCommand,
  isUnproved,
  isUnprovedSyntax,
  judgesItself,
  sandboxRunner,
  type HealedCommand,
  type HealedRound,
} from './heal/heal-command';
export type { ChangedText, CommandEvent, CommandRun, CommandRunner } from './heal/heal-command';
export { mayBeUnasked, mayGoInBulk } from './heal/bulk';
export { handMadeFix } from './heal/hand-made-fix';
export { toldFix } from './heal/told-fix';
export { healTold, type HealedTold } from './heal/heal-told';
export { readErrorWords } from './heal/told-error';
export { chooseSteps, needsOf } from './heal/choose-steps';
export { healFile, type HealFileRequest } from './heal/heal-file';
export { MIN_CONFIDENCE_IN_MENU } from './heal/limits';
export { briefFor, escalationOf, escalationWords } from './heal/escalation';
export { applyGradually, gradualSteps, stepCheck, verdictWords, type GradualEnd, type GradualStep } from './heal/gradual';
export { healWorkspace, type FileToHeal } from './heal/heal-workspace';
export { ENOUGH_NOTICED, strengthOf, testStrength, type Mutant, type TestStrength } from './heal/test-strength';
export { selfTest, type SelfTested, type SelfTestOutcome, type TestedSlip } from './heal/self-test';
export { stampOf, Workspaces } from './heal/warm-workspaces';
export { fromSpecification, type FromSpecification } from './heal/from-specification';
export { watch, type WatchedState, type WatchState } from './heal/watch';
export { definitionsIn, functionAt, type Definition } from './syntax/functions';
export { healWithModel, type Ensemble, type ModelHealed, type ModelHealRequest } from './heal/heal-with-model';
export { tryOutIn, type TryOut } from './heal/model/critic';
export { MODEL_MODES, type ModelMode } from './heal/model/modes';
export { chooseMode } from './heal/model/choose-mode';
export { rankPatches } from './heal/model/rank';
export type { ModelRecord } from './heal/model/model-record';
export { dayBegan, modelRecordOf, outcomeOfRun, RunningRecord, usedSince } from './heal/model/run-record';
export type { ModelBudget } from './heal/model/budget';
export { usedIn, type ModelRun } from './heal/model/model-run';
export { costOf, isReadableOnTheWay, serverUrl, type ModelPrice, type ModelServer } from './generate/model/model-server';
export { keyOfEnvironment } from './generate/model/providers/key-variables';
export { modelsOf } from './generate/model/models';
export { adaptedModels, adaptersIn, servedAdapter, ServerOfAdapters, type AdapterUse } from './heal/model/adapted-models';
export { openAiCompatible, type ProviderOptions } from './generate/model/providers/openai-compatible';
export { delegatedProvider, type DelegatedModel, type DelegatedReply, type DelegatedRequest } from './generate/model/providers/delegated';
export { DEFAULT_RETRY, RETRY_STRATEGIES, retryDelay, type RetryPolicy, type RetryStrategy } from './generate/model/providers/retry';
export { findLocalServers, listModels, tryModel, type LocalServer, type Trial } from './generate/model/providers/servers';
export { whyAborted, type ModelFailureReason } from './generate/model/failure';
export type { LastRequest, ModelProvider, ModelReply, ModelRequest, Models } from './generate/model/provider';
export type { EditorFix } from './generate/editor/editor-candidates';
export { FORMER_IDS } from './fixers/former-ids';

// Proving
export { verify } from './verify/verify';
export { contentFaults, type ContentFault } from './verify/patch-policy';
export { unifiedDiff } from './syntax/unified-diff';
export { proveByTests } from './verify/tests/prove-plan';
export { runnable } from './verify/rerun/command';
export { Rerunner } from './verify/rerun/rerunner';
export { findSandbox } from './verify/sandbox/find-sandbox';
export { installCommand, sandboxRemedy } from './verify/sandbox/remedy';
export type { FoundSandbox, Sandbox } from './verify/sandbox/sandbox';

// Explaining
export { commitMessage } from './heal/commit-message';
export { card, summary, type CardParts } from './explain/card';
export {
  evidenceLine,
  likely,
  openQuestions,
  patchWord,
  proofs,
  testSentence,
  testWords,
  warnings,
  weakTestsSentence,
} from './explain/evidence';
export { explain } from './explain/explain';
export { escapeMarkdown, inlineCode } from './explain/markdown';

// The report
export { CI_FILE, ciWorkflow } from './report/ci-workflow';
export { ciFacts } from './project/ci-facts';
export { reportOf, type Report } from './report/report';
export { reportMarkdown } from './report/markdown';
export { measuresLine, metricsOf, prometheusText, type Metric } from './report/metrics';
export { readSignals, writeMetrics, writeSignals } from './report/measure-files';
export { filesBesideStore, removeFilesBesideStore } from './report/files-beside-store';
export { otlpUrl, pushMetrics } from './report/otlp';
export { judge as judgeValue, Signals, type Unusual } from './report/signals';
export { Webhook, webhookUrl, type HealNotice } from './report/webhook';
export { reportPage } from './report/page';
export { VERDICTS as VERDICT_WORDS } from './report/words';

// Success pairs
export { isSetAside, SET_ASIDE, UNDONE, type SuccessPair, type Way } from './learn/pair';
export { excerptOf } from './learn/excerpt';
export { makePair } from './learn/make-pair';
export { isRetired, type Memory } from './learn/memory';
export { storeMemory, type TaughtMemory } from './learn/store-memory';
export { appendToTeamFile, NO_TEAM_PAIRS, readTeamFile, teamFile, type TeamPairs } from './learn/team-file';
export { makeNegative } from './learn/make-negative';
export { librariesOf } from './learn/libraries';
export { expiryOf, type Expiry, type PresentState } from './learn/expiry';
export { rejectionKey, type RejectionKey } from './learn/negative';
export type { HealRecord, ModelPart } from './learn/heal-record';
export type { Sighting } from './learn/sighting';
export { redact } from './learn/redact/redact';
export { survivalOf, type Survival } from './learn/survival';
export { askedRecord, healIdOf, leftRecord, takenRecord, type TakenFix } from './learn/make-heal-record';
export { recordHeal, recordNegative, recordPair, recordSightings } from './learn/store/record-pair';
export { openPairStore, type PairStore } from './learn/store/pair-store';
export type { Statistics } from './learn/store/pair-statistics';
export type { HealSuccess, HealTimes, ReportStatistics, Week } from './learn/store/report-statistics';
export type { TrackRecord } from './learn/store/track-record';
export { setAsideStore } from './learn/store/store-files';
export { endingsToRead, exportChoices, formatsToWrite, type FormatChoice } from './learn/exchange/choices';
export { exportPairs, type Exported, type ExportOptions } from './learn/exchange/export-pairs';
export { leftOutLines } from './learn/exchange/exported-words';
export { importPairs } from './learn/exchange/import-pairs';
export { formats } from './learn/exchange/formats';
export { KEPT as KEPT_VERDICTS } from './learn/exchange/selection';
export { answerOf, PROMPT_VERSION, promptHash, promptOf, type Question } from './learn/exchange/prompt';

// Learned rules
export { applyRule } from './learn/mine/apply-rule';
export { codeRange } from './learn/mine/code-range';
export { parsesAs } from './learn/mine/parses';
export { mayHint } from './learn/mine/check-rule';
export { exampleOf } from './learn/mine/pair-example';
export { learnRules } from './learn/mine/learn-rules';
export type { LearnedRule, RuleExample } from './learn/mine/rule';
export { checkRule } from './learn/mine/check-rule';
export { readRule, writeRuleTests } from './learn/mine/rule-file';
export {
  deleteRuleFile,
  readRuleFolder,
  RULE_FOLDER,
  switchRuleFile,
  writeRuleFile,
  type RuleOnDisk,
  type RulesOnDisk,
} from './learn/mine/rule-folder';
export { rulePatches, type RuleTarget } from './generate/learned/rule-patches';
export { testRule, type RuleTest } from './learn/mine/test-rule';

// Adapters
export {
  isUnjudged,
  PRIORITIES,
  readAdapterRecord,
  type AdapterRecord,
  type Priority,
  type TrainedOn,
  verdictsIn,
} from './adapt/adapter-metadata';
export { adapterOfOrigin, adapterOriginId } from './adapt/adapter-origin';
export { adaptersFolder, makeAdaptersFolder, moveToTrash } from './adapt/adapters-folder';
export type { ActiveAdapter } from './adapt/active-adapter';
export { AdapterRegistry, type Judgement, type RegisteredAdapter, type RegistryFailure } from './adapt/adapter-registry';
export { countVerdicts } from './adapt/count-verdicts';
export { readAdapterFolder, weightsHash, type AdapterFiles } from './adapt/files/adapter-folder';
export { registerFolder, type InstallFailure, type InstallOptions } from './adapt/files/install-adapter';
export { exportAdapter, importAdapter, type ImportOptions } from './adapt/files/zip';
export type { ComparedCase } from './adapt/comparison/case';
export { compare, MIN_PROBLEMS, type CompareRequest } from './adapt/comparison/compare';
export { COMPARISON_OUTCOMES, type ComparedSide, type Comparison } from './adapt/comparison/comparison';
export { genericCases } from './adapt/comparison/generic-cases';
export { heldOut, type HeldOut, type NotHeldOut } from './adapt/comparison/held-out';
export { comparisonTable } from './adapt/comparison/table';
export { mayActivate, type NotActivated } from './adapt/may-activate';
export { compareWithBase, type ComparingRequest, type NotCompared } from './heal/model/compare-with-base';
export { ComparedHeals, type ComparingOptions } from './heal/model/heal-compared';
export { mistakeHash, trainedOn } from './adapt/trained-on';
export { readLoraOptions, type LoraOptions } from './adapt/lora-config';
export { countSafetensors } from './adapt/training/base-model';
export { evaluateAdapter, type Evaluation, type Measured } from './adapt/training/evaluate';
export { planLines, progressLine } from './adapt/training/plan-words';
export { convertToGguf, type ConvertFailure, type ConvertRequest } from './adapt/convert-to-gguf';
export { adapterServer, whichServer } from './adapt/servers/registry';
export {
  ADAPTER_SERVER_IDS,
  type AdapterServer,
  type AdapterServerId,
  type ServedAdapter,
  type ServerAddress,
  type ServerFailureReason,
  type ServerResult,
  type ServerSettings,
} from './adapt/servers/server';
export { optionsOf } from './adapt/training/presets';
export { planTraining } from './adapt/training/plan-training';
export { train, type TrainOptions } from './adapt/training/train';
export {
  METHODS,
  PRESETS,
  type Method,
  type Preset,
  type Refusal,
  type Trained,
  type TrainingFailure,
  type TrainingMetrics,
  type TrainingPlan,
  type TrainingPoint,
  type TrainingProgress,
  type TrainingRequest,
  type TrainingStage,
} from './adapt/training/training';

// Other programs that do the work
export type { Recipe, RecipeFailure, RecipeRequest, WrittenRecipe } from './adapt/recipes/recipe';
export { recipes } from './adapt/recipes/recipes';

// Nightly training
export { NIGHTLY, readSchedule, type Schedule } from './adapt/schedule/cron';
export { dueAt } from './adapt/schedule/due';
export {
  DEFAULT_NEW_PAIRS,
  lastTrained,
  runNightly,
  type NightlyOutcome,
  type NightlyReason,
  type NightlyRequest,
} from './adapt/schedule/nightly';
export { NightlyTimer, type NightlyTimerOptions } from './adapt/schedule/nightly-timer';
export { onMainsPower } from './adapt/schedule/power/on-mains-power';
export { readScheduleState, type ScheduleState } from './adapt/schedule/schedule-state';
export { crontabLine } from './adapt/schedule/timers/crontab';
export { systemdUnits } from './adapt/schedule/timers/systemd';
export type { TimedCommand } from './adapt/schedule/timers/timer';
export { workflow } from './adapt/schedule/timers/workflow';
export { takeTrainingLock, type TrainingLock } from './adapt/schedule/training-lock';
