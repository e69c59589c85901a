// A parameter's list, dict or set that is made once becomes None, and is made anew in the function's body.

import type { SyntaxNode } from '@lezer/common';
import { insert, replace, type OffsetEdit } from '../../../syntax/edits';
import { deeper, endOfLine, indentOf, isDocstring, statementsOf } from './body';
import { withNone } from './optional-type';
import { textOf, type Parameter, type PythonFile } from './python-file';

/** undefined where the parameter has no default, or the function's body stands on no lines of its own. */
export function madeInTheBody(file: PythonFile, definition: SyntaxNode, parameter: Parameter): OffsetEdit[] | undefined {
  const value = parameter.default;
  const [first, second] = statementsOf(definition);
  const indent = first && indentOf(file, first);
  if (!value || !first || indent === undefined) return undefined;
  const { eol } = file.context.source;
  const lines = `if ${parameter.name} is None:${eol}${deeper(file, indent)}${parameter.name} = ${textOf(file, value)}${eol}`;
  const isOnlyWords = isDocstring(first) && !second;
  const place = isOnlyWords
    ? insert(endOfLine(file, first), `${eol}${indent}${lines.trimEnd()}`)
    : insert((isDocstring(first) && second ? second : first).from, `${lines}${indent}`);
  return [...(parameter.annotation ? (withNone(file, parameter.annotation) ?? []) : []), replace(value.from, value.to, 'None'), place];
}
