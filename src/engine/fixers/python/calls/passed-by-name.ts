/**
 * Mistake: arguments by position where they are taken by name only, or by name where they are taken by position only.
 *
 * Before:  `class User(BaseModel): name: str` … `User("Ann")`      After:  `User(name="Ann")`
 * Before:  `def area(*, width, height)` … `area(2, 3)`             After:  `area(width=2, height=3)`
 * Before:  `pool.submit(fn=square, n=3)`                           After:  `pool.submit(square, n=3)`
 * Before:  `Thread(work, (1,))`                                    After:  `Thread(target=work, args=(1,))`
 *
 * When not: there are more values than names to give them, or it is not plain which class or function is called.
 */
import type { SyntaxNode } from '@lezer/common';
import { insert, replace } from '../../../syntax/edits';
import { children, type Scope } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { basesOf, classesOf } from '../shared/class-members';
import { argumentsOf, memberOf, nodesAt, parameters, pythonFile, textOf, type PythonFile } from '../shared/python-file';

const BY_NAME_ONLY = /(?:^|\.)(\w+)\(\) takes (?:0|1|no) positional arguments? but \d+ (?:was|were) given/;
const NOT_GIVEN = /(?:^|\.)(\w+)\(\) missing 1 required positional argument: '(\w+)'$/;
const OF_THREAD = /^group argument must be None for now$/;

export const passedByName: Fixer = {
  id: 'python/passed-by-name',
  languages: PYTHON,
  family: 'python/calls',
  answers: { messages: [BY_NAME_ONLY, NOT_GIVEN, OF_THREAD] },
  propose(context) {
    const file = pythonFile(context);
    const { message } = context.problem;
    if (OF_THREAD.test(message)) return threadByPosition(file);
    const missing = NOT_GIVEN.exec(message);
    if (missing) return positionOnly(file, missing[1] ?? '', missing[2] ?? '');
    const name = BY_NAME_ONLY.exec(message)?.[1] ?? '';
    for (const call of nodesAt(file, 'CallExpression')) {
      const names = namesFor(file, call, name);
      const given = argumentsOf(call);
      const bare = given.filter((it) => !it.name);
      if (!names || bare.length === 0 || bare.length > names.length || given.some((it) => it.stars !== '')) continue;
      const free = names.filter((it) => !given.some((other) => other.name && textOf(file, other.name) === it));
      if (free.length < bare.length) continue;
      return [
        {
          title: `Name what is passed: '${free.slice(0, bare.length).join('=…, ')}=…'`,
          explanation: `This is taken by name only: '${free[0] ?? ''}' first.`,
          edits: bare.map((it, i) => insert(it.from, `${free[i] ?? ''}=`)),
          variant: name === '__init__' ? 'fields-by-name' : 'parameters-by-name',
          features: { named: bare.length },
        },
      ];
    }
    return [];
  },
};

/** What a call's arguments are called, in order, where they are taken by name only. */
function namesFor(file: PythonFile, call: SyntaxNode, said: string): string[] | undefined {
  const callee = call.firstChild;
  if (!callee) return undefined;
  const member = memberOf(callee);
  const name = textOf(file, member ? member.property : callee);
  const cls = member ? undefined : classesOf(file).get(name);
  if (said === '__init__' && cls) {
    const init = cls.bindings.get('__init__')?.find((it) => it.kind === 'def');
    return init ? onlyByName(file, init.node) : fieldsOf(file, cls);
  }
  if (name !== said) return undefined;
  const all = file.scopes.scopes.filter((it) => it.kind === 'function' && it.name === name && it.node.name === 'FunctionDefinition');
  return all.length === 1 && all[0] ? onlyByName(file, all[0].node) : undefined;
}

function onlyByName(file: PythonFile, definition: SyntaxNode): string[] | undefined {
  const names = parameters(file, definition).filter((it) => it.kind === 'keyword');
  return names.length > 0 ? names.map((it) => it.name) : undefined;
}

/** Annotated fields of a model and of its bases in this file, in order; undefined where its outermost base is no model. */
function fieldsOf(file: PythonFile, cls: Scope, depth = 0): string[] | undefined {
  const bases = basesOf(file, cls);
  const above = bases.map((base) => classesOf(file).get(base)).find((it) => it !== undefined);
  const isModel = bases.some((base) => /(?:^|\.)(?:BaseModel|BaseSettings|SQLModel|DeclarativeBase)$/.test(base));
  const isKeywordOnly = /@(?:\w+\.)?dataclass\([^)]*kw_only\s*=\s*True/.test(decoratorsOf(file, cls));
  const inherited = above && depth < 6 ? fieldsOf(file, above, depth + 1) : undefined;
  if (!isModel && !isKeywordOnly && !inherited) return undefined;
  const body = cls.node.getChild('Body');
  const own = (body ? children(body) : []).flatMap((statement) => {
    const target = statement.name === 'AssignStatement' && statement.getChild('TypeDef') ? statement.firstChild : undefined;
    const isOfClass = /:\s*(?:typing\.)?ClassVar\b/.test(textOf(file, statement));
    return target?.name === 'VariableName' && !isOfClass ? [textOf(file, target)] : [];
  });
  return [...(inherited ?? []), ...own];
}

const decoratorsOf = (file: PythonFile, cls: Scope): string =>
  cls.node.parent?.name === 'DecoratedStatement' ? file.text.slice(cls.node.parent.from, cls.node.from) : '';

/** `submit(fn=work)`: what is missing is there by its name, and is taken by its place. */
function positionOnly(file: PythonFile, called: string, missing: string): Proposal[] {
  for (const call of nodesAt(file, 'CallExpression')) {
    const callee = call.firstChild;
    const name = callee ? textOf(file, memberOf(callee)?.property ?? callee) : '';
    const given = argumentsOf(call);
    const [first] = given;
    if (name !== called || !first?.name || !first.value || textOf(file, first.name) !== missing) continue;
    return [
      {
        title: `Pass '${missing}' by its place`,
        explanation: `'${called}' takes '${missing}' by its place only, as its first argument.`,
        edits: [replace(first.from, first.value.from, '')],
        variant: 'by-place-only',
      },
    ];
  }
  return [];
}

/** The first place of `Thread` and `Process` is taken by something else. */
function threadByPosition(file: PythonFile): Proposal[] {
  for (const call of nodesAt(file, 'CallExpression')) {
    const callee = call.firstChild;
    const name = callee ? textOf(file, memberOf(callee)?.property ?? callee) : '';
    const given = argumentsOf(call);
    const [work, args] = given;
    if (!/^(?:Thread|Process)$/.test(name) || !work?.value || work.name || given.length > 2 || given.some((it) => it.stars !== ''))
      continue;
    const isTuple = args && !args.name && args.value?.name === 'TupleExpression';
    if (args && !args.name && !isTuple && args.value?.name !== 'ArrayExpression') continue;
    return [
      {
        title: `Name them: 'target=${textOf(file, work.value).slice(0, 30)}'`,
        explanation: `What '${name}' runs is passed as 'target', what that is given as 'args'.`,
        edits: [insert(work.from, 'target='), ...(args && !args.name ? [insert(args.from, 'args=')] : [])],
        variant: 'target-by-name',
      },
    ];
  }
  return [];
}
