/**
 * Mistake: the imports of one kind of module in a file of the other: `require` in an ES module, `import` in a CommonJS file.
 *
 * Before:  `const fs = require('fs');` in main.mjs                   After:  `import fs from 'fs';`
 * Before:  `const { join: to } = require('path');` in main.mjs       After:  `import { join as to } from 'path';`
 * Before:  `import { join as to } from 'path';` in main.cjs          After:  `const { join: to } = require('path');`
 *
 * When not: one of the file's imports can't be written plainly in the other form, a path has no ending, something is exported in the
 * other form, or nothing but the file's own ending says which kind the project wants.
 */
import type * as tsModule from 'typescript';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedProposal, TypedRule } from '../framework/typed-rule';

const REQUIRE = /^require is not defined in ES module scope/;
const IMPORT = /^Cannot use import statement outside a module/;

export const moduleKind: TypedRule = {
  id: 'typescript/module-kind',
  family: 'typescript/modules',
  answers: {
    codes: ['ReferenceError', 'SyntaxError'],
    where: ({ errorType, message }) => (errorType === 'ReferenceError' ? REQUIRE : IMPORT).test(message),
  },
  propose: (place) => (REQUIRE.test(place.message) ? toImports(place) : toRequires(place)),
};

/** `require(…)` at the top of the file, each as a declaration of its own; every other one makes the whole unsure. */
function toImports({ ts, file, text }: TypedPlace): TypedProposal[] {
  const edits: { start: number; end: number; text: string }[] = [];
  let relative = false;
  for (const statement of file.statements) {
    if (!ts.isVariableStatement(statement) || statement.declarationList.declarations.length !== 1) continue;
    const declaration = statement.declarationList.declarations[0];
    const call = declaration?.initializer;
    const argument =
      call && ts.isCallExpression(call) && ts.isIdentifier(call.expression) && call.expression.text === 'require'
        ? call.arguments[0]
        : undefined;
    if (!declaration || !argument || !ts.isStringLiteral(argument)) continue;
    const clause = ts.isIdentifier(declaration.name) ? declaration.name.text : names(ts, declaration.name);
    if (clause === undefined || (argument.text.startsWith('.') && !/\.\w+$/.test(argument.text))) return [];
    relative ||= argument.text.startsWith('.');
    const end = text[statement.getEnd() - 1] === ';' ? ';' : '';
    const quote = argument.getText(file)[0] ?? "'";
    const attribute = argument.text.endsWith('.json') ? ` with { type: ${quote}json${quote} }` : '';
    if (attribute !== '' && !ts.isIdentifier(declaration.name)) return [];
    edits.push({
      start: statement.getStart(file),
      end: statement.getEnd(),
      text: `import ${clause} from ${argument.getText(file)}${attribute}${end}`,
    });
  }
  const all = text.match(/(?<![\w$.])require\s*\(/g)?.length ?? 0;
  if (edits.length === 0 || edits.length !== all || /(?<![\w$.])(?:module\.exports|exports\.\w|__dirname|__filename)/.test(text)) return [];
  // What a file of the project exports by default is its own affair; Node's modules and packages have both forms.
  return [
    {
      variant: relative ? 'require-to-import-of-own-module' : 'require-to-import',
      title: edits.length === 1 ? "Write 'require' as 'import'" : "Write every 'require' as 'import'",
      explanation: "This file is an ES module: there modules come in by 'import'.",
      edits,
    },
  ];
}

function names(ts: TypedPlace['ts'], pattern: tsModule.BindingName): string | undefined {
  if (!ts.isObjectBindingPattern(pattern)) return undefined;
  const parts = pattern.elements.map((element) => {
    if (
      element.dotDotDotToken ||
      element.initializer ||
      !ts.isIdentifier(element.name) ||
      (element.propertyName && !ts.isIdentifier(element.propertyName))
    )
      return undefined;
    return element.propertyName && ts.isIdentifier(element.propertyName)
      ? `${element.propertyName.text} as ${element.name.text}`
      : element.name.text;
  });
  return parts.length === 0 || parts.includes(undefined) ? undefined : `{ ${parts.join(', ')} }`;
}

function toRequires({ ts, file, text, path }: TypedPlace): TypedProposal[] {
  // An ending `.js` may as well want `"type": "module"`; only a file that is CommonJS in its own words is made so throughout.
  const own = path.endsWith('.cjs') || /(?<![\w$.])(?:require\s*\(\s*['"]|module\.exports\b)/.test(text);
  if (
    !own ||
    file.statements.some(
      (one) =>
        ts.isExportDeclaration(one) ||
        ts.isExportAssignment(one) ||
        (ts.canHaveModifiers(one) && ts.getModifiers(one)?.some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword) === true),
    )
  )
    return [];
  const edits: { start: number; end: number; text: string }[] = [];
  for (const statement of file.statements) {
    if (!ts.isImportDeclaration(statement)) continue;
    const { importClause: clause, moduleSpecifier } = statement;
    const from = `require(${moduleSpecifier.getText(file)})${text[statement.getEnd() - 1] === ';' ? ';' : ''}`;
    const bindings = clause?.namedBindings;
    if (clause?.name && bindings) return [];
    const left = !clause
      ? ''
      : clause.name
        ? `const ${clause.name.text} = `
        : bindings && ts.isNamespaceImport(bindings)
          ? `const ${bindings.name.text} = `
          : bindings && ts.isNamedImports(bindings)
            ? `const { ${bindings.elements.map((one) => (one.propertyName ? `${one.propertyName.text}: ${one.name.text}` : one.name.text)).join(', ')} } = `
            : undefined;
    if (left === undefined) return [];
    edits.push({ start: statement.getStart(file), end: statement.getEnd(), text: left + from });
  }
  if (edits.length === 0) return [];
  return [
    {
      variant: 'import-to-require',
      title: edits.length === 1 ? "Write 'import' as 'require'" : "Write every 'import' as 'require'",
      explanation: "This file is CommonJS: there modules come in by 'require'.",
      edits,
    },
  ];
}
