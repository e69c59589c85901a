/**
 * Mistake: the style of an element as text, as HTML has it; React wants an object.
 *
 * Before:  `<p style="color: red; font-weight: bold">`       After:  `<p style={{ color: 'red', fontWeight: 'bold' }}>`
 *
 * When not: the text is not there to be read, or holds what an object can't say (`!important`).
 */
import type * as tsModule from 'typescript';
import { checkedProposals, type Idea } from '../framework/checked-proposals';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedRule } from '../framework/typed-rule';

export const styleText: TypedRule = {
  id: 'typescript/style-text',
  family: 'typescript/react',
  answers: { codes: ['TS2559', 'TS2322', 'TS2326', 'react/style-prop-object'], where: ({ message }) => /'string'|style/i.test(message) },
  propose: (place) => checkedProposals(place, ideas(place)),
};

function ideas({ ts, file, node, text }: TypedPlace): Idea[] {
  const attribute = ts.findAncestor(node, ts.isJsxAttribute) ?? attributeOf(ts, node);
  const value = attribute?.initializer;
  if (!attribute || !value || attribute.name.getText(file) !== 'style') return [];
  const inner = ts.isJsxExpression(value) ? value.expression : value;
  const css =
    inner && ts.isStringLiteralLike(inner)
      ? inner.text
      : inner && ts.isTemplateExpression(inner)
        ? inner.getText(file).slice(1, -1)
        : undefined;
  const entries = css === undefined ? undefined : declarations(css);
  if (!entries) return [];
  const quote = text.split('"').length - 1 > (text.split("'").length - 1) * 2 + 4 ? '"' : "'";
  const written = (one: string): string =>
    one.includes('${')
      ? `\`${one}\``
      : one.includes(quote)
        ? JSON.stringify(one)
            .replace(/\\"/g, '"')
            .replace(/^"|"$/g, quote === '"' ? "'" : '"')
        : `${quote}${one}${quote}`;
  return [
    {
      variant: 'style-as-object',
      title: 'Write the style as an object',
      explanation: 'In React a style is an object: names in camelCase, values as text.',
      edits: [
        {
          start: value.getStart(file),
          end: value.getEnd(),
          text: `{{ ${entries.map(([name, one]) => `${name}: ${written(one)}`).join(', ')} }}`,
        },
      ],
    },
  ];
}

/** A linter reports the element. */
function attributeOf(ts: TypedPlace['ts'], node: tsModule.Node): tsModule.JsxAttribute | undefined {
  const element = ts.findAncestor(
    node,
    (up): up is tsModule.JsxOpeningElement | tsModule.JsxSelfClosingElement => ts.isJsxOpeningElement(up) || ts.isJsxSelfClosingElement(up),
  );
  return element?.attributes.properties.find(
    (one): one is tsModule.JsxAttribute => ts.isJsxAttribute(one) && one.name.getText() === 'style',
  );
}

/** `font-weight: bold; …` as pairs; undefined where it is no such list. */
function declarations(css: string): (readonly [string, string])[] | undefined {
  // Semicolons in parentheses, quotes and `${…}` are part of a value.
  const parts = (css.match(/(?:\([^)]*\)|\$\{[^}]*\}|'[^']*'|"[^"]*"|[^;])+/g) ?? []).map((one) => one.trim()).filter(Boolean);
  const out: (readonly [string, string])[] = [];
  for (const part of parts) {
    const [, name = '', value = ''] = /^(-?[a-z][a-z-]*)\s*:\s*(.+)$/is.exec(part) ?? [];
    if (!name || !value || /!important|\\/.test(value) || (value.includes("'") && value.includes('"'))) return undefined;
    out.push([
      name
        .replace(/^-ms-/, 'ms-')
        .toLowerCase()
        .replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      value.trim(),
    ]);
  }
  return out.length > 0 ? out : undefined;
}
