/**
 * Mistake: an element of a page is looked up and used as one of a kind that the look-up does not promise.
 *
 * Before:  `const e = document.getElementById('mail')` `e.value`    After:  `…` `if (!(e instanceof HTMLInputElement)) {` `throw new Error(…)` `}`
 * Before:  `document.querySelector('#mail')?.value`                 After:  `document.querySelector<HTMLInputElement>('#mail')?.value`
 *
 * When not: several kinds of elements have what is read, and neither it nor the names tell which.
 */
import { at, checkedProposals, type Idea } from '../framework/checked-proposals';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedRule } from '../framework/typed-rule';
import { guards } from './nullish/add-guard';
import { expressionAt, holesOf, sourceOf } from './nullish/expressions';

export const domElement: TypedRule = {
  id: 'typescript/dom-element',
  family: 'typescript/types',
  answers: {
    codes: ['TS18047', 'TS2531', 'TS2339', 'TS2551', 'TS18049', 'TS2533'],
    where: ({ errorType, message }) =>
      !/^TS25?[35]\d+$/.test(errorType) ||
      !/does not exist/.test(message) ||
      /type '(?:HTML)?Element'|'EventTarget|'(?:HTML)?Element \|/.test(message),
  },
  propose: (place) => checkedProposals(place, ideas(place)),
};

/** What only one kind of element is asked for. */
const KINDS: readonly (readonly [RegExp, string])[] = [
  [/^(?:value|checked|files|placeholder|select|setCustomValidity|valueAsNumber|valueAsDate|defaultValue)$/, 'HTMLInputElement'],
  [/^(?:getContext|toDataURL|toBlob)$/, 'HTMLCanvasElement'],
  [/^(?:submit|reset|requestSubmit|elements)$/, 'HTMLFormElement'],
  [/^(?:selectedOptions|selectedIndex|options)$/, 'HTMLSelectElement'],
  [/^(?:play|pause|currentTime|volume|muted)$/, 'HTMLVideoElement'],
  [/^(?:showModal|returnValue)$/, 'HTMLDialogElement'],
  [/^(?:href|pathname)$/, 'HTMLAnchorElement'],
  [/^(?:src|naturalWidth|naturalHeight|alt)$/, 'HTMLImageElement'],
  [/^disabled$/, 'HTMLButtonElement'],
  [/^content$/, 'HTMLTemplateElement'],
  [/^(?:style|innerText|hidden|dataset|click|focus|blur|offset(?:Width|Height|Top|Left)|title|tabIndex)$/, 'HTMLElement'],
];
/** Words of names that tell another kind. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/text-?area/i, 'HTMLTextAreaElement'],
  [/select|dropdown/i, 'HTMLSelectElement'],
  [/audio|sound/i, 'HTMLAudioElement'],
  [/button|btn/i, 'HTMLButtonElement'],
];
const LOOK_UP = /^(?:getElementById|querySelector|closest)$/;

function ideas(place: TypedPlace): Idea[] {
  const { ts, checker, file, node, code, text } = place;
  const isRead = code === 2339 || code === 2551;
  const access = isRead ? node.parent : expressionAt(place)?.parent;
  if (!access || !ts.isPropertyAccessExpression(access)) return [];
  const element = access.expression;
  const type = checker.getNonNullableType(checker.getTypeAtLocation(element));
  if (!/^(?:HTML)?Element$|^EventTarget$/.test(type.symbol?.name ?? '') || checker.getPropertyOfType(type, access.name.text)) return [];
  const source = sourceOf(place, element);
  const call =
    ts.isCallExpression(source) && ts.isPropertyAccessExpression(source.expression) && LOOK_UP.test(source.expression.name.text)
      ? source
      : undefined;
  const asked = call?.arguments[0];
  const names = `${element.getText(file)} ${asked?.getText(file) ?? ''}`;
  const kinds = [...WORDS.filter(([word]) => word.test(names)), ...KINDS.filter(([member]) => member.test(access.name.text))].map(
    ([, kind]) => kind,
  );
  const isHoled = holesOf(place, element).length > 0;
  return kinds.slice(0, 2).flatMap((kind): Idea[] => {
    const explanation = `'${access.name.text}' is a member of '${kind}', and the look-up promises less.`;
    if (!isHoled || access.questionDotToken) {
      if (!call || call.typeArguments || !ts.isPropertyAccessExpression(call.expression))
        return guards(place, element, { variant: 'element-asked-for-its-kind', test: (name) => `!(${name} instanceof ${kind})` });
      const method = call.expression.name;
      if (method.text !== 'getElementById')
        return [
          { variant: 'kind-of-selected-element', title: `Look for a '${kind}'`, explanation, edits: [at(method.getEnd(), `<${kind}>`)] },
        ];
      if (!asked || !ts.isStringLiteral(asked) || !/^[\w-]+$/.test(asked.text)) return [];
      const quote = text[asked.getStart(file)] ?? "'";
      return [
        {
          variant: 'kind-of-element-by-id',
          title: `Look for a '${kind}' with 'querySelector'`,
          explanation,
          edits: [
            { start: method.getStart(file), end: method.getEnd(), text: `querySelector<${kind}>` },
            { start: asked.getStart(file), end: asked.getEnd(), text: `${quote}#${asked.text}${quote}` },
          ],
        },
      ];
    }
    return guards(place, element, { variant: 'element-asked-for-its-kind', test: (name) => `!(${name} instanceof ${kind})` });
  });
}
