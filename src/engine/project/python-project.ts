// What a folder's Python files import and export.

export interface ImportInUse {
  /** `import numpy as np`, `from os import path`: a whole statement that binds exactly one name. */
  readonly statement: string;
  readonly name: string;
  /** In how many files of the workspace it is written. */
  readonly files: number;
}

export interface PythonProject {
  /** Import statements elsewhere in the workspace that bind this name, most used first. */
  importsOf(name: string): Promise<readonly ImportInUse[]>;
  /** Modules of the workspace itself (dotted, importable from the root) that define this name at top level. */
  definers(name: string): Promise<readonly string[]>;
  /** Top-level names of a workspace module; undefined if it is none. */
  exports(module: string): Promise<readonly string[] | undefined>;
  /** Dotted names of the workspace's own modules. */
  modules(): Promise<ReadonlySet<string>>;
  /** The file changed, appeared or went: forget what was known of it. */
  changed(path: string): void;
}
