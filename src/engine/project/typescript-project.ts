// One warm TypeScript (the workspace's, the editor's, or the one beside the CLI): diagnostics, parse errors, and questions that need its types.

/** As TypeScript gives it; offsets are UTF-16 code units of the text it was asked about. */
export interface ScriptDiagnostic {
  readonly code: number;
  readonly message: string;
  readonly start: number;
  readonly end: number;
  readonly category: 'error' | 'warning' | 'suggestion' | 'message';
  readonly kind: 'syntactic' | 'semantic';
}

/** A file as if it held another text. */
export interface FileText {
  readonly path: string;
  readonly text: string;
}

/** TypeScript's view of one folder. Every answer is bounded in time; what is asked never runs the user's program. */
export interface TypeScriptProject {
  /** `5.9.3`. */
  readonly version: string;
  /** Diagnostics of `path` as if it held `text`, and other files, a tsconfig.json too, what `others` says; syntactic first; undefined where it could not say in time. */
  diagnostics(
    path: string,
    text: string,
    signal?: AbortSignal,
    others?: readonly FileText[],
  ): Promise<readonly ScriptDiagnostic[] | undefined>;
  /** Syntax errors only: fast, needs no program. */
  syntaxErrors(path: string, text: string): Promise<readonly ScriptDiagnostic[] | undefined>;
  /** A question that runs beside the compiler, where types are at hand; undefined where it could not be answered in time. Plain data in, plain data out. */
  ask(question: string, path: string, text: string, input: unknown, signal?: AbortSignal, others?: readonly FileText[]): Promise<unknown>;
  /** The file changed, appeared or went. */
  changed(path: string): void;
  dispose(): void;
}
