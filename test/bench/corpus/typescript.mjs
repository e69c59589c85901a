// TypeScript's word on a case's text: its errors, and its own code fixes. One language service for each case, the libraries read once.
import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const LIBS = path.dirname(ts.getDefaultLibFilePath({}));
const registry = ts.createDocumentRegistry();
const snapshots = new Map();
/** The registry knows a file by its path: each case has a folder of its own in it. */
let folders = 0;

/** The case's virtual folder in a language service; `errors` and `fixes` are about its own file. */
export class ScriptFolder {
  constructor({ path: name, files = {}, options = {} }) {
    this.root = `/~${++folders}`;
    this.file = `${this.root}/${name.replace(/^\/+/, '')}`;
    this.version = 0;
    this.others = new Map(
      Object.entries(files ?? {}).map(([other, text]) => [`${this.root}/${other.replace(/^\/+/, '')}`, ts.ScriptSnapshot.fromString(text)]),
    );
    const settings = { ...options, noEmit: true, skipLibCheck: true, types: [] };
    delete settings.typeRoots;
    const own = (file) => file === this.file || this.others.has(file);
    const isLib = (file) => path.dirname(file) === LIBS;
    this.service = ts.createLanguageService(
      {
        getCompilationSettings: () => settings,
        getScriptFileNames: () => [this.file],
        getScriptVersion: (file) => (file === this.file ? String(this.version) : '1'),
        getScriptSnapshot: (file) => {
          if (file === this.file) return this.snapshot;
          if (this.others.has(file)) return this.others.get(file);
          if (!isLib(file)) return undefined;
          if (!snapshots.has(file))
            snapshots.set(file, fs.existsSync(file) ? ts.ScriptSnapshot.fromString(fs.readFileSync(file, 'utf8')) : undefined);
          return snapshots.get(file);
        },
        getCurrentDirectory: () => this.root,
        getDefaultLibFileName: (given) => ts.getDefaultLibFilePath(given),
        fileExists: (file) => own(file) || (isLib(file) && fs.existsSync(file)),
        readFile: (file) => (file === this.file ? this.text : isLib(file) ? fs.readFileSync(file, 'utf8') : undefined),
        directoryExists: (folder) =>
          [this.file, ...this.others.keys()].some((file) => file.startsWith(folder.endsWith('/') ? folder : `${folder}/`)),
        getDirectories: () => [],
      },
      registry,
    );
  }

  write(text) {
    if (text === this.text) return;
    this.text = text;
    this.snapshot = ts.ScriptSnapshot.fromString(text);
    this.version++;
  }

  /** Errors of a text: one-based, in UTF-16 units, `start` and `end` as offsets besides; those of the parser first. */
  errors(text) {
    this.write(text);
    const found = [
      ...this.service.getSyntacticDiagnostics(this.file).map((one) => [one, 'syntactic']),
      ...this.service.getSemanticDiagnostics(this.file).map((one) => [one, 'semantic']),
    ];
    const source = this.service.getProgram().getSourceFile(this.file);
    return found
      .filter(([{ category, start }]) => category === ts.DiagnosticCategory.Error && start !== undefined)
      .map(([{ start, length = 0, code, messageText }, kind]) => {
        const from = source.getLineAndCharacterOfPosition(start);
        const to = source.getLineAndCharacterOfPosition(start + length);
        return {
          code,
          category: 'error',
          message: ts.flattenDiagnosticMessageText(messageText, '\n').replaceAll(`${this.root}/`, '/'),
          kind,
          startLine: from.line + 1,
          startCol: from.character + 1,
          endLine: to.line + 1,
          endCol: to.character + 1,
          start,
          end: start + length,
        };
      });
  }

  /** The texts after each of TypeScript's fixes for an error, in its order; those that only silence it left out. */
  fixes(text, { start, end, code }) {
    this.write(text);
    let found = [];
    try {
      found = this.service.getCodeFixesAtPosition(this.file, start, end, [code], ts.getDefaultFormatCodeSettings('\n'), {
        quotePreference: 'auto',
      });
    } catch {
      // A crash of the peer is an answer of nothing.
    }
    return found
      .filter(({ fixName }) => fixName !== 'disableJsDiagnostics')
      .flatMap(({ changes }) =>
        changes
          .filter(({ fileName }) => fileName === this.file)
          .map(({ textChanges }) =>
            [...textChanges]
              .sort((a, b) => b.span.start - a.span.start)
              .reduce((out, { span, newText }) => out.slice(0, span.start) + newText + out.slice(span.start + span.length), text),
          ),
      );
  }

  dispose() {
    this.service.dispose();
  }
}
