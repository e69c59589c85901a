/**
 * Mistake: a path that is meant from the file it stands in, which Node takes from the folder the program was started in.
 *
 * Before:  `readFileSync('./data.json')` in src/, run from above     After:  `readFileSync(path.join(__dirname, 'data.json'))`
 * Before:  the same in an ES module                                  After:  `readFileSync(new URL('./data.json', import.meta.url))`
 * Before:  `readFileSync('confg.json')` beside `config.json`         After:  `readFileSync('config.json')`
 *
 * When not: no such file lies beside the module either, or the path is put together.
 */
import * as path from 'node:path';
import type * as tsModule from 'typescript';
import { at } from '../framework/checked-proposals';
import { onLine } from '../framework/crash';
import { foldersAbove, isEsModule } from '../framework/package-of';
import { isSlip, slipOf } from '../framework/spelling';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedProposal, TypedRule } from '../framework/typed-rule';
import { nodesIn, sourceOf } from '../framework/value-flow';

const NO_FILE = /^ENOENT: no such file or directory, (open|stat|lstat|scandir|access|readlink|copyfile|opendir) '([^']{1,500})'/;
/** Working with files of their names: what is made by them need not be there. */
const MAKES = /(?:writeFile|appendFile|createWriteStream|mkdir|mkdtemp|outputFile|openSync|open)(?:Sync)?$/;

export const fileBesideModule: TypedRule = {
  id: 'typescript/file-beside-module',
  family: 'typescript/runtime',
  answers: { codes: ['ENOENT', 'Error'], where: ({ message }) => NO_FILE.test(message) },
  propose(place) {
    const [, , given] = NO_FILE.exec(place.message) ?? [];
    if (given === undefined) return [];
    const literal = literalOf(place, given);
    if (!literal) return [];
    const folder = path.posix.dirname(place.path);
    if (!path.isAbsolute(given) && place.folder.exists(path.posix.join(folder, given))) return beside(place, literal, given);
    return misspelt(place, literal, given);
  },
};

/** The text of the path: on the line of the crash, or what a name there was declared with. */
function literalOf(place: TypedPlace, given: string): tsModule.StringLiteralLike | undefined {
  const { ts, file } = place;
  const isGiven = (node: tsModule.Node): node is tsModule.StringLiteralLike => ts.isStringLiteralLike(node) && node.text === given;
  const here = onLine(place, ts.isCallExpression).flatMap((call) => {
    if (MAKES.test(call.expression.getText(file))) return [];
    const source = call.arguments[0] && sourceOf(place, call.arguments[0]);
    return source && isGiven(source) && source.getSourceFile() === file ? [source] : [];
  });
  if (here[0]) return here[0];
  // Handed through functions: where the file says the path once, it is that one.
  const [one, ...others] = nodesIn(ts, file, isGiven);
  return one && others.length === 0 && !ts.isImportDeclaration(one.parent) ? one : undefined;
}

function beside(place: TypedPlace, literal: tsModule.StringLiteralLike, given: string): TypedProposal[] {
  const { ts, file, text } = place;
  const start = literal.getStart(file);
  const end = literal.getEnd();
  const quote = text[start] === '"' ? '"' : "'";
  const explanation = `Node looks for '${given}' in the folder the program was started in; it lies beside this file.`;
  const title = `Look for '${given}' beside this file`;
  if (isEsModule(place)) {
    const url = `new URL(${quote}${given.startsWith('.') ? given : `./${given}`}${quote}, import.meta.url)`;
    return [
      {
        variant: 'url-of-module',
        title,
        explanation,
        edits: [
          { start, end, text: isPathOnly(place, literal) ? `fileURLToPath(${url})` : url },
          ...(isPathOnly(place, literal) ? urlImport(place) : []),
        ],
      },
    ];
  }
  const plain = given.replace(/^\.\//, '');
  const known = pathName(place);
  const joined = `${known?.join ?? 'path.join'}(__dirname, ${quote}${plain}${quote})`;
  const edits = [{ start, end, text: joined }];
  if (!known) {
    const first = file.statements.find((one) => !(ts.isExpressionStatement(one) && ts.isStringLiteral(one.expression)));
    const requires = file.statements.filter((one) => ts.isVariableStatement(one) && /=\s*require\(/.test(one.getText(file)));
    const imports = file.statements.filter(ts.isImportDeclaration);
    const last = imports.at(-1) ?? requires.at(-1);
    const node = /['"]node:/.test(text) ? 'node:' : '';
    const semicolon = text.includes(';') ? ';' : '';
    const eol = text.includes('\r\n') ? '\r\n' : '\n';
    const line =
      imports.length > 0
        ? `import path from ${quote}${node}path${quote}${semicolon}`
        : `const path = require(${quote}${node}path${quote})${semicolon}`;
    if (last && last.getEnd() <= start) edits.unshift({ ...at(last.getEnd(), `${eol}${line}`) });
    else if (first) edits.unshift({ ...at(first.getStart(file), `${line}${eol}`) });
    if (/(?<![\w$.])path(?![\w$])\s*(?:=|,|\)|\.)/.test(text.replace(/\.path\b/g, ''))) return [];
  }
  return [{ variant: 'path-from-module', title, explanation, edits }];
}

/** Whether the path goes through functions that want text, not an address. */
function isPathOnly({ ts }: TypedPlace, literal: tsModule.StringLiteralLike): boolean {
  const call = literal.parent;
  if (ts.isCallExpression(call))
    return !/(?:^|\.)(?:readFile|readFileSync|createReadStream|readdir|readdirSync|stat|statSync|existsSync|access|accessSync|open|openSync|copyFile|copyFileSync|rm|rmSync|unlink|unlinkSync|lstat|lstatSync|opendir|watch)$/.test(
      call.expression.getText(),
    );
  return !ts.isVariableDeclaration(call);
}

function urlImport({ ts, file, text }: TypedPlace): { start: number; end: number; text: string }[] {
  if (/(?<![\w$])fileURLToPath(?![\w$])/.test(text)) return [];
  const last = file.statements.filter(ts.isImportDeclaration).at(-1);
  const quote = text.includes('"') && !text.includes("'") ? '"' : "'";
  const line = `import { fileURLToPath } from ${quote}node:url${quote}${text.includes(';') ? ';' : ''}`;
  return [last ? at(last.getEnd(), `\n${line}`) : at(0, `${line}\n`)];
}

/** How the file says `path.join`; undefined where it has no `path`. */
function pathName({ ts, file }: TypedPlace): { readonly join: string } | undefined {
  for (const statement of file.statements) {
    const said = statement.getText(file);
    if (!/['"](?:node:)?path['"]/.test(said)) continue;
    const whole = /^(?:import\s+(?:\*\s+as\s+)?|(?:const|let|var)\s+)([\w$]+)\s*(?:=|from)/.exec(said)?.[1];
    if (whole !== undefined) return { join: `${whole}.join` };
    if (/\{[^}]*(?<![\w$])join(?![\w$:])[^}]*\}/.test(said) && !/join\s+as/.test(said)) return { join: 'join' };
    if (ts.isImportDeclaration(statement) || ts.isVariableStatement(statement)) return undefined;
  }
  return undefined;
}

/** A file beside the one that is not there, by nearly the same name. */
function misspelt(place: TypedPlace, literal: tsModule.StringLiteralLike, given: string): TypedProposal[] {
  const { file, folder } = place;
  const name = path.posix.basename(given);
  const rests = path.posix.dirname(given);
  const starts = path.isAbsolute(given) ? [] : foldersAbove(place);
  const found = new Set<string>();
  for (const start of starts)
    for (const other of folder.namesIn(path.posix.join(start, rests)))
      if (other !== name && (other.toLowerCase() === name.toLowerCase() || isSlip(slipOf(name, other), 'near'))) found.add(other);
  const [meant, ...others] = found;
  if (meant === undefined || others.length > 0) return [];
  const start = literal.getEnd() - 1 - name.length;
  if (start <= literal.getStart(file)) return [];
  return [
    {
      variant: 'misspelt-file',
      title: `Change '${name}' to '${meant}'`,
      explanation: `There is no '${name}'; beside it lies a file by nearly the same name.`,
      edits: [{ start, end: literal.getEnd() - 1, text: meant }],
    },
  ];
}
