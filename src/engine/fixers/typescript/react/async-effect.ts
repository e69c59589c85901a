/**
 * Mistake: an effect that is async: React takes what an effect returns for its clean-up, and a promise is none.
 *
 * Before:  `useEffect(async () => { await x(); }, []);`       After:  `useEffect(() => { async function load() { await x(); } load(); }, []);`
 *
 * When not: the effect returns a clean-up of its own, which a function inside could not hand on.
 */
import type * as tsModule from 'typescript';
import { checkedProposals, type Idea } from '../framework/checked-proposals';
import { countUses } from '../framework/identifiers';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedRule } from '../framework/typed-rule';
import { calledName } from './react-types';

const EFFECT = /^use(?:Layout|Insertion)?Effect$/;
const NAMES = ['load', 'run', 'start', 'runEffect'];

export const asyncEffect: TypedRule = {
  id: 'typescript/async-effect',
  family: 'typescript/react',
  answers: {
    codes: ['TS2345', 'TS2322'],
    where: ({ message }) => /Promise</.test(message) && /EffectCallback|Destructor|'void \| \(\(\) => /.test(message),
  },
  propose(place) {
    const { ts } = place;
    const call = ts.findAncestor(
      place.node,
      (up): up is tsModule.CallExpression => ts.isCallExpression(up) && EFFECT.test(calledName(ts, up) ?? ''),
    );
    const effect = call?.arguments[0];
    return effect ? checkedProposals(place, ideas(place, effect)) : [];
  },
};

const SHARED = {
  explanation:
    'React takes what an effect returns for its clean-up, and an async function returns a promise. So the async part is a function of its own, which the effect starts.',
};

function ideas({ ts, file, text }: TypedPlace, effect: tsModule.Expression): Idea[] {
  const ignored = /(?<![\w$.])void [\w$.]+\(/.test(text) ? 'void ' : '';
  const end = /;\s*$/m.test(text) ? ';' : '';
  if (ts.isIdentifier(effect))
    return [
      {
        ...SHARED,
        variant: 'call-async-function',
        title: `Call '${effect.text}' inside the effect`,
        edits: [
          {
            start: effect.getStart(file),
            end: effect.getEnd(),
            text: `() => {\n${indentOf(text, effect.getStart(file))}${step(text)}${ignored}${effect.text}()${end}\n${indentOf(text, effect.getStart(file))}}`,
          },
        ],
      },
    ];
  if (!ts.isArrowFunction(effect) && !ts.isFunctionExpression(effect)) return [];
  const { body } = effect;
  const indent = indentOf(text, effect.getStart(file));
  const inner = indent + step(text);
  const line = text.includes('\r\n') ? '\r\n' : '\n';
  if (!ts.isBlock(body)) {
    const value = ts.isAwaitExpression(body) ? body.expression : body;
    return [
      {
        ...SHARED,
        variant: 'async-expression',
        title: 'Let the effect return nothing',
        edits: [
          {
            start: effect.getStart(file),
            end: effect.getEnd(),
            text: `() => {${line}${inner}${ignored}${value.getText(file)}${end}${line}${indent}}`,
          },
        ],
      },
    ];
  }
  if (!effect.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) || returnsValue(ts, body)) return [];
  const name = NAMES.find((one) => countUses(text, one) === 0);
  if (name === undefined) return [];
  const head = text.slice(effect.getStart(file), body.getStart(file)).replace(/^async\s+/, '');
  const content = text.slice(body.getStart(file) + 1, body.getEnd() - 1);
  const isOneLine = !content.includes('\n');
  const moved = isOneLine
    ? `${line}${inner}${step(text)}${content.trim()}${line}`
    : content.replace(/\n(?=[^\r\n])/g, `\n${step(text)}`).replace(/[ \t]*$/, '');
  // Lines inside of a template are part of it.
  if (!isOneLine && hasLongTemplate(ts, body)) return [];
  return [
    {
      ...SHARED,
      variant: 'async-inside',
      title: `Move the async part into a function of its own`,
      edits: [
        {
          start: effect.getStart(file),
          end: effect.getEnd(),
          text: `${head}{${line}${inner}async function ${name}() {${moved}${inner}}${line}${inner}${ignored}${name}()${end}${line}${indent}}`,
        },
      ],
    },
  ];
}

function returnsValue(ts: TypedPlace['ts'], body: tsModule.Node): boolean {
  let found = false;
  const visit = (node: tsModule.Node): void => {
    if (ts.isReturnStatement(node) && node.expression) found = true;
    else if (!ts.isFunctionLike(node)) ts.forEachChild(node, visit);
  };
  ts.forEachChild(body, visit);
  return found;
}

function hasLongTemplate(ts: TypedPlace['ts'], body: tsModule.Node): boolean {
  let found = false;
  const visit = (node: tsModule.Node): void => {
    if ((ts.isNoSubstitutionTemplateLiteral(node) || ts.isTemplateExpression(node)) && node.getText().includes('\n')) found = true;
    else ts.forEachChild(node, visit);
  };
  ts.forEachChild(body, visit);
  return found;
}

const indentOf = (text: string, offset: number): string => /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', offset - 1) + 1))?.[0] ?? '';
const step = (text: string): string => (/^\t/m.test(text) ? '\t' : (/^( +)\S/m.exec(text)?.[1] ?? '  '));
