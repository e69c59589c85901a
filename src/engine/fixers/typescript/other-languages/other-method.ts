/**
 * Mistake: a member of a built-in type by the name it has in another language, or on another built-in type.
 *
 * Before:  `names.append(name)`       After:  `names.push(name)`
 * Before:  `seen.size()` (an array)   After:  `seen.length`
 * Before:  `prices.sum()`             After:  `prices.reduce((a, b) => a + b, 0)`
 *
 * When not: the type is the program's own, or has no member that does the same with the same arguments.
 */
import type * as tsModule from 'typescript';
import { checkedProposals, type Idea } from '../framework/checked-proposals';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedRule } from '../framework/typed-rule';

/** Each name, and what does the same here; the type decides which of them there is. */
const SAME: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    size: ['length'],
    count: ['length', 'size'],
    len: ['length', 'size'],
    length: ['size'],
    Length: ['length'],
    Count: ['length', 'size'],
    each: ['forEach'],
    foreach: ['forEach'],
    for_each: ['forEach'],
    ForEach: ['forEach'],
    append: ['push', 'add'],
    add: ['push'],
    push: ['add'],
    push_back: ['push'],
    Add: ['push', 'add'],
    put: ['set'],
    store: ['set'],
    contains: ['includes', 'has'],
    include: ['includes', 'has'],
    includes: ['has'],
    has: ['includes'],
    Contains: ['includes', 'has'],
    hasKey: ['has'],
    has_key: ['has'],
    containsKey: ['has'],
    exists: ['has', 'includes'],
    remove: ['delete'],
    discard: ['delete'],
    erase: ['delete'],
    lower: ['toLowerCase'],
    downcase: ['toLowerCase'],
    toLower: ['toLowerCase'],
    to_lower: ['toLowerCase'],
    ToLower: ['toLowerCase'],
    lowercase: ['toLowerCase'],
    upper: ['toUpperCase'],
    upcase: ['toUpperCase'],
    toUpper: ['toUpperCase'],
    to_upper: ['toUpperCase'],
    ToUpper: ['toUpperCase'],
    uppercase: ['toUpperCase'],
    strip: ['trim'],
    Trim: ['trim'],
    lstrip: ['trimStart'],
    rstrip: ['trimEnd'],
    startswith: ['startsWith'],
    starts_with: ['startsWith'],
    hasPrefix: ['startsWith'],
    beginsWith: ['startsWith'],
    endswith: ['endsWith'],
    ends_with: ['endsWith'],
    hasSuffix: ['endsWith'],
    index: ['indexOf'],
    find_index: ['findIndex', 'indexOf'],
    rindex: ['lastIndexOf'],
    rfind: ['lastIndexOf'],
    select: ['filter'],
    where: ['filter'],
    Where: ['filter'],
    find_all: ['filter'],
    collect: ['map'],
    Select: ['map'],
    inject: ['reduce'],
    fold: ['reduce'],
    any: ['some'],
    Any: ['some'],
    all: ['every'],
    All: ['every'],
    detect: ['find'],
    first: ['find'],
    flatten: ['flat'],
    flat_map: ['flatMap'],
    gsub: ['replaceAll'],
    replace_all: ['replaceAll'],
    items: ['entries'],
    entrySet: ['entries'],
    keySet: ['keys'],
    to_string: ['toString'],
    to_s: ['toString'],
    print: ['log'],
    println: ['log'],
    printf: ['log'],
    writeln: ['log'],
    WriteLine: ['log'],
  }),
);

/** What other languages have a method for, and this one writes with others: `list` stands for the value it is called on. */
const WRITTEN: ReadonlyMap<string, (list: string) => { readonly whole?: string; readonly tail?: string }> = new Map(
  Object.entries({
    sum: () => ({ tail: '.reduce((a, b) => a + b, 0)' }),
    max: (list: string) => ({ whole: `Math.max(...${list})` }),
    min: (list: string) => ({ whole: `Math.min(...${list})` }),
    last: () => ({ tail: '.at(-1)' }),
    isEmpty: () => ({ tail: '.length === 0' }),
    is_empty: () => ({ tail: '.length === 0' }),
    copy: () => ({ tail: '.slice()' }),
  }),
);

export const otherMethod: TypedRule = {
  id: 'typescript/other-method',
  family: 'typescript/other-languages',
  answers: { codes: ['TS2339', 'TS2551', 'TS2550'] },
  propose(place) {
    const { ts, node } = place;
    const { parent } = node;
    if (!ts.isIdentifier(node) || !ts.isPropertyAccessExpression(parent) || parent.name !== node) return [];
    return checkedProposals(place, [
      ...(SAME.get(node.text) ?? []).flatMap((other) => idea(place, parent, other)),
      ...written(place, parent),
    ]);
  },
};

function idea(place: TypedPlace, access: tsModule.PropertyAccessExpression, other: string): Idea[] {
  const { ts, checker, program, file } = place;
  const type = checker.getApparentType(checker.getNonNullableType(checker.getTypeAtLocation(access.expression)));
  const member = checker.getPropertyOfType(type, other);
  // Only of the language's own types is it known what a name does.
  if (!member?.declarations?.some((declaration) => program.isSourceFileDefaultLibrary(declaration.getSourceFile()))) return [];
  const name = access.name.text;
  const call = ts.isCallExpression(access.parent) && access.parent.expression === access ? access.parent : undefined;
  const method = checker.getTypeOfSymbolAtLocation(member, access).getCallSignatures().length > 0;
  const bound =
    ts.isPropertyAccessExpression(access.parent) &&
    access.parent.expression === access &&
    /^(?:bind|call|apply)$/.test(access.parent.name.text);
  if (method && !call && !bound) return [];
  if (!method && call && call.arguments.length > 0) return [];
  return [
    {
      variant: 'member-of-same-meaning',
      title: `Change '${name}' to '${other}'`,
      explanation: `'${checker.typeToString(type).slice(0, 60)}' has no '${name}'; here it is called '${other}'.`,
      edits: [{ start: access.name.getStart(file), end: method ? access.name.getEnd() : (call ?? access).getEnd(), text: other }],
    },
  ];
}

/** `list.sum()` of a list, which has no such method under any name. */
function written({ ts, checker, file }: TypedPlace, access: tsModule.PropertyAccessExpression): Idea[] {
  const call = access.parent;
  const make = WRITTEN.get(access.name.text);
  if (!make || !ts.isCallExpression(call) || call.expression !== access || call.arguments.length > 0 || access.questionDotToken) return [];
  const type = checker.getNonNullableType(checker.getTypeAtLocation(access.expression));
  if (!checker.isArrayType(type)) return [];
  const numbers = checker.getTypeArguments(type as tsModule.TypeReference).every((one) => (one.flags & ts.TypeFlags.NumberLike) !== 0);
  if (!numbers && /^(?:sum|max|min)$/.test(access.name.text)) return [];
  const list = access.expression.getText(file);
  const { whole, tail = '' } = make(list);
  // A comparison may stand where it binds to more than itself.
  if (
    tail.includes('===') &&
    !(
      ts.isIfStatement(call.parent) ||
      ts.isReturnStatement(call.parent) ||
      ts.isVariableDeclaration(call.parent) ||
      ts.isArrowFunction(call.parent) ||
      ts.isConditionalExpression(call.parent)
    )
  )
    return [];
  return [
    {
      variant: 'written-with-others',
      title: `Write '${(whole ?? tail).slice(0, 40)}' for '${access.name.text}()'`,
      explanation: `A list has no '${access.name.text}' here.`,
      edits:
        whole !== undefined
          ? [{ start: call.getStart(file), end: call.getEnd(), text: whole }]
          : [{ start: access.expression.getEnd(), end: call.getEnd(), text: tail }],
    },
  ];
}
