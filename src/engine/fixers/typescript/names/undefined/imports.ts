// The imports of a file as it writes them, and where and how one more is written among them.

import type { OffsetEdit } from '../../../../syntax/edits';
import type { TypedPlace } from '../../framework/typed-place';

export interface Import {
  readonly specifier: string;
  readonly names: readonly string[];
  readonly start: number;
  readonly end: number;
  readonly kind: 'import' | 'require' | 'export';
  readonly typeOnly: boolean;
  /** The names between braces. Offsets of the text. */
  readonly elements: readonly { readonly name: string; readonly start: number; readonly end: number; readonly typed: boolean }[];
}

export function importsOf({ ts, file }: TypedPlace): Import[] {
  const out: Import[] = [];
  for (const statement of file.statements) {
    if (ts.isImportDeclaration(statement) && ts.isStringLiteral(statement.moduleSpecifier)) {
      const clause = statement.importClause;
      const bindings = clause?.namedBindings;
      const elements = bindings && ts.isNamedImports(bindings) ? [...bindings.elements] : [];
      out.push({
        specifier: statement.moduleSpecifier.text,
        names: [
          ...(clause?.name ? [clause.name.text] : []),
          ...elements.map((element) => element.name.text),
          ...(bindings && ts.isNamespaceImport(bindings) ? [bindings.name.text] : []),
        ],
        start: statement.getStart(file),
        end: statement.getEnd(),
        kind: 'import',
        typeOnly: clause?.isTypeOnly ?? false,
        elements: elements.map((element) => ({
          name: element.name.text,
          start: element.getStart(file),
          end: element.getEnd(),
          typed: element.isTypeOnly,
        })),
      });
    } else if (ts.isExportDeclaration(statement) && statement.moduleSpecifier && ts.isStringLiteral(statement.moduleSpecifier)) {
      out.push({
        specifier: statement.moduleSpecifier.text,
        names: [],
        start: statement.getStart(file),
        end: statement.getEnd(),
        kind: 'export',
        typeOnly: statement.isTypeOnly,
        elements: [],
      });
    } else if (ts.isVariableStatement(statement)) {
      for (const declaration of statement.declarationList.declarations) {
        const call = declaration.initializer;
        const argument =
          call && ts.isCallExpression(call) && ts.isIdentifier(call.expression) && call.expression.text === 'require'
            ? call.arguments[0]
            : undefined;
        if (argument && ts.isStringLiteral(argument))
          out.push({
            specifier: argument.text,
            names: ts.isIdentifier(declaration.name) ? [declaration.name.text] : [],
            start: statement.getStart(file),
            end: statement.getEnd(),
            kind: 'require',
            typeOnly: false,
            elements: [],
          });
      }
    }
  }
  return out;
}

/** Where a new import goes: among its like in alphabetical order where they are so, else behind them. */
function placeFor(like: readonly Import[], all: readonly Import[], specifier: string, top: number): { at: number; after: boolean } {
  const sorted = like.length > 1 && like.every((known, index) => index === 0 || (like[index - 1]?.specifier ?? '') <= known.specifier);
  if (sorted) {
    const before = like.filter((known) => known.specifier < specifier).at(-1);
    return before ? { at: before.end, after: true } : { at: like[0]?.start ?? top, after: false };
  }
  const last = like.at(-1);
  if (last) return { at: last.end, after: true };
  const first = all[0];
  return first ? { at: first.start, after: false } : { at: top, after: false };
}

/** The name added to an import's list: in its order where it has one, on a line of its own where the others are. */
export function joined({ text }: TypedPlace, { elements }: Import, name: string, word: string): OffsetEdit | undefined {
  const last = elements.at(-1);
  const [first] = elements;
  if (!first || !last) return undefined;
  // On lines of their own: as the last one begins.
  const between = /\r?\n[ \t]*$/.exec(text.slice(0, last.start))?.[0] ?? ' ';
  const less = (a: string, b: string): boolean => a.localeCompare(b, 'en', { sensitivity: 'base' }) < 0;
  const sorted = elements.length > 2 && elements.every((element, i) => i === 0 || !less(element.name, elements[i - 1]?.name ?? ''));
  const next = sorted ? elements.find((element) => less(name, element.name)) : undefined;
  return next
    ? { start: next.start, end: next.start, text: `${word}${name},${between}` }
    : { start: last.end, end: last.end, text: `,${between}${word}${name}` };
}

/** The line as an import of its own: in alphabetical order among `like` where they are so, else behind them; above all others, or at `top`. */
export function newImport(
  text: string,
  like: readonly Import[],
  all: readonly Import[],
  specifier: string,
  top: number,
  line: string,
): OffsetEdit {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const { at, after } = placeFor(like, all, specifier, top);
  return { start: at, end: at, text: after ? eol + line : line + eol };
}

/** The quotes of a line; undefined where it has none. */
export const quoteOf = (line: string): string | undefined => (line.includes('"') ? '"' : line.includes("'") ? "'" : undefined);
