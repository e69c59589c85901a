// How a file writes that a value may be None: `Optional[T]` or `T | None`.

import type { SyntaxNode } from '@lezer/common';
import { insert, replace, type OffsetEdit } from '../../../syntax/edits';
import { addImport } from '../imports/import-edit';
import { textOf, type PythonFile } from './python-file';

/** From this minor version on `T | None` is evaluated without an error. */
const HAS_UNION = 10;

/** Edits that let an annotation also say None; undefined where it says so already, or anything at all. */
export function withNone(file: PythonFile, annotation: SyntaxNode): OffsetEdit[] | undefined {
  const text = textOf(file, annotation);
  if (mayBeNone(text) || /^(?:typing\.)?Any$|^object$/.test(text)) return undefined;
  const optional = optionalName(file);
  const hasUnions = /\|\s*None\b|\bNone\s*\|/.test(file.text);
  const isText = /^["']/.test(text);
  const isNew = file.minor >= HAS_UNION || /^from __future__ import .*\bannotations\b/m.test(file.text);
  if (optional !== undefined && (!hasUnions || !isNew))
    return isText ? [replace(annotation.from, annotation.to, `${optional}[${text}]`)] : wrapped(annotation, `${optional}[`, ']');
  if (isNew || isText) return [insert(isText ? annotation.to - 1 : annotation.to, ' | None')];
  return [...addImport(file, { module: 'typing', member: 'Optional' }), ...wrapped(annotation, 'Optional[', ']')];
}

const wrapped = ({ from, to }: SyntaxNode, before: string, after: string): OffsetEdit[] => [insert(from, before), insert(to, after)];

/** Whether an annotation lets None through. */
export function mayBeNone(annotation: string): boolean {
  return /\bOptional\s*\[|\bNone\b|^["']?(?:typing\.)?Any["']?$/.test(annotation);
}

/** By what name the file reaches Optional; undefined where it does not. */
function optionalName(file: PythonFile): string | undefined {
  const own = file.scopes.imports.find((it) => it.module === 'typing' && it.member === 'Optional');
  if (own) return own.name;
  const module = file.scopes.imports.find((it) => it.module === 'typing' && it.member === undefined);
  return module && file.text.includes(`${module.name}.Optional[`) ? `${module.name}.Optional` : undefined;
}
