/**
 * Mistake: what only CommonJS has, in an ES module: `__dirname`, `module.exports`; `import.meta` in CommonJS.
 *
 * Before:  `path.join(__dirname, 'x')` in main.mjs            After:  `path.join(import.meta.dirname, 'x')`
 * Before:  `module.exports = { a, b }` in util.mjs            After:  `export { a, b }`
 * Before:  `exports.f = () => 1` in util.mjs                  After:  `export const f = () => 1`
 *
 * When not: the package speaks of a Node that has no `import.meta.dirname`: then the two are made of its address.
 */
import type * as tsModule from 'typescript';
import { nodesIn } from '../framework/value-flow';
import { packageOf } from '../framework/package-of';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedProposal, TypedRule } from '../framework/typed-rule';

const NO_FOLDER = /^(__dirname|__filename) is not defined/;
const NO_EXPORTS = /^(?:module|exports) is not defined in ES module scope/;

export const moduleGlobals: TypedRule = {
  id: 'typescript/module-globals',
  family: 'typescript/modules',
  answers: { codes: ['ReferenceError'], where: ({ message }) => NO_FOLDER.test(message) || NO_EXPORTS.test(message) },
  propose: (place) => (NO_EXPORTS.test(place.message) ? toExports(place) : toMeta(place)),
};

function toMeta(place: TypedPlace): TypedProposal[] {
  const { ts, file, text } = place;
  const uses = nodesIn(
    ts,
    file,
    (node): node is tsModule.Identifier =>
      ts.isIdentifier(node) &&
      /^__(?:dirname|filename)$/.test(node.text) &&
      !(ts.isPropertyAccessExpression(node.parent) && node.parent.name === node),
  );
  if (uses.length === 0 || uses.some((use) => ts.isVariableDeclaration(use.parent) && use.parent.name === use)) return [];
  const short = (use: tsModule.Identifier): string => (use.text === '__dirname' ? 'import.meta.dirname' : 'import.meta.filename');
  const engines = (packageOf(place)?.fields['engines'] as Readonly<Record<string, unknown>> | undefined)?.['node'];
  const least = typeof engines === 'string' ? Number(/\d+/.exec(engines)?.[0] ?? 99) : 99;
  const names = [...new Set(uses.map((use) => use.text))].join("' and '");
  const explanation = `This file is an ES module: there is no '${names}' in it.`;
  if (least >= 21 || least === 99)
    return [
      {
        variant: 'meta-of-module',
        title: uses.length === 1 ? `Use '${uses[0] ? short(uses[0]) : ''}'` : "Use 'import.meta'",
        explanation: `${explanation} 'import.meta' knows where the file lies.`,
        edits: uses.map((use) => ({ start: use.getStart(file), end: use.getEnd(), text: short(use) })),
      },
    ];
  const last = file.statements.filter(ts.isImportDeclaration).at(-1);
  const quote = text.includes('"') && !text.includes("'") ? '"' : "'";
  const semicolon = text.includes(';') ? ';' : '';
  const needsFile = uses.some((use) => use.text === '__filename');
  const lines = [
    ...(/(?<![\w$])fileURLToPath(?![\w$])/.test(text) ? [] : [`import { fileURLToPath } from ${quote}node:url${quote}${semicolon}`]),
    ...(needsFile ? [`const __filename = fileURLToPath(import.meta.url)${semicolon}`] : []),
    ...(uses.some((use) => use.text === '__dirname')
      ? [`const __dirname = fileURLToPath(new URL(${quote}.${quote}, import.meta.url))${semicolon}`]
      : []),
  ];
  const where = last?.getEnd() ?? 0;
  return [
    {
      variant: 'made-of-address',
      title: `Make '${names}' of the module's address`,
      explanation: `${explanation} 'import.meta.url' knows where the file lies.`,
      edits: [{ start: where, end: where, text: last ? `\n${lines.join('\n')}` : `${lines.join('\n')}\n` }],
    },
  ];
}

/** Each `module.exports = …` and `exports.x = …` as an `export`. */
export function toExports({ ts, file, text }: Pick<TypedPlace, 'ts' | 'file' | 'text'>): TypedProposal[] {
  const edits: { start: number; end: number; text: string }[] = [];
  const declared = new Set(
    file.statements.flatMap((one) =>
      ts.isVariableStatement(one)
        ? one.declarationList.declarations.map(({ name }) => name.getText(file))
        : ts.isFunctionDeclaration(one) || ts.isClassDeclaration(one)
          ? [one.name?.text ?? '']
          : [],
    ),
  );
  for (const statement of file.statements) {
    const value =
      ts.isExpressionStatement(statement) &&
      ts.isBinaryExpression(statement.expression) &&
      statement.expression.operatorToken.kind === ts.SyntaxKind.EqualsToken
        ? statement.expression
        : undefined;
    const target = value?.left.getText(file) ?? '';
    if (!value || !/^(?:module\.)?exports(?:\.[\w$]+)?$/.test(target)) continue;
    const end = text[statement.getEnd() - 1] === ';' ? ';' : '';
    const replace = (to: string): void => void edits.push({ start: statement.getStart(file), end: statement.getEnd(), text: to });
    const member = /exports\.([\w$]+)$/.exec(target)?.[1];
    const right = value.right;
    if (member !== undefined) {
      if (ts.isIdentifier(right) && declared.has(right.text))
        replace(`export { ${right.text === member ? member : `${right.text} as ${member}`} }${end}`);
      else if (!declared.has(member)) replace(`export const ${member} = ${right.getText(file)}${end}`);
      else return [];
    } else if (ts.isObjectLiteralExpression(right) && right.properties.length > 0) {
      const names = right.properties.map((one) =>
        ts.isShorthandPropertyAssignment(one)
          ? one.name.text
          : ts.isPropertyAssignment(one) && ts.isIdentifier(one.initializer) && ts.isIdentifier(one.name)
            ? `${one.initializer.text} as ${one.name.text}`
            : undefined,
      );
      if (names.includes(undefined)) return [];
      replace(`export { ${names.join(', ')} }${end}`);
    } else replace(`export default ${right.getText(file)}${end}`);
  }
  const all = text.match(/(?<![\w$.])(?:module\.exports|exports\.[\w$])/g)?.length ?? 0;
  if (edits.length === 0 || edits.length !== all || /(?<![\w$.])require\s*\(/.test(text)) return [];
  return [
    {
      variant: 'exports-to-export',
      title: "Write 'exports' as 'export'",
      explanation: "This file is an ES module: there modules give out what they have by 'export'.",
      edits,
    },
  ];
}
