// Parsed files for any number of language services. TypeScript's own registry parses the library anew for each set of options and forgets it
// with the last program that has it; a library file reads the same under all options, and `lib.dom.d.ts` alone costs a third of a second and 20 MB.

import type * as tsModule from 'typescript';

export type TypeScriptApi = typeof tsModule;

/** JSDocParsingMode.ParseNone; versions before 5.3 have no such mode and parse comments, too. */
export const NO_COMMENTS = 1 satisfies tsModule.JSDocParsingMode.ParseNone;

/** A registry whose library files are parsed once and kept. Comments of declaration files are not parsed: no diagnostic and no fix reads them. */
export function documentRegistry(ts: TypeScriptApi, libraryFolder: string): tsModule.DocumentRegistry {
  const sources = ts.createDocumentRegistry(true, '/');
  const declarations = ts.createDocumentRegistry(true, '/', NO_COMMENTS);
  const library = new Map<string, tsModule.SourceFile>();
  const folder = `${libraryFolder.toLowerCase()}/`;
  const registryOf = (file: string): tsModule.DocumentRegistry => (isDeclaration(file) ? declarations : sources);
  // A path is a name in lower case where the file system makes no difference.
  const isLibrary = (file: string): boolean => isDeclaration(file) && file.toLowerCase().startsWith(folder);

  const read =
    (how: 'acquireDocumentWithKey' | 'updateDocumentWithKey'): tsModule.DocumentRegistry['acquireDocumentWithKey'] =>
    (name, path, settings, key, snapshot, version, kind, given) => {
      const options = typeof given === 'object' && isDeclaration(name) ? { ...given, jsDocParsingMode: NO_COMMENTS } : given;
      if (!isLibrary(name)) return registryOf(name)[how](name, path, settings, key, snapshot, version, kind, options);
      const id = `${typeof given === 'object' ? (given.impliedNodeFormat ?? '') : ''}|${path}`;
      let file = library.get(id);
      if (!file) {
        file = ts.createLanguageServiceSourceFile(name, snapshot, options ?? ts.ScriptTarget.Latest, version, false, kind);
        library.set(id, file);
      }
      return file;
    };
  const release = (
    path: tsModule.Path,
    key: tsModule.DocumentRegistryBucketKey,
    kind: tsModule.ScriptKind,
    format?: tsModule.ResolutionMode,
  ): void => {
    if (!isLibrary(path)) registryOf(path).releaseDocumentWithKey(path, key, kind, format);
  };
  // A language service asks by key only.
  return {
    ...sources,
    acquireDocumentWithKey: read('acquireDocumentWithKey'),
    updateDocumentWithKey: read('updateDocumentWithKey'),
    releaseDocumentWithKey: release,
  };
}

const isDeclaration = (file: string): boolean => /\.d\.[cm]?ts$/.test(file);
