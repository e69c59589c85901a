// `yaml.load` without a safe loader: a YAML text can name any Python object, and making it runs its code.

import type { OffsetEdit } from '../../../syntax/edits';
import { spanOf, type Found, type SecurityRule } from '../finding';
import type { Call, PythonProgram } from './program';

const SAFE = /\b(?:C?SafeLoader|C?BaseLoader|FullLoader|CFullLoader|RoundTripLoader)$/;

export const unsafeYaml: SecurityRule<PythonProgram> = {
  id: 'unsafe-yaml',
  words: /\byaml\b/,
  find: (program) => program.calls.flatMap((call) => found(program, call) ?? []),
};

function found(program: PythonProgram, call: Call): Found | undefined {
  const method = /^yaml\.((?:unsafe_)?load(?:_all)?)$/.exec(call.qualified ?? '')?.[1];
  const [text] = call.positional;
  if (method === undefined || call.spread || !text || program.isFixed(text)) return undefined;
  const loader = call.positional[1] ?? call.keywords.get('Loader');
  // A loader of one's own may well be safe.
  if (loader && (SAFE.test(loader.text) || !/\b(?:yaml|^)\.?(?:C?Loader|C?UnsafeLoader)$/.test(loader.text))) return undefined;
  const callee = call.node.childForFieldName('function');
  const name = callee?.type === 'attribute' ? callee.childForFieldName('attribute') : null;
  const edits: OffsetEdit[] = [];
  // Tags of its own are known to the loaders that are named there.
  const certain = name && !/\badd_(?:multi_|path_|implicit_)?(?:constructor|resolver)\b|\bYAMLObject\b/.test(program.text);
  if (name) {
    edits.push({ start: name.startIndex, end: name.endIndex, text: method.endsWith('_all') ? 'safe_load_all' : 'safe_load' });
    const given = loader && (call.keywords.get('Loader') === loader ? loader.parent : loader);
    const comma = given?.previousSibling;
    if (given && comma?.type === ',') edits.push({ start: comma.startIndex, end: given.endIndex, text: '' });
  }
  return {
    ...spanOf(call.node),
    message: `'${call.written}' makes whatever Python object the YAML text names. Whoever writes the text can run code of their own in this program.`,
    needed: "Use 'yaml.safe_load': it makes texts, numbers, lists and dictionaries only.",
    ...(certain
      ? {
          fix: {
            title: `Use 'yaml.${method.endsWith('_all') ? 'safe_load_all' : 'safe_load'}'`,
            explanation: 'It makes texts, numbers, dates, lists and dictionaries only; a text that asks for other objects is refused.',
            edits,
          },
        }
      : {}),
  };
}
