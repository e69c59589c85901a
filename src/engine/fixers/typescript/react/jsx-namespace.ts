// `JSX.Element` without a global `JSX`: since React 19 the namespace is one of React's exports.

import { at, type Idea } from '../framework/checked-proposals';
import type { TypedPlace } from '../framework/typed-place';
import { newImport } from './react-types';

/** The import of `JSX`, in the file's own style. */
export function jsxNamespace(place: TypedPlace): Idea {
  const { ts, file, text } = place;
  const clauses = file.statements.flatMap((one) =>
    ts.isImportDeclaration(one) && ts.isStringLiteral(one.moduleSpecifier) && one.moduleSpecifier.text === 'react' && one.importClause
      ? [one.importClause]
      : [],
  );
  const list = clauses.flatMap(({ namedBindings, isTypeOnly }) =>
    namedBindings && ts.isNamedImports(namedBindings) ? [{ last: namedBindings.elements.at(-1), isTypeOnly }] : [],
  )[0];
  const alone = clauses.find(({ name, namedBindings }) => name !== undefined && namedBindings === undefined)?.name;
  return {
    variant: 'exported',
    title: "Import 'JSX' from 'react'",
    explanation: "React's types have no global 'JSX' any more: it is one of the exports of 'react'.",
    edits: list?.last
      ? [at(list.last.getEnd(), list.isTypeOnly ? ', JSX' : ', type JSX')]
      : alone
        ? [at(alone.getEnd(), ', { type JSX }')]
        : [newImport({ ts, file, text }, 'import type { JSX } from', 'react')],
  };
}
