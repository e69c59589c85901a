/**
 * Mistake: a call written as an older version of a package wanted it: a keyword, a value or a method that was renamed, removed or replaced.
 *
 * Before:  `frame.to_csv(path, line_terminator="\n")`   After:  `frame.to_csv(path, lineterminator="\n")`
 * Before:  `prices.fillna(method="ffill")`              After:  `prices.ffill()`
 * Before:  `conn.execute("DELETE FROM cart")`           After:  `conn.execute(text("DELETE FROM cart"))`, and its import
 *
 * When not: the installed version is older than the change, the function is the file's own, or what is passed is not plain.
 */
import type { SyntaxNode } from '@lezer/common';
import { familyOf } from '../../../detect/family';
import { applyEdits, insert, replace, type OffsetEdit } from '../../../syntax/edits';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { addImport } from '../imports/import-edit';
import { brief } from '../names/attribute-read';
import { DISTRIBUTIONS, LIBRARY_CHANGES, type CallEdit, type LibraryChange } from '../shared/data/library-changes';
import { argumentsOf, hole, memberOf, nodesAt, pythonFile, textOf, type Argument, type PythonFile } from '../shared/python-file';
import { calleeOf, installedParameters } from './callee';
import { inQuotesOf, LIBRARY_REWRITES } from './library-rewrites';

const NAMED_ONLY = /\) takes (?:from \d+ to )?\d+ positional arguments? but \d+ were given/;

export const changedInLibrary: Fixer = {
  id: 'python/changed-in-library',
  languages: PYTHON,
  family: 'python/calls',
  answers: {
    families: ['unexpected-argument', 'missing-attribute'],
    messages: [
      NAMED_ONLY,
      ...LIBRARY_CHANGES.flatMap(({ sign }) => ('message' in sign ? [sign.message] : [])),
      ...LIBRARY_REWRITES.flatMap(({ message }) => (message ? [message] : [])),
    ],
  },
  async propose(context) {
    const file = pythonFile(context);
    for (const rewrite of LIBRARY_REWRITES) {
      const { attribute, types, message } = rewrite;
      const isMeant = message
        ? message.test(context.problem.message)
        : hole(context, 'attribute') === attribute && types.includes(bare(hole(context, 'type') ?? ''));
      if (!isMeant) continue;
      const found = await rewrite.propose(file);
      if (found && (await isInstalledSince(file, rewrite.library, rewrite.since))) return [found];
    }
    for (const change of LIBRARY_CHANGES) {
      if (!isTold(file, change)) continue;
      for (const site of await sitesOf(file, change)) {
        const edits = apply(file, site, change.to, 'keyword' in change.sign ? change.sign.keyword : undefined);
        if (edits && (await isInstalledSince(file, change.library, change.since))) return [proposal(file, site, change, edits)];
      }
    }
    return givenByName(file);
  },
};

/** `df.drop("a", 1)`: what the installed function takes by name only, the next such name for each. */
async function givenByName(file: PythonFile): Promise<Proposal[]> {
  if (!NAMED_ONLY.test(file.context.problem.message)) return [];
  const name = hole(file.context, 'function') ?? '';
  const owner = hole(file.context, 'owner');
  for (const call of nodesAt(file, 'CallExpression')) {
    const site = siteOf(call);
    if (!site || textOf(file, site.last) !== (name === '__init__' ? owner : name) || (await calleeOf(file, call))?.definition) continue;
    const known = await installedParameters(file, call);
    const mark = known?.indexOf('*') ?? -1;
    const args = argumentsOf(call);
    const positional = args.filter((it) => it.name === undefined);
    if (!known || mark < 0 || positional.some((it) => it.stars !== '') || positional.length <= mark) continue;
    const names = known.slice(mark + 1, mark + 1 + positional.length - mark).filter((it) => !it.startsWith('*'));
    const extra = positional.slice(mark);
    const given = new Set(args.map((it) => (it.name ? textOf(file, it.name) : '')));
    if (names.length < extra.length || names.some((it) => given.has(it))) continue;
    return [
      {
        title: `Name the argument: '${names[0] ?? ''}='`,
        explanation: `The installed '${name}' takes ${names.map((it) => `'${it}'`).join(', ')} by name only.`,
        edits: extra.map((it, i) => insert(it.from, `${names[i] ?? ''}=`)),
        variant: 'argument-named-by-signature',
      },
    ];
  }
  return [];
}

interface Site {
  /** The call or the decorator; absent for an attribute that is only read. */
  readonly call: SyntaxNode | undefined;
  /** The last name of what is called. */
  readonly last: SyntaxNode;
  /** What stands before the dot. */
  readonly object: SyntaxNode | undefined;
}

const bare = (type: string): string => type.replace(/\[.*$/s, '').split('.').at(-1) ?? '';

/** Whether the problem's words speak of this change. */
function isTold(file: PythonFile, { library, call, sign }: LibraryChange): boolean {
  const { context } = file;
  const { problem } = context;
  if ('keyword' in sign)
    return familyOf(problem) === 'unexpected-argument' && hole(context, 'argument') === sign.keyword && isImported(file, library);
  if ('message' in sign) return sign.message.test(problem.message) && isImported(file, library);
  if (familyOf(problem) !== 'missing-attribute' || !call.split(' ').includes(hole(context, 'attribute') ?? '')) return false;
  const type = hole(context, 'type');
  return sign.types === undefined || type === undefined ? isImported(file, library) : sign.types.split(' ').includes(bare(type));
}

const isImported = (file: PythonFile, library: string): boolean =>
  file.scopes.imports.some((it) => it.module === library || it.module.startsWith(`${library}.`)) ||
  // What one's own modules hand on: `from app.database import session`.
  (library === 'sqlalchemy' && file.scopes.imports.length > 0);

/** The calls, the decorators or the attributes that the change is about. */
async function sitesOf(file: PythonFile, { call, sign }: LibraryChange): Promise<Site[]> {
  const names = call.split(' ');
  const anywhere = 'message' in sign && sign.anywhere === true;
  const nodes = anywhere ? allCalls(file) : nodesAt(file, 'CallExpression', 'Decorator', ...('gone' in sign ? ['MemberExpression'] : []));
  const out: Site[] = [];
  for (const node of nodes) {
    const site = siteOf(node);
    if (!site || !names.includes(textOf(file, site.last))) continue;
    if ('keyword' in sign && !argumentsOf(node).some((it) => it.name && textOf(file, it.name) === sign.keyword)) continue;
    if (
      'gone' in sign &&
      node.name === 'MemberExpression' &&
      node.parent?.name === 'CallExpression' &&
      node.parent.firstChild?.to === node.to
    )
      continue;
    // The file's own function of that name is none of the library's.
    if (node.name === 'CallExpression' && (await calleeOf(file, node))?.definition) continue;
    out.push(site);
  }
  return anywhere && out.length > 1 ? [] : out;
}

function siteOf(node: SyntaxNode): Site | undefined {
  if (node.name === 'Decorator') {
    const names: SyntaxNode[] = node.getChildren('VariableName');
    const last = names.at(-1);
    return last ? { call: node, last, object: names.at(-2) } : undefined;
  }
  const callee = node.name === 'CallExpression' ? node.firstChild : node;
  if (!callee) return undefined;
  const call = node.name === 'CallExpression' ? node : undefined;
  const member = memberOf(callee);
  if (member) return { call, last: member.property, object: member.object };
  return callee.name === 'VariableName' ? { call, last: callee, object: undefined } : undefined;
}

function allCalls(file: PythonFile): SyntaxNode[] {
  const out: SyntaxNode[] = [];
  file.scopes.tree.iterate({
    enter: (ref) => {
      if (ref.name === 'CallExpression') out.push(ref.node);
    },
  });
  return out;
}

/** undefined where the call is not as plain as the change wants it. */
function apply(file: PythonFile, site: Site, to: CallEdit, told: string | undefined): OffsetEdit[] | undefined {
  const { call } = site;
  const args = call ? argumentsOf(call) : [];
  const edits: OffsetEdit[] = [];
  if (to.alone && args.length > 1) return undefined;
  if (to.ofTable && (!site.object || /(?:^|[^[])\[\s*['"]\w*['"]\s*\]$/.test(textOf(file, site.object)))) return undefined;
  const dropped = new Set<Argument>();
  for (const [keyword, now] of Object.entries(to.keywords ?? {})) {
    const argument = args.find((it) => it.name && textOf(file, it.name) === keyword);
    if (!argument?.name) {
      if (keyword === told) return undefined;
      continue;
    }
    const isChosen = typeof now !== 'string';
    const text = isChosen ? now[plainValue(file, argument)] : now;
    if (text === undefined) return undefined;
    if (text === '') dropped.add(argument);
    else if (isChosen) edits.push(replace(argument.from, argument.to, inQuotesOf(file, text)));
    else if (args.some((it) => it.name && textOf(file, it.name) === text)) return undefined;
    else edits.push(replace(argument.name.from, argument.name.to, text));
  }
  edits.push(...without(args, dropped));
  if (to.name !== undefined) edits.push(...renamed(file, site, to));
  if (to.named !== undefined) {
    const names = to.named.split(' ');
    const positional = args.filter((it) => it.name === undefined);
    if (positional.some((it) => it.stars !== '') || positional.length > names.length) return undefined;
    const added = positional.flatMap((it, i) => (names[i] === '-' ? [] : [insert(it.from, `${names[i] ?? ''}=`)]));
    if (
      added.length === 0 ||
      names.some((name) => args.some((it) => it.name && textOf(file, it.name) === name && positional.length > names.indexOf(name)))
    )
      return undefined;
    edits.push(...added);
  }
  if (to.gather !== undefined) {
    const gathered = gather(file, args, to.gather);
    if (!gathered) return undefined;
    edits.push(...gathered);
  }
  if (to.wrap !== undefined) {
    const wrapped = wrap(file, args, to.wrap);
    if (!wrapped) return undefined;
    edits.push(...wrapped);
  }
  if (to.add !== undefined && args.some((it) => it.name && textOf(file, it.name) === to.add?.split('=')[0])) return undefined;
  if (to.add !== undefined && call) {
    const added = addArgument(file, site, args, to.add, to.needs);
    if (!added) return undefined;
    edits.push(...added);
  }
  if (to.after !== undefined) {
    const end = call?.to ?? site.last.to;
    edits.push(insert(end, inQuotesOf(file, to.after)));
  }
  return edits.length > 0 ? edits : undefined;
}

/** `False`, `3`, the content of a text literal; empty where it is none of them. */
function plainValue(file: PythonFile, { value }: Argument): string {
  if (!value) return '';
  const text = textOf(file, value);
  if (value.name === 'String') return /^(['"])(.*)\1$/s.exec(text)?.[2] ?? '';
  return /^(?:Boolean|None|Number)$/.test(value.name) ? text : '';
}

/** Takes arguments out with the comma before them, or after them where they come first. */
function without(args: readonly Argument[], dropped: ReadonlySet<Argument>): OffsetEdit[] {
  let isFirst = true;
  return args.flatMap((it, i) => {
    if (!dropped.has(it)) {
      isFirst = false;
      return [];
    }
    return [isFirst ? replace(it.from, args[i + 1]?.from ?? it.to, '') : replace(args[i - 1]?.to ?? it.from, it.to, '')];
  });
}

function renamed(file: PythonFile, { last, object }: Site, to: CallEdit): OffsetEdit[] {
  const head = object ? file.scopes.imports.find((it) => it.name === textOf(file, object)) : undefined;
  const isOfModule = head !== undefined && /^(?:\w+\.)*[a-z_]\w*$/.test(head.member ?? head.module);
  const name = (isOfModule ? to.onModule : undefined) ?? to.name ?? '';
  const edits = [replace(last.from, last.to, name)];
  if (object) return edits;
  // Imported by its name: the new one is imported, in its place where nothing else uses it.
  const old = textOf(file, last);
  const it = file.scopes.imports.find((known) => known.name === old && known.member === old);
  if (!it) return edits;
  const uses = file.scopes.uses.filter((use) => use.name === old && file.scopes.resolve(old, use.scope) === it.scope);
  if (file.scopes.imports.some((known) => known.name === name)) return edits;
  const inImport = uses.length === 1 ? new RegExp(`\\bimport\\b[^#]*?\\b(${old})\\b`, 's').exec(textOf(file, it.node)) : null;
  if (inImport) {
    const at = it.node.from + inImport.index + inImport[0].length - old.length;
    return [...edits, replace(at, at + old.length, name)];
  }
  return [...edits, ...addImport(file, { module: it.module, member: name })];
}

function gather(file: PythonFile, args: readonly Argument[], into: 'list' | 'tuple' | 'apart'): OffsetEdit[] | undefined {
  const positional = args.filter((it) => it.name === undefined);
  const first = positional[0];
  const last = positional.at(-1);
  if (!first || !last || positional.some((it) => it.stars !== '')) return undefined;
  if (into === 'apart') {
    const list = positional.length === 1 ? first.value : undefined;
    if (list?.name !== 'ArrayExpression' || /^\[\s*\]$|#|,\s*\]$/.test(textOf(file, list))) return undefined;
    return [replace(list.from, list.from + 1, ''), replace(list.to - 1, list.to, '')];
  }
  const plain =
    into === 'list' ? /^(?:VariableName|MemberExpression|CallExpression)$/ : /^(?:VariableName|Number|CallExpression|MemberExpression)$/;
  if (positional.length < 2 || positional.some((it) => !it.value || !plain.test(it.value.name))) return undefined;
  // `concatenate(parts, 0)`: a number by position is the axis.
  return [insert(first.from, into === 'list' ? '[' : '('), insert(last.to, into === 'list' ? ']' : ')')];
}

/** The first argument into `dotted(…)`, imported as the file imports it. */
function wrap(file: PythonFile, args: readonly Argument[], dotted: string): OffsetEdit[] | undefined {
  const dot = dotted.lastIndexOf('.');
  const module = dotted.slice(0, dot);
  const member = dotted.slice(dot + 1);
  const [first, ...rest] = args;
  const value = first?.name ? undefined : first?.value;
  if (
    !value ||
    first?.stars !== '' ||
    !/^(?:String|ContinuedString|FormatString|VariableName|MemberExpression|BinaryExpression)$/.test(value.name)
  )
    return undefined;
  // Values by position go with `?`, which a text of the library's own does not know.
  if (rest.some((it) => it.name === undefined && it.value?.name !== 'DictionaryExpression' && it.value?.name !== 'VariableName'))
    return undefined;
  if (/(?:^|[\s=(,])\?(?:$|[\s,)])|%s/.test(textOf(file, value)) && rest.length > 0) return undefined;
  const { imports } = file.scopes;
  const known = imports.find((it) => it.module === module && it.member === member);
  const whole = imports.find((it) => it.module === module && it.member === undefined);
  const isTaken = file.scopes.resolve(member, file.scopes.scopeAt(value.from)) !== undefined && !known;
  if (isTaken && !whole) return undefined;
  const callee = known?.name ?? (whole ? `${whole.name}.${member}` : member);
  const edits = [insert(value.from, `${callee}(`), insert(value.to, ')')];
  return known || whole ? edits : [...edits, ...addImport(file, { module, member })];
}

function addArgument(
  file: PythonFile,
  { call, last, object }: Site,
  args: readonly Argument[],
  add: string,
  needs: string | undefined,
): OffsetEdit[] | undefined {
  if (!call || args.some((it) => it.stars === '**')) return undefined;
  const list = call.getChild('ArgList');
  let text = inQuotesOf(file, add);
  const imports: OffsetEdit[] = [];
  if (needs !== undefined) {
    const name = needs.slice(needs.lastIndexOf('.') + 1);
    const known = file.scopes.imports.find((it) => (it.member === undefined ? it.module : `${it.module}.${it.member}`) === needs);
    if (known) text = text.replace(`${name}.`, `${known.name}.`);
    // `gis.ForeignKey`: the module that has the field has the rest, too.
    else if (needs.includes('.') && object) text = text.replace(`${name}.`, `${textOf(file, object)}.`);
    else {
      if (file.scopes.resolve(name, file.scopes.scopeAt(call.from)) !== undefined) return undefined;
      const dot = needs.lastIndexOf('.');
      imports.push(...addImport(file, dot < 0 ? { module: needs } : { module: needs.slice(0, dot), member: name }));
    }
  }
  const end = args.at(-1)?.to;
  if (!list) return [insert(last.to, `(${text})`), ...imports];
  return [end === undefined ? insert(list.from + 1, text) : insert(end, `, ${text}`), ...imports];
}

/** Where the installed version is not known, the message is proof enough. */
async function isInstalledSince(file: PythonFile, library: string, since: string): Promise<boolean> {
  const version = await file.context.workspace.interpreter?.packageVersion(DISTRIBUTIONS[library] ?? library);
  if (version === undefined) return true;
  const numbers = (text: string): number[] => text.split('.').map((part) => Number.parseInt(part, 10) || 0);
  const wanted = numbers(since);
  const have = numbers(version);
  const at = wanted.findIndex((part, i) => part !== (have[i] ?? 0));
  return at < 0 || (have[at] ?? 0) > (wanted[at] ?? 0);
}

function proposal(file: PythonFile, site: Site, change: LibraryChange, edits: readonly OffsetEdit[]): Proposal {
  const node = site.call ?? site.last.parent ?? site.last;
  const inside = edits.filter((edit) => edit.start >= node.from && edit.end <= node.to);
  const after = applyEdits(file.text, inside);
  const now = after.slice(node.from, node.to + after.length - file.text.length);
  const [only] = edits;
  const word = edits.length === 1 && only ? file.text.slice(only.start, only.end) : '';
  const isName = /^\w+$/.test(word) && only !== undefined && only.text !== '';
  const { library, since } = change;
  return {
    title: isName ? `Change '${word}' to '${only.text}'` : `Change to '${brief(now.trim())}'`,
    explanation:
      since === '0' ? `That is how '${library}' takes it.` : `'${library}' changed this in version ${since}: ${whatChanged(change)}.`,
    edits,
    variant: variantOf(change.to),
  };
}

function whatChanged({ call, sign, to }: LibraryChange): string {
  const name = call.split(' ')[0] ?? '';
  if ('gone' in sign) return `'${name}' is gone${to.name ? `, '${to.name}' took its place` : ''}`;
  if ('keyword' in sign) return `the keyword '${sign.keyword}' is gone`;
  return 'the call must be written in another way';
}

function variantOf(to: CallEdit): string {
  if (to.gather) return 'arguments-gathered';
  if (to.wrap) return 'argument-wrapped';
  if (to.named) return 'argument-named';
  if (to.add && !to.name) return 'argument-added';
  if (to.name) return 'other-function';
  const all = Object.values(to.keywords ?? {});
  if (all.every((it) => it === '')) return 'keyword-dropped';
  return all.some((it) => typeof it !== 'string') ? 'other-value' : 'keyword-renamed';
}
