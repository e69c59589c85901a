// The engine's public face: what the terminal uses, and what anything else that embeds the engine may rely on.

export type { FailedCommand, LanguageId, Position, Problem, Range } from './problem';
export type { Evidence, Patch, RungResult } from './patch';

export { SourceText } from './syntax/source-text';
export { applyEdits, patched, toOffsetEdits } from './syntax/edits';

export { problemFromDiagnostic } from './detect/diagnostic';
export { detectText, TerminalDetector } from './detect/detect';
export { signatureOf } from './detect/signature';

export type { Workspace } from './project/workspace';
export { openWorkspace, toolsOf, type OpenedWorkspace, type Tools } from './project/open-workspace';
export { decodeText, DiskFiles, MAX_FILE_BYTES, MemoryFiles, OverlayFiles, type Unreadable } from './project/workspace-files';
export { findPython, onPath } from './project/find-python';
export { findTypeScript } from './project/find-typescript';
export { findPyright, startPyright } from './project/pyright';
export { startPythonInterpreter } from './project/python-interpreter-process';

export { inspectFile, inspectAgain } from './inspect/inspect-file';
export { isHealed, languageOf, LANGUAGES } from './language';
export { healProblem } from './heal/heal-problem';
export type { HealRequest } from './heal/proved-candidates';
export { healFailure, type HealedFailure, type Proof } from './heal/heal-failure';
export { healCommand, type HealedCommand } from './heal/heal-command';
export { proveByTests } from './verify/tests/prove-plan';
export { Rerunner } from './verify/rerun/rerunner';
export { findSandbox } from './verify/sandbox/find-sandbox';
export type { FoundSandbox, Sandbox } from './verify/sandbox/sandbox';
export { healFile } from './heal/heal-file';

export { explain } from './explain/explain';

export { makePair } from './learn/pair';
export { recordPair } from './learn/store/record-pair';
export { openPairStore, setAsideStore, type PairStore, type Statistics } from './learn/store/pair-store';
export { exportPairs } from './learn/exchange/export-jsonl';
export { importPairs } from './learn/exchange/import-jsonl';
