/**
 * Mistake: a name that the library or the interpreter no longer has, or never had, where its message names the one that is meant.
 *
 * Before:  `np.NaN` (Use `np.nan` instead.)                        After:  `np.nan`
 * Before:  `vectorizer.get_feature_names()` (Did you mean: …)     After:  `vectorizer.get_feature_names_out()`
 * Before:  `date_range(start, freq='M')` (use 'ME' instead)       After:  `date_range(start, freq='ME')`
 *
 * When not: what the message calls wrong does not stand in the statement that failed, or it names something private.
 */
import { replace, type OffsetEdit } from '../../../syntax/edits';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { MOVED_METHODS } from '../shared/data/renamed';
import { hole, nodesAt, pythonFile, textOf, type PythonFile } from '../shared/python-file';

/** Messages are read up to this length; what follows is the program's own data. */
const MAX_READ = 2000;
const QUOTED = '[`\'"‘“]([\\w.]{1,80})[`\'"’”]';
/** `Did you mean: 'x'?` of the interpreter, at the end of its message. */
const SUGGESTED = new RegExp(`\\bDid you mean:? ${QUOTED}\\?`);
/** Words that come right before the name to use. */
const MEANT = new RegExp(
  `\\b(?:use|using|to|by|with|try|switch to|renamed(?: to)?|replaced by|consider|favou?r of)(?: the)?(?: new)?(?: (?:parameter|argument|keyword|method|function|attribute|property|class|option|alias))? ${QUOTED}`,
  'gi',
);
/** Words that say that the other name is of no use. */
const GONE = /\b(?:removed|deprecated|renamed|replaced|no longer|not supported|unsupported|instead|invalid|unknown|moved)\b/i;

export const namedInMessage: Fixer = {
  id: 'python/named-in-message',
  languages: PYTHON,
  family: 'python/names',
  answers: { messages: [SUGGESTED, GONE] },
  async propose(context) {
    const file = pythonFile(context);
    const message = context.problem.message.slice(0, MAX_READ);
    const suggested = SUGGESTED.exec(message)?.[1];
    const written =
      hole(context, 'attribute') ?? hole(context, 'argument') ?? (hole(context, 'module') ? hole(context, 'name') : undefined);
    // The interpreter suggests what is spelt alike; of a name that was removed it is known what took its place.
    // 'encode' is spelt like 'decode' and does the opposite.
    if (/^(?:en|de)code$/.test(suggested ?? '') && /^(?:en|de)code$/.test(written ?? '')) return [];
    if (suggested !== undefined && isKnownToBeGone(hole(context, 'type'), written)) return [];
    // What numpy has as a function is meant by its name: 'mean' is no 'median'.
    if (written !== undefined && hole(context, 'type') === 'numpy.ndarray')
      if ((await context.workspace.interpreter?.exports('numpy'))?.includes(written)) return [];
    if (suggested !== undefined && written !== undefined) return proposal(file, written, suggested, 'suggested');
    if (!GONE.test(message)) return [];
    const all = [...message.matchAll(new RegExp(QUOTED, 'g'))].map((match) => match[1] ?? '');
    for (const [, meant = ''] of message.matchAll(MEANT)) {
      for (const other of new Set(all)) {
        const found = other === meant ? [] : proposal(file, other, meant, 'said-to-use');
        if (found.length > 0) return found;
      }
    }
    return [];
  },
};

function isKnownToBeGone(type: string | undefined, written: string | undefined): boolean {
  const bare = type?.split('.').at(-1) ?? '';
  return written !== undefined && MOVED_METHODS[bare]?.[written] !== undefined;
}

function proposal(file: PythonFile, written: string, meant: string, variant: string): Proposal[] {
  const old = split(written);
  const next = split(meant);
  if (old.last === next.last || (next.last.startsWith('_') && !old.last.startsWith('_')) || !/^[A-Za-z_]\w*$/.test(next.last)) return [];
  // `np.float_` → `np.float64`; a name of another module needs more than a new name.
  if (next.home !== '' && next.home !== old.home) return [];
  const names = nodesAt(file, 'PropertyName', 'VariableName').filter(
    (node) => textOf(file, node) === old.last && (old.home === '' || node.name === 'PropertyName'),
  );
  const texts = old.home === '' ? nodesAt(file, 'String').filter((node) => contentOf(textOf(file, node)) === written) : [];
  const edits: OffsetEdit[] =
    names.length > 0
      ? names.map((node) => replace(node.from, node.to, next.last))
      : texts.map((node) => replace(node.to - 1 - written.length, node.to - 1, meant));
  if (edits.length === 0) return [];
  return [
    {
      title: `Change '${old.last}' to '${next.last}'`,
      explanation: `The message itself says it: '${meant}' instead of '${written}'.`,
      edits,
      variant,
    },
  ];
}

function split(name: string): { readonly home: string; readonly last: string } {
  const at = name.lastIndexOf('.');
  return { home: at < 0 ? '' : name.slice(0, at), last: name.slice(at + 1) };
}

/** What stands in a plain string literal of one line. */
const contentOf = (literal: string): string | undefined => /^(['"])((?:(?!\1).)*)\1$/.exec(literal)?.[2];
