/**
 * Mistake: a hash, cipher or encoding by a name that Node does not know, near to one that it does.
 *
 * Before:  `createHash('sha-265')`            After:  `createHash('sha256')`
 * Before:  `Buffer.from(text, 'utf-88')`      After:  `Buffer.from(text, 'utf-8')`
 *
 * When not: several known ones are as near.
 */
import type * as tsModule from 'typescript';
import { nearest, onLine } from '../framework/crash';
import { exportsOf } from '../framework/node-modules';
import { bySlip, isSlip, slipFeatures, slipOf } from '../framework/spelling';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedRule } from '../framework/typed-rule';
import { nodesIn, sourceOf } from '../framework/value-flow';

/** As Node documents them. */
const ENCODINGS = ['utf8', 'utf-8', 'utf16le', 'utf-16le', 'ucs2', 'ucs-2', 'base64', 'base64url', 'latin1', 'binary', 'hex', 'ascii'];
/** Other names of the same. */
const SAME_ENCODING: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'iso-8859-1': 'latin1',
    'iso8859-1': 'latin1',
    iso88591: 'latin1',
    'utf-16': 'utf16le',
    utf16: 'utf16le',
    'us-ascii': 'ascii',
    utf8mb4: 'utf8',
  }),
);

interface Wording {
  readonly message: RegExp;
  readonly what: string;
  readonly known: () => readonly string[];
}

/** What `crypto` itself says that it has. */
const asked = (name: 'getHashes' | 'getCiphers') => (): readonly string[] => {
  const ask = exportsOf('crypto')?.[name];
  const found: unknown = typeof ask === 'function' ? (ask as () => unknown)() : [];
  return Array.isArray(found) ? found.filter((one): one is string => typeof one === 'string') : [];
};
const WORDINGS: readonly Wording[] = [
  { message: /^(?:Digest method not supported|Invalid digest)(?:: (.+))?$/, what: 'hash', known: asked('getHashes') },
  { message: /^(?:Unknown cipher|Invalid cipher)(?:: (.+))?$/, what: 'cipher', known: asked('getCiphers') },
  {
    message:
      /^(?:Unknown encoding: (.+)|The argument 'encoding' is invalid encoding\. Received '(.+)'|The "(.+)" encoding is not supported)$/,
    what: 'encoding',
    known: () => ENCODINGS,
  },
];
const wordingOf = (message: string): Wording | undefined => WORDINGS.find((one) => one.message.test(message.split('\n')[0] ?? ''));

export const knownWord: TypedRule = {
  id: 'typescript/known-word',
  family: 'typescript/names',
  answers: { messages: WORDINGS.map(({ message }) => new RegExp(message.source.replace(/\$$/, ''))) },
  propose(place) {
    const wording = wordingOf(place.message);
    if (!wording) return [];
    const told = wording.message
      .exec(place.message.split('\n')[0] ?? '')
      ?.slice(1)
      .find((one) => one !== undefined);
    const known = wording.known();
    const texts = literalsOf(place, told).filter(({ text }) => told === text || (told === undefined && !known.includes(text)));
    const found = texts.flatMap((literal) => {
      const meant = nearestWord(literal.text, known, wording.what);
      return meant === undefined ? [] : [{ literal, meant }];
    });
    const [only, ...others] = found;
    if (!only || others.some(({ literal }) => literal !== only.literal)) return [];
    const start = only.literal.getStart(place.file) + 1;
    return [
      {
        variant: `${wording.what}-of-node`,
        title: `Change '${only.literal.text}' to '${only.meant}'`,
        explanation: `Node knows no ${wording.what} called '${only.literal.text}', but '${only.meant}'.`,
        edits: [{ start, end: only.literal.getEnd() - 1, text: only.meant }],
        features: slipFeatures(slipOf(plain(only.literal.text), plain(only.meant))),
      },
    ];
  },
};

/** The texts that the call on the line is given, also by a name or in an object. Where the line holds several calls, the nearest. */
function literalsOf(place: TypedPlace, told: string | undefined): tsModule.StringLiteralLike[] {
  const { ts, file } = place;
  const calls = onLine(
    place,
    (node): node is tsModule.CallExpression | tsModule.NewExpression => ts.isCallExpression(node) || ts.isNewExpression(node),
  );
  const exact = nearest(place, calls, (call) => {
    const { expression } = call;
    return ts.isNewExpression(call)
      ? call.getStart(file)
      : ts.isPropertyAccessExpression(expression)
        ? expression.name.getStart(file)
        : expression.getStart(file);
  });
  const inCall = (call: tsModule.CallExpression | tsModule.NewExpression): tsModule.StringLiteralLike[] =>
    (call.arguments ?? []).flatMap((given) => {
      const source = sourceOf(place, given);
      if (ts.isStringLiteralLike(source) && source.getSourceFile() === file) return [source];
      return ts.isObjectLiteralExpression(given) ? nodesIn(ts, given, ts.isStringLiteralLike) : [];
    });
  const first = exact ? inCall(exact) : [];
  if (first.length > 0 || told === undefined) return first;
  return [...new Set(calls.flatMap(inCall))];
}

const plain = (word: string): string => word.toLowerCase().replace(/[-_/ ]/g, '');

/** The known word that is the same but for case and what joins it, else the only one that is a slip away. */
function nearestWord(written: string, known: readonly string[], what: string): string | undefined {
  const other = what === 'encoding' ? SAME_ENCODING.get(written.toLowerCase()) : undefined;
  if (other !== undefined) return other;
  const word = plain(written);
  const closest = (names: readonly string[]): string | undefined =>
    [...names].sort((a, b) => Number(b.includes('-') === written.includes('-')) - Number(a.includes('-') === written.includes('-')))[0];
  const same = known.filter((one) => plain(one) === word);
  if (same.length > 0) return closest(same);
  const near = known.filter((one) => isSlip(slipOf(word, plain(one)), 'near'));
  near.sort((a, b) => bySlip(slipOf(word, plain(a)), slipOf(word, plain(b))));
  const [first] = near;
  if (first === undefined) return undefined;
  const best = near.filter((one) => bySlip(slipOf(word, plain(one)), slipOf(word, plain(first))) === 0);
  return new Set(best.map(plain)).size === 1 ? closest(best) : undefined;
}
