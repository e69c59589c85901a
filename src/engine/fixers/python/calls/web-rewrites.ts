// Changes of Django, Selenium, SQLAlchemy and asyncio that take more than one call's arguments.

import { insert, replace, type OffsetEdit } from '../../../syntax/edits';
import { children } from '../../../syntax/python-scopes';
import type { SyntaxNode } from '@lezer/common';
import type { Proposal } from '../../fixer';
import { addImport } from '../imports/import-edit';
import { isNumber, plainType } from '../shared/plain-types';
import { argumentsOf, enclosing, hole, memberOf, nodesAt, textOf, type PythonFile } from '../shared/python-file';
import type { LibraryRewrite } from './library-rewrite';

/** What Selenium 3 called each way to find an element, and the member of `By` today. */
const WAYS: Readonly<Record<string, string>> = {
  id: 'ID',
  name: 'NAME',
  xpath: 'XPATH',
  css_selector: 'CSS_SELECTOR',
  class_name: 'CLASS_NAME',
  tag_name: 'TAG_NAME',
  link_text: 'LINK_TEXT',
  partial_link_text: 'PARTIAL_LINK_TEXT',
};
const BROWSERS = ['WebDriver', 'WebElement', 'Chrome', 'Firefox', 'Edge', 'Safari', 'Remote'];

export const WEB_REWRITES: readonly LibraryRewrite[] = [
  {
    library: 'flask',
    since: '0',
    types: [],
    message: /^The view function for '\w+' did not return a valid response\. The function either returned None/,
    propose: viewWithoutReturn,
  },
  {
    library: 'flask',
    since: '0',
    types: [],
    message: /^The view function did not return a valid response\.[\s\S]* but it was an? (?:int|float|bool|Decimal)\b/,
    propose: viewOfNumber,
  },
  { library: 'flask', since: '0', types: [], message: /^Allowed methods must be a list of strings\b/, propose: methodsInList },
  { library: 'django', since: '2.0', types: [], message: /^'(?:bool|CallableBool)' object is not callable$/, propose: askedAsProperty },
  { library: 'asyncio', since: '3.11', types: [], message: /^module 'asyncio' has no attribute 'coroutine'/, propose: asAsyncFunction },
  { library: 'sqlalchemy', since: '2.0', attribute: 'table_names', types: ['Engine', 'Connection'], propose: tableNames },
  ...Object.keys(WAYS).flatMap((way) =>
    ['element', 'elements'].map((what): LibraryRewrite => ({
      library: 'selenium',
      since: '4.0',
      attribute: `find_${what}_by_${way}`,
      types: BROWSERS,
      propose: (file) => foundBy(file, what, way),
    })),
  ),
];

/** The view that the message names works its answer out and forgets it. */
function viewWithoutReturn(file: PythonFile): Proposal | undefined {
  const name = /^The view function for '(\w+)'/.exec(file.context.problem.message)?.[1] ?? '';
  const views = file.scopes.scopes.filter((it) => it.kind === 'function' && it.name === name && it.node.name === 'FunctionDefinition');
  const body = views.length === 1 ? views[0]?.node.getChild('Body') : undefined;
  const last = body ? children(body).findLast((it) => /Statement$|Definition$/.test(it.name)) : undefined;
  const value = last?.name === 'ExpressionStatement' ? last.firstChild : undefined;
  if (!last || !value || !/^(?:CallExpression|String|FormatString|VariableName|DictionaryExpression|BinaryExpression)$/.test(value.name))
    return undefined;
  if (
    value.name === 'CallExpression' &&
    /^print\b|\.(?:append|add|commit|close|save|write|info|debug)\($/.test(`${textOf(file, value.firstChild ?? value)}(`)
  )
    return undefined;
  return {
    title: `Return '${textOf(file, value).slice(0, 40)}'`,
    explanation: `'${name}' works its answer out and does not return it.`,
    edits: [insert(last.from, 'return ')],
    variant: 'view-not-returned',
  };
}

/** The one view of the file that plainly returns a number: `return str(total)`. */
function viewOfNumber(file: PythonFile): Proposal | undefined {
  const found: SyntaxNode[] = [];
  for (const scope of file.scopes.scopes) {
    const around = scope.node.parent;
    if (
      scope.kind !== 'function' ||
      around?.name !== 'DecoratedStatement' ||
      !/@\w+\.(?:route|get|post|put|patch|delete)\(/.test(file.text.slice(around.from, scope.node.from))
    )
      continue;
    scope.node.cursor().iterate((ref) => {
      const value = ref.name === 'ReturnStatement' ? children(ref.node)[1] : undefined;
      if (value && isNumber(plainType(file, value, scope))) found.push(value);
    });
  }
  const [only] = found;
  if (!only || found.length > 1) return undefined;
  return {
    title: `Return it as text: 'str(${textOf(file, only).slice(0, 30)})'`,
    explanation: 'What a view returns is the text of its answer, or something that text is made of; a number is neither.',
    edits: [insert(only.from, 'str('), insert(only.to, ')')],
    variant: 'answer-as-text',
  };
}

/** `methods="POST"` → `methods=["POST"]`. */
function methodsInList(file: PythonFile): Proposal | undefined {
  for (const call of nodesAt(file, 'CallExpression', 'Decorator')) {
    const value = argumentsOf(call).find((it) => it.name && textOf(file, it.name) === 'methods')?.value;
    if (value?.name !== 'String') continue;
    return {
      title: `Give a list: '[${textOf(file, value)}]'`,
      explanation: 'The methods of a route are a list, also where there is but one.',
      edits: [insert(value.from, '['), insert(value.to, ']')],
      variant: 'methods-as-list',
    };
  }
  return undefined;
}

/** `user.is_authenticated()` → `user.is_authenticated`. */
function askedAsProperty(file: PythonFile): Proposal | undefined {
  for (const call of nodesAt(file, 'CallExpression')) {
    const member = call.firstChild ? memberOf(call.firstChild) : undefined;
    const list = call.getChild('ArgList');
    const name = member ? textOf(file, member.property) : '';
    if (!list || !/^is_(?:authenticated|anonymous)$/.test(name) || argumentsOf(call).length > 0) continue;
    return {
      title: `Read '${name}' without parentheses`,
      explanation: `Since Django 2.0 '${name}' is a plain value, no method.`,
      edits: [replace(list.from, list.to, '')],
      variant: 'property-for-method',
    };
  }
  return undefined;
}

/** `driver.find_element_by_id("x")` → `driver.find_element(By.ID, "x")`. */
function foundBy(file: PythonFile, what: string, way: string): Proposal | undefined {
  const old = `find_${what}_by_${way}`;
  const { imports } = file.scopes;
  const by = imports.find((it) => it.module === 'selenium.webdriver.common.by' && it.member === 'By')?.name;
  if (!by && file.scopes.module.bindings.has('By')) return undefined;
  const edits: OffsetEdit[] = [];
  // All of them are gone: the file has one way to look for elements.
  file.scopes.tree.iterate({
    enter: (ref) => {
      const call = ref.name === 'CallExpression' ? ref.node : undefined;
      const member = call?.firstChild ? memberOf(call.firstChild) : undefined;
      const list = call?.getChild('ArgList');
      const found = member ? /^find_(elements?)_by_(\w+)$/.exec(textOf(file, member.property)) : null;
      const constant = found?.[2] === undefined ? undefined : WAYS[found[2]];
      if (!call || !member || !list || !found?.[1] || constant === undefined || argumentsOf(call).length !== 1) return;
      edits.push(
        replace(member.property.from, member.property.to, `find_${found[1]}`),
        insert(list.from + 1, `${by ?? 'By'}.${constant}, `),
      );
    },
  });
  if (edits.length === 0) return undefined;
  return {
    title: `Change '${old}' to 'find_${what}'`,
    explanation: `Selenium 4 has one 'find_${what}'; how to look is its first argument.`,
    edits: [...(by ? [] : addImport(file, { module: 'selenium.webdriver.common.by', member: 'By' })), ...edits],
    variant: 'way-as-argument',
  };
}

/** `engine.table_names()` → `inspect(engine).get_table_names()`. */
function tableNames(file: PythonFile): Proposal | undefined {
  for (const call of nodesAt(file, 'CallExpression')) {
    const member = call.firstChild ? memberOf(call.firstChild) : undefined;
    if (!member || textOf(file, member.property) !== 'table_names' || argumentsOf(call).length > 0) continue;
    const known = file.scopes.imports.find((it) => it.module === 'sqlalchemy' && it.member === 'inspect')?.name;
    const whole = file.scopes.imports.find((it) => it.module === 'sqlalchemy' && it.member === undefined)?.name;
    if (!known && !whole && file.scopes.module.bindings.has('inspect')) return undefined;
    const callee = known ?? (whole ? `${whole}.inspect` : 'inspect');
    return {
      title: `Ask '${callee}(…)' for the names`,
      explanation: `Since SQLAlchemy 2.0 an engine does not list its tables itself; 'inspect' gives what can.`,
      edits: [
        replace(call.from, call.to, `${callee}(${textOf(file, member.object)}).get_table_names()`),
        ...(known || whole ? [] : addImport(file, { module: 'sqlalchemy', member: 'inspect' })),
      ],
      variant: 'inspector-for-engine',
    };
  }
  return undefined;
}

/** `@asyncio.coroutine` above `def` with `yield from` → `async def` with `await`. All such functions of the file. */
function asAsyncFunction(file: PythonFile): Proposal | undefined {
  const edits: OffsetEdit[] = [];
  const { source } = file.context;
  let isPlain = true;
  file.scopes.tree.iterate({
    enter: (ref) => {
      if (ref.name !== 'DecoratedStatement') return;
      const decorator = ref.node.getChildren('Decorator').find((it) => /^@\s*asyncio\.coroutine\s*$/.test(textOf(file, it)));
      const definition = ref.node.getChild('FunctionDefinition');
      if (!decorator || !definition) return;
      const line = source.lineOf(decorator.from);
      edits.push(replace(source.lineStarts[line] ?? decorator.from, source.lineStarts[line + 1] ?? decorator.to, ''));
      edits.push(insert(definition.from, 'async '));
      definition.cursor().iterate((inner) => {
        if (inner.name !== 'YieldExpression' && inner.name !== 'YieldStatement') return;
        if (enclosing(inner.node, 'FunctionDefinition')?.from !== definition.from) return;
        const [first, second] = children(inner.node);
        if (second?.name === 'from' && first) edits.push(replace(first.from, second.to, 'await'));
        else isPlain = false;
      });
    },
  });
  if (edits.length === 0 || !isPlain || hole(file.context, 'attribute') !== 'coroutine') return undefined;
  return {
    title: `Write 'async def'`,
    explanation: `Python 3.11 took '@asyncio.coroutine' away: such functions are 'async def', and wait with 'await'.`,
    edits,
    variant: 'async-for-decorator',
  };
}
