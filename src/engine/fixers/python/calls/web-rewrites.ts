// Changes of Django, Selenium, SQLAlchemy and asyncio that take more than one call's arguments.

import { insert, replace, type OffsetEdit } from '../../../syntax/edits';
import { children } from '../../../syntax/python-scopes';
import type { Proposal } from '../../fixer';
import { addImport } from '../imports/import-edit';
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
