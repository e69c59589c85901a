// MD5 and SHA-1 of passwords: made to be fast, so that all likely passwords are tried in minutes.

import { spanOf, type SecurityRule } from '../finding';
import { descendants } from '../scope';
import { namesRound, PASSWORD } from '../secret-names';
import type { PythonProgram } from './program';

const FUNCTIONS: ReadonlySet<string> = new Set(['function_definition', 'lambda']);

export const pythonWeakPasswordHash: SecurityRule<PythonProgram> = {
  id: 'weak-password-hash',
  words: /\b(?:md5|sha1)\b/i,
  find: (program) =>
    program.calls.flatMap((call) => {
      const direct = /^hashlib\.(md5|sha1)$/.exec(call.qualified ?? '')?.[1];
      const named = call.qualified === 'hashlib.new' ? /^['"](md5|sha1)['"]$/i.exec(call.positional[0]?.text ?? '')?.[1] : undefined;
      const hash = direct ?? named;
      if (hash === undefined || call.keywords.get('usedforsecurity')?.type === 'false') return [];
      const data = named === undefined ? call.positional[0] : call.positional[1];
      const used = data
        ? [data, ...descendants(data, 'identifier')].filter(({ type }) => type === 'identifier').map(({ text }) => text)
        : [];
      const names = [...used, ...(data ? namesRound(call.node, FUNCTIONS) : [])];
      if (!names.some((name) => PASSWORD.test(name))) return [];
      return {
        ...spanOf(call.node),
        message: `A password is hashed with ${hash.toUpperCase()}, which is made to be fast. Whoever gets hold of the hashes tries all likely passwords in minutes.`,
        needed:
          "Use a hash that is made for passwords and has a salt: 'hashlib.scrypt', or the packages argon2-cffi or bcrypt. Hashes that are stored already have to be made anew at the next login.",
      };
    }),
};
