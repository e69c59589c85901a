/**
 * Mistake: a function is called where it should be given to be called later.
 *
 * Before:  `max(votes, key=votes.get())`          After:  `max(votes, key=votes.get)`
 * Before:  `Thread(target=work(3))`               After:  `Thread(target=work, args=(3,))`
 * Before:  `defaultdict(list())`                  After:  `defaultdict(list)`
 *
 * When not: the call makes the function that is given (`key=itemgetter(1)`), or its arguments have no place to go.
 */
import type { SyntaxNode } from '@lezer/common';
import { familyOf } from '../../../detect/family';
import { insert, replace, type OffsetEdit } from '../../../syntax/edits';
import { children } from '../../../syntax/python-scopes';
import { PYTHON, type Fixer } from '../../fixer';
import { definitionOf } from '../shared/origin';
import { argumentsOf, hole, memberOf, nodesAt, pythonFile, textOf, type Argument, type PythonFile } from '../shared/python-file';

const CALLED_ON_NOTHING =
  /^\w+ expected (?:at least )?\d arguments?, got 0$|^unbound method [\w.]+\(\) needs an argument$|^descriptor '\w+' of '\w+' object needs an argument$|\) takes exactly one argument \(0 given\)$/;
const NO_FUNCTION =
  /^'(?:NoneType|bool|int|float|str|list|dict|tuple|set)' object is not callable$|^signal handler must be |^first argument must be callable or None$|^the first argument must be callable$|^A callback function must be callable$|^(?:a )?callable object was expected/;
const REFUSED = /cannot be assigned to parameter "(?:target|key|function|func|callback|handler|default_factory|fn)"/;

/** Where a function is given: by its place among the arguments, or by its name; and how what it shall be given is passed on. */
interface Slot {
  readonly called: RegExp;
  readonly place?: number;
  readonly keyword?: string;
  /** `args=(…)`, or behind it. */
  readonly passes?: 'args' | 'behind';
}

const SLOTS: readonly Slot[] = [
  { called: /^(?:sorted|min|max|sort|nsmallest|nlargest|groupby|bisect|bisect_left|bisect_right|insort)$/, keyword: 'key' },
  { called: /^(?:map|filter|reduce|starmap|takewhile|dropwhile|filterfalse)$/, place: 0 },
  { called: /^(?:Thread|Process)$/, keyword: 'target', passes: 'args' },
  { called: /^Timer$/, place: 1, keyword: 'function', passes: 'args' },
  { called: /^signal$/, place: 1 },
  { called: /^(?:register|submit|call_soon|call_soon_threadsafe|to_thread|partial)$/, place: 0, passes: 'behind' },
  { called: /^(?:call_later|call_at|run_in_executor|after)$/, place: 1, passes: 'behind' },
  { called: /^apply_async$/, place: 0, passes: 'args' },
  { called: /^(?:add_done_callback|imap|imap_unordered)$/, place: 0 },
  { called: /^defaultdict$/, place: 0 },
  { called: /^field$/, keyword: 'default_factory' },
];

export const givenFunction: Fixer = {
  id: 'python/given-function',
  languages: PYTHON,
  family: 'python/calls',
  answers: { families: ['missing-argument'], messages: [CALLED_ON_NOTHING, NO_FUNCTION, REFUSED] },
  propose(context) {
    const file = pythonFile(context);
    const isMissing = familyOf(context.problem) === 'missing-argument';
    const found = nodesAt(file, 'CallExpression').flatMap((outer) => {
      const inner = givenTo(file, outer);
      return inner ? [{ outer, ...inner }] : [];
    });
    const [only] = found;
    if (!only || found.length > 1) return [];
    const { outer, inner, slot } = only;
    const callee = inner.firstChild;
    if (!callee || makesFunction(file, inner)) return [];
    const written = textOf(file, callee);
    if (isMissing && !written.endsWith(hole(context, 'function') ?? '')) return [];
    const list = inner.getChild('ArgList');
    const passed = argumentsOf(inner);
    // What a call that failed for want of arguments was given tells nothing.
    if (!list || (passed.length > 0 && (isMissing || !slot.passes || passed.some(({ name, stars }) => name || stars)))) return [];
    const edits = handedOn(file, outer, inner, slot, list, passed);
    if (!edits) return [];
    return [
      {
        title: `Give '${written.slice(0, 40)}' itself`,
        explanation: `With brackets '${written.slice(0, 40)}' is called at once and its result is given; without them the function is given, to be called later.`,
        edits,
        variant: passed.length > 0 ? 'function-and-its-arguments' : 'function-not-called-yet',
      },
    ];
  },
};

/** The call that stands where a function is wanted. */
function givenTo(file: PythonFile, outer: SyntaxNode): { readonly inner: SyntaxNode; readonly slot: Slot } | undefined {
  const callee = outer.firstChild;
  if (!callee) return undefined;
  const member = memberOf(callee);
  const name = textOf(file, member ? member.property : callee);
  const args = argumentsOf(outer);
  for (const slot of SLOTS) {
    if (!slot.called.test(name) || (name === 'sort' && !member)) continue;
    const positional = args.filter((it) => !it.name && it.stars === '');
    const given =
      args.find((it) => it.name && textOf(file, it.name) === slot.keyword) ??
      (slot.place === undefined ? undefined : positional[slot.place]);
    if (given?.value?.name === 'CallExpression') return { inner: given.value, slot };
  }
  return undefined;
}

/** A function of the file that returns a function, or one whose result is known to be one. */
function makesFunction(file: PythonFile, call: SyntaxNode): boolean {
  const callee = call.firstChild;
  if (
    callee &&
    /(?:^|\.)(?:itemgetter|attrgetter|methodcaller|partial|cmp_to_key|lambda|Callable|count|getattr)$/.test(textOf(file, callee))
  )
    return true;
  const definition = definitionOf(file, call);
  if (!definition) return false;
  let makes = false;
  definition.node.cursor().iterate((ref) => {
    if (ref.name !== 'ReturnStatement') return;
    const value = children(ref.node)[1];
    if (!value) return;
    const inner = definition.bindings.get(textOf(file, value));
    if (value.name === 'LambdaExpression' || inner?.some(({ kind }) => kind === 'def' || kind === 'class')) makes = true;
  });
  return makes;
}

function handedOn(
  file: PythonFile,
  outer: SyntaxNode,
  inner: SyntaxNode,
  slot: Slot,
  list: SyntaxNode,
  passed: readonly Argument[],
): OffsetEdit[] | undefined {
  const bare = replace(list.from, list.to, '');
  const [first] = passed;
  const last = passed.at(-1);
  if (!first || !last) return [bare];
  const texts = file.text.slice(first.from, last.to);
  if (slot.passes === 'behind') return [replace(list.from, list.to, `, ${texts}`)];
  const others = argumentsOf(outer);
  if (others.some((it) => it.name && /^(?:args|kwargs)$/.test(textOf(file, it.name)))) return undefined;
  // `Timer(1, f, args)` and `apply_async(f, args)` take them in their place too.
  if (others.filter((it) => !it.name).some((it) => it.from > inner.to)) return undefined;
  return [bare, insert(others.at(-1)?.to ?? inner.to, `, args=(${texts}${passed.length === 1 ? ',' : ''})`)];
}
