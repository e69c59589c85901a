// The package.json that a file belongs to, and whether Node reads the file as an ES module.

import * as path from 'node:path';
import type { TypedPlace } from './typed-place';

type Seen = Pick<TypedPlace, 'folder' | 'path'>;

/** Folders above a file that are looked at. */
const MAX_UP = 12;

export interface PackageFile {
  readonly path: string;
  readonly text: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** The nearest package.json above a file that can be read. */
export function packageOf({ folder, path: file }: Seen): PackageFile | undefined {
  let at = path.posix.dirname(file);
  for (let up = 0; up < MAX_UP; up++) {
    const name = path.posix.join(at, 'package.json');
    const text = folder.exists(name) ? folder.read(name) : undefined;
    if (text !== undefined) {
      try {
        const fields: unknown = JSON.parse(text);
        if (typeof fields === 'object' && fields !== null) return { path: name, text, fields: fields as Record<string, unknown> };
      } catch {
        return undefined;
      }
    }
    const above = path.posix.dirname(at);
    if (above === at) return undefined;
    at = above;
  }
  return undefined;
}

/** The folder of a file and those above it, up to the one with the package.json: where a program of the package may be started. */
export function foldersAbove(place: Seen): string[] {
  const top = packageOf(place);
  const last = top ? path.posix.dirname(top.path) : path.posix.dirname(place.path);
  const found = [path.posix.dirname(place.path)];
  while (found.length < MAX_UP && found.at(-1) !== last) {
    const above = path.posix.dirname(found.at(-1) ?? last);
    if (above === found.at(-1)) break;
    found.push(above);
  }
  return found;
}

/** Whether Node reads the file as an ES module: by its ending, its package, else by what stands in it. */
export function isEsModule(place: Pick<TypedPlace, 'ts' | 'file' | 'text' | 'folder' | 'path'>): boolean {
  const { ts, file, text } = place;
  if (/\.m[jt]sx?$/.test(place.path)) return true;
  if (/\.c[jt]sx?$/.test(place.path)) return false;
  const type = packageOf(place)?.fields['type'];
  if (type === 'module') return true;
  if (type === 'commonjs' || /(?<![\w$.])(?:require\s*\(|module\.exports|__dirname|__filename)/.test(text)) return false;
  return file.statements.some(
    (one) =>
      ts.isImportDeclaration(one) ||
      ts.isExportDeclaration(one) ||
      ts.isExportAssignment(one) ||
      (ts.canHaveModifiers(one) && ts.getModifiers(one)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true) ||
      (ts.isExpressionStatement(one) && ts.isAwaitExpression(one.expression)) ||
      /(?<![\w$.])import\.meta(?![\w$])/.test(text),
  );
}
