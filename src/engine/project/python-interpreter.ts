// One warm Python process, asked over lines of JSON: does this compile, what does this module export.

/** CPython's own word on a text that does not compile. Lines are one-based, columns one-based code points, as CPython gives them. */
export interface PythonSyntaxError {
  /** `SyntaxError`, `IndentationError`, `TabError`. */
  readonly type: string;
  readonly message: string;
  readonly line: number;
  readonly column: number;
  readonly endLine?: number;
  readonly endColumn?: number;
}

export interface PythonInterpreter {
  /** `3.11.7`. */
  readonly version: string;
  /** null where the text compiles; 'unknown' where the interpreter could not say (timed out, died, text too large). Never runs the text. */
  compile(text: string, signal?: AbortSignal): Promise<PythonSyntaxError | null | 'unknown'>;
  /** Names of importable top-level modules: standard library and installed, without importing them. */
  modules(): Promise<ReadonlySet<string>>;
  /** Public names of a module: standard library by import, others read from source without running it. undefined where unknown. */
  exports(module: string): Promise<readonly string[] | undefined>;
  /** Names an installed module defines itself, or lists in `__all__`, or collects in its `__init__`: not what it merely imports. undefined for a module that is not read from source. */
  definitions(module: string): Promise<readonly string[] | undefined>;
  /** Attribute names of a built-in type, `str`, or of a class of the standard library, `collections.deque`. */
  attributes(type: string): Promise<readonly string[] | undefined>;
  /**
   * Parameter names of a function, a class or a method of the standard library or an installed package, `textwrap.wrap`, `pandas.DataFrame.drop`;
   * those that take any arguments with their stars. Of installed ones a bare `*` stands before those that are given by name only.
   */
  parameters(dotted: string): Promise<readonly string[] | undefined>;
  /** Version of an installed package by the name it is installed under, `scikit-learn`; undefined where it is not installed, or not known. */
  packageVersion(distribution: string): Promise<string | undefined>;
  dispose(): void;
}
