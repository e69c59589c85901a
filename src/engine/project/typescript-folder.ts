// A folder as the TypeScript compiler sees it: a language service for each configuration, texts laid over the files, diagnostics.
// Runs beside the compiler (in the worker thread), synchronously; `typescript` comes in as an argument.

import * as path from 'node:path';
import type * as tsModule from 'typescript';
import { readFileBytes } from '../files/read-file';
import type { FileText, ScriptDiagnostic } from './typescript-project';
import { documentRegistry, NO_COMMENTS, type TypeScriptApi } from './typescript-documents';

export type FolderSpec =
  | {
      /** The folder on the disk, with its own tsconfig.json files. */
      readonly kind: 'disk';
      readonly root: string;
    }
  | {
      /** All files are given; `root` is their virtual place, and, `onDisk`, also a real one that holds the rest. */
      readonly kind: 'memory';
      readonly root: string;
      readonly onDisk: boolean;
      readonly files: Readonly<Record<string, string>>;
      /** Compiler options as the API takes them (numeric enums); where absent, the files say them as they do on the disk. */
      readonly options: Readonly<Record<string, unknown>> | undefined;
    };

/** More root files than this are not loaded for one open file: its imports bring what it needs. */
const MAX_ROOTS = 1_500;
/** A file on the disk is looked at again after this many ms, or at once when it is said to have changed. */
const STALE_MS = 2_000;
/** Answers kept of texts asked about lately: a candidate is proved right after it was ranked. */
const MAX_REMEMBERED = 64;
/** The same for parsing alone: the text that is healed is asked about with each of its candidates. */
const MAX_PARSED = 16;
/** Sets of options whose last program is held for the next in-memory folder: some 10 MB each. */
const MAX_SERVICES = 3;

const SCRIPT_EXTENSIONS = ['.js', '.mjs', '.cjs', '.jsx', '.ts', '.mts', '.cts', '.tsx', '.json'];
/** In bytes. Declarations made by tools are the largest; what is larger is data. */
const MAX_SCRIPT = 32 * 1024 * 1024;
/** Files of one folder that are looked at by name. */
const MAX_IN_FOLDER = 500;

interface Known {
  version: string;
  snapshot: tsModule.IScriptSnapshot | undefined;
  mtime: number;
  checkedAt: number;
}

/** One configuration of a folder: options, root files, and the language service over them. */
interface Configured {
  readonly service: tsModule.LanguageService;
  readonly options: tsModule.CompilerOptions;
  readonly roots: Set<string>;
  /** File and mtime the options came from. */
  readonly config: string | undefined;
  readonly mtime: number;
  /** Its text, where it is an open document. */
  readonly open?: string | undefined;
}

let versions = 0;

/** What is the same for all folders of one TypeScript: parsed library files, and language services for cases that share their options. */
export class SharedCompiler {
  readonly registry: tsModule.DocumentRegistry;
  /** Library files never change while we run: their snapshots are read once. */
  readonly library = new Map<string, tsModule.IScriptSnapshot | undefined>();
  readonly libraryFolder: string;
  /** One language service for all in-memory folders with the same options: the next case inherits the parsed and bound library. */
  readonly memoryServices = new Map<string, { configured: Configured; view: { folder: ScriptFolder } }>();

  constructor(readonly ts: TypeScriptApi) {
    this.libraryFolder = path.dirname(ts.getDefaultLibFilePath({}));
    this.registry = documentRegistry(ts, this.libraryFolder);
  }
}

export class ScriptFolder {
  private readonly ts: TypeScriptApi;
  private readonly known = new Map<string, Known>();
  /** Open documents, by path. */
  private readonly overlays = new Map<string, string>();
  private readonly memory: Map<string, string> | undefined;
  private readonly memoryFolders = new Set<string>();
  private readonly configured = new Map<string, Configured>();
  /** The text asked about just now, over everything else. */
  private asked: { path: string; text: string } | undefined;
  /** What is seen now, as a number of its own among all folders: while it stands, a service has nothing to look after. */
  private state = ++versions;
  private stateAt = Date.now();
  private readonly remembered = new Map<string, readonly ScriptDiagnostic[]>();
  private readonly parsed = new Map<string, readonly ScriptDiagnostic[]>();
  private last: { file: string; text: string; program: tsModule.Program | undefined; options: tsModule.CompilerOptions } | undefined;

  constructor(
    private readonly shared: SharedCompiler,
    private readonly spec: FolderSpec,
  ) {
    this.ts = shared.ts;
    if (spec.kind === 'memory') {
      this.memory = new Map(Object.entries(spec.files));
      for (const file of this.memory.keys()) this.addFoldersOf(file);
    }
  }

  private addFoldersOf(file: string): void {
    for (let folder = path.posix.dirname(file); !this.memoryFolders.has(folder); folder = path.posix.dirname(folder))
      this.memoryFolders.add(folder);
  }

  /** Text of an open document; undefined closes it. */
  overlay(file: string, text: string | undefined): void {
    if (text === undefined) this.overlays.delete(file);
    else this.overlays.set(file, text);
    const known = this.known.get(file);
    if (known) known.checkedAt = 0;
    this.remembered.clear();
    this.last = undefined;
    this.state = ++versions;
  }

  /** An answer as if other files held these texts, a configuration too. */
  meanwhile<T>(others: readonly FileText[] | undefined, answer: () => T): T {
    if (!others || others.length === 0) return answer();
    const before = others.map(({ path: file }) => [file, this.overlays.get(file)] as const);
    for (const { path: file, text } of others) this.overlay(file, text);
    try {
      return answer();
    } finally {
      for (const [file, text] of before) this.overlay(file, text);
    }
  }

  /** The service with `file` holding `text`. Valid until the next call. */
  with(file: string, text: string): { service: tsModule.LanguageService; options: tsModule.CompilerOptions } {
    if (this.asked && this.asked.path !== file) {
      const before = this.known.get(this.asked.path);
      if (before) before.checkedAt = 0;
    }
    const now = Date.now();
    if (
      this.asked?.path !== file ||
      this.asked.text !== text ||
      ((this.spec.kind === 'disk' || this.spec.onDisk) && now - this.stateAt >= STALE_MS)
    ) {
      this.state = ++versions;
      this.stateAt = now;
      const known = this.known.get(file);
      if (known) known.checkedAt = 0;
    }
    this.asked = { path: file, text };
    const configured = this.configurationOf(file);
    configured.roots.add(file);
    return configured;
  }

  /** The program in which `file` holds `text`. The last one is kept while candidates are asked about: rules come back to it. */
  programOf(file: string, text: string): { program: tsModule.Program | undefined; options: tsModule.CompilerOptions } {
    if (this.last?.file === file && this.last.text === text) return this.last;
    const { service, options } = this.with(file, text);
    this.last = { file, text, program: service.getProgram(), options };
    return this.last;
  }

  diagnostics(file: string, text: string): readonly ScriptDiagnostic[] {
    const key = `${file}\0${text}`;
    const before = this.remembered.get(key);
    if (before) return before;
    const { service } = this.with(file, text);
    const found = [
      ...service.getSyntacticDiagnostics(file).map((d) => this.plain(d, 'syntactic')),
      ...service.getSemanticDiagnostics(file).map((d) => this.plain(d, 'semantic')),
    ];
    remember(this.remembered, key, found, MAX_REMEMBERED);
    return found;
  }

  syntaxErrors(file: string, text: string): readonly ScriptDiagnostic[] {
    const { ts } = this;
    const key = `${file}\0${text}`;
    const before = this.parsed.get(key);
    if (before) return before;
    const source = ts.createSourceFile(
      file,
      text,
      { languageVersion: ts.ScriptTarget.Latest, jsDocParsingMode: NO_COMMENTS },
      false,
      scriptKind(ts, file),
    ) as tsModule.SourceFile & { parseDiagnostics?: readonly tsModule.Diagnostic[] };
    const found = (source.parseDiagnostics ?? []).map((d) => this.plain(d, 'syntactic'));
    remember(this.parsed, key, found, MAX_PARSED);
    return found;
  }

  /** The file as it is now: open, given, or on the disk. */
  read(file: string): string | undefined {
    if (this.asked?.path === file) return this.asked.text;
    const open = this.overlays.get(file) ?? this.memory?.get(file);
    if (open !== undefined) return open;
    return this.onDisk(file) ? readScript(file) : undefined;
  }

  exists(file: string): boolean {
    if (this.asked?.path === file || this.overlays.has(file) || this.memory?.has(file)) return true;
    return this.onDisk(file) && this.ts.sys.fileExists(file);
  }

  /** Script files of the folder that the configuration of `file` knows, not counting libraries. */
  files(file: string): readonly string[] {
    return [...this.configurationOf(file).roots];
  }

  /** Script files right in a folder, also where no configuration lists them. */
  scriptsIn(folder: string): readonly string[] {
    const given = this.entries(folder, undefined).filter((file) => path.posix.dirname(file) === folder && isScript(file));
    if (!this.onDisk(folder) || !this.ts.sys.directoryExists(folder)) return given;
    const there = this.ts.sys.readDirectory(folder, SCRIPT_EXTENSIONS, ['**/node_modules'], ['*'], 1).slice(0, MAX_IN_FOLDER);
    return [...new Set([...given, ...there])];
  }

  /** Names of the files right in a folder, whatever their kind; at most as many as a person would look through. */
  namesIn(folder: string): readonly string[] {
    const given = this.entries(folder, undefined).filter((file) => path.posix.dirname(file) === folder);
    const there =
      this.onDisk(folder) && this.ts.sys.directoryExists(folder)
        ? this.ts.sys.readDirectory(folder, undefined, ['**/node_modules'], ['*'], 1)
        : [];
    return [...new Set([...given, ...there.slice(0, MAX_IN_FOLDER)].map((file) => path.posix.basename(file)))];
  }

  private onDisk(file: string): boolean {
    return this.spec.kind === 'disk' || this.spec.onDisk || file.startsWith(this.shared.libraryFolder);
  }

  private plain(d: tsModule.Diagnostic, kind: ScriptDiagnostic['kind']): ScriptDiagnostic {
    const { ts } = this;
    const start = d.start ?? 0;
    const category = (['warning', 'error', 'suggestion', 'message'] as const)[d.category] ?? 'error';
    return {
      code: d.code,
      message: ts.flattenDiagnosticMessageText(d.messageText, '\n'),
      start,
      end: start + (d.length ?? 0),
      category,
      kind,
    };
  }

  /** Format settings by the file's own habits. */
  format(text: string): tsModule.FormatCodeSettings {
    const { ts } = this;
    const tab = /^\t/m.test(text) && !/^ {2}/m.test(text);
    return {
      ...ts.getDefaultFormatCodeSettings(/\r\n/.test(text) ? '\r\n' : '\n'),
      indentSize: tab ? 4 : indentStep(text),
      tabSize: 4,
      convertTabsToSpaces: !tab,
      semicolons: ts.SemicolonPreference.Ignore,
    };
  }

  preferences(text: string): tsModule.UserPreferences {
    const single = text.split("'").length;
    const double = text.split('"').length;
    return {
      quotePreference: single > double ? 'single' : double > single ? 'double' : 'auto',
      includePackageJsonAutoImports: 'auto',
      providePrefixAndSuffixTextForRename: true,
      allowRenameOfImportPath: true,
    };
  }

  private configurationOf(file: string): Configured {
    const { spec } = this;
    // A configuration for TypeScript alone would leave a JavaScript file out; editors read such a file by the same options.
    const js = /\.(?:[cm]?js|jsx)$/.test(file);
    return spec.kind === 'memory' && spec.options
      ? this.givenConfiguration(spec, spec.options as tsModule.CompilerOptions, js)
      : this.ownConfiguration(file, js);
  }

  private givenConfiguration(spec: Extract<FolderSpec, { kind: 'memory' }>, given: tsModule.CompilerOptions, js: boolean): Configured {
    const options: tsModule.CompilerOptions = { ...given, noEmit: true, skipLibCheck: true };
    if (js) options.allowJs = true;
    // Type packages of the machine that recorded the case are not here.
    if (!spec.onDisk) {
      options.types = [];
      delete options.typeRoots;
    }
    const key = JSON.stringify([options, spec.onDisk ? spec.root : '']);
    const shared = this.shared.memoryServices;
    let entry = shared.get(key);
    if (!entry) {
      const view = { folder: this as ScriptFolder };
      entry = { configured: this.open(options, new Set(), undefined, 0, view), view };
      shared.set(key, entry);
      if (shared.size > MAX_SERVICES) {
        const oldest = shared.entries().next().value;
        if (oldest) {
          oldest[1].configured.service.dispose();
          shared.delete(oldest[0]);
        }
      }
    }
    if (entry.view.folder !== this) {
      entry.view.folder = this;
      entry.configured.roots.clear();
    }
    // A case holds few files: the declarations of its packages are known, too, whether something imports them or not.
    for (const name of this.memory?.keys() ?? [])
      if (isScript(name) && (!name.includes('/node_modules/') || name.endsWith('.d.ts'))) entry.configured.roots.add(name);
    return entry.configured;
  }

  /** By the tsconfig.json or jsconfig.json above the file. */
  private ownConfiguration(file: string, js: boolean): Configured {
    const { ts } = this;
    const exists = (name: string): boolean => this.exists(name);
    const found = ts.findConfigFile(path.dirname(file), exists) ?? ts.findConfigFile(path.dirname(file), exists, 'jsconfig.json');
    const mtime = found ? (ts.sys.getModifiedTime?.(found)?.getTime() ?? 0) : 0;
    const key = `${found ?? ''}${js ? '|js' : ''}`;
    const open = found === undefined ? undefined : this.overlays.get(found);
    const before = this.configured.get(key);
    if (before && before.mtime === mtime && before.open === open) return before;
    before?.service.dispose();
    let options: tsModule.CompilerOptions = { ...LOOSE(ts) };
    let roots: readonly string[] = [];
    if (found) {
      const parsed = this.parseConfig(found, file);
      options = parsed.options;
      roots =
        parsed.fileNames.length > MAX_ROOTS
          ? parsed.fileNames.filter((name) => name.endsWith('.d.ts')).slice(0, MAX_ROOTS)
          : parsed.fileNames;
    }
    if (js && !options.allowJs) options = { ...options, allowJs: true };
    const configured = { ...this.open(options, new Set(roots), found, mtime, { folder: this }), open };
    this.configured.set(key, configured);
    return configured;
  }

  /** The configuration, or, where it only refers to others, the one of those that holds the file. */
  private parseConfig(config: string, file: string, depth = 0): tsModule.ParsedCommandLine {
    const { ts } = this;
    const json = ts.readConfigFile(config, (name) => this.read(name));
    const host: tsModule.ParseConfigHost = {
      useCaseSensitiveFileNames: ts.sys.useCaseSensitiveFileNames,
      fileExists: (name) => this.exists(name),
      readFile: (name) => this.read(name),
      readDirectory: (folder, ...how) => [
        ...new Set([...(this.onDisk(folder) ? ts.sys.readDirectory(folder, ...how) : []), ...this.entries(folder, how[0])]),
      ],
    };
    const parsed = ts.parseJsonConfigFileContent(json.config ?? {}, host, path.dirname(config), undefined, config);
    if (!parsed.fileNames.includes(file) && depth < 2) {
      for (const reference of parsed.projectReferences ?? []) {
        const inner = this.parseConfig(ts.resolveProjectReferencePath(reference), file, depth + 1);
        if (inner.fileNames.includes(file)) return inner;
      }
    }
    return parsed;
  }

  private open(
    options: tsModule.CompilerOptions,
    roots: Set<string>,
    config: string | undefined,
    mtime: number,
    view: { folder: ScriptFolder },
  ): Configured {
    const { ts } = this;
    const host: tsModule.LanguageServiceHost = {
      getCompilationSettings: () => options,
      getProjectVersion: () => String(view.folder.state),
      getScriptFileNames: () => [...roots],
      getScriptVersion: (name) => view.folder.look(name)?.version ?? '',
      getScriptSnapshot: (name) => view.folder.look(name)?.snapshot,
      getScriptKind: (name) => scriptKind(ts, name),
      getCurrentDirectory: () => view.folder.spec.root,
      getDefaultLibFileName: (given) => ts.getDefaultLibFilePath(given),
      useCaseSensitiveFileNames: () => ts.sys.useCaseSensitiveFileNames,
      readFile: (name) => view.folder.read(name),
      fileExists: (name) => view.folder.exists(name),
      directoryExists: (name) => view.folder.folderExists(name),
      getDirectories: (name) => view.folder.folders(name),
      readDirectory: (...args) =>
        view.folder.spec.kind === 'disk' ? ts.sys.readDirectory(...args) : view.folder.entries(args[0], args[1]),
    };
    if (this.spec.kind === 'disk' || this.spec.onDisk) host.realpath = (name) => ts.sys.realpath?.(name) ?? name;
    return { service: ts.createLanguageService(host, this.shared.registry), options, roots, config, mtime };
  }

  private folderExists(name: string): boolean {
    // `./` comes with its slash.
    if (this.memoryFolders.has(name.replace(/(?<=.)\/$/, ''))) return true;
    return this.onDisk(name) && this.ts.sys.directoryExists(name);
  }

  private folders(name: string): string[] {
    const prefix = name.endsWith('/') ? name : `${name}/`;
    const own = [...this.memoryFolders]
      .filter((folder) => folder.startsWith(prefix) && !folder.slice(prefix.length).includes('/') && folder !== name)
      .map((folder) => folder.slice(prefix.length));
    return this.onDisk(name) ? [...new Set([...own, ...this.ts.sys.getDirectories(name)])] : own;
  }

  private entries(name: string, extensions: readonly string[] | undefined): string[] {
    const prefix = name.endsWith('/') ? name : `${name}/`;
    return [...(this.memory?.keys() ?? [])].filter(
      (file) =>
        file.startsWith(prefix) &&
        !file.slice(prefix.length).includes('node_modules/') &&
        (!extensions || extensions.some((extension) => file.endsWith(extension))),
    );
  }

  private look(file: string): Known | undefined {
    const { ts } = this;
    if (file.startsWith(this.shared.libraryFolder)) {
      const { library } = this.shared;
      if (!library.has(file)) {
        const text = readScript(file);
        library.set(file, text === undefined ? undefined : ts.ScriptSnapshot.fromString(text));
      }
      return { version: '1', snapshot: library.get(file), mtime: 0, checkedAt: 0 };
    }
    const now = Date.now();
    let known = this.known.get(file);
    if (known && now - known.checkedAt < STALE_MS) return known;
    const open = this.asked?.path === file ? this.asked.text : (this.overlays.get(file) ?? this.memory?.get(file));
    if (open === undefined) {
      if (!this.onDisk(file)) return undefined;
      const mtime = ts.sys.getModifiedTime?.(file)?.getTime() ?? -1;
      if (known && known.mtime === mtime && mtime !== -1) {
        known.checkedAt = now;
        return known;
      }
      const text = readScript(file);
      known = { version: String(++versions), snapshot: text === undefined ? undefined : new Snapshot(text), mtime, checkedAt: now };
    } else {
      if (
        known?.snapshot &&
        known.mtime === 0 &&
        known.snapshot.getLength() === open.length &&
        known.snapshot.getText(0, open.length) === open
      ) {
        known.checkedAt = now;
        return known;
      }
      known = { version: String(++versions), snapshot: new Snapshot(open), mtime: 0, checkedAt: now };
    }
    this.known.set(file, known);
    return known;
  }

  dispose(): void {
    for (const configured of this.configured.values()) configured.service.dispose();
    this.configured.clear();
    this.known.clear();
    this.remembered.clear();
    this.parsed.clear();
    this.last = undefined;
  }
}

/** The oldest gives way to the newest. */
function remember<T>(known: Map<string, T>, key: string, value: T, most: number): void {
  const oldest = known.size >= most ? known.keys().next().value : undefined;
  if (oldest !== undefined) known.delete(oldest);
  known.set(key, value);
}

/** A text. It never says what changed since another one: the compiler would take over nodes of the tree before and move them, and rules still look at that tree. */
class Snapshot implements tsModule.IScriptSnapshot {
  constructor(readonly text: string) {}
  getText(start: number, end: number): string {
    return this.text.slice(start, end);
  }
  getLength(): number {
    return this.text.length;
  }
  getChangeRange(): undefined {
    return undefined;
  }
}

/** What a folder without a tsconfig.json is read by: what editors assume. */
const LOOSE = (ts: TypeScriptApi): tsModule.CompilerOptions => ({
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  jsx: ts.JsxEmit.ReactJSX,
  allowJs: true,
  strictNullChecks: true,
  strictFunctionTypes: true,
  allowImportingTsExtensions: true,
  noEmit: true,
  skipLibCheck: true,
});

export function isScript(file: string): boolean {
  return /\.(?:[cm]?[jt]s|[jt]sx|json)$/.test(file) && !file.endsWith('package.json') && !/(?:^|\/)[jt]sconfig[^/]*\.json$/.test(file);
}

function scriptKind(ts: TypeScriptApi, file: string): tsModule.ScriptKind {
  if (/\.tsx$/.test(file)) return ts.ScriptKind.TSX;
  if (/\.jsx$/.test(file)) return ts.ScriptKind.JSX;
  if (/\.[cm]?js$/.test(file)) return ts.ScriptKind.JS;
  if (/\.json$/.test(file)) return ts.ScriptKind.JSON;
  return ts.ScriptKind.TS;
}

/** As the compiler itself decodes a file. */
function readScript(file: string): string | undefined {
  const read = readFileBytes(file, MAX_SCRIPT);
  if (!read.ok) return undefined;
  const bytes = read.value;
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString('utf16le', 2);
  if (bytes[0] === 0xfe && bytes[1] === 0xff)
    return bytes
      .subarray(2, bytes.length & ~1)
      .swap16()
      .toString('utf16le');
  return bytes.toString('utf8', bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0);
}

/** The file's usual step of indentation in spaces; 4, as TypeScript's own, where it shows none. */
function indentStep(text: string): number {
  const steps = new Map<number, number>();
  let before = 0;
  for (const match of text.matchAll(/^( *)\S/gm)) {
    const width = match[1]?.length ?? 0;
    const step = width - before;
    if (step === 2 || step === 4 || step === 8) steps.set(step, (steps.get(step) ?? 0) + 1);
    before = width;
  }
  return [...steps].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 4;
}
