// Opens the engine for texts: in a folder, or by themselves. What it keeps warm is given back by itself when nothing was asked for a while, so that a
// program that used it ends.

import path from 'node:path';
import {
  DiskFiles,
  findPython,
  failure,
  findSandbox,
  fromSpecification,
  healTold,
  healWithModel,
  inspectFile,
  isSyntax,
  MemoryFiles,
  openPairStore,
  openWorkspace,
  OverlayFiles,
  SourceText,
  storeMemory,
  success,
  toolsOf,
  type FromSpecification,
  type HealedLanguageId,
  type HealedTold,
  type Models,
  type PairStore,
  type Result,
  type Tools,
  type Workspace,
} from '../engine';

/** What is kept warm is given back after this. In ms. */
const IDLE = 1_000;
/** Where a text lives that belongs to no folder. Nothing on a disk is called so. */
const NOWHERE = path.resolve('/self-heal-text');
/** As the documents say: five seconds. */
export const RUN_LIMIT = 5_000;

export interface HealerOptions {
  /** Absolute path of a folder whose interpreter, packages, accepted fixes and rules are used; absent: the text stands by itself. */
  readonly workspace?: string | undefined;
  /** Asked where rules know no fix. */
  readonly models?: Models | undefined;
  /** A fixer that throws has a bug; it is left out and reported here. */
  readonly onFault?: ((where: string, error: unknown) => void) | undefined;
}

export interface HealedText extends HealedTold {
  /** Why the model gave no fix, in a sentence; absent where none was asked, or it did. */
  readonly modelSaid?: string;
}

export interface TextToHeal {
  readonly code: string;
  readonly error: string;
  readonly language: HealedLanguageId;
  /** Relative to the folder, or absolute; some name by the language where absent. */
  readonly file?: string | undefined;
  /** Zero-based. */
  readonly line?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

const FILE: Readonly<Record<HealedLanguageId, string>> = {
  python: 'code.py',
  typescript: 'code.ts',
  typescriptreact: 'code.tsx',
  javascript: 'code.js',
  javascriptreact: 'code.jsx',
};

/** What is made to a specification, and how it is tested. */
export interface SpecifiedFile {
  readonly specification: string;
  readonly tests: string;
  readonly language: HealedLanguageId;
  /** Where the tests import it from; relative to the folder, or absolute. */
  readonly file?: string | undefined;
  readonly testsFile?: string | undefined;
  readonly command?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** How the file of a specification is called, and its tests, where nobody says: `code` is a module of Python's own, which test runners need. */
const SOLUTION: Readonly<Record<HealedLanguageId, { readonly file: string; readonly tests: string }>> = {
  python: { file: 'solution.py', tests: 'test_solution.py' },
  typescript: { file: 'solution.ts', tests: 'solution.test.ts' },
  typescriptreact: { file: 'solution.tsx', tests: 'solution.test.tsx' },
  javascript: { file: 'solution.js', tests: 'solution.test.js' },
  javascriptreact: { file: 'solution.jsx', tests: 'solution.test.jsx' },
};

export class Healer {
  private tools: Tools | undefined;
  private store: PairStore | undefined;
  private users = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: HealerOptions) {}

  private get root(): string {
    return this.options.workspace ?? NOWHERE;
  }

  /** The one path of the engine. Changes nothing. */
  heal({ code, error, language, file, line, signal }: TextToHeal): Promise<Result<HealedText, 'no-error'>> {
    const { models, onFault } = this.options;
    return this.with(code, language, file, async (workspace, at) => {
      const common = {
        source: new SourceText(code),
        version: null,
        workspace,
        signal: signal ?? new AbortController().signal,
        ...(onFault ? { onFault } : {}),
        ...(this.options.workspace === undefined ? {} : { memory: storeMemory({ storeOf: () => this.openStore() }) }),
      };
      const told = await healTold({ ...common, path: at, language, error, ...(line === undefined ? {} : { line }) });
      if (!told.ok || told.value.patches.length > 0 || told.value.unused || !models) return told;
      const { problem } = told.value;
      const asked = await healWithModel({ ...common, problem, all: [problem], models });
      return asked.ok ? success({ ...told.value, patches: asked.value }) : success({ ...told.value, modelSaid: asked.message });
    });
  }

  /** The first thing that keeps the code from being read, as `message (line 3)`; undefined where it can be, `null` where nothing here can tell. */
  syntaxError(code: string, language: HealedLanguageId, file?: string): Promise<string | null | undefined> {
    return this.with(code, language, file, async (workspace, at) => {
      const { problems, by } = await inspectFile(at, language, new SourceText(code), workspace, new AbortController().signal);
      const first = problems.find(isSyntax);
      if (first) return `${first.message} (line ${first.location.range.start.line + 1})`;
      return by.length === 0 ? null : undefined;
    });
  }

  /** A new file from a specification with tests; nothing is written. Fails where there is no model, or no sandbox that holds. */
  async fromSpecification({
    specification,
    tests,
    language,
    file,
    testsFile,
    command,
    signal = new AbortController().signal,
  }: SpecifiedFile): Promise<Result<FromSpecification, 'no-model' | 'no-sandbox'>> {
    const { models, onFault } = this.options;
    if (!models) return failure('no-model', 'A model drafts the file: name one.');
    const { sandbox } = await findSandbox();
    if (!sandbox.holds) return failure('no-sandbox', 'What a model writes is run in a sandbox, and there is none here.');
    const { root } = this;
    const tested = path.resolve(root, testsFile ?? SOLUTION[language].tests);
    return this.with('', language, file ?? SOLUTION[language].file, async (workspace, at) => {
      const made = await fromSpecification({
        specification,
        file: at,
        language,
        tests: { path: tested, text: tests },
        ...(command === undefined ? {} : { command }),
        root,
        workspace,
        sandbox,
        model: models.heal,
        more: async (problem, source, proof, reflections) => {
          const asked = await healWithModel({
            problem,
            source,
            version: null,
            all: [problem],
            workspace,
            signal,
            proof,
            reflections,
            models,
            ...(onFault ? { onFault } : {}),
          });
          return asked.ok ? asked.value : [];
        },
        signal,
      });
      return success(made);
    });
  }

  /**
   * Runs the code as a program, in the sandbox alone, for five seconds at most. `why`: it failed, or, where it was not run, why not.
   */
  async run(code: string, language: HealedLanguageId): Promise<{ readonly ran: boolean; readonly by: string; readonly why?: string }> {
    const { sandbox } = await findSandbox();
    const program = language === 'python' ? findPython(this.root, undefined) : language === 'javascript' ? process.execPath : undefined;
    if (program === undefined) return { ran: false, by: '', why: `there is no interpreter for ${language} here` };
    if (!sandbox.holds) return { ran: false, by: '', why: 'nothing here keeps a program from the rest of the machine' };
    const file = path.join(NOWHERE, FILE[language]);
    const run = await sandbox.run({
      argv: [program, file],
      cwd: NOWHERE,
      root: NOWHERE,
      files: new Map([[file, code]]),
      limits: { ms: RUN_LIMIT },
      signal: new AbortController().signal,
    });
    const by = sandbox.name;
    if (run.ended === 'timeout') return { ran: true, by, why: 'Code execution timed out (exceeded 5 seconds)' };
    if (run.ended !== 'exited') return { ran: false, by, why: run.why ?? `it ended by ${run.ended}` };
    if (run.exitCode === 0) return { ran: true, by };
    // What it could not reach in there says nothing of it.
    if (run.wantedToWrite) return { ran: false, by, why: 'it wants to write where it may not' };
    return { ran: true, by, why: lastLine(run.stderr) ?? `it ended with exit code ${run.exitCode ?? 'unknown'}` };
  }

  /** Gives back what is kept warm; it is opened again where it is needed. */
  dispose(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.tools?.dispose();
    this.tools = undefined;
    this.store?.close();
    this.store = undefined;
  }

  private openStore(): PairStore | undefined {
    if (!this.store) {
      const opened = openPairStore({ folder: this.root });
      if (opened.ok) this.store = opened.value;
    }
    return this.store;
  }

  private async with<T>(
    code: string,
    language: HealedLanguageId,
    file: string | undefined,
    work: (workspace: Workspace, at: string) => Promise<T>,
  ): Promise<T> {
    clearTimeout(this.timer);
    this.users++;
    const { root } = this;
    const onDisk = this.options.workspace !== undefined;
    const options = {
      root,
      trusted: true,
      typescriptFolders: [__dirname, process.cwd()],
      noLinters: onDisk ? [] : (['Ruff', 'eslint'] as const),
    };
    this.tools ??= toolsOf(options);
    const at = path.resolve(root, file ?? FILE[language]);
    const files = new Map([[at, code]]);
    const memory = new MemoryFiles(root, files);
    const opened = await openWorkspace({
      ...options,
      files: onDisk ? new OverlayFiles(memory, new DiskFiles(root)) : memory,
      index: true,
      tools: this.tools,
      script: { onDisk, files: Object.fromEntries(files), options: undefined },
    });
    try {
      return await work(opened.workspace, at);
    } finally {
      opened.dispose();
      this.users--;
      if (this.users === 0) {
        this.timer = setTimeout(() => this.dispose(), IDLE);
        this.timer.unref();
      }
    }
  }
}

const lastLine = (text: string): string | undefined =>
  text
    .trimEnd()
    .split('\n')
    .findLast((line) => line.trim() !== '')
    ?.trim();
