/**
 * Mistake: what stands in an input is text, also where it is a number; of a checkbox it is not the value that counts.
 *
 * Before:  `onChange={(e) => setAge(e.target.value)}`, with a number as state       After:  `setAge(Number(e.target.value))`
 * Before:  `onChange={(e) => setOn(e.target.value)}`, with true or false            After:  `setOn(e.target.checked)`
 *
 * When not: neither a number nor true or false is wanted.
 */
import type * as tsModule from 'typescript';
import { at, checkedProposals, type Idea } from '../framework/checked-proposals';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedRule } from '../framework/typed-rule';

const WANTED = /'(?:SetStateAction<)?((?:number|boolean)(?: \| (?:null|undefined))*)>?'/;

export const inputValue: TypedRule = {
  id: 'typescript/input-value',
  family: 'typescript/react',
  answers: {
    codes: ['TS2345', 'TS2322'],
    where: ({ message }) => /^(?:Argument of )?[Tt]ype '(?:string|string \| .*)' is not/.test(message) && WANTED.test(message),
  },
  propose: (place) => checkedProposals(place, ideas(place)).slice(0, 1),
};

function ideas(place: TypedPlace): Idea[] {
  const { file, text, message } = place;
  const value = valueAt(place);
  if (!value) return [];
  const written = value.getText(file);
  if (WANTED.exec(message)?.[1]?.startsWith('boolean') === true)
    return [
      {
        variant: 'checked',
        title: "Change 'value' to 'checked'",
        explanation: "Whether a box is ticked is its 'checked'; its 'value' is a text that stays the same.",
        edits: [{ start: value.name.getStart(file), end: value.name.getEnd(), text: 'checked' }],
      },
    ];
  const out: Idea[] = [];
  const shared = { explanation: `What stands in an input is text, and a number is wanted.` };
  if (/\.valueAsNumber\b/.test(text))
    out.push({
      ...shared,
      variant: 'value-as-number',
      title: "Change 'value' to 'valueAsNumber'",
      edits: [{ start: value.name.getStart(file), end: value.name.getEnd(), text: 'valueAsNumber' }],
    });
  const word =
    ['Number', 'parseFloat', 'parseInt'].find((one) =>
      new RegExp(`(?<![\\w$])${one}\\([\\w$.?]*\\.(?:current)?[tT]arget\\.value`).test(text),
    ) ?? 'Number';
  out.push({
    ...shared,
    variant: 'value-to-number',
    title: `Convert '${written}' with '${word}(…)'`,
    edits: [at(value.getStart(file), `${word}(`), at(value.getEnd(), word === 'parseInt' ? ', 10)' : ')')],
  });
  return out;
}

/** `e.target.value` and its like at the place, or in the value of the property that is reported. */
function valueAt({ ts, node, file }: TypedPlace): tsModule.PropertyAccessExpression | undefined {
  const whole = ts.isPropertyAssignment(node.parent) && node.parent.name === node ? node.parent.initializer : node;
  const value = ts.isPropertyAccessExpression(whole) ? whole : ts.isPropertyAccessExpression(whole.parent) ? whole.parent : undefined;
  return value?.name.text === 'value' &&
    /(?:\b(?:currentTarget|target|current)|[iI]nput|[fF]ield|[eE]lement)[?!]?$/.test(value.expression.getText(file))
    ? value
    : undefined;
}
