// The messages between client and server: types and method names only. One comment, one namespace, one message.
// Everything that plain LSP already has (documents, code actions, progress, publishing diagnostics) goes by plain LSP.
//
// As in LSP, lines, characters and ranges are zero-based, characters are UTF-16 code units, and a range's end is exclusive. `uri` and `folder`
// are URIs as the client sends them in LSP's own messages; `cwd` and `file` are absolute paths of the machine that the server runs on. Times
// are in milliseconds. Sentences are plain English for a person, without Markdown unless it is said.

// Of the library no more than these two (scripts/build.mjs): the editor loads this file with the extension.
import { NotificationType, RequestType } from 'vscode-languageserver-protocol';
import type { Diagnostic, ProgressType, Range, TextDocumentEdit, TextEdit } from 'vscode-languageserver-protocol';
import type {
  Exported,
  ExportOptions,
  FormatChoice,
  LoraOptions,
  Preset,
  Statistics,
  Trained,
  TrainingPlan,
  TrainingProgress,
} from './engine';

/** What is told of a request while it is answered, by a token; the kind itself is never sent. */
class ProgressKind<T> implements ProgressType<T> {
  declare readonly __: ProgressType<T>['__'];
  declare readonly _pr: ProgressType<T>['_pr'];
}

/** `initializationOptions`. A plain LSP client may leave everything out. */
export interface ClientOptions {
  /** The workspace is trusted: interpreters and checkers may be started, programs run, the pair store opened. Left out, it is not trusted. */
  readonly trusted: boolean;
  /** The client sends `DiagnosticsSeen` for every document: code actions are then answered from memory alone. */
  readonly forwardsDiagnostics: boolean;
  /** Folder of the editor's own `typescript` package, used where the workspace has none. */
  readonly editorTypeScript?: string;
  /** The client answers `MayAskModel`: what rules leave may go on to the model where the person says so. */
  readonly asksForModel?: boolean;
  /** The client has the commands below `COMMAND`: the menu may point to them, and unlikely fixes stand behind one of its entries. */
  readonly hasCommands?: boolean;
  /**
   * Of a client that forwards no diagnostics: what the server checks by itself and shows. `certain` (left out): Python errors that can be nothing else,
   * until another checker's words come with a request; `all`: whatever the workspace's checkers find, as `self-heal heal` does; `none`.
   */
  readonly checks?: 'certain' | 'all' | 'none';
  /** Another extension checks Python: nothing of the server's own is shown for it. Left out, the diagnostics that come tell. */
  readonly othersCheckPython?: boolean;
  /** Linters whose own extensions offer their fixes: ours ask those for none, so that nothing stands in the menu twice. */
  readonly linterExtensions?: readonly ('Ruff' | 'eslint')[];
  /** Folder of the client's own that is the same in all workspaces, where `Settings.everywhere` keeps pairs (absolute path); absent: there is none. */
  readonly globalFolder?: string;
  /** Version of the extension, for records and the log. */
  readonly version: string;
}

/** Settings as the server wants them; the client resolves them and sends them whole whenever one changes. A plain LSP client may leave out any. */
export interface Settings {
  readonly enabled: boolean;
  readonly codeActions: boolean;
  /** Entries that a model has made, or that lead to one, stand in the menu too. */
  readonly modelActions: boolean;
  readonly terminal: boolean;
  /** Problems never looked at: `source` or `source(code)`, without regard to case. Failures also by where they were seen: `terminal`, `debugger(KeyError)`. */
  readonly excludedSources: readonly string[];
  /** What a workspace folder has set for itself, by the folder's URI. */
  readonly folders: Readonly<Record<string, FolderSettings>>;
  /** The same for folders that are not named above, and for files outside all of them. */
  readonly defaults: FolderSettings;
  /** Chosen Python interpreter by workspace folder (absolute path); absent where none was chosen. */
  readonly interpreters: Readonly<Record<string, string>>;
  /** undefined: no model, no network at all. */
  readonly model: ModelSettings | undefined;
  /** `fixer` or `fixer|signature shape`: never offered again. `auto:fixer`: never applied by itself. Former ids of fixers are understood. */
  readonly muted: readonly string[];
  /** Fixes at least this likely, and proved, may be applied automatically. 0 to 1. */
  readonly confidenceAuto: number;
  /** Fixes less likely than this stand behind one entry of the menu. 0 to 1. */
  readonly confidenceReview: number;
  readonly autoApply: 'off' | 'onSave' | 'onRun';
  /** A command that failed may be run once more, in the sandbox, to prove a fix. */
  readonly rerun: boolean;
  /** Explanations in the hover. */
  readonly hover: boolean;
  /** Open files are looked through for what an attacker could use. */
  readonly security: boolean;
  /** What is too complex gets no fix: it needs a person. */
  readonly escalate: boolean;
  /** Accepted fixes are kept for all workspaces of this machine too, and those of others are offered. */
  readonly everywhere: boolean;
  /** What becomes of a fix that the person made by hand: kept as a pair, offered once to be kept, or not even looked for. */
  readonly handMade: 'record' | 'offer' | 'off';
  /** Rules that are kept as files and hold everywhere are shown as hints in open files. */
  readonly hints: boolean;
  /** A Python that has the packages of a training, absolute path; empty: uv, or an environment of our own. */
  readonly trainingPython: string;
  readonly measures: MeasureSettings;
}

/** What goes out of what is measured; all of it off where a person has not asked for it. */
export interface MeasureSettings {
  /** Unusual errors a minute, failures and run times are told; what is usual is kept in `.self-heal/signals.json`. */
  readonly signals: boolean;
  /** Measures are written to `.self-heal/metrics.json`. */
  readonly file: boolean;
  /** An OpenTelemetry collector that they are sent to; empty: none. */
  readonly endpoint: string;
  /** A chat that is told of heals and of what needs a person; empty: none. */
  readonly webhook: string;
}

/** Settings that may differ from one workspace folder to the next. */
export interface FolderSettings {
  /** The person's own test command, run from the folder; empty: the tests are found. */
  readonly testCommand: string;
  /** Files never looked at, as patterns of .gitignore relative to the folder. */
  readonly excludedFiles: readonly string[];
  /** Log files that are read as they grow, as patterns of .gitignore relative to the folder. */
  readonly logs: readonly string[];
  /** Record accepted fixes in the folder's pair store. */
  readonly store: boolean;
  /** Pairs are shared with the team in `.self-heal/pairs.jsonl`, and the team's are used. */
  readonly team: boolean;
  /** Pairs kept in that store; the oldest go first. A whole number, 1 or more. */
  readonly maxPairs: number;
  /** How adapters are trained. */
  readonly training: TrainingSettings;
}

/** How adapters of a workspace folder are trained, and when. */
export interface TrainingSettings {
  /** The model to train on top of; empty: the person is asked. */
  readonly base: string;
  readonly preset: Preset;
  /** Over the preset's. */
  readonly options: Partial<LoraOptions>;
  /** A cron expression; empty: never by itself. */
  readonly schedule: string;
  /** Pairs that must have come since the last adapter. A whole number, 1 or more. */
  readonly minNewPairs: number;
}

/** Where a model is: a server with an OpenAI-compatible API, or one of the editor's own. */
export interface ModelAddress {
  /** Left out: a server. */
  readonly provider?: 'server' | 'editor';
  /** Base URL of the server, `http://127.0.0.1:11434/v1`; empty for a model of the editor. */
  readonly baseUrl: string;
  /** As its server calls it; a model of the editor as `vendor/id`. */
  readonly name: string;
  readonly apiKey: string | undefined;
}

/** The model that heals, and what belongs to it. */
export interface ModelSettings extends ModelAddress {
  /** Tasks that have a model of their own. */
  readonly roles?: Readonly<Partial<Record<ModelRole, ModelAddress>>>;
  /** Answer the first question of a heal, too: the best of all answers is taken. */
  readonly beside?: readonly ModelAddress[];
  readonly limits?: ModelBudgets;
  /** By the name of the model. */
  readonly prices?: Readonly<Record<string, ModelPrice>>;
  /** Of the server that has the model: how it takes adapters. Left out: it is asked what it is. */
  readonly adapters?: AdapterServerSettings;
  /** How the model is asked; left out: by one question after the other. `auto`: by what came of each way in the folder. */
  readonly mode?: ModelMode | 'auto';
  /** How a server that is overloaded is asked again; left out: after longer and longer waits. */
  readonly retry?: RetryStrategy;
}

/** The server of adapters: the one of the model. From the person's own settings only. */
export interface AdapterServerSettings {
  readonly server?: AdapterServerId;
  /** The server's own folder of adapters, as this machine reaches it. */
  readonly copyTo?: string;
  /** Where the server sees the folder of adapters of this machine. */
  readonly seenAt?: string;
}

export type AdapterServerId = 'vllm' | 'llama-cpp' | 'ollama' | 'sglang' | 'openai-compatible';

export type ModelMode = 'single' | 'review' | 'plan-code-review';

export type RetryStrategy = 'exponential_backoff' | 'linear_backoff' | 'constant_backoff' | 'no_backoff';

export type ModelRole = 'diagnose' | 'critic' | 'rank';

/** What a model may use up; what is left out is not bounded by the person. A day is one of the machine's own calendar. */
export interface ModelBudgets {
  readonly secondsPerHeal?: number;
  readonly tokensPerHeal?: number;
  /** In the currency of the prices; counted only where the model has one. */
  readonly moneyPerHeal?: number;
  readonly tokensPerDay?: number;
  readonly moneyPerDay?: number;
}

/** For a million tokens of the prompt, and of the reply. */
export interface ModelPrice {
  readonly prompt: number;
  readonly reply: number;
}

/** Settings changed, or are known for the first time. client → server */
export namespace SettingsChanged {
  export const type = new NotificationType<Settings>('selfHeal/settings');
}

/** The workspace has become trusted. client → server */
export namespace TrustGranted {
  export const type = new NotificationType<Record<string, never>>('selfHeal/trustGranted');
}

/** All diagnostics that other providers show for a document now; an LSP server sees only its own. client → server */
export namespace DiagnosticsSeen {
  export interface Params {
    readonly uri: string;
    /** Version of the open document when they were seen; null where it is not open. Those of an older version than the present one are dropped. */
    readonly version: number | null;
    /** All of them, but the server's own (`SOURCE`). */
    readonly diagnostics: readonly Diagnostic[];
  }
  export const type = new NotificationType<Params>('selfHeal/diagnostics');
}

/** What a person has in sight of an open document: fixes are made there before all else. A plain LSP client's menu requests tell as much. client → server */
export namespace InSight {
  export interface Params {
    readonly uri: string;
    /** Lines of the document, both inclusive. */
    readonly first: number;
    readonly last: number;
  }
  export const type = new NotificationType<Params>('selfHeal/inSight');
}

/** A command began in a terminal with shell integration. `id` is unique in the session. client → server */
export namespace TerminalCommandStarted {
  export interface Params {
    readonly id: number;
    /** The command line as it was typed. */
    readonly line: string;
    /** Empty where it is not known. */
    readonly cwd: string;
    /** Left out: a terminal. */
    readonly origin?: 'terminal' | 'task';
    /** The line is only guessed: it is never run again. */
    readonly guessed?: boolean;
  }
  export const type = new NotificationType<Params>('selfHeal/terminal/started');
}

/** A chunk of what it wrote, escape sequences and all. client → server */
export namespace TerminalOutput {
  export interface Params {
    readonly id: number;
    readonly chunk: string;
  }
  export const type = new NotificationType<Params>('selfHeal/terminal/output');
}

/** The command ended. client → server */
export namespace TerminalCommandEnded {
  export interface Params {
    readonly id: number;
    /** undefined where the shell does not say (Ctrl+C, sub-shell). */
    readonly exitCode?: number;
  }
  export const type = new NotificationType<Params>('selfHeal/terminal/ended');
}

/** The cells of an open notebook, whenever they, their order or what came of running them has changed. client → server */
export namespace NotebookSeen {
  /** As the kernel says it. */
  export interface CellError {
    /** `NameError`. */
    readonly name: string;
    readonly message: string;
    /** As printed, escape sequences and all. */
    readonly stack: string;
  }
  export interface Cell {
    /** Of its document, which is synchronised as every other. */
    readonly uri: string;
    /** Its number in the order of execution. */
    readonly order?: number;
    /** It was run in this window and failed, and its output still says so. */
    readonly error?: CellError;
  }
  export interface Params {
    readonly notebook: string;
    /** Cells of code, in their order. Empty: the notebook was closed. */
    readonly cells: readonly Cell[];
  }
  export const type = new NotificationType<Params>('selfHeal/notebook');
}

/** What the status item shows. server → client */
export namespace StatusChanged {
  export interface Params {
    /** Problems of open documents that have at least one fix ready. */
    readonly fixes: number;
    /** Failures of programs that were seen, each mistake once, and are not yet gone. */
    readonly failures: number;
    /** Pairs in the stores of the open folders; undefined where no store is open. */
    readonly pairs: number | undefined;
    /** A fix that the person made by hand and that `RecordHandMade` would keep; absent where there is none. */
    readonly handMade?: { readonly title: string; readonly file: string };
    /** A command that the person asked for is under way. */
    readonly busy: boolean;
    /** One clear sentence where something is broken now; absent where all is well, and again once its cause is gone. */
    readonly trouble?: string;
    /** The trouble is a damaged pair store, that of the folder with this URI: `SetStoreAside` helps. */
    readonly damagedStore?: string;
  }
  export const type = new NotificationType<Params>('selfHeal/status');
}

/** One clear sentence for a person, at most once a session for each `key`. server → client */
export namespace Tell {
  export interface Params {
    readonly key: string;
    readonly severity: 'info' | 'warning' | 'error';
    readonly message: string;
    /** It speaks of a damaged pair store, that of the folder with this URI: `SetStoreAside` helps. */
    readonly damagedStore?: string;
    /** Shown where the editor says what files are healed with (`ToolStatus`): it needs no message of its own there. */
    readonly quiet?: boolean;
  }
  export const type = new NotificationType<Params>('selfHeal/tell');
}

/** The measures of a folder as a text: for Prometheus, or as JSON. `Refusal` where the folder has no store. */
export namespace ExportMeasures {
  export interface Params {
    readonly folder: string;
    readonly format: 'prometheus' | 'json';
  }
  export interface Answer {
    readonly text: string;
  }
  export const type = new RequestType<Params, Answer | Refusal, void>('selfHeal/exportMeasures');
}

/**
 * Files that Self-Heal has left in a folder beside its store: measures, what is usual there, damaged stores that were set aside. They are removed where
 * that is asked for; only on the person's word. client → server
 */
export namespace FilesBesideStore {
  export interface Params {
    /** URI of the workspace folder. */
    readonly folder: string;
    readonly remove: boolean;
  }
  export interface Answer {
    /** Their names in `.self-heal`: those that are there, or that were removed. */
    readonly names: readonly string[];
  }
  export const type = new RequestType<Params, Answer | Refusal, void>('selfHeal/filesBesideStore');
}

/** A patch as the client shows it. */
export interface OfferedPatch {
  /** Unique in the session. */
  readonly id: string;
  /** What changes, in the imperative, without a full stop. */
  readonly title: string;
  readonly explanation: string;
  /** Id of the fixer or other source that it comes from: `python/undefined-name`. */
  readonly fixer: string;
  /** `fixer|signature shape`, for `Settings.muted`. */
  readonly muteKey: string;
  /** Probability that it is right, 0 to 1. */
  readonly confidence: number;
  /** The confidence in words. */
  readonly likely: string;
  /** It stands only behind the menu's entry for unlikely fixes. */
  readonly low: boolean;
  /** Plain sentence: what is proved and what is not. */
  readonly evidence: string;
  /** The same, a sentence each: what is proved, the strongest last; what a person should see first, and what is not proved. */
  readonly proved: readonly string[];
  readonly unproved: readonly string[];
  /** The same in a word or two, as the menu says it: `runs`. */
  readonly proof: string;
  /** The problem, as its squiggle says it. */
  readonly problem: string;
  /** Zero-based line of the problem. */
  readonly line: number;
  /** Of a plan: ids of its other patches that this one builds upon: without them it is left out. */
  readonly needs: readonly string[];
  /** Of a plan: not ticked by itself, for a person should look at it first: it adds a danger, or is not likely enough. */
  readonly ask: boolean;
}

/** Why a heal gave nothing, for a person and for a switch. */
export interface Refusal {
  readonly reason:
    | 'nothing-to-heal'
    | 'no-fix'
    | 'stale'
    | 'not-open'
    | 'excluded'
    | 'disabled'
    | 'read-failed'
    | 'no-model'
    | 'model-failed'
    /** The person's own limit for the model is reached; `setting` says which. */
    | 'model-limit'
    | 'cancelled'
    | 'nothing-to-undo'
    | 'nothing-to-record'
    /** It is gone, or has become another. */
    | 'no-rule'
    /** It is gone, or its text was not kept. */
    | 'no-pair'
    | 'no-run'
    /** There is none of that name, or it can't be used. */
    | 'no-adapter'
    /** The adapter is not known to be better than its base. */
    | 'not-better'
    | 'not-trained'
    | 'no-store'
    | 'not-damaged'
    | 'no-sandbox'
    /** No test that can be run reaches it, or nothing in it could be changed. */
    | 'no-tests'
    | 'untrusted'
    /** The server has a bug; its log says more. */
    | 'internal';
  /** One clear sentence. */
  readonly message: string;
  /** It speaks of a damaged pair store, that of the folder with this URI: `SetStoreAside` helps. */
  readonly damagedStore?: string;
  /** The setting that the person may want to change: `selfHeal.model.limits`. */
  readonly setting?: string;
}

/** Patches ready at a line of an open document, most likely first for each problem: for "Don't Offer This Again" and the model command. client → server */
export namespace OffersAt {
  export interface Params {
    readonly uri: string;
    readonly line: number;
  }
  export const type = new RequestType<Params, readonly OfferedPatch[], void>('selfHeal/offersAt');
}

/** A quick fix that another provider offers for a diagnostic: a candidate to be proved. Edits are of the diagnostic's own document. */
export interface OtherFix {
  readonly uri: string;
  /** Of the diagnostic it answers. */
  readonly range: Range;
  readonly message: string;
  readonly title: string;
  /** Its provider says that it is the one to take. */
  readonly preferred: boolean;
  /** For the text as it is. */
  readonly edits: readonly TextEdit[];
}

/** Why the model, which a heal went on to, gave no fix that holds for what is left. */
export type ModelSilence = Pick<Refusal, 'message' | 'setting'>;

/** What the tests of the changed files say of a plan. */
export interface PlanTests {
  /** Tests that passed before fail now. */
  readonly failed: boolean;
  /** Some that failed pass now, and none fails. */
  readonly passed: boolean;
  /** After a comma: `tests: 2 pass, 3 still fail as before, none newly broken`. Empty where they said nothing. */
  readonly headline: string;
  /** One sentence for the tests of each file. */
  readonly sentence: string;
}

/** A file of a plan that spans several. */
export interface PlannedFile {
  /** From `before` to `after`, minimal. Version null: the file was not open when the plan was made, and must still say `before`. */
  readonly edit: TextDocumentEdit;
  /** The whole text without and with the plan. */
  readonly before: string;
  readonly after: string;
  /** Patches of problems of this file. */
  readonly healed: readonly OfferedPatch[];
}

/** A problem that a plan leaves. */
export interface LeftProblem {
  readonly line: number;
  readonly problem: string;
  /** Why it is left, in words that follow a dash or a colon. */
  readonly why: string;
}

/** Heals all problems of an open document on a copy: the document is untouched. Progress by `workDoneToken`, cancellable. client → server */
export namespace HealFile {
  export interface Params {
    readonly uri: string;
    /** What other providers offer for its problems: proved like our own fixes. */
    readonly others?: readonly OtherFix[];
    readonly workDoneToken?: string | number;
  }
  export interface Plan {
    /** What a single edit of the document must do; versioned. Empty when nothing was healed. */
    readonly edit: TextDocumentEdit;
    readonly before: string;
    readonly after: string;
    readonly healed: readonly OfferedPatch[];
    readonly left: readonly LeftProblem[];
    /** Rounds of heal and re-check. */
    readonly rounds: number;
    readonly tests?: PlanTests;
    readonly model?: ModelSilence;
  }
  export const type = new RequestType<Params, Plan | Refusal, void>('selfHeal/healFile');
}

/** One kind of mistake, and the one way to mend it that the person has chosen. */
export interface ProblemKind {
  /** As the engine calls it: `NameError`, `reportUndefinedVariable`, `TS2304`. */
  readonly errorType: string;
  /** Id of the source of the fix: `python/undefined-name`. */
  readonly fixer: string;
  /** Source and code of the diagnostic, as its provider gives them. */
  readonly source: string;
  readonly code: string;
}

/** Heals the problems of many files on copies. Progress by `workDoneToken`, cancellable. client → server */
export namespace HealWorkspace {
  export interface Params {
    /** Files with what the editor shows for them; those that are not open are read from the disk. */
    readonly files: readonly { readonly uri: string; readonly diagnostics: readonly Diagnostic[] }[];
    readonly others?: readonly OtherFix[];
    /** Only problems of this kind, mended in this one way; absent: all. */
    readonly kind?: ProblemKind;
    readonly workDoneToken?: string | number;
  }
  export interface Plan {
    readonly files: readonly PlannedFile[];
    readonly left: readonly (LeftProblem & { readonly uri: string })[];
    /** Ended before its end; what was not reached is among `left`. */
    readonly partly: boolean;
    readonly tests?: PlanTests;
  }
  export const type = new RequestType<Params, Plan | Refusal, void>('selfHeal/healWorkspace');
}

/** Runs a command on copies, heals what it dies of, runs it again, until it succeeds or nothing more holds. Progress by `workDoneToken`, cancellable. client → server */
export namespace RunAndHeal {
  export interface Params {
    readonly command: { readonly line: string; readonly cwd: string };
    /** The person said yes to running it where nothing keeps it from the rest of the machine. */
    readonly unprotected?: boolean;
    readonly workDoneToken?: string | number;
  }
  export interface Plan {
    readonly files: readonly PlannedFile[];
    /** One fix a round, in their order. */
    readonly rounds: readonly OfferedPatch[];
    /** It ends without an error once the plan is applied. */
    readonly runs: boolean;
    /** One sentence: how it ended. */
    readonly why: string;
    /** What it was run in, in a person's words. */
    readonly sandbox: string;
    readonly left?: { readonly uri: string; readonly line: number; readonly problem: string };
    readonly tests?: PlanTests;
    /** `why` says it, too. */
    readonly model?: ModelSilence;
    /** Patches that were run and did not hold, with what they change as a unified diff. */
    readonly tried: readonly { readonly title: string; readonly why: string; readonly diff: string }[];
  }
  export const type = new RequestType<Params, Plan | Refusal, void>('selfHeal/runAndHeal');
}

/** Some of the fixes of the plan that was shown last, by HealFile, HealWorkspace or RunAndHeal: what is to be applied then. client → server */
export namespace ChooseFixes {
  export interface Params {
    /** Ids of the patches that the person does not want. */
    readonly without: readonly string[];
  }
  export interface Answer {
    readonly files: readonly PlannedFile[];
    /** Ids of those that are left out with them, for they build upon one. */
    readonly alsoWithout: readonly string[];
  }
  export const type = new RequestType<Params, Answer | Refusal, void>('selfHeal/chooseFixes');
}

/** The client has applied what was last proposed for this document: by HealFile, HealWorkspace, RunAndHeal or HealWithModel. client → server */
export namespace PlanApplied {
  export interface Params {
    readonly uri: string;
  }
  export interface Answer {
    /** What the editor's own checkers show for the document now; absent where they did not speak in time. */
    readonly left?: readonly { readonly line: number; readonly problem: string }[];
  }
  export const type = new RequestType<Params, Answer, void>('selfHeal/planApplied');
}

/** Asks the configured model for a patch of the problem at a line. Progress by `workDoneToken`, cancellable. client → server */
export namespace HealWithModel {
  export interface Params {
    readonly uri: string;
    readonly line: number;
    /** What others offer for the document's problems: the model is told their titles. */
    readonly others?: readonly OtherFix[];
    readonly workDoneToken?: string | number;
  }
  export interface Answer {
    /** From `before` to `after`; versioned. */
    readonly edit: TextDocumentEdit;
    /** The whole text without and with the patch. */
    readonly before: string;
    readonly after: string;
    readonly patch: OfferedPatch;
  }
  export const type = new RequestType<Params, Answer | Refusal, void>('selfHeal/healWithModel');
}

/**
 * Where rules end in a heal that the person began: may it go on to the model? Asked at most once a heal, and only where a model is set. server → client
 */
export namespace MayAskModel {
  export interface Params {
    /** URI of the workspace folder that is healed; absent: the file is in none. */
    readonly folder?: string;
    /** What is left, on one short line: `orders.py, line 3: name 'totl' is not defined`. */
    readonly what: string;
  }
  export interface Answer {
    readonly allowed: boolean;
  }
  export const type = new RequestType<Params, Answer, void>('selfHeal/model/mayAsk');
}

/** Servers on this machine that answer as a model server does. Progress is not said; cancellable. client → server */
export namespace FindModelServers {
  export interface Server {
    readonly baseUrl: string;
    /** `Ollama`, or what it is called by its address. */
    readonly title: string;
    readonly models: readonly string[];
    /** It tells its models only with a key. */
    readonly needsKey?: true;
  }
  export interface Answer {
    readonly servers: readonly Server[];
  }
  export const type = new RequestType<Record<string, never>, Answer | Refusal, void>('selfHeal/model/find');
}

/** Names of the models that a server has. Cancellable. client → server */
export namespace ListModels {
  export interface Params {
    readonly baseUrl: string;
    readonly apiKey: string | undefined;
  }
  export interface Answer {
    readonly models: readonly string[];
  }
  export const type = new RequestType<Params, Answer | ModelRefusal, void>('selfHeal/model/list');
}

/** As `Refusal`; `unauthorised`: the server wants a key, or another. */
export interface ModelRefusal extends Refusal {
  readonly unauthorised?: boolean;
}

/** One small call to a model that is not set yet. Nothing of the workspace is in it. Progress by `workDoneToken`, cancellable. client → server */
export namespace TryModel {
  export interface Params {
    readonly model: ModelAddress;
    readonly price?: ModelPrice;
    readonly workDoneToken?: string | number;
  }
  export interface Answer {
    readonly ms: number;
    /** Until the first piece of the reply. */
    readonly firstMs: number;
    /** Of the reply; absent where it can't be told. */
    readonly tokensPerSecond?: number;
    /** Of this one call, in the currency of the price. */
    readonly cost?: number;
  }
  export const type = new RequestType<Params, Answer | ModelRefusal, void>('selfHeal/model/try');
}

/**
 * Asks one of the editor's own models. The client answers only while a command of the person's runs, and ends by itself what takes too long.
 * Cancelled, the answer is a refusal. `progressToken` gets the UTF-16 units of the reply so far. server → client
 */
export namespace AskEditorModel {
  export interface Params {
    /** `vendor/id` */
    readonly name: string;
    readonly messages: readonly { readonly role: 'system' | 'user' | 'assistant'; readonly content: string }[];
    readonly temperature?: number;
    readonly maxTokens?: number;
    readonly progressToken: string;
  }
  export type Answer =
    | { readonly text: string }
    | {
        readonly refused: 'no-model' | 'not-allowed' | 'blocked' | 'failed' | 'too-slow' | 'cancelled';
        /** One clear sentence. */
        readonly message: string;
      };
  export const type = new RequestType<Params, Answer, void>('selfHeal/model/ask');
  export const progress = new ProgressKind<number>();
}

/** What was sent to a model, as it was sent, once its answer or what went wrong is known. server → client */
export namespace ModelAsked {
  export interface Params {
    /** `127.0.0.1:11434` */
    readonly host: string;
    readonly model: string;
    /** When it was sent: ISO 8601, UTC. */
    readonly at: string;
    readonly ms: number;
    readonly messages: readonly { readonly role: string; readonly content: string }[];
    readonly reply?: string;
    /** Instead of a reply. */
    readonly failure?: string;
  }
  export const type = new NotificationType<Params>('selfHeal/model/asked');
}

/** What one of the offered patches would do, file by file: for a preview. Once applied, the client runs `ACCEPTED_COMMAND` with its id. client → server */
export namespace ProposePatch {
  export interface Params {
    readonly uri: string;
    /** Its id. */
    readonly patch: string;
  }
  export interface Answer {
    /** The problem's own file first. */
    readonly files: readonly PlannedFile[];
    readonly patch: OfferedPatch;
  }
  export const type = new RequestType<Params, Answer | Refusal, void>('selfHeal/proposePatch');
}

/**
 * Errors that stand in a text from anywhere (a chat, a log, another machine's terminal): those that point into files of the workspace are shown like a failed
 * command's, in place of the ones that were read so before. client → server
 */
export namespace ReadErrors {
  export interface Params {
    readonly text: string;
    /** Where it comes from; errors that were read from there before are gone. */
    readonly origin: 'pasted' | 'debugger';
  }
  export interface Answer {
    /** In the order of the text, where they are shown now. */
    readonly places: readonly { readonly uri: string; readonly line: number; readonly message: string }[];
    /** Errors that point to no file of the workspace. */
    readonly elsewhere: number;
  }
  export const type = new RequestType<Params, Answer | Refusal, void>('selfHeal/readErrors');
}

/** Failures of commands and of texts are shown no longer. client → server */
export namespace ClearFailures {
  export interface Answer {
    readonly cleared: number;
  }
  export const type = new RequestType<Record<string, never>, Answer | Refusal, void>('selfHeal/clearFailures');
}

/** A row of the view Problems: a failure of a program, or a problem that has a fix in the menu. */
export interface ShownProblem {
  /** Unique in one answer, and the same in the next while neither the text nor its place changes. */
  readonly id: string;
  readonly uri: string;
  readonly range: Range;
  /** All that it says, without control characters. */
  readonly message: string;
  /** A program failed here; else it is what a checker shows. */
  readonly failure: boolean;
  /** All its fixes were looked for. They are for open documents only, and take a moment. */
  readonly looked: boolean;
  /** In a person's words: `Pyright`, `the command python x.py`. */
  readonly seenBy: readonly string[];
  /** How often it was seen; 1 where that is not counted. */
  readonly times: number;
  /** When it was last seen (a failure) or first shown. In ms since 1970. */
  readonly at: number;
  /** The best fix that stands in the menu; absent where none does. */
  readonly fix?: Pick<OfferedPatch, 'id' | 'title' | 'likely' | 'evidence' | 'proof'>;
}

/** Failures and problems that have a fix, newest first. `StatusChanged` says when to ask again. Nothing is computed for it. client → server */
export namespace ListProblems {
  export interface Params {
    /** At most so many, a whole number of 1 or more. */
    readonly limit: number;
  }
  export interface Answer {
    readonly problems: readonly ShownProblem[];
    /** Of all, also beyond the limit: the numbers of `StatusChanged`. */
    readonly fixes: number;
    readonly failures: number;
  }
  export const type = new RequestType<Params, Answer | Refusal, void>('selfHeal/problems');
}

/** One failure is shown no longer. client → server */
export namespace DismissFailure {
  export interface Params {
    /** Of the `ShownProblem`. */
    readonly id: string;
  }
  export interface Answer {
    /** false: it is gone already. */
    readonly dismissed: boolean;
  }
  export const type = new RequestType<Params, Answer | Refusal, void>('selfHeal/dismissFailure');
}

/** A problem in plain words, with the fix that is ready and what proves it: a page in Markdown. client → server */
export namespace ExplainAt {
  export interface Params {
    readonly uri: string;
    readonly line: number;
  }
  export interface Answer {
    readonly title: string;
    readonly markdown: string;
  }
  export const type = new RequestType<Params, Answer | Refusal, void>('selfHeal/explain');
}

/** What a person needs who takes a problem over, as Markdown without secrets: for any problem at a line. client → server */
export namespace BriefAt {
  export interface Params {
    readonly uri: string;
    readonly line: number;
  }
  export interface Answer {
    readonly brief: string;
  }
  export const type = new RequestType<Params, Answer | Refusal, void>('selfHeal/brief');
}

/**
 * What may be applied to a document without being asked: deterministic, proved, likely. The server waits for the
 * diagnostics of the present text; null where nothing is sure enough or the text moves on meanwhile. client → server
 */
export namespace AutoHeal {
  export type Params =
    | { readonly cause: 'save'; readonly uri: string }
    | { readonly cause: 'run'; /** Of the terminal command that failed. */ readonly command: number };
  export interface Answer {
    /** For `AutoApplied` and for taking it back. */
    readonly heal: string;
    /** Versioned. */
    readonly edit: TextDocumentEdit;
    /** The whole text it was made for. */
    readonly before: string;
    readonly patches: readonly OfferedPatch[];
  }
  export const type = new RequestType<Params, Answer | null, void>('selfHeal/autoHeal');
}

/** The client has applied that automatic heal. client → server */
export namespace AutoApplied {
  export interface Params {
    readonly heal: string;
  }
  export const type = new NotificationType<Params>('selfHeal/autoApplied');
}

/** An automatic heal was undone, in the editor or by its button. server → client */
export namespace AutoUndone {
  export interface Params {
    /** Ids of the fixers whose patches it was made of, each once. */
    readonly fixers: readonly string[];
  }
  export const type = new NotificationType<Params>('selfHeal/autoUndone');
}

/** The edit that takes a heal back, the last one where none is named, where its text still stands. The client applies it. client → server */
export namespace UndoLastHeal {
  export interface Params {
    /** Its id. */
    readonly heal?: string;
  }
  export interface Answer {
    /** Versioned. */
    readonly edit: TextDocumentEdit;
    /** What the heal had done, as its patch or plan said it. */
    readonly title: string;
  }
  export const type = new RequestType<Params, Answer | Refusal, void>('selfHeal/undoLast');
}

/** What an export, an import and "Clear Pairs" can be asked for in a workspace folder. client → server */
export namespace PairChoices {
  export interface Params {
    /** URI of the workspace folder. */
    readonly folder: string;
  }
  export interface Answer {
    /** Formats that can be written, the one to suggest first. */
    readonly formats: readonly FormatChoice[];
    /** Endings of files that can be read, without the dot, by the format's title. */
    readonly readable: Readonly<Record<string, readonly string[]>>;
    /** Pairs in the folder's store, also those that were taken back. */
    readonly total: number;
    /** Those that were not taken back: in all and by language, most first. */
    readonly kept: number;
    readonly languages: Readonly<Record<string, number>>;
    /** All pairs by type of error, most first. */
    readonly errorTypes: Readonly<Record<string, number>>;
    /** Pairs kept for all workspaces; null where none are kept so. */
    readonly everywhere: number | null;
  }
  export const type = new RequestType<Params, Answer | Refusal, void>('selfHeal/pairChoices');
}

/** Writes the pairs of a workspace folder's store to a file or a folder, secrets redacted. Progress by `workDoneToken`, cancellable. client → server */
export namespace ExportPairs {
  export interface Params {
    /** URI of the workspace folder. */
    readonly folder: string;
    /** The file to write, or the folder where the format is one; written beside and renamed, so a failure leaves the old one. */
    readonly file: string;
    /** Which pairs and in what format; all that were kept, told by the file's ending, where absent. */
    readonly options?: ExportOptions;
    readonly workDoneToken?: string | number;
  }
  export interface Answer extends Pick<Exported, 'pairs' | 'redactions' | 'withheld' | 'parts' | 'files'> {
    /** Others that were left out, one sentence for each reason, with the number. */
    readonly left: readonly string[];
  }
  export const type = new RequestType<Params, Answer | Refusal, void>('selfHeal/exportPairs');
}

/** Puts the pairs of a file into a workspace folder's store, secrets redacted. Progress by `workDoneToken`, cancellable. client → server */
export namespace ImportPairs {
  export interface Params {
    /** URI of the workspace folder. */
    readonly folder: string;
    readonly file: string;
    readonly workDoneToken?: string | number;
  }
  export interface Answer {
    readonly imported: number;
    /** The same fix was there already. */
    readonly known: number;
    /** Records that are no pairs. */
    readonly refused: number;
    /** Why the first of them is none. */
    readonly firstRefusal?: string;
    /** Stored without their text, because the search for secrets failed. */
    readonly withheld: number;
  }
  export const type = new RequestType<Params, Answer | Refusal, void>('selfHeal/importPairs');
}

/** Removes all that a workspace folder's store holds, and, where wanted, what is kept for all workspaces. Only on the person's word. client → server */
export namespace ClearPairs {
  export interface Params {
    /** URI of the workspace folder. */
    readonly folder: string;
    /** The pairs that are kept for all workspaces go too. */
    readonly everywhere: boolean;
  }
  export interface Answer {
    /** Pairs of the folder's store. */
    readonly removed: number;
    /** Those kept for all workspaces. */
    readonly removedEverywhere: number;
  }
  export const type = new RequestType<Params, Answer | Refusal, void>('selfHeal/clearPairs');
}

/** Which pair: by the workspace folder whose store it is in, and its id there. */
export interface PairName {
  /** URI of the workspace folder. */
  readonly folder: string;
  readonly id: string;
}

/** A pair as the view shows it, without its texts. */
export interface ShownPair extends PairName {
  readonly title: string;
  /** `NameError`; empty where the problem has none. */
  readonly errorType: string;
  readonly message: string;
  /** Relative to the folder. */
  readonly file: string;
  /** Of the problem, zero-based, when the fix was made. */
  readonly line: number;
  /** `unwanted`: refused or taken back. `aside`: a person does not want it used. Neither is offered again nor learned from. */
  readonly state: 'used' | 'aside' | 'unwanted';
  /** What became of it: `taken and still there`. */
  readonly verdict: string;
  /** How that is known. */
  readonly how: string;
  /** What proves it, in sentences. */
  readonly evidence: string;
  /** Where it comes from: `by a rule of Self-Heal`. */
  readonly source: string;
  /** The command that failed; absent where there was none. */
  readonly command?: string;
  /** When it was recorded: ISO 8601, UTC. */
  readonly at: string;
  /** Its texts were kept: `PairTexts` has them. */
  readonly hasTexts: boolean;
}

/** The pairs of all open folders, newest first. client → server */
export namespace PairRows {
  export interface Params {
    /** At most so many, 1 to 5000. */
    readonly limit: number;
  }
  export interface Answer {
    readonly pairs: readonly ShownPair[];
    /** Of all, also beyond the limit. */
    readonly total: number;
  }
  export const type = new RequestType<Params, Answer | Refusal, void>('selfHeal/pairs/list');
}

/** `PairRows` and `ListRuns` may answer otherwise now. server → client */
export namespace PairsChanged {
  export const type = new NotificationType<Record<string, never>>('selfHeal/pairs/changed');
}

/** The text of a change, both sides. */
export interface ChangeTexts {
  readonly title: string;
  /** Relative to the workspace folder. */
  readonly file: string;
  /** The whole file, or the changed lines with some around them; a line `…` stands for what is left out between two. */
  readonly before: string;
  readonly after: string;
  /** Zero-based line of the file that they begin with. */
  readonly startLine: number;
}

/** The text of a pair before and after its fix. client → server */
export namespace PairTexts {
  export type Answer = ChangeTexts;
  export const type = new RequestType<PairName, Answer | Refusal, void>('selfHeal/pairs/texts');
}

/** Sets pairs aside, so that they are kept and neither offered, learned from nor exported; takes them into use again; or deletes them. client → server */
export namespace ChangePairs {
  export interface Params {
    readonly pairs: readonly PairName[];
    readonly change: 'setAside' | 'useAgain' | 'delete';
  }
  export interface Answer {
    readonly changed: number;
  }
  export const type = new RequestType<Params, Answer | Refusal, void>('selfHeal/pairs/change');
}

/** Which run: by the workspace folder that it was made in, and its id there. */
export interface RunName {
  /** URI of the workspace folder. */
  readonly folder: string;
  readonly id: string;
}

/** A step of a run: a fix that was tried. */
export interface ShownRunStep {
  readonly title: string;
  /** It stayed. */
  readonly held: boolean;
  /** What proves it, or why it did not hold. */
  readonly why: string;
  /** The error that it is for. */
  readonly error?: string;
  /** Relative to the folder. */
  readonly file?: string;
  /** Zero-based. */
  readonly line?: number;
  /** `RunStepTexts` has what it changed. */
  readonly hasTexts: boolean;
}

/** What one "Run and Heal", or one heal with a model, tried. */
export interface ShownRun extends RunName {
  readonly kind: 'command' | 'model';
  /** The command line; of a model the error. */
  readonly title: string;
  /** Of a command: the folder that it was run in, absolute. */
  readonly cwd?: string;
  /** When it began: ISO 8601, UTC. */
  readonly at: string;
  /** `partly`: something was mended, and it still fails. */
  readonly ended: 'healed' | 'partly' | 'not';
  /** How it ended, in sentences. */
  readonly why: string;
  /** Fixes that stayed, and those that did not hold. */
  readonly kept: number;
  readonly tried: number;
  readonly steps: readonly ShownRunStep[];
  /** The error that was left. */
  readonly left?: string;
}

/** The runs of all open folders, newest first. client → server */
export namespace ListRuns {
  export interface Answer {
    readonly runs: readonly ShownRun[];
  }
  export const type = new RequestType<Record<string, never>, Answer | Refusal, void>('selfHeal/runs/list');
}

/** What a step of a run changed. client → server */
export namespace RunStepTexts {
  export interface Params extends RunName {
    /** Its number in `ShownRun.steps`, from 0. */
    readonly step: number;
  }
  export type Answer = ChangeTexts;
  export const type = new RequestType<Params, Answer | Refusal, void>('selfHeal/runs/texts');
}

/** Deletes the record of a run of a command, or of all where none is named. Only on the person's word. client → server */
export namespace ClearRuns {
  export interface Params {
    /** URI of the workspace folder. */
    readonly folder: string;
    readonly id?: string;
  }
  export interface Answer {
    readonly removed: number;
  }
  export const type = new RequestType<Params, Answer | Refusal, void>('selfHeal/runs/clear');
}

/** What a file is healed with on this machine. Nothing is started for it. client → server */
export namespace ToolStatus {
  export interface Params {
    readonly uri: string;
  }
  export interface Answer {
    /** false: nothing of the folder is looked at. */
    readonly trusted: boolean;
    /** Absent: there is none. */
    readonly python?: { readonly path: string; /** Absent: not asked yet. */ readonly version?: string };
    /** `own`: of the workspace; else that of the editor. Absent: there is none. */
    readonly typescript?: { readonly own: boolean; readonly version?: string };
    readonly sandbox?: {
      /** It keeps programs from the rest of the machine: fixes are proved by running. */
      readonly holds: boolean;
      readonly name: string;
      /** What kept better ones away. */
      readonly notes: readonly string[];
      /** What can be done, a sentence; absent where nothing need be done. */
      readonly remedy?: string;
      /** The command that installs what is missing, as it is typed into a terminal. */
      readonly install?: string;
    };
    /** The command that installs Python. */
    readonly installPython?: string;
    /** What is wrong with `.self-heal/config.json` of the file's folder, a sentence each, with the remedy. */
    readonly teamFaults?: readonly string[];
  }
  export const type = new RequestType<Params, Answer | Refusal, void>('selfHeal/tools');
}

/** A text without its secrets, for a person to show to others. client → server */
export namespace RedactText {
  export interface Params {
    /** At most 256,000 UTF-16 units. */
    readonly text: string;
  }
  export interface Answer {
    readonly text: string;
    /** Different ones that were taken out. */
    readonly secrets: number;
  }
  export const type = new RequestType<Params, Answer | Refusal, void>('selfHeal/redact');
}

/** Problems that an earlier text of an open document had and the present one does not have. client → server */
export namespace MendedProblems {
  export interface Params {
    readonly uri: string;
    /** The earlier text. */
    readonly before: string;
  }
  export interface Answer {
    readonly problems: readonly {
      /** `TypeError: …`: as `RecordTold` takes it. */
      readonly error: string;
      /** Zero-based line of `before`. */
      readonly line: number;
    }[];
  }
  export const type = new RequestType<Params, Answer | Refusal, void>('selfHeal/mendedProblems');
}

/** Keeps what turned an earlier text of an open document into the present one, as the fix of an error that the person names. client → server */
export namespace RecordTold {
  export interface Params {
    readonly uri: string;
    /** The earlier text. */
    readonly before: string;
    /** The error's own words: `TypeError: …`, a traceback, a checker's line. */
    readonly error: string;
    /** Zero-based line of `before`; absent where it is not known. */
    readonly line?: number;
  }
  export interface Answer {
    readonly title: string;
    /** The name of the file that it is in. */
    readonly file: string;
  }
  export const type = new RequestType<Params, Answer | Refusal, void>('selfHeal/recordTold');
}

/** What the store of a workspace folder holds. client → server */
export namespace PairStatistics {
  export interface Params {
    /** URI of the workspace folder. */
    readonly folder: string;
  }
  export type Answer = Statistics;
  export const type = new RequestType<Params, Answer | Refusal, void>('selfHeal/pairStatistics');
}

/**
 * Moves the damaged pair store of a workspace folder out of the way, so that a new one can begin; refused where it is not damaged. Nothing is
 * deleted. Only on the person's word: "Set the damaged store aside". client → server
 */
export namespace SetStoreAside {
  export interface Params {
    /** URI of the workspace folder. */
    readonly folder: string;
  }
  export interface Answer {
    /** Where the damaged store is now. */
    readonly file: string;
  }
  export const type = new RequestType<Params, Answer | Refusal, void>('selfHeal/setStoreAside');
}

/** How heals went in a workspace folder, and what was learned from them, as a page. client → server */
export namespace LearningReport {
  export interface Params {
    /** URI of the workspace folder. */
    readonly folder: string;
    /** Its name. */
    readonly name: string;
    readonly page:
      | {
          /** Where the page finds its style sheet, and what its content security policy calls that place. */
          readonly style: string;
          readonly source: string;
          /** Where it finds its script, and the word that lets it in. */
          readonly script: string;
          readonly nonce: string;
        }
      /** The style sheet itself, for a page that is a file. */
      | { readonly css: string };
  }
  export interface Answer {
    readonly html: string;
  }
  export const type = new RequestType<Params, Answer | Refusal, void>('selfHeal/report');
}

/** Keeps the fix that the person made by hand, the one that the status speaks of, as a success pair. client → server */
export namespace RecordHandMade {
  export interface Answer {
    readonly title: string;
    /** The name of the file that it is in. */
    readonly file: string;
  }
  export const type = new RequestType<Record<string, never>, Answer | Refusal, void>('selfHeal/recordHandMade');
}

/** Which rule: one that is kept as a file by the file's URI, one of memory by its id. */
export interface RuleName {
  /** URI of the workspace folder. */
  readonly folder: string;
  readonly id: string;
  /** URI; absent: the rule is not kept as a file. */
  readonly file?: string;
}

/** A rule as the view shows it. */
export interface ShownRule extends RuleName {
  /** `Optional[…] → … | None`; of a file with a mistake its name. */
  readonly title: string;
  /** `memory`: made of accepted fixes and kept nowhere else. `mistake`: the file holds no rule. */
  readonly state: 'memory' | 'file' | 'off' | 'mistake';
  /** It was refused more often than taken, so it is not offered any more. */
  readonly retired: boolean;
  /** Why it is not used, as a whole sentence, with the line where it is one line's fault. */
  readonly mistake?: string;
  /** As a person names it: `Python`. */
  readonly language?: string;
  /** Of the problems that it heals: `reportDeprecated`. */
  readonly errorType?: string;
  /** Fixes that it was learned from, and different places among them. */
  readonly fixes: number;
  readonly places: number;
  /** How often a fix of it was taken, and refused or taken back. */
  readonly taken: number;
  readonly refused: number;
  /** One of its examples: code as it was and what became of it. */
  readonly example?: { readonly before: string; readonly after: string };
  /** Kept as a file, and accepted fixes would make it, too: without the file it goes on from memory. */
  readonly inMemory: boolean;
}

/** The rules of all open folders, kept as files first, those with most places first. client → server */
export namespace ListRules {
  export interface Answer {
    readonly rules: readonly ShownRule[];
    /** Not all accepted fixes were looked at in the time there was: asked again, it goes on. */
    readonly partly: boolean;
  }
  export const type = new RequestType<Record<string, never>, Answer | Refusal, void>('selfHeal/rules/list');
}

/** `ListRules` may answer otherwise now. server → client */
export namespace RulesChanged {
  export const type = new NotificationType<Record<string, never>>('selfHeal/rules/changed');
}

/** Writes a rule to a file, switches it off or on, or deletes it. A rule of memory is switched off by a file that says so. client → server */
export namespace ChangeRule {
  export interface Params extends RuleName {
    readonly change: 'keep' | 'switchOff' | 'switchOn' | 'delete';
  }
  export interface Answer {
    /** URI of its file; absent where it has none now. */
    readonly file?: string;
  }
  export const type = new RequestType<Params, Answer | Refusal, void>('selfHeal/rules/change');
}

/** Tries a rule on its own examples, and on what it is to leave alone. client → server */
export namespace TestRule {
  export interface Params extends RuleName {
    /** Of the file, as the editor shows it; absent: as it is on the disk. */
    readonly text?: string;
  }
  export interface Answer {
    readonly passed: number;
    readonly failed: readonly { readonly text: string; readonly wanted: string; readonly got: string }[];
  }
  export const type = new RequestType<Params, Answer | Refusal, void>('selfHeal/rules/test');
}

/** Where the rule of a file's text fits in the folder, while a person edits it. Nothing is changed. Cancellable. client → server */
export namespace RuleMatches {
  export interface Params {
    /** URI of the workspace folder. */
    readonly folder: string;
    readonly text: string;
  }
  export interface Match {
    readonly uri: string;
    readonly range: Range;
    /** The line that it begins on, without its indentation. */
    readonly code: string;
  }
  export interface Answer {
    /** Why it is no rule; it has no matches then. */
    readonly mistake?: string;
    /** The first of them. */
    readonly matches: readonly Match[];
    /** Of all places that were found, and the files that they are in. */
    readonly places: number;
    readonly files: number;
    /** Not the whole folder was looked through. */
    readonly partly: boolean;
  }
  export const type = new RequestType<Params, Answer | Refusal, void>('selfHeal/rules/matches');
}

/** A plan of a rule for all files of the folder, chosen from with `ChooseFixes`; applied, no pair is made of it. Progress by `workDoneToken`, cancellable. client → server */
export namespace ApplyRule {
  export interface Params extends RuleName {
    readonly workDoneToken?: string | number;
  }
  export interface Plan {
    readonly title: string;
    readonly files: readonly PlannedFile[];
    /** There are more places than one plan holds. */
    readonly partly: boolean;
  }
  export const type = new RequestType<Params, Plan | Refusal, void>('selfHeal/rules/apply');
}

/**
 * One step of the plan that `ApplyRule` showed last, from its first place on: one place, half of them, all. It is looked at on copies: by the checkers at hand, and the tests that reach them. They take the plan's
 * place, as after `ChooseFixes`. Cancellable. client → server
 */
export namespace CheckStep {
  export interface Params {
    /** From 0. */
    readonly step: number;
    readonly workDoneToken?: string | number;
  }
  export interface Answer {
    /** Places that are changed with it, those of the steps before among them; and how many there are in all. */
    readonly places: number;
    readonly of: number;
    /** The same of the step behind it; absent after the last. */
    readonly next?: number;
    readonly files: readonly PlannedFile[];
    /** Something is worse with it. */
    readonly regressed: boolean;
    /** What was seen, one sentence without a full stop. */
    readonly words: string;
  }
  export const type = new RequestType<Params, Answer | Refusal, void>('selfHeal/rules/checkStep');
}

/** Which adapter: by the workspace folder that it is kept in, and its id there. */
export interface AdapterName {
  /** URI of the workspace folder. */
  readonly folder: string;
  readonly id: string;
}

export type AdapterPriority = 'low' | 'medium' | 'high' | 'critical';

/** How an adapter did against the model it was trained on top of. */
export interface ShownComparison {
  readonly outcome: 'better' | 'worse' | 'not-enough-evidence';
  /** What came out, in one sentence. */
  readonly sentence: string;
  /** The counts, a short line each. */
  readonly lines: readonly string[];
  /** When: ISO 8601, UTC. */
  readonly at: string;
}

/** An adapter as the view shows it. */
export interface ShownAdapter extends AdapterName {
  /** URI of its own folder. */
  readonly at: string;
  readonly state: 'active' | 'inactive' | 'unreadable';
  /** Why it can't be used, as a whole sentence. */
  readonly mistake?: string;
  readonly description: string;
  /** The model that it was trained on top of. */
  readonly base: string;
  /** It was trained on; absent: not known. */
  readonly pairs?: number;
  /** 0 to 1. */
  readonly successRate: number;
  /** Verdicts that the success rate comes from; absent: not counted. */
  readonly verdicts?: number;
  readonly priority: AdapterPriority;
  /** Errors that it answers. */
  readonly errorTypes: readonly string[];
  readonly comparison?: ShownComparison;
}

/** The adapters of all open folders, in the order of their ids. Nothing is loaded for it. client → server */
export namespace ListAdapters {
  export interface Answer {
    readonly adapters: readonly ShownAdapter[];
  }
  export const type = new RequestType<Record<string, never>, Answer | Refusal, void>('selfHeal/adapters/list');
}

/** `ListAdapters` may answer otherwise now. server → client */
export namespace AdaptersChanged {
  export const type = new NotificationType<Record<string, never>>('selfHeal/adapters/changed');
}

/** All that is known of an adapter, as a page in Markdown. client → server */
export namespace ShowAdapter {
  export interface Answer {
    readonly title: string;
    readonly markdown: string;
  }
  export const type = new RequestType<AdapterName, Answer | Refusal, void>('selfHeal/adapters/show');
}

/**
 * Has the adapter answer the errors that it is for, or no longer. One that was not found better than its base is activated only where the person wants it
 * all the same. client → server
 */
export namespace ActivateAdapter {
  export interface Params extends AdapterName {
    readonly active: boolean;
    /** The person has seen that it is not known to be better. */
    readonly anyway?: boolean;
    readonly workDoneToken?: string | number;
  }
  export interface Answer {
    /** What is to be known of it, a sentence: where it answers, or that no server has it yet. */
    readonly said: string;
  }
  export const type = new RequestType<Params, Answer | Refusal, void>('selfHeal/adapters/activate');
}

/** Measures an adapter against its base on pairs that it has not seen. Progress by `workDoneToken`, cancellable. client → server */
export namespace CompareAdapter {
  export interface Params extends AdapterName {
    readonly workDoneToken?: string | number;
  }
  export const type = new RequestType<Params, ShownComparison | Refusal, void>('selfHeal/adapters/compare');
}

/** Changes what a person says of an adapter. client → server */
export namespace ChangeAdapter {
  export interface Params extends AdapterName {
    readonly priority?: AdapterPriority;
    readonly description?: string;
    readonly errorTypes?: readonly string[];
  }
  export const type = new RequestType<Params, ShownAdapter | Refusal, void>('selfHeal/adapters/change');
}

/** What a folder on the disk would be as an adapter: read, nothing is changed. client → server */
export namespace ReadAdapterFolder {
  export interface Params {
    /** Absolute path. */
    readonly path: string;
  }
  export interface Answer {
    /** What it may be called. */
    readonly id: string;
    readonly base: string;
  }
  export const type = new RequestType<Params, Answer | Refusal, void>('selfHeal/adapters/read');
}

/** Takes a folder that holds an adapter into a workspace folder's adapters. client → server */
export namespace RegisterAdapter {
  export interface Params extends AdapterName {
    /** Absolute path of the folder that holds it. */
    readonly path: string;
    readonly description: string;
    readonly errorTypes: readonly string[];
  }
  export const type = new RequestType<Params, ShownAdapter | Refusal, void>('selfHeal/adapters/register');
}

/** Takes an adapter out of a zip into a workspace folder's adapters. Progress by `workDoneToken`, cancellable. client → server */
export namespace ImportAdapter {
  export interface Params {
    /** URI of the workspace folder. */
    readonly folder: string;
    /** Absolute path. */
    readonly file: string;
    readonly workDoneToken?: string | number;
  }
  export const type = new RequestType<Params, ShownAdapter | Refusal, void>('selfHeal/adapters/import');
}

/** Writes an adapter as a zip. Progress by `workDoneToken`, cancellable. client → server */
export namespace ExportAdapter {
  export interface Params extends AdapterName {
    /** Absolute path. */
    readonly file: string;
    readonly workDoneToken?: string | number;
  }
  export interface Answer {
    readonly bytes: number;
  }
  export const type = new RequestType<Params, Answer | Refusal, void>('selfHeal/adapters/export');
}

/** Gives an adapter up before its folder goes: it answers no longer, and the server of models lets it go. client → server */
export namespace ReleaseAdapter {
  export const type = new RequestType<AdapterName, Record<string, never> | Refusal, void>('selfHeal/adapters/release');
}

/** Removes the adapter's folder where the editor has no trash: into a trash of our own, which is only moved to. client → server */
export namespace RemoveAdapter {
  export interface Answer {
    /** Absolute path of where it lies now; absent where it is gone. */
    readonly to?: string;
  }
  export const type = new RequestType<AdapterName, Answer | Refusal, void>('selfHeal/adapters/remove');
}

/** What a training in a workspace folder is asked for; the rest is as its settings have it. */
export interface AskedTraining {
  /** URI of the workspace folder. */
  readonly folder: string;
  /** The model to train on top of, as `TrainingRequest` has it; that of the settings where absent. */
  readonly base?: string;
  readonly preset?: Preset;
  /** Also with fewer pairs than are enough. */
  readonly force?: boolean;
}

/** The dry run: what a training would take. Nothing is started that stays, nothing is written. Cancellable. client → server */
export namespace PlanTraining {
  export interface Params extends AskedTraining {
    readonly workDoneToken?: string | number;
  }
  export type Answer = TrainingPlan;
  export const type = new RequestType<Params, Answer | Refusal, void>('selfHeal/training/plan');
}

/**
 * Trains an adapter and takes it into the folder's adapters. `progressToken` gets how far it is, and what its programs say. Cancellable. Refused, there is no
 * adapter, and what was there is as it was. client → server
 */
export namespace TrainAdapter {
  export interface Params extends AskedTraining {
    readonly progressToken: string;
    /** By the schedule, which sees to it that no other window trains. */
    readonly scheduled?: boolean;
  }
  export type Progress = TrainingProgress | { readonly log: string };
  export type Answer = Pick<Trained, 'id' | 'metrics'> & { readonly pairs: number };
  export const type = new RequestType<Params, Answer | Refusal, void>('selfHeal/training/train');
  export const progress = new ProgressKind<Progress>();
}

/** The schedule says that it is time to train: the client does it where a person can see and end it, and answers when that has ended. server → client */
export namespace TrainingDue {
  export interface Params {
    /** URI of the workspace folder. */
    readonly folder: string;
    /** What the adapter will be called. */
    readonly id: string;
  }
  export interface Answer {
    readonly ok: boolean;
    /** How it ended, a sentence. */
    readonly message: string;
  }
  export const type = new RequestType<Params, Answer, void>('selfHeal/training/due');
}

/** A problem as other extensions are told it. */
export interface ToldProblem {
  /** `NameError`, `reportUndefinedVariable`, `TS2304`; empty where it has none. */
  readonly errorType: string;
  readonly message: string;
  /** Who found it: `Pyright`, `python`. */
  readonly source: string;
  readonly range: Range;
  readonly severity: 'error' | 'warning' | 'information' | 'hint';
}

/** Fixers and verifiers that other extensions have registered, and the languages they are for; sent whole whenever that changes. client → server */
export namespace RegisteredChanged {
  export interface Params {
    readonly fixers: readonly { readonly id: string; readonly languages: readonly string[] }[];
    readonly verifiers: readonly { readonly id: string; readonly languages: readonly string[] }[];
  }
  export const type = new NotificationType<Params>('selfHeal/registered');
}

/** What the registered fixers propose for a problem. The client gives up those that are slow or fail, and answers in time. Cancellable. server → client */
export namespace AskFixers {
  export interface Params {
    readonly uri: string;
    readonly language: string;
    /** The whole text that the problem is in; the edits are for it. */
    readonly text: string;
    readonly problem: ToldProblem;
  }
  export interface Answer {
    readonly fixes: readonly {
      readonly fixer: string;
      readonly title: string;
      readonly explanation?: string;
      readonly edits: readonly { readonly range: Range; readonly newText: string }[];
    }[];
  }
  export const type = new RequestType<Params, Answer, void>('selfHeal/askFixers');
}

/** What the registered verifiers say of a text with a patch. As `AskFixers`. server → client */
export namespace AskVerifiers {
  export interface Params {
    readonly uri: string;
    readonly language: string;
    readonly before: string;
    readonly after: string;
    readonly problem: ToldProblem;
  }
  export interface Answer {
    readonly verdicts: readonly { readonly verifier: string; readonly result: 'passed' | 'failed'; readonly why?: string }[];
  }
  export const type = new RequestType<Params, Answer, void>('selfHeal/askVerifiers');
}

/** A fix as other extensions get it. */
export interface AskedFix extends OfferedPatch {
  readonly problemRange: Range;
  /** What the program does with it that it did not do before: `writes a file`. */
  readonly adds: readonly string[];
  /** The problem's own file first. */
  readonly files: readonly {
    readonly uri: string;
    readonly edits: readonly { readonly range: Range; readonly newText: string }[];
    readonly after: string;
  }[];
}

/** Fixes for an error in its own words and the text that it is about. Nothing is changed. Cancellable. client → server */
export namespace HealText {
  export interface Params {
    readonly text: string;
    readonly error: string;
    /** Of the text's file; absent: it is none. */
    readonly uri?: string;
    /** Of the text; told by the URI where absent. */
    readonly language?: string;
    /** Zero-based; found where absent. */
    readonly line?: number;
  }
  export interface Answer {
    readonly fixes: readonly AskedFix[];
  }
  export const type = new RequestType<Params, Answer | Refusal, void>('selfHeal/healText');
}

/** Fixes for a diagnostic of a document. Nothing is changed. Cancellable. client → server */
export namespace FixesFor {
  export interface Params {
    readonly uri: string;
    readonly diagnostic: Diagnostic;
  }
  export const type = new RequestType<Params, HealText.Answer | Refusal, void>('selfHeal/fixesFor');
}

/** Makes a fix of `HealText`, `FixesFor` or `CallTool` the plan of its files; applied, the client says `PlanApplied`. client → server */
export namespace ChooseFix {
  export interface Params {
    /** Its id. */
    readonly fix: string;
  }
  export interface Answer {
    readonly files: readonly PlannedFile[];
  }
  export const type = new RequestType<Params, Answer | Refusal, void>('selfHeal/chooseFix');
}

/** Accepted fixes of a workspace folder, newest first. client → server */
export namespace ListPairs {
  export interface Params {
    /** URI of the workspace folder. */
    readonly folder: string;
    /** 1 to 1000. */
    readonly limit: number;
    /** Only those of this type of error. */
    readonly errorType?: string;
  }
  export interface Pair {
    readonly id: string;
    readonly errorType: string;
    readonly message: string;
    readonly language: string;
    readonly title: string;
    /** Relative to the folder. */
    readonly file: string;
    readonly before: string;
    readonly after: string;
    readonly verdict: 'accepted' | 'edited' | 'rejected' | 'reverted' | 'survived';
    /** ISO 8601, UTC. */
    readonly at: string;
  }
  export interface Answer {
    readonly pairs: readonly Pair[];
  }
  export const type = new RequestType<Params, Answer | Refusal, void>('selfHeal/listPairs');
}

/** A model calls one of the tools: `heal_error`, `find_past_fix`. Nothing is changed. Cancellable. client → server */
export namespace CallTool {
  export interface Params {
    readonly name: string;
    readonly input: unknown;
  }
  export interface Answer {
    /** For the model. */
    readonly text: string;
    /** The tool was called wrongly; the text says what to do instead. */
    readonly isError: boolean;
    /** Id of the fix that the model wants put in, which may be done on its word: `ChooseFix`. */
    readonly apply?: string;
    /** The end of the text once that is done, and where it is not. */
    readonly applied?: string;
    readonly notApplied?: string;
  }
  export const type = new RequestType<Params, Answer | Refusal, void>('selfHeal/callTool');
}

/** A heal was put into a document, in whatever way. server → client */
export namespace Healed {
  export interface Params {
    readonly uri: string;
    readonly title: string;
    readonly via: string;
    readonly patches: readonly OfferedPatch[];
  }
  export const type = new NotificationType<Params>('selfHeal/healed');
}

/** What a watch does with fixes: says that there are some, offers them, or puts in those that are sure and proved. */
export type WatchedFixes = 'report' | 'offer' | 'apply';

/**
 * Runs a command on copies at once, and again whenever a source of its folder has changed (`SourcesChanged`), until it is cancelled. It runs with what the
 * disk has. client → server
 */
export namespace Watch {
  export interface Params {
    readonly command: { readonly line: string; readonly cwd: string };
    readonly fixes: WatchedFixes;
    /** A run also without a change, so many ms after the last one. */
    readonly intervalMs?: number;
    /** All files are looked at once a day at this time, and nothing is changed: `02:00`. */
    readonly nightly?: string;
    /** The person said yes to running it where nothing keeps it from the rest of the machine. Nothing is put in then. */
    readonly unprotected?: boolean;
    readonly progressToken: string;
  }
  export interface State {
    readonly of: 'round' | 'night';
    readonly state: 'no errors' | 'healed' | 'needs you';
    /** One sentence; empty where the state says it all. */
    readonly why: string;
    /** Problems that are left, and fixes, in the order of the files. */
    readonly places: readonly { readonly uri: string; readonly line: number; readonly text: string }[];
    /** Fixes with which the command would end without an error, and that were not put in. */
    readonly ready: number;
  }
  export type Progress = { readonly begins: 'round' | 'night' } | State;
  export type Answer = Record<string, never>;
  export const type = new RequestType<Params, Answer | Refusal, void>('selfHeal/watch');
  export const progress = new ProgressKind<Progress>();
}

/** Sources of a folder that is watched were saved, appeared or went. client → server */
export namespace SourcesChanged {
  export interface Params {
    /** URI of the workspace folder. */
    readonly folder: string;
  }
  export const type = new NotificationType<Params>('selfHeal/sourcesChanged');
}

/** Fixes of a watch that are sure and proved, for files as the disk has them: the client puts them in and saves, all of them or none. server → client */
export namespace ApplyWatched {
  export interface Params {
    readonly files: readonly PlannedFile[];
  }
  export interface Answer {
    readonly applied: boolean;
    /** Why not, one sentence. */
    readonly why?: string;
  }
  export const type = new RequestType<Params, Answer, void>('selfHeal/watch/apply');
}

/** Makes known mistakes in a temporary copy of a folder and says which were healed. Progress by `workDoneToken`, cancellable: what was done so far comes back. client → server */
export namespace SelfTest {
  export interface Params {
    /** URI of the workspace folder. */
    readonly folder: string;
    /** Mistakes at most, 1 to 500. */
    readonly count: number;
    readonly workDoneToken?: string | number;
  }
  export interface Slip {
    /** Of the file that the mistake was made in a copy of. */
    readonly uri: string;
    readonly line: number;
    /** `misspelt name` */
    readonly kind: string;
    /** What was seen; empty where nothing was. */
    readonly error: string;
    /** `proved`: healed, and tests that failed with the mistake pass with the fix. `unnoticed`: no checker here sees it. */
    readonly outcome: 'proved' | 'healed' | 'missed' | 'unnoticed';
    /** The file was again what it was, to the letter. */
    readonly restored: boolean;
    readonly why: string;
  }
  export interface Answer {
    readonly slips: readonly Slip[];
    /** Files that were looked through. */
    readonly files: number;
    /** Tests were run, in the sandbox. */
    readonly tests: boolean;
  }
  export const type = new RequestType<Params, Answer | Refusal, void>('selfHeal/selfTest');
}

/**
 * Changes one operator or truth value of the function at a line at a time (outside of functions: of the whole file) and runs the tests that reach the file,
 * on copies. What is found weak is remembered for this session: fixes in there are trusted less. Progress by `workDoneToken`, cancellable. client → server
 */
export namespace CheckTestStrength {
  export interface Params {
    readonly uri: string;
    readonly line: number;
    readonly workDoneToken?: string | number;
  }
  export interface Answer {
    /** `price_of`; absent: the whole file. */
    readonly name?: string;
    readonly first: number;
    readonly last: number;
    /** Places where something could be changed; more than were tried where there are many. */
    readonly places: number;
    readonly mutants: readonly {
      readonly line: number;
      readonly from: string;
      readonly to: string;
      readonly outcome: 'killed' | 'survived' | 'unknown';
    }[];
    readonly killed: number;
    readonly survived: number;
    readonly unknown: number;
    /** Less than the share that tests must notice. */
    readonly weak: boolean;
  }
  export const type = new RequestType<Params, Answer | Refusal, void>('selfHeal/testStrength');
}

/** The message for a commit of files, from the heals in them that are not committed yet. client → server */
export namespace CommitMessage {
  export interface Params {
    /** URI of the root of the repository. */
    readonly root: string;
    /** Files with changes that are not committed, with their text in the last commit; absent where it has none. */
    readonly files: readonly { readonly uri: string; readonly committed?: string }[];
  }
  export interface Answer {
    readonly message: string;
    readonly fixes: number;
  }
  export const type = new RequestType<Params, Answer | Refusal, void>('selfHeal/commitMessage');
}

/** A workflow that runs the tests and heals what fails. Nothing is written. client → server */
export namespace CreateWorkflow {
  export interface Params {
    /** URI of the workspace folder. */
    readonly folder: string;
    /** What is run; absent: what the folder says of its tests. One line. */
    readonly command?: string;
    /** What `npm install` takes: where CI gets Self-Heal from. Absent: the answer has no text yet. */
    readonly from?: string;
  }
  export interface Answer {
    /** Empty where nothing says how the tests are run. */
    readonly command: string;
    /** URI of the file where the workflow belongs. */
    readonly file: string;
    readonly text?: string;
  }
  export const type = new RequestType<Params, Answer | Refusal, void>('selfHeal/createWorkflow');
}

/** Command of a code action, run by the editor only after the edit was applied. Its one argument is the patch id. */
export const ACCEPTED_COMMAND = 'selfHeal.accepted';
/** Command of the action that takes a heal back, run by the editor after its edit. Its one argument is the heal's id. */
export const TAKEN_BACK_COMMAND = 'selfHeal.takenBack';
/** Commands that the server runs for a client that has none of its own; their arguments are said in server/commands/plain-commands.ts. */
export const PLAIN_COMMAND = {
  healFile: 'selfHeal.healFile',
  undoLastHeal: 'selfHeal.undoLastHeal',
  explain: 'selfHeal.explain',
} as const;
/** Commands of the client that the server's answers point to; each takes the URI and the zero-based line. */
export const COMMAND = {
  explain: 'selfHeal.explain',
  showLowConfidence: 'selfHeal.showLowConfidence',
  previewFix: 'selfHeal.previewFix',
  healWithModel: 'selfHeal.healWithModel',
  copyBrief: 'selfHeal.copyBrief',
  /** Its one argument is a `ProblemKind`. */
  fixKind: 'selfHeal.fixKindInWorkspace',
} as const;
/** Source of the server's own diagnostics. */
export const SOURCE = 'Self-Heal';
