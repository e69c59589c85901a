/**
 * Mistake: an object where text is needed, or `JSON.parse` of what is no text any more.
 *
 * Before:  `JSON.parse(load())` where `load` returns an object         After:  `load()`
 * Before:  `JSON.parse(await response.json())`                         After:  `await response.json()`
 * Before:  `fs.writeFileSync('a.json', rows)`                          After:  `fs.writeFileSync('a.json', JSON.stringify(rows))`
 *
 * When not: what is handed over is not seen.
 */
import type * as tsModule from 'typescript';
import { at } from '../framework/checked-proposals';
import { nearest, onLine } from '../framework/crash';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedProposal, TypedRule } from '../framework/typed-rule';

const NO_JSON =
  /^(?:"\[object (?:Object|Array|Promise)\]" is not valid JSON|Unexpected token '?o'?(?:,| in JSON)|Unexpected token o in JSON at position 1)|^"?\[object (?:Object|Promise)\]"? is not valid JSON|\[object Obj(?:ect\]|").*is not valid JSON/;
const NO_TEXT =
  /^The "(data|chunk|string|buffer|list\[\d+\])" argument must be (?:of type string|an instance of Buffer|one of type string)[\s\S]*Received (an instance of (?:Object|Array|Promise|[A-Z]\w*)|type (?:number|boolean)|\[Object: null prototype\])/;

export const jsonAndText: TypedRule = {
  id: 'typescript/json-and-text',
  family: 'typescript/runtime',
  answers: {
    codes: ['SyntaxError', 'TypeError', 'ERR_INVALID_ARG_TYPE'],
    where: ({ message }) => NO_JSON.test(message) || NO_TEXT.test(message),
  },
  propose: (place) => (NO_TEXT.test(place.message) ? toText(place) : notParsed(place)),
};

function notParsed(place: TypedPlace): TypedProposal[] {
  const { ts, file, checker, message } = place;
  const calls = onLine(place, ts.isCallExpression).filter(
    ({ expression, arguments: list }) => expression.getText(file) === 'JSON.parse' && list.length >= 1,
  );
  const call = nearest(place, calls, ({ expression }) =>
    ts.isPropertyAccessExpression(expression) ? expression.name.getStart(file) : expression.getStart(file),
  );
  const given = call?.arguments[0];
  if (!call || !given) return [];
  const shown = given.getText(file).slice(0, 40);
  if (/object Promise/.test(message) || isPromise(place, given)) {
    const grouped = ts.isFunctionLike(given) || ts.isConditionalExpression(given) || ts.isBinaryExpression(given);
    return [
      {
        variant: 'await-before-parse',
        title: `Wait for '${shown}' before it is parsed`,
        explanation: `'${shown}' is a promise: its text is there only after 'await'.`,
        edits: grouped ? [at(given.getStart(file), 'await ('), at(given.getEnd(), ')')] : [at(given.getStart(file), 'await ')],
      },
    ];
  }
  const type = checker.getTypeAtLocation(given);
  const isKnown = (type.flags & ts.TypeFlags.Object) !== 0;
  if (!isKnown && (type.flags & ts.TypeFlags.Any) === 0) return [];
  return [
    {
      variant: isKnown ? 'object-not-parsed' : 'unseen-object-not-parsed',
      title: "Leave out 'JSON.parse'",
      explanation: `'${shown}' is an object already; 'JSON.parse' makes objects of text.`,
      edits: [
        { start: call.getStart(file), end: given.getStart(file), text: '' },
        { start: given.getEnd(), end: call.getEnd(), text: '' },
      ],
    },
  ];
}

function toText(place: TypedPlace): TypedProposal[] {
  const { ts, file, checker } = place;
  const [, parameter, received] = NO_TEXT.exec(place.message) ?? [];
  const calls = onLine(place, ts.isCallExpression).filter(({ expression }) =>
    /(?:^|\.)(?:write|end|send|writeFile|writeFileSync|appendFile|appendFileSync|from|update|byteLength)$/.test(expression.getText(file)),
  );
  const call = nearest(place, calls, ({ expression }) =>
    ts.isPropertyAccessExpression(expression) ? expression.name.getStart(file) : expression.getStart(file),
  );
  const position = call && /(?:writeFile|appendFile)(?:Sync)?$/.test(call.expression.getText(file)) ? 1 : 0;
  const given = parameter === undefined ? undefined : call?.arguments[position];
  if (!call || !given || received === undefined) return [];
  const shown = given.getText(file).slice(0, 40);
  if (received.includes('Promise')) {
    return [
      {
        variant: 'await-before-write',
        title: `Wait for '${shown}'`,
        explanation: `'${shown}' is a promise: what it brings is there only after 'await'.`,
        edits: [at(given.getStart(file), 'await ')],
      },
    ];
  }
  const isObject = /instance of (?:Object|Array)|null prototype/.test(received);
  if (!isObject && !received.startsWith('type ')) return [];
  if (isObject && checker.getTypeAtLocation(given).flags & ts.TypeFlags.StringLike) return [];
  const call_ = isObject ? 'JSON.stringify' : 'String';
  return [
    {
      variant: isObject ? 'object-as-json' : 'value-as-text',
      title: `Write '${shown}' as ${isObject ? 'JSON' : 'text'}`,
      explanation: `Only text and bytes can be written here; '${shown}' is ${isObject ? 'an object' : 'neither'}.`,
      edits: [at(given.getStart(file), `${call_}(`), at(given.getEnd(), ')')],
    },
  ];
}

function isPromise({ checker }: TypedPlace, expression: tsModule.Expression): boolean {
  return checker.getPropertyOfType(checker.getTypeAtLocation(expression), 'then') !== undefined;
}
