// What every feature of the client is given. Made once, in main.ts.

import type { Disposable, ExtensionContext, LogOutputChannel, WorkspaceFolder } from 'vscode';
import type { LeftProblem, ListProblems, OfferedPatch, PlannedFile, ShownAdapter, ShownPair, ShownRule, ShownRun } from '../../protocol';
import type { DiagnosticsForwarder } from './diagnostics-forwarder';
import type { LastCommand } from './last-command';
import type { LogTail } from './log-tail';
import type { ModelChoices } from './model-choices';
import type { ModelKey } from './model-key';
import type { Muted } from './muted';
import type { Notices } from './notices';
import type { SentRequests } from './sent-requests';
import type { Registrations } from './registrations';
import type { ServerSession } from './server-session';
import type { SettingsSource } from './settings';
import type { Status } from './status';
import type { UserActions } from './user-actions';
import type { VirtualDocuments } from './virtual-documents';

export interface ClientContext {
  readonly extension: ExtensionContext;
  readonly log: LogOutputChannel;
  /** Its last lines. */
  readonly logTail: LogTail;
  readonly session: ServerSession;
  readonly diagnostics: DiagnosticsForwarder;
  readonly settings: SettingsSource;
  readonly key: ModelKey;
  readonly documents: VirtualDocuments;
  readonly muted: Muted;
  readonly notices: Notices;
  readonly choices: ModelChoices;
  readonly sent: SentRequests;
  readonly actions: UserActions;
  readonly status: Status;
  readonly lastCommand: LastCommand;
  readonly learned: LearnedList;
  readonly adapters: AdapterList;
  readonly problems: ProblemList;
  readonly pairs: PairList;
  readonly runs: RunRecords;
  readonly plan: PlanReview;
  readonly reports: { open(folder: WorkspaceFolder): Promise<void> };
  /** What other extensions have registered. */
  readonly registrations: Registrations;
}

/** The view of the learned rules, as commands use it. */
export interface LearnedList {
  /** As the view shows them. */
  rules(): Promise<readonly ShownRule[]>;
  /** They are asked for anew. */
  refresh(): void;
}

/** The view of the adapters, as commands use it. */
export interface AdapterList {
  /** As they are now. */
  adapters(): Promise<readonly ShownAdapter[]>;
  /** They are asked for anew. */
  refresh(): void;
}

/** The view of the problems, as commands use it. */
export interface ProblemList {
  /** As they are now; none where Self-Heal is off or its server has not started. */
  list(limit: number): Promise<ListProblems.Answer>;
  /** They are asked for anew, if the view is seen. */
  refresh(): void;
}

/** The view of the pairs, as commands use it. */
export interface PairList {
  /** As they are now, newest first; none where the server can't be asked. */
  pairs(): Promise<readonly ShownPair[]>;
  /** They are asked for anew, if the view is seen. */
  refresh(): void;
}

/** The view of the runs, as commands use it. */
export interface RunRecords {
  /** As they are now, newest first; none where the server can't be asked. */
  runs(): Promise<readonly ShownRun[]>;
  /** They are asked for anew, if the view is seen. */
  refresh(): void;
}

/** A problem that a plan leaves, and where. */
export type LeftBehind = LeftProblem & { readonly uri: string };

/** What a command would change, as a person decides on it. */
export interface ReviewedPlan {
  /** `Heal Workspace`: the name of the view, and the beginning of its tab's title. */
  readonly name: string;
  /** What is proved of all of it together, a sentence each. */
  readonly says: readonly string[];
  /** Said where only some of its fixes are ticked: what is proved no longer holds as it stands. */
  readonly partly?: string;
  /** `each`: fix by fix; `one`: one of several ways; `whole`: all or nothing. */
  readonly choice: 'each' | 'one' | 'whole';
  /** What is shown first. */
  readonly files: readonly PlannedFile[];
  /** Of `one`: all ways, that of `files` among them. */
  readonly others?: readonly OfferedPatch[];
  /** Fixes that are ticked at first. */
  readonly ticked: readonly OfferedPatch[];
  readonly left: readonly LeftBehind[];
  /** The files as only these fixes change them, by their ids; rejects where the plan holds no longer. */
  readonly only: (ticked: ReadonlySet<string>) => Promise<readonly PlannedFile[]>;
}

/** The view of the plan that waits for an answer, as commands use it. */
export interface PlanReview {
  /** Shows it, and its diff beside it. One that waits already is discarded. @returns what is to be changed; undefined where the person said no. */
  review(plan: ReviewedPlan): Promise<readonly PlannedFile[] | undefined>;
  apply(): void;
  discard(): void;
  /** Ticks the selected fix, or takes its tick away. */
  toggle(): Promise<void>;
  /** Shows in the diff what a row is about. */
  goTo(row: unknown): Promise<void>;
}

/** Starts one part of the extension; what it returns is disposed with the extension. */
export type Feature = (context: ClientContext) => Disposable;
