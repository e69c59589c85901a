// What the TypeScript worker answers, as plain messages: used by the worker thread, and directly where no thread is wanted (tests).

import type * as tsModule from 'typescript';
import type { FileText, ScriptDiagnostic } from './typescript-project';
import type { TypeScriptApi } from './typescript-documents';
import { ScriptFolder, SharedCompiler, type FolderSpec } from './typescript-folder';

/** What a question sees: one file holding one text, its program and types. */
export interface ScriptView {
  readonly ts: TypeScriptApi;
  readonly path: string;
  readonly text: string;
  readonly folder: ScriptFolder;
  readonly service: () => tsModule.LanguageService;
  readonly program: tsModule.Program;
  readonly checker: tsModule.TypeChecker;
  readonly file: tsModule.SourceFile;
  readonly options: tsModule.CompilerOptions;
  /** Diagnostics of this file as if it held another text. The view's own nodes stay usable. */
  diagnostics(text: string): readonly ScriptDiagnostic[];
  syntaxErrors(text: string): readonly ScriptDiagnostic[];
}

/** Plain data in, plain data out. */
export type Question = (view: ScriptView, input: unknown) => unknown;

export type Request =
  | { readonly op: 'open'; readonly folder: number; readonly spec: FolderSpec }
  | { readonly op: 'close'; readonly folder: number }
  | { readonly op: 'overlay'; readonly folder: number; readonly path: string; readonly text: string | undefined }
  | {
      readonly op: 'diagnostics';
      readonly folder: number;
      readonly path: string;
      readonly text: string;
      readonly others?: readonly FileText[];
    }
  | { readonly op: 'syntax'; readonly folder: number; readonly path: string; readonly text: string }
  | {
      readonly op: 'ask';
      readonly folder: number;
      readonly path: string;
      readonly text: string;
      readonly question: string;
      readonly input: unknown;
      readonly others?: readonly FileText[];
    };

export class ScriptRequests {
  private readonly shared: SharedCompiler;
  private readonly folders = new Map<number, ScriptFolder>();

  constructor(
    private readonly ts: TypeScriptApi,
    private readonly questions: Readonly<Record<string, Question>>,
  ) {
    this.shared = new SharedCompiler(ts);
  }

  /** undefined for a folder that was never opened or is closed. May throw: TypeScript itself does on odd input. */
  handle(request: Request): unknown {
    if (request.op === 'open') {
      this.folders.set(request.folder, new ScriptFolder(this.shared, request.spec));
      return true;
    }
    const folder = this.folders.get(request.folder);
    if (!folder) return undefined;
    switch (request.op) {
      case 'close':
        folder.dispose();
        this.folders.delete(request.folder);
        return true;
      case 'overlay':
        folder.overlay(request.path, request.text);
        return true;
      case 'diagnostics':
        return folder.meanwhile(request.others, () => folder.diagnostics(request.path, request.text));
      case 'syntax':
        return folder.syntaxErrors(request.path, request.text);
      case 'ask': {
        const question = this.questions[request.question];
        return question
          ? folder.meanwhile(request.others, () => question(view(this.ts, folder, request.path, request.text), request.input))
          : undefined;
      }
    }
  }
}

function view(ts: TypeScriptApi, folder: ScriptFolder, path: string, text: string): ScriptView {
  const { program, options } = folder.programOf(path, text);
  const file = program?.getSourceFile(path);
  if (!program || !file) throw new Error('TypeScript has no such file');
  return {
    ts,
    path,
    text,
    folder,
    program,
    file,
    options,
    checker: program.getTypeChecker(),
    // Candidates were asked about in between: the service goes back to this text only for who needs it.
    service: () => folder.with(path, text).service,
    diagnostics: (other) => folder.diagnostics(path, other),
    syntaxErrors: (other) => folder.syntaxErrors(path, other),
  };
}
