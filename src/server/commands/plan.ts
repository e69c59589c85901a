// What "Heal This File", "Heal Workspace", "Run and Heal" and "Heal With Model" have in common: a plan that the client has been shown, until it
// says that it was applied; what the tests say of it; and how the client cancels it.

import type { CancellationToken, TextDocumentEdit } from 'vscode-languageserver';
import { evidenceLine, visibleText, withRung, type Patch, type Problem, type RungResult, type TextEdit } from '../../engine';
import type { PlanTests, Refusal } from '../../protocol';

/** What a plan does to one document. */
export interface Proposed {
  readonly uri: string;
  readonly patches: readonly Patch[];
  /** The whole text without and with the plan. */
  readonly before: string;
  readonly after: string;
  /** What was known to be wrong before. */
  readonly problems: readonly Problem[];
}

/** The plans that the client has been shown: the last one of each document. */
export class ProposedPlans {
  private readonly plans = new Map<string, Proposed>();

  add(proposed: Proposed): void {
    this.plans.set(proposed.uri, proposed);
  }

  /** The plan of a document that was applied now; it is no longer there. */
  take(uri: string): Proposed | undefined {
    const proposed = this.plans.get(uri);
    this.plans.delete(uri);
    return proposed;
  }
}

/** A patch with what the tests say of the plan that it is part of. */
export function withTests(patch: Patch, tests: RungResult | undefined): Patch {
  return tests ? withRung(patch, tests) : patch;
}

/** The same as a sentence of the plan. */
export function planTests(tests: RungResult | undefined): { tests?: PlanTests } {
  return tests
    ? { tests: { failed: tests.result === 'failed', passed: tests.result === 'passed', sentence: visibleText(evidenceLine([tests])) } }
    : {};
}

export function toEdit(uri: string, version: number | null, edits: readonly TextEdit[]): TextDocumentEdit {
  return { textDocument: { uri, version }, edits: edits.map(({ range, newText }) => ({ range, newText })) };
}

/** `done` of `total`: whatever is counted. */
export type Progress = (message: string, done: number, total: number) => void;

/** An abort signal that follows an LSP cancellation token. */
export function cancelled(token: CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}

/** A document of the plan was edited while the plan was made. `what` begins the sentence. */
export function stale(what = 'The file'): Refusal {
  return { reason: 'stale', message: `${what} was changed meanwhile. Nothing was applied; run it again.` };
}
