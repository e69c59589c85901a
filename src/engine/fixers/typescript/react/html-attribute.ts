/**
 * Mistake: attributes as HTML writes them: `class`, `for`, `onclick`, `disabled="true"`, `maxLength="10"`. All of one element are mended at once.
 *
 * Before:  `<label class="name" for="field">`       After:  `<label className="name" htmlFor="field">`
 * Before:  `<button disabled="true">`               After:  `<button disabled>`
 *
 * When not: React has no attribute that is called so but for its spelling.
 */
import type * as tsModule from 'typescript';
import type { OffsetEdit } from '../../../syntax/edits';
import { checkedProposals, type Idea } from '../framework/checked-proposals';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedRule } from '../framework/typed-rule';
import { tagOf } from './react-types';

/** `Unknown property 'class' found, use 'className' instead` */
const UNKNOWN = /^Unknown property '([^']+)' found, use '([^']+)' instead/;
/** Names that differ by more than their spelling. */
const OTHER: Readonly<Record<string, string>> = {
  class: 'className',
  for: 'htmlFor',
  'accept-charset': 'acceptCharset',
  'http-equiv': 'httpEquiv',
};

export const htmlAttribute: TypedRule = {
  id: 'typescript/html-attribute',
  family: 'typescript/react',
  answers: {
    codes: ['TS2322', 'TS2559', 'react/no-unknown-property'],
    where: ({ message }) =>
      UNKNOWN.test(message) ||
      /does not exist on type|Type 'string' is not assignable to type '(?:number|boolean|Booleanish)/.test(message),
  },
  propose: (place) => checkedProposals(place, ideas(place)),
};

function ideas(place: TypedPlace): Idea[] {
  const { ts, file, node, message } = place;
  const told = UNKNOWN.exec(message);
  const own = ts.findAncestor(node, ts.isJsxAttribute);
  const element = ts.findAncestor(
    node,
    (up): up is tsModule.JsxOpeningElement | tsModule.JsxSelfClosingElement => ts.isJsxOpeningElement(up) || ts.isJsxSelfClosingElement(up),
  );
  if (!element || !ts.isIdentifier(element.tagName) || !/^[a-z]/.test(element.tagName.text)) return [];
  const attributes = element.attributes.properties.filter(ts.isJsxAttribute);
  if (told && own) {
    const [, from = '', to = ''] = told;
    return own.name.getText(file) === from ? [renaming([[own, to]], file)] : [];
  }
  const names = namesOf(place, element);
  const renamed = attributes.flatMap((one): [tsModule.JsxAttribute, string][] => {
    const name = one.name.getText(file);
    const meant = names.has(name) ? undefined : (OTHER[name] ?? [...names].find((other) => plain(other) === plain(name)));
    return meant !== undefined && names.has(meant) ? [[one, meant]] : [];
  });
  const isUnknown = /does not exist on type/.test(message);
  if (isUnknown) return renamed.length > 0 ? [renaming(renamed, file)] : [];
  const value = own && tagOf(ts, own) !== undefined ? own.initializer : undefined;
  if (!own || !value || !ts.isStringLiteral(value)) return [];
  const name = own.name.getText(file);
  const edit = (text: string): OffsetEdit[] => [{ start: value.getStart(file), end: value.getEnd(), text }];
  if (/type 'number/.test(message) && /^-?\d+(?:\.\d+)?$/.test(value.text))
    return [
      {
        variant: 'number-in-braces',
        title: `Change "${value.text}" to {${value.text}}`,
        explanation: `'${name}' is a number here; text in quotes is none.`,
        edits: edit(`{${value.text}}`),
      },
    ];
  if (!/type '(?:boolean|Booleanish)/.test(message)) return [];
  const isOn = ['true', '', name.toLowerCase()].includes(value.text.toLowerCase());
  if (!isOn && value.text !== 'false') return [];
  return [
    {
      variant: isOn ? 'attribute-alone' : 'false-in-braces',
      title: isOn ? `Write '${name}' alone` : 'Change "false" to {false}',
      explanation: `'${name}' is true or false; a text is neither.`,
      edits: isOn ? [{ start: own.name.getEnd(), end: value.getEnd(), text: '' }] : edit('{false}'),
    },
  ];
}

const plain = (name: string): string => name.replace(/[-:]/g, '').toLowerCase();

/** What the element takes. */
function namesOf({ checker }: TypedPlace, element: tsModule.JsxOpeningElement | tsModule.JsxSelfClosingElement): ReadonlySet<string> {
  const type = checker.getContextualType(element.attributes);
  return new Set((type ? checker.getPropertiesOfType(type) : []).map(({ name }) => name));
}

function renaming(renamed: readonly (readonly [tsModule.JsxAttribute, string])[], file: tsModule.SourceFile): Idea {
  const [first] = renamed;
  return {
    variant: 'name-of-react',
    title:
      renamed.length === 1
        ? `Change '${first?.[0].name.getText(file) ?? ''}' to '${first?.[1] ?? ''}'`
        : `Write ${renamed.length} attributes as React does`,
    explanation: "React's attributes are written in camelCase, and some are called otherwise, as HTML's names are words of JavaScript.",
    edits: renamed.map(([one, to]) => ({ start: one.name.getStart(file), end: one.name.getEnd(), text: to })),
  };
}
