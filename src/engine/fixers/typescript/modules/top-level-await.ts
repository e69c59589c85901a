/**
 * Mistake: `await` in the body of a CommonJS file, or in a function that is not async.
 *
 * Before:  `const hits = await search('x')` in a file with `require`      After:  the same in `async function main() { … } main()`
 * Before:  `function load() { await get() }`                              After:  `async function load() { await get() }`
 * Before:  `rows.forEach((row) => { await save(row) })` in an async function      After:  `for (const row of rows) { await save(row) }`
 *
 * When not: what is exported stands behind the `await`, or the function must not be async.
 */
import type * as tsModule from 'typescript';
import { at } from '../framework/checked-proposals';
import { onLine } from '../framework/crash';
import { isEsModule } from '../framework/package-of';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedProposal, TypedRule } from '../framework/typed-rule';
import { isTakenAtOnce, loopInstead } from '../framework/waiting-callback';
import { callsOf, nodesIn, topStatement, usesOf, type OwnFunction } from '../framework/value-flow';

const AWAIT = /^await is only valid in async functions|^Cannot determine intended module format because both 'require' and top-level await/;
const RESERVED = /^(?:Unexpected reserved word|Unexpected identifier|missing \) after argument list|Unexpected strict mode reserved word)/;

export const topLevelAwait: TypedRule = {
  id: 'typescript/top-level-await',
  family: 'typescript/modules',
  answers: {
    codes: ['SyntaxError', 'ReferenceError', 'ERR_AMBIGUOUS_MODULE_SYNTAX'],
    where: ({ message }) => AWAIT.test(message) || RESERVED.test(message),
  },
  propose(place) {
    const { ts, file, path } = place;
    if (/\.m?tsx?$/.test(path) && !AWAIT.test(place.message)) return [];
    const here = onLine(place, ts.isAwaitExpression).filter((one) => place.start === one.getStart(file) || !isInAsync(place, one));
    const waits =
      here[0] ?? (AWAIT.test(place.message) ? nodesIn(ts, file, ts.isAwaitExpression).find((one) => !isInAsync(place, one)) : undefined);
    // Without types the parser reads `await f()` in a plain function as a name and a call; the checker's tree still has the `await`.
    if (!waits) return [];
    const around = ts.findAncestor(waits, ts.isFunctionLike);
    if (around) return isAsync(place, around) ? [] : madeAsync(place, around as OwnFunction);
    return isEsModule(place) ? [] : inMain(place, waits);
  },
};

function isAsync({ ts }: TypedPlace, made: tsModule.SignatureDeclaration): boolean {
  return ts.canHaveModifiers(made) && ts.getModifiers(made)?.some((one) => one.kind === ts.SyntaxKind.AsyncKeyword) === true;
}

function isInAsync(place: TypedPlace, node: tsModule.Node): boolean {
  const around = place.ts.findAncestor(node, place.ts.isFunctionLike);
  return around !== undefined && isAsync(place, around);
}

/** `async` before the function; where its result is used at once, that waits as well. */
function madeAsync(place: TypedPlace, made: OwnFunction): TypedProposal[] {
  const { ts, file } = place;
  if (ts.isConstructorDeclaration(made) || ts.isAccessor(made) || made.asteriskToken) return [];
  if (isTakenAtOnce(place, made)) return loopInstead(place, made);
  const gathered = gatheredBy(place, made);
  if (gathered === undefined) return [];
  const start = ts.isMethodDeclaration(made) ? made.name.getStart(file) : made.getStart(file);
  const exported = ts.isFunctionDeclaration(made)
    ? made.getChildren(file).find((child) => child.kind === ts.SyntaxKind.FunctionKeyword)
    : undefined;
  const edits = [at(exported?.getStart(file) ?? start, 'async '), ...gathered];
  for (const call of callsOf(place, made)) {
    const used =
      !ts.isExpressionStatement(call.parent) &&
      !ts.isAwaitExpression(call.parent) &&
      !/\.(?:then|catch|finally)$/.test(call.parent.getText(file));
    if (!used) continue;
    const outer = ts.findAncestor(call, ts.isFunctionLike);
    // Its callers would have to wait in their turn.
    if (outer ? !isAsync(place, outer) : !isEsModule(place)) return [];
    const isMember = ts.isPropertyAccessExpression(call.parent) || ts.isElementAccessExpression(call.parent);
    edits.push(...(isMember ? [at(call.getStart(file), '(await '), at(call.getEnd(), ')')] : [at(call.getStart(file), 'await ')]));
  }
  const name = made.name?.getText(file);
  return [
    {
      variant: gathered.length > 0 ? 'async-callback-gathered' : edits.length === 1 ? 'async-function' : 'async-function-and-callers',
      title: name === undefined ? "Make the function 'async'" : `Make '${name}' async`,
      explanation: "'await' works only in a function that is marked 'async'.",
      edits,
    },
  ];
}

/**
 * What else a callback needs that gives a promise: nothing where nobody looks at what it gives, `Promise.all` where a list of its results is
 * made. undefined where a promise is not what it may give.
 */
function gatheredBy(place: TypedPlace, made: OwnFunction): TypedProposal['edits'] | undefined {
  const { ts, file } = place;
  const call = made.parent;
  if (!ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression)) return [];
  const method = call.expression.name.text;
  if (/^(?:filter|find|findIndex|findLast|some|every|reduce|reduceRight|sort|toSorted|flatMap|replace|replaceAll)$/.test(method))
    return undefined;
  if (method !== 'map' || ts.isExpressionStatement(call.parent)) return [];
  const isGathered = (list: tsModule.Node): boolean =>
    ts.isCallExpression(list.parent) &&
    list.parent.arguments[0] === list &&
    /^Promise\.(?:all|allSettled|race|any)$/.test(list.parent.expression.getText(file));
  if (isGathered(call)) return [];
  const kept = ts.isVariableDeclaration(call.parent) && ts.isIdentifier(call.parent.name) ? usesOf(place, call.parent.name) : [];
  if (kept.some(isGathered)) return [];
  const outer = ts.findAncestor(call, ts.isFunctionLike);
  if (outer ? !isAsync(place, outer) : !isEsModule(place)) return undefined;
  const isMember = ts.isPropertyAccessExpression(call.parent) || ts.isElementAccessExpression(call.parent);
  return [at(call.getStart(file), isMember ? '(await Promise.all(' : 'await Promise.all('), at(call.getEnd(), isMember ? '))' : ')')];
}

/** From the statement that waits to the end, in a function of its own. */
function inMain(place: TypedPlace, waits: tsModule.Node): TypedProposal[] {
  const { ts, file, text } = place;
  const first = topStatement(waits);
  const from = first ? file.statements.indexOf(first) : -1;
  const body = from < 0 ? [] : file.statements.slice(from);
  const last = body.at(-1);
  if (!first || !last) return [];
  // What others take from the file must be there when it was read.
  if (
    body.some(
      (one) =>
        /(?<![\w$.])(?:module\.)?exports(?![\w$])/.test(one.getText(file)) ||
        ts.isFunctionDeclaration(one) ||
        ts.isClassDeclaration(one) ||
        ts.isImportDeclaration(one) ||
        ts.isExportDeclaration(one),
    )
  )
    return [];
  const declared = body.flatMap((one) =>
    ts.isVariableStatement(one) ? one.declarationList.declarations.map(({ name }) => name.getText(file)) : [],
  );
  const before = file.statements
    .slice(0, from)
    .map((one) => one.getText(file))
    .join('\n');
  if (declared.some((name) => /^[\w$]+$/.test(name) && new RegExp(`(?<![\\w$.])${name.replaceAll('$', '\\$')}(?![\\w$])`).test(before)))
    return [];
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const step = /^\t/m.test(text) ? '\t' : ' '.repeat(/^( {2,8})\S/m.exec(text)?.[1]?.length === 4 ? 4 : 2);
  const semicolon = text.includes(';') ? ';' : '';
  const name = /(?<![\w$.])main(?![\w$])/.test(text) ? undefined : 'main';
  const start = first.getStart(file);
  const inner = text.slice(start, last.getEnd());
  // A text over several lines would change with its indentation.
  const isFixed =
    nodesIn(
      ts,
      file,
      (node): node is tsModule.Node =>
        (ts.isTemplateExpression(node) || ts.isNoSubstitutionTemplateLiteral(node)) &&
        node.pos >= first.pos &&
        node.getText(file).includes('\n'),
    ).length > 0;
  const indented = isFixed ? inner : inner.replace(/^(?=[^\r\n])/gm, step).slice(step.length);
  return [
    {
      variant: 'in-main',
      title: 'Put the lines that wait into an async function',
      explanation: "In a file with 'require', 'await' works only within a function that is marked 'async'.",
      edits: [
        {
          start,
          end: last.getEnd(),
          text:
            name === undefined
              ? `(async () => {${eol}${step}${indented}${eol}})()${semicolon}`
              : `async function ${name}() {${eol}${step}${indented}${eol}}${eol}${eol}${name}()${semicolon}`,
        },
      ],
    },
  ];
}
