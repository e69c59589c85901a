// Tools that start when they are first asked: a folder without Python files starts no Python, and is told nothing about it.

import type { Result } from '../result';
import type { PythonInterpreter } from './python-interpreter';
import type { NoInterpreter } from './python-interpreter-process';
import type { CheckerDiagnostic, TextChecker } from './text-checker';
import type { NoTypeScript, TypeScriptService } from './typescript-service';
import type { FolderSpec } from './typescript-folder';
import type { TypeScriptProject } from './typescript-project';
import type { WorkspaceFiles } from './workspace';

/** Starts at most once, also where the start fails; ends what was started, even if it is still starting. */
class Once<T extends { dispose(): void }> {
  private starting: Promise<T | undefined> | undefined;
  private over = false;
  value: T | undefined;

  constructor(private readonly start: () => Promise<T | undefined>) {}

  get(): Promise<T | undefined> {
    if (this.over) return Promise.resolve(undefined);
    return (this.starting ??= this.start().then((value) => {
      if (this.over) value?.dispose();
      else this.value = value;
      return this.over ? undefined : value;
    }));
  }

  /** Ends what was started; it starts anew when it is asked again. */
  rest(): void {
    if (!this.value) return;
    this.value.dispose();
    this.value = undefined;
    this.starting = undefined;
  }

  dispose(): void {
    this.over = true;
    this.value?.dispose();
    this.value = undefined;
  }
}

/** `version` is empty until it was asked something. */
export function lazyInterpreter(
  start: () => Promise<Result<PythonInterpreter, NoInterpreter>>,
  onMissing: (message: string) => void,
): PythonInterpreter {
  const once = new Once<PythonInterpreter>(async () => {
    const started = await start();
    if (started.ok) return started.value;
    onMissing(started.message);
    return undefined;
  });
  return {
    get version() {
      return once.value?.version ?? '';
    },
    compile: async (text, signal) => {
      const interpreter = await once.get();
      return interpreter ? interpreter.compile(text, signal) : 'unknown';
    },
    modules: async () => (await (await once.get())?.modules()) ?? new Set<string>(),
    exports: async (module) => (await once.get())?.exports(module),
    definitions: async (module) => (await once.get())?.definitions(module),
    attributes: async (type) => (await once.get())?.attributes(type),
    parameters: async (dotted) => (await once.get())?.parameters(dotted),
    packageVersion: async (distribution) => (await once.get())?.packageVersion(distribution),
    dispose: () => once.dispose(),
  };
}

/** One compiler for any number of folders. */
export class LazyTypeScript {
  private readonly once: Once<TypeScriptService>;

  constructor(start: () => Promise<TypeScriptService | NoTypeScript>, onMissing: (message: string) => void) {
    this.once = new Once<TypeScriptService>(async () => {
      const started = await start();
      if (!('reason' in started)) return started;
      onMissing(started.message);
      return undefined;
    });
  }

  /** `version` is empty until it was asked something. */
  open(spec: FolderSpec, files: WorkspaceFiles): TypeScriptProject {
    const folder = new Once<TypeScriptProject>(async () => (await this.once.get())?.open(spec, files));
    const { once } = this;
    return {
      get version() {
        return once.value?.version ?? '';
      },
      diagnostics: async (path, text, signal, others) => (await folder.get())?.diagnostics(path, text, signal, others),
      syntaxErrors: async (path, text) => (await folder.get())?.syntaxErrors(path, text),
      ask: async (question, path, text, input, signal, others) => (await folder.get())?.ask(question, path, text, input, signal, others),
      // One that was not yet asked has read nothing; open documents reach it with the question.
      changed: (path) => folder.value?.changed(path),
      dispose: () => folder.dispose(),
    };
  }

  dispose(): void {
    this.once.dispose();
  }
}

/** A checker holds more than a hundred megabytes: one that was not asked for so long gives them back. Starting anew takes some seconds. */
const IDLE_MS = 5 * 60_000;

export function lazyChecker(source: string, start: () => Promise<TextChecker | undefined>, idleMs = IDLE_MS): TextChecker {
  const once = new Once<TextChecker>(start);
  let name = source;
  let asked = 0;
  let resting: NodeJS.Timeout | undefined;
  return {
    source,
    get name() {
      return name;
    },
    check: async (path, text, signal): Promise<readonly CheckerDiagnostic[] | undefined> => {
      clearTimeout(resting);
      asked++;
      try {
        const checker = await once.get();
        name = checker?.name ?? name;
        return await checker?.check(path, text, signal);
      } finally {
        if (--asked === 0) resting = setTimeout(() => once.rest(), idleMs).unref();
      }
    },
    dispose: () => {
      clearTimeout(resting);
      once.dispose();
    },
  };
}
