// Files that are there and whose path is near to the one written.

import * as path from 'node:path';
import type * as tsModule from 'typescript';
import { slipOf } from '../../framework/spelling';
import type { TypedPlace } from '../../framework/typed-place';
import type { OtherPath } from './other-path';

export function nearFiles(place: TypedPlace, literal: tsModule.StringLiteralLike): OtherPath[] {
  const { path: own } = place;
  const written = literal.text;
  const from = path.posix.dirname(own);
  const extension = /\.(?:[cm]?[jt]sx?|json)$/.exec(written)?.[0] ?? '';
  const bare = extension ? written.slice(0, -extension.length) : written;
  const out: OtherPath[] = [];
  for (const file of filesAround(place, written)) {
    let relative = path.posix.relative(from, file).replace(/(?:\.d)?\.[cm]?[jt]sx?$/, '');
    if (!relative.startsWith('.')) relative = `./${relative}`;
    for (const candidate of relative.endsWith('/index') ? [relative, relative.slice(0, -6)] : [relative]) {
      const ending = jsExtension(file);
      if (candidate === bare)
        out.push({ specifier: candidate + (extension && ending === extension ? '' : ending), variant: 'other-ending' });
      else out.push(...nearPath(place, literal, file, bare, candidate, extension));
    }
  }
  return out;
}

/** Scripts of the project, and those beside this file and where the path leads: a folder without a configuration has no list of its files. */
export function filesAround({ path: own, folder }: TypedPlace, written: string): string[] {
  const from = path.posix.dirname(own);
  const folders = new Set([from, path.posix.dirname(path.posix.join(from, written))]);
  const all = new Set([...folder.files(own), ...[...folders].flatMap((name) => folder.scriptsIn(name))]);
  return [...all].filter((file) => file !== own && !file.includes('/node_modules/'));
}

function nearPath(
  place: TypedPlace,
  literal: tsModule.StringLiteralLike,
  file: string,
  written: string,
  real: string,
  extension: string,
): OtherPath[] {
  const [folder, base] = split(written);
  const [otherFolder, otherBase] = split(real);
  const slip = slipOf(base, otherBase);
  if (base !== otherBase && !slip) return [];
  const specifier = real + extension;
  const isExported = exportsWhatIsImported(place, literal, file);
  if (!slip) return [{ specifier, variant: isExported ? 'file-in-other-folder' : 'file-in-other-folder-without-export' }];
  if (!isExported) return [{ specifier, variant: 'near-file-without-export', slip }];
  return [{ specifier, variant: folder === otherFolder ? 'near-file' : 'near-file-in-other-folder', slip }];
}

const split = (written: string): [folder: string, base: string] => {
  const slash = written.lastIndexOf('/');
  return [written.slice(0, Math.max(0, slash)), written.slice(slash + 1)];
};

const jsExtension = (file: string): string =>
  /\.mts$|\.mjs$/.test(file) ? '.mjs' : /\.cts$|\.cjs$/.test(file) ? '.cjs' : /\.json$/.test(file) ? '' : '.js';

/** Whether the other file declares the names that are imported. */
function exportsWhatIsImported(place: TypedPlace, literal: tsModule.StringLiteralLike, file: string): boolean {
  const { ts } = place;
  const declaration = ts.findAncestor(literal, (up) => ts.isImportDeclaration(up));
  const bindings = declaration && ts.isImportDeclaration(declaration) ? declaration.importClause?.namedBindings : undefined;
  if (!bindings || !ts.isNamedImports(bindings)) return true;
  const text = place.folder.read(file) ?? '';
  return bindings.elements.every((element) => text.includes((element.propertyName ?? element.name).text));
}
