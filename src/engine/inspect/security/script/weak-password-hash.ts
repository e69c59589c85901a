// MD5 and SHA-1 of passwords: made to be fast, so that all likely passwords are tried in minutes.

import type { Node } from 'web-tree-sitter';
import { spanOf, type SecurityRule } from '../finding';
import { descendants } from '../scope';
import { namesRound, PASSWORD } from '../secret-names';
import { SCRIPT_FUNCTIONS, type ScriptProgram } from './program';

export const scriptWeakPasswordHash: SecurityRule<ScriptProgram> = {
  id: 'weak-password-hash',
  words: /\b(?:md5|sha1)\b/i,
  find: (program) =>
    program.calls.flatMap((call) => {
      if (call.name !== 'createHash' || !/^(?:node:)?crypto\b/.test(call.qualified ?? '')) return [];
      const hash = /^['"`](md5|sha-?1)['"`]$/i.exec(call.given[0]?.text ?? '')?.[1];
      if (hash === undefined) return [];
      const chain = chainAround(call.node);
      const used = descendants(chain, ['identifier', 'property_identifier']).map(({ text }) => text);
      if (![...used, ...namesRound(chain, SCRIPT_FUNCTIONS)].some((name) => PASSWORD.test(name))) return [];
      return {
        ...spanOf(call.node),
        message: `A password is hashed with ${hash.toUpperCase()}, which is made to be fast. Whoever gets hold of the hashes tries all likely passwords in minutes.`,
        needed:
          "Use a hash that is made for passwords and has a salt: 'crypto.scrypt', or the packages argon2 or bcrypt. Hashes that are stored already have to be made anew at the next login.",
      };
    }),
};

/** `createHash('md5').update(password).digest('hex')` from its first call. */
function chainAround(node: Node): Node {
  let chain = node;
  while (
    chain.parent &&
    (chain.parent.type === 'member_expression' ||
      (chain.parent.type === 'call_expression' && chain.parent.childForFieldName('function')?.id === chain.id))
  )
    chain = chain.parent;
  return chain;
}
