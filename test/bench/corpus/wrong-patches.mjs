// Wrong but plausible patches of small programs that stop with an error, as texts: of JavaScript by TypeScript's tree, of Python by python_wrong_patches.py,
// of syntax errors by their tokens. Whether a patch ends well, and is wrong, is for the caller to see. Kinds are described at the top of ../false-proofs.mjs.
import ts from 'typescript';
import { python } from './python.mjs';

/** `{ text, original, line, start, end, error }` → `{ kind, text }`; line from 1, columns from 0 or null. */
export async function wrongPatches(name, crash) {
  if (!name.endsWith('.py')) return scriptPatches(name, crash);
  const found = await python('python_wrong_patches.py', [], JSON.stringify({ cases: [{ id: 0, ...crash }] }));
  return found.map(({ kind, text }) => ({ kind, text }));
}

const parsed = (text) => ts.createSourceFile('case.mjs', text, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);
const parses = (text) => parsed(text).parseDiagnostics.length === 0;

function scriptPatches(name, crash) {
  const one = new ScriptCase(name, crash);
  if (!one.statement || !one.expression) return [];
  const found = [];
  for (const [kind, make] of Object.entries(SCRIPT_KINDS)) {
    const seen = new Set([crash.text, crash.original]);
    for (const text of make(one)) {
      if (seen.has(text)) continue;
      seen.add(text);
      if (parses(text)) found.push({ kind, text });
    }
  }
  return found;
}

const EMPTY = ['0', 'null', "''", '[]', '{}', 'undefined'];

/** Slips that crashes.mjs does not make: `{ name, kind, text }`. */
export function furtherScriptSlips({ name, text }) {
  const found = [];
  const put = (kind, start, end, now) => found.push({ name, kind, text: text.slice(0, start) + now + text.slice(end) });
  const visit = (node) => {
    if (ts.isVariableStatement(node)) {
      const [declared] = node.declarationList.declarations;
      if (declared.initializer && /^(?:0|''|\[\]|\{\}|null|false)$/.test(declared.initializer.getText()))
        put('drop_assignment', node.getFullStart(), node.getEnd(), '');
      if (node.declarationList.flags & ts.NodeFlags.Let && declared.initializer)
        put('let_const', node.getStart(), node.getStart() + 3, 'const');
    }
    if (ts.isElementAccessExpression(node) && !ts.isStringLiteral(node.argumentExpression))
      put('index_off', node.argumentExpression.getStart(), node.argumentExpression.getEnd(), `${node.expression.getText()}.length`);
    if (ts.isAwaitExpression(node)) put('drop_await', node.getStart(), node.expression.getStart(), '');
    if (ts.isCallExpression(node) && node.arguments.length === 0 && ts.isPropertyAccessExpression(node.expression))
      put('drop_call', node.expression.getEnd(), node.getEnd(), '');
    if (ts.isCallExpression(node) && node.arguments.length > 1)
      put('drop_argument', node.arguments.at(-2).getEnd(), node.arguments.at(-1).getEnd(), '');
    if (ts.isReturnStatement(node) && node.expression) put('drop_return', node.getStart(), node.expression.getStart(), '');
    ts.forEachChild(node, visit);
  };
  visit(parsed(text));
  return found;
}

const SIMPLE = new Set([ts.SyntaxKind.ExpressionStatement, ts.SyntaxKind.VariableStatement, ts.SyntaxKind.ReturnStatement]);

class ScriptCase {
  constructor(name, { text, original, line, start }) {
    Object.assign(this, { name, text, original });
    this.file = parsed(text);
    this.at = this.file.getPositionOfLineAndCharacter(line - 1, 0) + (start ?? 0);
    let node = deepest(this.file, this.at);
    this.expression = operation(node);
    while (node && !isStatement(node)) node = node.parent;
    this.statement = node;
    if (!node) return;
    this.simple = SIMPLE.has(node.kind) && (ts.isBlock(node.parent) || ts.isSourceFile(node.parent));
    this.code = node.getText();
    const from = this.file.getLineAndCharacterOfPosition(node.getStart());
    this.indent = /^\s*/.exec(text.split('\n')[from.line])[0];
    if (text.split('\n')[from.line].slice(0, from.character).trim() !== '') this.simple = false;
    this.function = above(node, (one) => ts.isFunctionLike(one));
    this.loop = above(node, (one) => ts.isIterationStatement(one, false) || ts.isFunctionLike(one));
    if (this.loop && ts.isFunctionLike(this.loop)) this.loop = undefined;
    this.awaits = /\bawait\b/.test(this.code);
    this.async =
      this.function === undefined
        ? name.endsWith('.mjs')
        : (this.function.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) ?? false);
    const declared = ts.isVariableStatement(node) ? node.declarationList.declarations[0] : undefined;
    const assigned =
      ts.isExpressionStatement(node) && ts.isBinaryExpression(node.expression) && ASSIGNS.test(node.expression.operatorToken.getText())
        ? node.expression
        : undefined;
    /** The text of the target, the value, the sign; absent where nothing is assigned. */
    this.assignment =
      declared?.initializer && ts.isIdentifier(declared.name)
        ? { target: declared.name.getText(), value: declared.initializer.getText(), sign: '=', declares: true, node: declared.initializer }
        : assigned
          ? {
              target: assigned.left.getText(),
              value: assigned.right.getText(),
              sign: assigned.operatorToken.getText(),
              declares: false,
              node: assigned.right,
            }
          : undefined;
    this.returned = ts.isReturnStatement(node) ? node.expression?.getText() : undefined;
    this.value = ts.isExpressionStatement(node) ? node.expression.getText() : undefined;
  }

  replaced(node, now) {
    return this.text.slice(0, node.getStart()) + now + this.text.slice(node.getEnd());
  }

  withExpression(now) {
    return this.replaced(this.expression, now);
  }

  withStatement(...lines) {
    return this.replaced(this.statement, lines.join('\n').split('\n').join(`\n${this.indent}`));
  }

  aboveIt(...lines) {
    return this.withStatement(...lines, this.code);
  }

  /** The statement as a body. */
  get body() {
    return this.code.replace(/^/, '  ').split('\n').join('\n  ');
  }

  /** What a person would ask before doing what fails; false where it fails. */
  get conditions() {
    const found = [];
    const of = (node) => {
      if (ts.isIdentifier(node)) found.push(`typeof ${node.text} !== 'undefined'`, `globalThis.${node.text}`);
      if (ts.isPropertyAccessExpression(node)) {
        found.push(node.expression.getText(), node.getText());
        if (ts.isCallExpression(node.parent) && node.parent.expression === node) found.push(`typeof ${node.getText()} === 'function'`);
      }
      if (ts.isElementAccessExpression(node))
        found.push(node.getText(), `${node.expression.getText()}.length > ${node.argumentExpression.getText()}`);
      if (ts.isCallExpression(node)) of(node.expression);
    };
    of(this.expression);
    return [...new Set(found)].filter((one) => one !== 'this');
  }

  /** Names that are used, nearest first. */
  names(own) {
    const found = new Set();
    const visit = (node) => {
      if (ts.isIdentifier(node) && !(ts.isPropertyAccessExpression(node.parent) && node.parent.name === node)) found.add(node.text);
      ts.forEachChild(node, visit);
    };
    visit(this.function ?? this.file);
    visit(this.file);
    found.delete(own);
    return [...found];
  }

  /** The statement as it was meant; undefined where the mistake is elsewhere. */
  get right() {
    const [mine, meant] = [this.text.split('\n'), this.original.split('\n')];
    if (mine.length !== meant.length) return undefined;
    const from = this.file.getLineAndCharacterOfPosition(this.statement.getStart()).line;
    const to = this.file.getLineAndCharacterOfPosition(this.statement.getEnd()).line;
    const inside = `async function* f() {\n${meant.slice(from, to + 1).join('\n')}\n}`;
    if (!parses(inside)) return undefined;
    const [statement, more] = parsed(inside).statements[0].body.statements;
    return more ? undefined : statement;
  }
}

const ASSIGNS = /^(?:[-+*/%]|\*\*|\?\?|&&|\|\|)?=$/;

const isStatement = (node) => node.kind >= ts.SyntaxKind.FirstStatement && node.kind <= ts.SyntaxKind.LastStatement;

function deepest(file, at) {
  let found = file;
  const visit = (node) => {
    if (node.getStart() <= at && at < node.getEnd()) {
      found = node;
      ts.forEachChild(node, visit);
    }
  };
  visit(file);
  return found;
}

function above(node, test) {
  let up = node.parent;
  while (up && !test(up)) up = up.parent;
  return up;
}

/** What fails at a place of V8's stack: the name that is not there, the member of what is not there, the call of what is no function. */
function operation(node) {
  if (!ts.isExpression(node) && !ts.isIdentifier(node)) return undefined;
  let found = node;
  if (ts.isPropertyAccessExpression(found.parent) && found.parent.name === found) found = found.parent;
  if (ts.isElementAccessExpression(found.parent) && found.parent.argumentExpression === found) found = found.parent;
  if (
    (ts.isCallExpression(found.parent) || ts.isNewExpression(found.parent)) &&
    found.parent.expression === found &&
    !ts.isIdentifier(found)
  )
    found = found.parent;
  if (ts.isPropertyAssignment(found.parent) && found.parent.name === found) return undefined;
  return found;
}

// ---- kinds: (case) → texts

const SCRIPT_KINDS = {
  *lambda(c) {
    const e = c.expression.getText();
    if (!/\bawait\b/.test(e)) yield c.withExpression(`(() => ${e})`);
    if (!c.simple || c.awaits) return;
    if (c.assignment) {
      if (c.assignment.sign === '=') yield c.replaced(c.assignment.node, `() => ${c.assignment.value}`);
    } else if (c.value) {
      yield c.withStatement(`const show = () => ${c.value};`);
      yield c.withStatement(`(() => ${c.value});`);
    } else if (c.returned) yield c.withStatement(`return () => ${c.returned};`);
  },
  *function(c) {
    if (!c.simple) return;
    const head = `${c.awaits ? 'async ' : ''}function later() {`;
    if (c.returned) yield c.withStatement(head, c.body, '}', 'return later;');
    else if (!c.assignment?.declares) {
      yield c.withStatement(head, c.body, '}');
      yield c.withStatement('class Step {', '  run() {', c.body.replace(/^/gm, '  '), '  }', '}');
    }
  },
  *generator(c) {
    const e = c.expression.getText();
    if (!/\b(?:await|this)\b/.test(e)) yield c.withExpression(`(function* () { yield ${e}; })()`);
    if (!c.simple || c.awaits || c.assignment?.declares) return;
    if (c.value && !/\bthis\b/.test(c.value)) yield c.withStatement('(function* () {', c.body, '})();');
    if (c.returned && !/\bthis\b/.test(c.returned)) yield c.withStatement('return (function* () {', `  yield ${c.returned};`, '})();');
  },
  *lazy_map(c) {
    const e = c.expression.getText();
    if (!/\bawait\b/.test(e)) yield c.withExpression(`[0].values().map(() => ${e})`);
    if (c.simple && c.value && !c.awaits)
      yield c.withStatement(`[0].values().map(() => ${c.value.startsWith('{') ? `(${c.value})` : c.value});`);
    for (let up = c.expression; up && up !== c.file; up = up.parent)
      if (ts.isCallExpression(up) && ts.isPropertyAccessExpression(up.expression) && /^(?:map|forEach)$/.test(up.expression.name.text)) {
        const list = up.expression.expression.getText();
        yield c.replaced(up.expression, `${list}.values().map`);
      }
    const loop = c.loop;
    if (
      c.simple &&
      c.value &&
      loop &&
      ts.isForOfStatement(loop) &&
      ts.isBlock(loop.statement) &&
      loop.statement.statements.length === 1 &&
      !c.awaits
    ) {
      const [declared] = ts.isVariableDeclarationList(loop.initializer) ? loop.initializer.declarations : [];
      if (declared) yield c.replaced(loop, `[...${loop.expression.getText()}].values().map((${declared.name.getText()}) => ${c.value});`);
    }
  },
  *short_circuit(c) {
    const e = c.expression.getText();
    for (const condition of c.conditions) {
      yield c.withExpression(`(${condition} && ${e})`);
      for (const value of ["''", '0', 'null', '[]']) yield c.withExpression(`(${condition} ? ${e} : ${value})`);
      if (c.simple && c.value && !c.assignment) yield c.withStatement(`${condition} && ${c.value};`);
    }
  },
  *optional(c) {
    for (let up = c.expression; up && !isStatement(up); up = up.parent) {
      if (ts.isPropertyAccessExpression(up)) yield c.replaced(up, `${up.expression.getText()}?.${up.name.text}`);
      if (ts.isElementAccessExpression(up)) yield c.replaced(up, `${up.expression.getText()}?.[${up.argumentExpression.getText()}]`);
      if (ts.isCallExpression(up)) {
        yield c.replaced(up.expression, `${up.expression.getText()}?.`);
        if (ts.isPropertyAccessExpression(up.expression)) {
          const { expression, name } = up.expression;
          yield c.replaced(up.expression, `${expression.getText()}?.${name.text}`);
          yield c.replaced(up.expression, `${expression.getText()}?.${name.text}?.`);
        }
      }
    }
  },
  *if_guard(c) {
    if (!c.simple) return;
    for (const condition of c.conditions) {
      if (!c.assignment?.declares) yield c.withStatement(`if (${condition}) {`, c.body, '}');
      else yield c.withStatement(`let ${c.assignment.target};`, `if (${condition}) ${c.assignment.target} = ${c.assignment.value};`);
    }
  },
  *while_guard(c) {
    if (!c.simple || c.assignment?.declares) return;
    for (const condition of c.conditions) {
      yield c.withStatement(`while (${condition}) {`, c.body, '}');
      yield c.withStatement(`for (; ${condition}; ) {`, c.body, '  break;', '}');
    }
  },
  *caught(c) {
    if (!c.simple) return;
    const rest = ["console.log('skipped');", '', 'console.error(error.message);'];
    if (c.loop) rest.push('continue;');
    if (c.function) rest.push('return null;', "return '';", 'return 0;');
    if (c.assignment && !c.assignment.declares) rest.push(...EMPTY.map((value) => `${c.assignment.target} = ${value};`));
    for (const line of rest) {
      if (!c.assignment?.declares) yield c.withStatement('try {', c.body, '} catch (error) {', `  ${line}`, '}');
      else
        yield c.withStatement(
          `let ${c.assignment.target};`,
          'try {',
          `  ${c.assignment.target} = ${c.assignment.value};`,
          '} catch (error) {',
          `  ${line}`,
          '}',
        );
    }
    if (ts.isAwaitExpression(c.expression.parent)) yield c.withExpression(`${c.expression.getText()}.catch(() => null)`);
  },
  *early_return(c) {
    if (!c.simple) return;
    const ways = [];
    if (c.function && !ts.isConstructorDeclaration(c.function))
      ways.push('return;', 'return 0;', "return '';", 'return [];', 'return null;');
    if (c.loop) ways.push('continue;', 'break;');
    for (const way of ways) {
      for (const condition of c.conditions.slice(0, 3)) yield c.aboveIt(`if (!(${condition})) ${way}`);
      yield c.aboveIt(way);
    }
  },
  *other_operation(c) {
    const n = c.expression;
    const call = ts.isCallExpression(n) ? n : ts.isCallExpression(n.parent) && n.parent.expression === n ? n.parent : undefined;
    if (call) {
      const [first] = call.arguments;
      if (first) for (const now of [first.getText(), `String(${first.getText()})`, `[${first.getText()}]`]) yield c.replaced(call, now);
      if (ts.isPropertyAccessExpression(call.expression)) {
        const own = call.expression.expression.getText();
        for (const now of [own, `String(${own})`, `${own}.toString()`, `[${own}]`, `Object.keys(${own})`]) yield c.replaced(call, now);
      }
    }
    if (ts.isElementAccessExpression(n)) {
      const own = n.expression.getText();
      for (const now of [`${own}[0]`, own, `${own}.length`, `${own}.slice(-1)`, `Object.keys(${own})`]) yield c.withExpression(now);
    }
    if (ts.isPropertyAccessExpression(n)) {
      const own = n.expression.getText();
      for (const now of [own, `String(${own})`, `typeof ${own}`, `Object(${own})`]) yield c.withExpression(now);
      const inner = n.expression;
      if (ts.isPropertyAccessExpression(inner) || ts.isElementAccessExpression(inner)) yield c.replaced(inner, inner.expression.getText());
    }
  },
  *other_name(c) {
    const n = c.expression;
    if (ts.isIdentifier(n)) for (const name of c.names(n.text)) yield c.withExpression(name);
    const member = ts.isPropertyAccessExpression(n)
      ? n
      : ts.isCallExpression(n) && ts.isPropertyAccessExpression(n.expression)
        ? n.expression
        : undefined;
    if (!member) return;
    const known = new Set(['toString', 'length', 'at', 'slice', 'concat', 'valueOf']);
    const visit = (node) => {
      if (ts.isPropertyAccessExpression(node)) known.add(node.name.text);
      ts.forEachChild(node, visit);
    };
    visit(c.file);
    known.delete(member.name.text);
    for (const name of known) yield c.replaced(member, `${member.expression.getText()}.${name}`);
  },
  *made_fresh(c) {
    if (!c.simple) return;
    const name = c.assignment && /^\w+$/.test(c.assignment.target) && !c.assignment.declares ? [c.assignment.target] : [];
    if (ts.isIdentifier(c.expression)) name.push(c.expression.text);
    for (const one of new Set(name))
      for (const value of [...EMPTY, '1', 'new Map()'])
        for (const keyword of ['let', 'var']) yield c.aboveIt(`${keyword} ${one} = ${value};`);
    if (c.assignment && !c.assignment.declares && /^\w+$/.test(c.assignment.target) && c.assignment.sign === '=')
      yield c.withStatement(`let ${c.code}`);
  },
  *made_itself(c) {
    const { assignment: a } = c;
    if (!c.simple || !a) return;
    const names = [...a.value.matchAll(/[A-Za-z_$][\w$]*/g)].map(([name]) => name);
    const keep = (target, sign, value) => (a.declares ? c.replaced(a.node, value) : c.withStatement(`${target} ${sign} ${value};`));
    for (const name of new Set(names)) {
      if (!a.declares) {
        yield keep(name, a.sign, a.value);
        yield keep(name, '=', name);
      }
      yield keep(a.target, a.sign, name);
    }
    if (!a.declares) {
      yield keep(a.target, '=', a.target);
      yield keep(a.target, '=', a.value);
    }
  },
  *lost(c) {
    const st = c.right;
    if (!st || !c.simple) return;
    if (ts.isReturnStatement(st) && st.expression) {
      yield c.withStatement(`const result = ${st.expression.getText()};`);
      if (!ts.isObjectLiteralExpression(st.expression)) yield c.withStatement(`${st.expression.getText()};`);
    }
    if (!ts.isExpressionStatement(st)) return;
    const e = st.expression;
    if (ts.isBinaryExpression(e) && ASSIGNS.test(e.operatorToken.getText())) {
      const sign = e.operatorToken.getText().slice(0, -1);
      const value = sign ? `${e.left.getText()} ${sign} ${e.right.getText()}` : e.right.getText();
      const name = /(\w+)\W*$/.exec(e.left.getText())[1];
      yield c.withStatement(`const new${name[0].toUpperCase()}${name.slice(1)} = ${value};`);
      yield c.withStatement(`${value};`);
      if (name !== e.left.getText() && /^[a-z]/i.test(name)) yield c.withStatement(`const ${name} = ${value};`);
      if (!sign) yield c.withStatement(`${e.left.getText()} === ${value};`);
    }
    if (ts.isCallExpression(e)) {
      const args = e.arguments.map((one) => one.getText()).join(', ');
      if (ts.isPropertyAccessExpression(e.expression)) {
        const own = e.expression.expression.getText();
        for (const copy of [`[...${own}]`, `new Map(${own})`, `structuredClone(${own})`])
          yield c.withStatement(`${copy}.${e.expression.name.text}(${args});`);
      }
      if (args) {
        yield c.withStatement(`[${args}];`);
        yield c.withStatement(`const value = [${args}];`);
      }
    }
  },
  *constant(c) {
    for (const value of [...EMPTY, '1', 'false']) {
      yield c.withExpression(value === '{}' ? '({})' : value);
      if (c.assignment && c.simple) yield c.replaced(c.assignment.node, value);
      if (c.returned && c.simple) yield c.withStatement(`return ${value};`);
    }
  },
  *default(c) {
    const n = c.expression;
    for (const value of EMPTY) {
      if (ts.isIdentifier(n)) yield c.withExpression(`(typeof ${n.text} === 'undefined' ? ${value} : ${n.text})`);
      if (ts.isIdentifier(n)) yield c.withExpression(`(globalThis.${n.text} ?? ${value})`);
      const member = ts.isCallExpression(n) ? n.expression : n;
      if (ts.isPropertyAccessExpression(member)) {
        const [own, name] = [member.expression.getText(), member.name.text];
        yield c.replaced(member.expression, `(${own} ?? ${value})`);
        yield c.replaced(member.expression, `(${own} || ${value})`);
        if (ts.isCallExpression(n)) {
          yield c.replaced(member, `(${own}.${name} ?? (() => ${value === '{}' ? '({})' : value}))`);
          yield c.withExpression(`(${own}.${name}?.(${n.arguments.map((one) => one.getText()).join(', ')}) ?? ${value})`);
        } else yield c.withExpression(`(${own}?.${name} ?? ${value})`);
      }
    }
  },
  *elsewhere(c) {
    if (!c.simple || !c.value || c.awaits) return;
    yield c.withStatement(`Promise.allSettled([(async () => ${c.value})()]);`);
    yield c.withStatement(`Promise.resolve().then(() => ${c.value}).catch((error) => console.error(error));`);
    yield c.withStatement(`new Promise(() => ${c.value}).then(console.log, console.error);`);
  },
};

// ---- syntax errors

const TOKEN = {
  python:
    /(?<comment>#[^\n]*)|(?<text>[rbfu]{0,2}"""[^]*?"""|[rbfu]{0,2}"(?:\\.|[^"\\\n])*"|[rbfu]{0,2}'(?:\\.|[^'\\\n])*')|(?<name>[A-Za-z_]\w*)|(?<number>\d[\w.]*)|(?<sign>\*\*=?|\/\/=?|[-+*/%=!<>]=|->|[^\s\w])|(?<blank>\s+)/g,
  script:
    /(?<comment>\/\/[^\n]*|\/\*[^]*?\*\/)|(?<text>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`|\/(?![*/\s])(?:\\.|\[[^\]\n]*\]|[^/\\\n])+\/[gimsuy]*(?=\.|\)|,))|(?<name>[A-Za-z_$#][\w$]*)|(?<number>\d[\w.]*)|(?<sign>===|!==|=>|\*\*|\+\+|--|&&|\|\||\?\?|\.\.\.|[-+*/%=!<>]=|[^\s\w])|(?<blank>\s+)/g,
};

function tokensOf(text, language) {
  let line = 0;
  const found = [];
  for (const match of text.matchAll(TOKEN[language])) {
    const kind = Object.keys(match.groups).find((name) => match.groups[name] !== undefined);
    const token = { kind, text: match[0], start: match.index, end: match.index + match[0].length, line };
    line += match[0].split('\n').length - 1;
    if (kind !== 'blank' && kind !== 'comment') found.push(token);
  }
  return found;
}

const OPERATORS = {
  python: [' + ', ' - ', ' * ', ' and ', ' or ', ' == ', ' != ', ' is ', ' in ', ' not in ', ' < ', ' > ', '.', ', ', ' % ', ' if '],
  script: [' + ', ' - ', ' * ', ' && ', ' || ', ' ?? ', ' === ', ' !== ', ' in ', ' instanceof ', ' < ', ' > ', '.', ', ', ' % ', ' = '],
};

/**
 * One program with one token lost or doubled, and what a person may take for its repair: `{ kind, text, patches }`; the kind says what was lost. Those that parse
 * nevertheless are among them, too.
 */
export function syntaxSlips({ name, text }) {
  const language = name.endsWith('.py') ? 'python' : 'script';
  const tokens = tokensOf(text, language);
  const found = [];
  const edited = (...edits) =>
    [...edits].sort((a, b) => b[0] - a[0]).reduce((out, [from, to, now]) => out.slice(0, from) + now + out.slice(to), text);
  const lineEnd = (at) => (text.indexOf('\n', at) < 0 ? text.length : text.indexOf('\n', at));
  const lineStart = (at) => text.lastIndexOf('\n', at - 1) + 1;
  tokens.forEach((token, i) => {
    const [before, after] = [tokens[i - 1], tokens[i + 1]];
    const onLine = tokens.filter(({ line }) => line === token.line);
    const gap = before && after ? [before.end, after.start] : undefined;
    /** Without the token; then others in its gap. */
    const lose = (kind, others) => {
      const patches = others.map(({ now, more = [] }) => edited([gap[0], gap[1], now], ...more));
      found.push({ kind, text: edited([gap[0], gap[1], ' ']), patches: [...new Set(patches)].filter((one) => one !== text) });
    };
    const signs = () => OPERATORS[language].map((now) => ({ now }));
    /** Words on both sides of the gap become one text: `"Hello " name "!"` → `'Hello " name "!'`. */
    const repaired = () => {
      const texts = onLine.filter((one) => one.kind === 'text' && /^["'].*["']$/.test(one.text));
      const [left, right] = [texts.filter(({ end }) => end <= gap[0]).at(-1), texts.find(({ start }) => start >= gap[1])];
      const other = (quote) => (quote === '"' ? "'" : '"');
      const ways = [];
      for (const [from, to] of [
        [left, right],
        [left, texts.at(-1)],
        [texts[0], right],
        [texts[0], texts.at(-1)],
      ]) {
        if (!from || !to || from.start >= to.start || from.start > gap[0] || to.end < gap[1]) continue;
        const quote = other(from.text[0]);
        const inner = text.slice(from.start + 1, gap[0]) + ' ' + text.slice(gap[1], to.end - 1);
        if (!inner.includes(quote)) ways.push({ whole: [from.start, to.end, quote + inner + quote] });
        ways.push({ whole: [from.start, to.end, from.text[0] + inner.replaceAll(from.text[0], '') + from.text[0]] });
      }
      return ways.map(({ whole: [from, to, now] }) => edited([from, to, now]));
    };
    if (token.text === ',' && gap && before.line === after.line && !/[)\]}]/.test(after.text)) {
      lose('lost_comma', [
        ...signs(),
        { now: '', more: [[after.start, after.end, '']] },
        { now: '', more: [[before.start, before.end, '']] },
        ...(language === 'python' ? [' for ', ' else ', ': '] : [': ', ' ? ', '; ', ' + "" + ']).map((now) => ({ now })),
      ]);
      found.at(-1).patches.push(...repaired());
      if (language === 'python') {
        // One comma too many, and one element less for it.
        found.push({
          kind: 'stray_comma',
          text: edited([token.start, token.end, ',,']),
          patches: [edited([token.end, after.end, '']), edited([token.end, token.end, ' None,']), edited([before.start, token.end, ''])],
        });
      }
    }
    if (
      gap &&
      token.kind === 'sign' &&
      /^(?:[-+*/%<>]|\*\*|\/\/|[=!<>]=|===|!==|&&|\|\||\?\?)$/.test(token.text) &&
      /^(?:name|number|text)$|^[)\]]$/.test(before.kind === 'sign' ? before.text : before.kind) &&
      text.slice(token.end, token.end + 1) === ' '
    ) {
      lose('lost_operator', signs());
      if (before.kind === 'text' || after.kind === 'text') found.at(-1).patches.push(...repaired());
      if (language === 'python' && token.text === '==') {
        const others = [':=', '>=', '<=', '!=', 'in', 'is', 'is not', '<', '>'];
        found.push({
          kind: 'one_equals_sign',
          text: edited([token.start, token.end, '=']),
          patches: others.map((now) => edited([token.start, token.end, now])),
        });
        const head = onLine.find((one) => /^(?:if|while|elif)$/.test(one.text));
        if (head)
          found
            .at(-1)
            .patches.push(
              edited([head.end, token.start, ' ('], [token.start, token.end, ':='], [lineEnd(token.end) - 1, lineEnd(token.end) - 1, ')']),
            );
      }
    }
    if (gap && language === 'python' && token.text === 'else' && onLine[0] !== token)
      lose('lost_else', [
        ...signs(),
        ...[' or ', ' is ', ' in ', ' else None or ', ' else not '].map((now) => ({ now })),
        { now: ' else None', more: [[after.start, after.end, '']] },
        ...[' is ', ' in ', ' and ', ' or ', ' == '].map((sign) => ({ now: sign, more: [[after.end, after.end, ' else ""']] })),
      ]);
    if (gap && language === 'script' && token.text === ':' && onLine.some(({ text: sign }) => sign === '?'))
      lose('lost_else', [
        ...signs(),
        ...[' : null ?? ', ' && 0 : '].map((now) => ({ now })),
        { now: ' : null', more: [[after.start, after.end, '']] },
        ...[' in ', ' && ', ' || ', ' + ', ' === '].map((sign) => ({ now: sign, more: [[after.end, after.end, ' : ""']] })),
      ]);
    if (gap && /^(?:in|of|and|or|not|is)$/.test(token.text) && token.kind === 'name' && before.line === after.line)
      lose('lost_word', [...signs(), ...[' of ', ' in ', ' and ', ' or '].map((now) => ({ now }))]);
    if (
      language === 'python' &&
      token.text === ':' &&
      after &&
      after.line > token.line &&
      /^(?:if|for|while|elif|else|with)$/.test(onLine[0].text)
    ) {
      const from = lineStart(token.start);
      const indent = /^ */.exec(text.slice(from))[0];
      const head = text.slice(from + indent.length, token.start);
      const next = lineEnd(token.end) + 1;
      const nextEnd = lineEnd(next);
      const condition = head.replace(/^\w+ ?/, '');
      const heads = [
        `if True:`,
        `if False:`,
        `while ${condition}:`,
        `if not ${condition}:`,
        `if not (${condition}):`,
        `if (${condition},):`,
        `for _ in [${condition}]:`,
        `if ${condition}: pass`,
        `${head}: pass`,
      ];
      found.push({
        kind: 'lost_colon',
        text: edited([token.start, token.end, '']),
        patches: [
          ...heads.map((now) => edited([from + indent.length, token.end, now])),
          // The body on the level of its head, with the head gone or made empty.
          ...['', `${indent}${head}: pass\n`].map((now) =>
            edited([from, next, now], [next, nextEnd, indent + text.slice(next, nextEnd).trimStart()]),
          ),
        ],
      });
      if (/^(?:if|while|elif)$/.test(onLine[0].text))
        found.push({
          kind: 'stray_comma',
          text: edited([token.start, token.start, ',']),
          patches: [
            edited([from + indent.length, token.end, `${onLine[0].text} (${condition},):`]),
            edited([from + indent.length, token.end, `${onLine[0].text} [${condition}]:`]),
            edited([from + indent.length, token.end, `${onLine[0].text} {${condition}}:`]),
          ],
        });
      // The body's first line on the level of its head, or its other lines.
      const level = /^ */.exec(text.slice(next))[0];
      if (level.length > indent.length) {
        const line = text.slice(next, nextEnd);
        const at = (width) => ' '.repeat(width) + line.trimStart();
        const broken = edited([next, nextEnd, at(indent.length)]);
        found.push({
          kind: 'lost_indent',
          text: broken,
          patches: [
            edited([next, nextEnd, `${level}pass\n${at(indent.length)}`]),
            edited([from, nextEnd, at(indent.length)]),
            edited([token.end, token.end, ' pass'], [next, nextEnd, at(indent.length)]),
          ],
        });
        const later = nextEnd + 1;
        const laterEnd = lineEnd(later);
        if (/^ */.exec(text.slice(later))[0] === level && text.slice(later, laterEnd).trim() !== '') {
          const second = text.slice(later, laterEnd).trimStart();
          found.push({
            kind: 'lost_indent',
            text: edited([later, laterEnd, ' '.repeat(level.length - 2) + second]),
            patches: [0, 4, 8, 12]
              .filter((width) => width !== level.length)
              .map((width) => edited([later, laterEnd, ' '.repeat(width) + second])),
          });
        }
      }
    }
    if (
      language === 'script' &&
      token.text === '{' &&
      before?.text === ')' &&
      after &&
      after.line > token.line &&
      /^(?:if|for|while)$/.test(onLine[0].text)
    ) {
      const next = lineEnd(token.end) + 1;
      found.push({
        kind: 'lost_brace',
        text: edited([token.start, token.end, '']),
        patches: [
          edited([token.start, token.end, '; {']),
          edited([token.start, token.end, ''], [lineEnd(next), lineEnd(next), '\n{']),
          edited([lineStart(token.start), token.end, '{']),
          edited([token.start, token.end, '{ break; }; {']),
          edited([token.start, token.end, '{}; {']),
        ],
      });
    }
    if (/^[)\]]$/.test(token.text) && token.line === onLine.find(() => true).line) {
      const opened = opening(tokens, i);
      if (opened !== undefined && tokens[opened].line === token.line) {
        const broken = edited([token.start, token.end, '']);
        const places = onLine.filter(({ end }) => end > tokens[opened].end && end !== token.start).map(({ end }) => end);
        // Where it stood is left out.
        const patches = [tokens[opened].end, ...places].map((at) =>
          at < token.start
            ? edited([at, at, token.text], [token.start, token.end, ''])
            : edited([token.start, token.end, ''], [at, at, token.text]),
        );
        patches.push(edited([tokens[opened].start, tokens[opened].end, ' '], [token.start, token.end, '']));
        found.push({ kind: 'lost_bracket', text: broken, patches: patches.filter((one) => one !== text) });
      }
    }
    if (token.kind === 'text' && /^["'][^\n]*["']$/.test(token.text) && token.text.length > 2) {
      const quote = token.text[0];
      const rest = [
        ...onLine.filter(({ start }) => start > token.end).flatMap(({ start, end }) => [start, end]),
        ...[...token.text.slice(1, -1).matchAll(/\b/g)].map(({ index }) => token.start + 1 + index),
      ];
      found.push({
        kind: 'lost_quote',
        text: edited([token.end - 1, token.end, '']),
        patches: [
          ...rest.map((at) => edited([token.end - 1, token.end, ''], [at, at, quote])),
          edited([token.start, token.start + 1, ''], [token.end - 1, token.end, '']),
          edited([token.start, token.end, quote + quote]),
        ].filter((one) => one !== text),
      });
    }
  });
  return found.map((one) => ({ name, ...one }));
}

function opening(tokens, close) {
  const pair = { ')': '(', ']': '[', '}': '{' };
  let depth = 0;
  for (let i = close; i >= 0; i--) {
    if (tokens[i].text === tokens[close].text) depth++;
    if (tokens[i].text === pair[tokens[close].text] && --depth === 0) return i;
  }
  return undefined;
}

/** Which of the texts are programs at all, in their order. */
export async function thoseThatParse(name, texts) {
  if (!name.endsWith('.py')) return texts.map(parses);
  return python('python_parses.py', [], JSON.stringify(texts));
}

// ---- patches that do nothing

/** Patches after which the program is the same: comments, blanks, brackets. `line` from 1. */
export function noOps(name, text, line) {
  const mark = name.endsWith('.py') ? '#' : '//';
  const lines = text.split('\n');
  const own = lines[line - 1] ?? '';
  const indent = /^\s*/.exec(own)[0];
  const at = (...now) => [...lines.slice(0, line - 1), ...now, ...lines.slice(line)].join('\n');
  const code = own.trimEnd();
  return [
    `${mark} Handles all cases\n${text}`,
    at(`${indent}${mark} Make sure that the value is there`, own),
    at(`${code}  ${mark} fixed`),
    at('', own),
    at(own, ''),
    at(`${code} `),
    at(own.replace(/ = /, '  =  ')),
    at(own.replace(/\(/, '( ')),
    at(own.replace(/\[(\w+)\]/, '[($1)]')),
    at(own.replace(/= (.*?)(;?)$/, '= ($1)$2')),
    at(own.replace(/"(\w*)"/g, "'$1'")),
    ...(mark === '//'
      ? [at(own.replace(/;$/, ';;')), at(own.replace(/'(\w*)'/g, '"$1"')), `'use strict';\n${text}`]
      : [at(own.replace(/(\S)$/, '$1;'))]),
  ].filter((now) => now !== text);
}
