// Cases from the TypeScript and JavaScript source of installed npm packages: one realistic mistake each, kept only where `typescript` reports it.
import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { randomOf, root } from '../figures.mjs';
import { isHeldOut } from './held-out.mjs';
import { newErrors } from './python.mjs';
import { ScriptFolder } from './typescript.mjs';

const MIN_BYTES = 1_500;
const MAX_BYTES = 40_000;
/** Files of one kind that the mistakes are put into. */
const MAX_FILES = 160;
const MAX_OTHERS = 25;
const MAX_OTHER_CHARS = 300_000;
/** Sites tried for each case that is wanted: a checker may see nothing wrong. */
const TRIES = 14;
/** Folders of tests, of generated or minified code, and of this bench's own subject. */
const SKIP =
  /(^|\/)(tests?|__tests__|fixtures|vendor|_vendor|third_party|locales?|browser|umd|bin|self-heal|typescript|pyright|node)(\/|$)/i;
const OPTIONS = {
  strict: true,
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  jsx: ts.JsxEmit.Preserve,
  skipLibCheck: true,
  noEmit: true,
  allowJs: true,
  checkJs: false,
  esModuleInterop: true,
  allowImportingTsExtensions: true,
  resolveJsonModule: true,
  types: [],
  lib: ['lib.esnext.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  useUnknownInCatchVariables: true,
  experimentalDecorators: true,
};
/** What an editor shows for plain JavaScript with `checkJs`. */
const JS_OPTIONS = { ...OPTIONS, strict: false, checkJs: true };

export function scriptCases({ seed, perClass, classes, maxFiles = MAX_FILES }) {
  const cases = [];
  const sources = { typescript: load('.ts', seed, maxFiles), javascript: load('.js', seed, maxFiles) };
  for (const [language, all] of Object.entries(sources)) {
    for (const [kind, sites] of Object.entries(MISTAKES)) {
      if (classes && !classes.includes(kind)) continue;
      // JavaScript has a third of the share: what is specific to it is little.
      const wanted = language === 'typescript' ? perClass : Math.ceil(perClass / 3);
      const random = randomOf(`${seed} ${language} ${kind}`);
      const pick = (list) => list[Math.floor(random() * list.length)];
      let got = 0;
      let tries = wanted * TRIES;
      for (const source of shuffled([...all, ...all], random)) {
        if (got === wanted || tries === 0) break;
        const places = [...sites(source, { random, pick })];
        if (places.length === 0) continue;
        tries--;
        const [start, end, text] = pick(places);
        const one = toCase(kind, language, source, source.text.slice(0, start) + text + source.text.slice(end));
        if (one) {
          cases.push(one);
          got++;
        }
      }
    }
  }
  for (const all of Object.values(sources)) for (const source of all) source.folder?.dispose();
  return cases;
}

function toCase(kind, language, source, before) {
  if (before === source.text) return undefined;
  const options = language === 'typescript' ? OPTIONS : JS_OPTIONS;
  source.folder ??= new ScriptFolder({ path: source.path, files: source.files, options });
  source.known ??= source.folder.errors(source.text);
  const all = source.folder.errors(before);
  const fresh = newErrors(source.known, all);
  const first = fresh.find((one) => one.kind === 'syntactic') ?? fresh[0];
  if (!first) return undefined;
  const place = ({ startLine, startCol, endLine, endCol }) => ({ startLine, startCol, endLine, endCol });
  return {
    set: language === 'typescript' ? 'ts_slip' : 'js_slip',
    source: 'injected',
    language,
    error_type: `TS${first.code}`,
    code: first.code,
    message: first.message,
    category: 'error',
    traceback: null,
    ranges: [place(first)],
    all_diagnostics: all.map(({ start: _start, end: _end, ...one }) => one),
    path: source.path,
    files: source.files,
    options,
    before,
    after: source.text,
    oracle: { kind: 'exact' },
    meta: { mutation: kind },
  };
}

function shuffled(list, random) {
  for (let i = list.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [list[i], list[j]] = [list[j], list[i]];
  }
  return list;
}

/** Source files of installed packages, and their parsed trees. */
function load(extension, seed, maxFiles) {
  const found = [];
  const modules = path.join(root, 'node_modules');
  const walk = (folder) => {
    for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
      const full = path.join(folder, entry.name);
      const name = path.relative(modules, full).replaceAll('\\', '/');
      if (SKIP.test(name)) continue;
      if (entry.isDirectory()) walk(full);
      else if (entry.name.endsWith(extension) && !/\.(d|min|test|spec|bundle)\.[jt]s$/.test(entry.name) && isHeldOut(name)) {
        const { size } = fs.statSync(full);
        if (size >= MIN_BYTES && size <= MAX_BYTES) found.push({ full, name });
      }
    }
  };
  walk(modules);
  found.sort((a, b) => (a.name < b.name ? -1 : 1));
  const sources = [];
  const perPackage = {};
  for (const { full, name } of shuffled(found, randomOf(`${seed} ${extension}`))) {
    if (sources.length >= maxFiles) break;
    const owner = name
      .split('/')
      .slice(0, name.startsWith('@') ? 2 : 1)
      .join('/');
    // One large package must not be the whole corpus.
    if ((perPackage[owner] ?? 0) >= maxFiles / 4) continue;
    const text = fs.readFileSync(full, 'utf8');
    // Built and minified code has endless lines; a carriage return or a BOM would only blur the comparison.
    if (
      text.includes('\r') ||
      text.startsWith('\uFEFF') ||
      /[^\n]{400}/.test(text) ||
      text.includes('sourceMappingURL=data') ||
      /"use strict";\nvar __/.test(text)
    )
      continue;
    const tree = ts.createSourceFile(name, text, ts.ScriptTarget.ESNext, true);
    if (tree.parseDiagnostics.length > 0) continue;
    perPackage[owner] = (perPackage[owner] ?? 0) + 1;
    sources.push({
      path: name,
      text,
      tree,
      full,
      modules,
      get files() {
        return (this.others ??= neighbours(this));
      },
      get tokens() {
        return (this.leaves ??= leavesOf(tree));
      },
    });
  }
  return sources;
}

/** The files that a file imports by a relative path, and what they import, as far as the caps go. */
function neighbours({ full, tree, modules }) {
  const files = {};
  let room = MAX_OTHER_CHARS;
  const queue = [[full, tree]];
  const seen = new Set([full]);
  while (queue.length > 0 && Object.keys(files).length < MAX_OTHERS) {
    const [from, sf] = queue.shift();
    for (const { fileName } of ts.preProcessFile(sf.text, true, true).importedFiles) {
      if (!fileName.startsWith('.')) continue;
      const base = path.resolve(path.dirname(from), fileName);
      const at = [
        base,
        base.replace(/\.[cm]?js$/, '.ts'),
        `${base}.ts`,
        `${base}.js`,
        `${base}.d.ts`,
        path.join(base, 'index.ts'),
        path.join(base, 'index.js'),
      ].find((file) => /\.[cm]?[jt]s$/.test(file) && fs.existsSync(file));
      if (!at || seen.has(at)) continue;
      seen.add(at);
      const text = fs.readFileSync(at, 'utf8');
      if (text.length > room || Object.keys(files).length >= MAX_OTHERS) continue;
      room -= text.length;
      files[path.relative(modules, at).replaceAll('\\', '/')] = text;
      queue.push([at, { text }]);
    }
  }
  return files;
}

function leavesOf(tree) {
  const out = [];
  const walk = (node) => {
    const children = node.getChildren(tree);
    if (
      children.length === 0 &&
      node.getWidth(tree) > 0 &&
      !(node.kind >= ts.SyntaxKind.FirstJSDocNode && node.kind <= ts.SyntaxKind.LastJSDocNode)
    )
      out.push({ kind: node.kind, text: node.getText(tree), start: node.getStart(tree), end: node.getEnd(), node });
    else
      for (const child of children) if (child.kind < ts.SyntaxKind.FirstJSDocNode || child.kind > ts.SyntaxKind.LastJSDocNode) walk(child);
  };
  walk(tree);
  return out;
}

// ---- the mistakes: each gives the places where a file can have it, as [start, end, new text]

const K = ts.SyntaxKind;
const CLOSES = { ')': '(', ']': '[', '}': '{' };
const isClose = ({ text }) => text in CLOSES;
const isOpen = ({ text }) => text === '(' || text === '[' || text === '{';
const drop = ({ start, end }) => [start, end, ''];
const instead =
  (text) =>
  ({ start, end }) => [start, end, text];
const span = (source, node) => [node.getStart(source.tree), node.getEnd()];

function nodes(source, test) {
  source.all ??= (() => {
    const out = [];
    const walk = (node) => {
      out.push(node);
      ts.forEachChild(node, walk);
    };
    walk(source.tree);
    return out;
  })();
  return source.all.filter(test);
}

/** What fingers do: two letters swapped, one lost, doubled or hit beside. */
function typo(word, { random }) {
  if (word.length < 4 || !/^[\w$]+$/.test(word)) return undefined;
  const rows = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
  const i = 1 + Math.floor(random() * (word.length - 2));
  const how = Math.floor(random() * 4);
  const row = rows.find((one) => one.includes(word[i].toLowerCase()));
  const beside = row ? row[(row.indexOf(word[i].toLowerCase()) + 1) % row.length] : 'x';
  const made =
    how === 0
      ? word.slice(0, i) + word[i + 1] + word[i] + word.slice(i + 2)
      : how === 1
        ? word.slice(0, i) + word.slice(i + 1)
        : how === 2
          ? word.slice(0, i) + word[i] + word.slice(i)
          : word.slice(0, i) + beside + word.slice(i + 1);
  return made === word ? undefined : made;
}
const otherCase = (word) =>
  word.length < 3
    ? undefined
    : /^[a-z]+[A-Z]/.test(word)
      ? word.toLowerCase()
      : /^[A-Z][a-z]/.test(word)
        ? word[0].toLowerCase() + word.slice(1)
        : word[0].toUpperCase() + word.slice(1);
const renamed = (source, found, how) =>
  found.flatMap((node) => {
    const made = how(node.text);
    return made && made !== node.text ? [[...span(source, node), made]] : [];
  });

/** A name that is used, not declared; the right side of a dot is a member. */
const isRead = (node) =>
  ts.isIdentifier(node) &&
  node.parent.name !== node &&
  node.parent.propertyName !== node &&
  !ts.isTypeNode(node.parent) &&
  !ts.isQualifiedName(node.parent) &&
  !ts.isImportClause(node.parent) &&
  !ts.isExportSpecifier(node.parent) &&
  !ts.isExpressionWithTypeArguments(node.parent) &&
  !ts.isLabeledStatement(node.parent) &&
  !ts.isBreakOrContinueStatement(node.parent);
const strings = ({ tokens }) => tokens.filter(({ kind, text }) => kind === K.StringLiteral && text.length > 2);
const imports = (source) => nodes(source, ts.isImportDeclaration);
const named = (source) =>
  imports(source).flatMap((node) =>
    node.importClause?.namedBindings && ts.isNamedImports(node.importClause.namedBindings)
      ? [node.importClause.namedBindings.elements]
      : [],
  );
/** The statement with its line. */
const line = (source, node) => {
  const [start, end] = span(source, node);
  const begin = source.text.lastIndexOf('\n', start - 1) + 1;
  return source.text.slice(begin, start).trim() === '' && source.text[end] === '\n' ? [begin, end + 1, ''] : [start, end, ''];
};
const FOREIGN_WORDS = {
  '&&': 'and',
  '||': 'or',
  null: 'None',
  true: 'True',
  false: 'False',
  this: 'self',
  throw: 'raise',
  catch: 'except',
  function: 'def',
  switch: 'match',
  undefined: 'nil',
};
const foreign =
  (...words) =>
  ({ tokens }) =>
    tokens
      .filter(({ text, kind }) => words.includes(text) && kind !== K.StringLiteral && kind !== K.JsxText)
      .map((token) => instead(FOREIGN_WORDS[token.text])(token));
const FOREIGN_METHODS = {
  push: 'append',
  includes: 'contains',
  trim: 'strip',
  toUpperCase: 'upper',
  toLowerCase: 'lower',
  indexOf: 'find_index',
  startsWith: 'startswith',
  endsWith: 'endswith',
  length: 'size',
  forEach: 'each',
  has: 'contains',
};
const members = (source) =>
  nodes(source, ts.isPropertyAccessExpression)
    .map(({ name }) => name)
    .filter(ts.isIdentifier);

const MISTAKES = {
  drop_close: ({ tokens }) => tokens.filter(isClose).map(drop),
  drop_brace: ({ tokens }) => tokens.filter(({ text }) => text === '}').map(drop),
  drop_open: ({ tokens }) => tokens.filter(isOpen).map(drop),
  extra_close: ({ tokens }) => tokens.filter(isClose).map(({ end, text }) => [end, end, text]),
  mismatch_close: ({ tokens }) =>
    tokens.filter(({ text }) => text === ')' || text === ']').map((token) => instead(token.text === ')' ? ']' : ')')(token)),
  drop_comma: ({ tokens }) => tokens.filter(({ kind }) => kind === K.CommaToken).map(drop),
  drop_quote: (source) => strings(source).map(({ end }) => [end - 1, end, '']),
  drop_open_quote: (source) => strings(source).map(({ start }) => [start, start + 1, '']),
  wrong_quote: (source) => strings(source).map(({ end, text }) => [end - 1, end, text.endsWith('"') ? "'" : '"']),
  smart_quotes: (source) =>
    strings(source).map(({ start, end, text }) => [start, end, text.startsWith('"') ? `“${text.slice(1, -1)}”` : `‘${text.slice(1, -1)}’`]),
  drop_backtick: ({ tokens }) =>
    tokens.filter(({ kind }) => kind === K.NoSubstitutionTemplateLiteral || kind === K.TemplateTail).map(({ end }) => [end - 1, end, '']),
  drop_template_brace: ({ tokens }) =>
    tokens.filter(({ kind }) => kind === K.TemplateTail || kind === K.TemplateMiddle).map(({ start }) => [start, start + 1, '']),
  no_condition_parens: (source) =>
    nodes(source, (node) => ts.isIfStatement(node) || ts.isWhileStatement(node)).map(({ expression }) => {
      const [start, end] = span(source, expression);
      return [source.text.lastIndexOf('(', start), source.text.indexOf(')', end) + 1, source.text.slice(start, end)];
    }),
  keyword_typo: ({ tokens }, at) =>
    tokens
      .filter(
        ({ kind, text }) =>
          kind >= K.FirstKeyword &&
          kind <= K.LastKeyword &&
          text.length > 3 &&
          !['this', 'null', 'true', 'false', 'undefined'].includes(text),
      )
      .flatMap((token) => {
        const made = typo(token.text, at);
        return made ? [instead(made)(token)] : [];
      }),
  drop_declaration_keyword: ({ tokens }) =>
    tokens
      .filter(
        ({ text, node }) =>
          ['const', 'let', 'var'].includes(text) &&
          node.parent.kind === K.VariableDeclarationList &&
          node.parent.declarations[0].initializer,
      )
      .map(({ start, end }) => [start, end + 1, '']),
  drop_arrow: ({ tokens, text }) =>
    tokens.filter(({ kind }) => kind === K.EqualsGreaterThanToken).map(({ start, end }) => [start, text[end] === ' ' ? end + 1 : end, '']),
  thin_arrow: ({ tokens }) => tokens.filter(({ kind }) => kind === K.EqualsGreaterThanToken).map(instead('->')),
  drop_colon: ({ tokens }) =>
    tokens
      .filter(
        ({ kind, node }) =>
          kind === K.ColonToken && [K.PropertyAssignment, K.ConditionalExpression, K.Parameter, K.CaseClause].includes(node.parent.kind),
      )
      .map(drop),
  equals_in_object: ({ tokens }) =>
    tokens
      .filter(({ kind, node }) => kind === K.ColonToken && node.parent.kind === K.PropertyAssignment)
      .map(({ start, end }) => [start, end, ' =']),
  semicolon_in_object: ({ tokens }) =>
    tokens.filter(({ kind, node }) => kind === K.CommaToken && node.parent.parent?.kind === K.ObjectLiteralExpression).map(instead(';')),
  drop_dot: ({ tokens }) =>
    tokens.filter(({ kind, node }) => kind === K.DotToken && node.parent.kind === K.PropertyAccessExpression).map(drop),
  elif: (source) =>
    nodes(source, (node) => ts.isIfStatement(node) && node.elseStatement && ts.isIfStatement(node.elseStatement)).map(
      ({ elseStatement }) => {
        const start = elseStatement.getStart(source.tree);
        return [source.text.lastIndexOf('else', start), start + 2, 'elif'];
      },
    ),
  foreign_operator: foreign('&&', '||'),
  foreign_keyword: foreign('throw', 'catch', 'function', 'switch'),
  foreign_constant: foreign('null', 'true', 'false'),
  foreign_this: foreign('this'),
  foreign_for: (source) =>
    nodes(source, ts.isForOfStatement).map(({ initializer, expression }) => [
      initializer.getEnd(),
      expression.getStart(source.tree),
      ' : ',
    ]),
  foreign_method: (source) =>
    renamed(
      source,
      members(source).filter(({ text }) => Object.hasOwn(FOREIGN_METHODS, text)),
      (text) => FOREIGN_METHODS[text],
    ),
  name_typo: (source, at) => renamed(source, nodes(source, isRead), (text) => typo(text, at)),
  name_case: (source) => renamed(source, nodes(source, isRead), otherCase),
  member_typo: (source, at) => renamed(source, members(source), (text) => typo(text, at)),
  member_case: (source) => renamed(source, members(source), otherCase),
  type_typo: (source, at) =>
    renamed(
      source,
      nodes(source, (node) => ts.isIdentifier(node) && ts.isTypeReferenceNode(node.parent)),
      (text) => typo(text, at),
    ),
  object_key_typo: (source, at) =>
    renamed(
      source,
      nodes(source, (node) => ts.isIdentifier(node) && ts.isPropertyAssignment(node.parent) && node.parent.name === node),
      (text) => typo(text, at),
    ),
  import_path: (source, at) =>
    imports(source)
      .map(({ moduleSpecifier }) => moduleSpecifier)
      .filter(({ text }) => text.startsWith('.'))
      .flatMap((node) => {
        const base = path.posix.basename(node.text);
        const made = typo(base.replace(/\.\w+$/, ''), at);
        const [start, end] = span(source, node);
        const wrong = at.pick([
          made && node.text.replace(base, base.replace(/^[\w$-]+/, made)),
          node.text.startsWith('./') ? `.${node.text}` : node.text.replace('../', './'),
        ]);
        return wrong ? [[start + 1, end - 1, wrong]] : [];
      }),
  imported_name_typo: (source, at) =>
    renamed(
      source,
      named(source)
        .flat()
        .map(({ propertyName, name }) => propertyName ?? name)
        .filter(ts.isIdentifier),
      (text) => typo(text, at),
    ),
  default_for_named: (source) =>
    named(source)
      .filter((elements) => elements.length === 1 && !elements[0].propertyName)
      .map((elements) => [...span(source, elements.parent ?? elements[0].parent), elements[0].name.text]),
  drop_import: (source) =>
    imports(source)
      .filter(
        ({ importClause }) =>
          importClause &&
          (!importClause.namedBindings ||
            !ts.isNamedImports(importClause.namedBindings) ||
            importClause.namedBindings.elements.length === 1),
      )
      .map((node) => line(source, node)),
  drop_imported_name: (source) =>
    named(source)
      .filter((elements) => elements.length > 1)
      .flatMap((elements) => elements.slice(0, -1).map((one, i) => [one.getStart(source.tree), elements[i + 1].getStart(source.tree), ''])),
  missing_this: (source) =>
    nodes(source, (node) => ts.isPropertyAccessExpression(node) && node.expression.kind === K.ThisKeyword).map(({ name, expression }) => [
      expression.getStart(source.tree),
      name.getStart(source.tree),
      '',
    ]),
  missing_await: (source) =>
    nodes(source, ts.isAwaitExpression).map((node) => [node.getStart(source.tree), node.expression.getStart(source.tree), '']),
  missing_async: ({ tokens }) => tokens.filter(({ kind }) => kind === K.AsyncKeyword).map(({ start, end }) => [start, end + 1, '']),
  missing_new: (source) =>
    nodes(source, ts.isNewExpression).map((node) => [node.getStart(source.tree), node.expression.getStart(source.tree), '']),
  missing_super: (source) =>
    nodes(
      source,
      (node) =>
        ts.isExpressionStatement(node) &&
        ts.isCallExpression(node.expression) &&
        node.expression.expression.kind === K.SuperKeyword &&
        node.expression.arguments.length === 0,
    ).map((node) => line(source, node)),
  missing_call: (source) =>
    nodes(source, (node) => ts.isCallExpression(node) && node.arguments.length === 0 && ts.isPropertyAccessExpression(node.expression)).map(
      (node) => [node.expression.getEnd(), node.getEnd(), ''],
    ),
  drop_optional_chain: ({ tokens }) =>
    tokens
      .filter(({ kind }) => kind === K.QuestionDotToken)
      .map(({ start, end, node }) => [start, end, ts.isPropertyAccessExpression(node.parent) ? '.' : '']),
  drop_non_null: (source) => nodes(source, ts.isNonNullExpression).map((node) => [node.expression.getEnd(), node.getEnd(), '']),
  const_reassigned: ({ tokens }) =>
    tokens.filter(({ text, node }) => text === 'let' && node.parent.kind === K.VariableDeclarationList).map(instead('const')),
};
