// Connections whose other end is not checked: anybody in between can read and change what is sent.

import { spanOf, type Found, type SecurityRule } from '../finding';
import { descendants } from '../scope';
import type { Call, PythonProgram } from './program';

const MESSAGE =
  'The certificate of the other end is not checked. Anybody between the two can pose as it, and read and change all that is sent, passwords too.';
const NEEDED =
  "Leave the check on. For a certificate of your own authority name its file: 'verify=\"/path/ca.pem\"', or 'ssl.create_default_context(cafile=…)'.";
/** Of this machine: nobody is between. */
const LOCAL = /^f?['"]https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\])/;

export const pythonNoCertificateCheck: SecurityRule<PythonProgram> = {
  id: 'no-certificate-check',
  words: /\bverify\s*=\s*False\b|_create_unverified_context|\bCERT_NONE\b/,
  find: (program) => [...program.calls.flatMap((call) => found(program, call) ?? []), ...switchedOff(program)],
};

function found(program: PythonProgram, call: Call): Found | undefined {
  if (call.qualified === 'ssl._create_unverified_context') return { ...spanOf(call.node), message: MESSAGE, needed: NEEDED };
  const verify = call.keywords.get('verify');
  const option = verify?.parent;
  if (verify?.type !== 'false' || !option) return undefined;
  const isClient = /^(?:requests|httpx)\.\w+$/.test(call.qualified ?? '');
  const isSession =
    (program.modules.has('requests') || program.modules.has('httpx')) &&
    /^(?:get|post|put|patch|delete|head|options|request|send|stream)$/.test(call.name);
  if (!isClient && !isSession) return undefined;
  const url = call.positional.find((one) => one.type === 'string') ?? call.positional[0];
  if (url && LOCAL.test(program.resolved(url).text)) return undefined;
  return { ...spanOf(option), message: MESSAGE, needed: NEEDED };
}

/** `session.verify = False`, `context.verify_mode = ssl.CERT_NONE`. A server mostly does not ask its clients for a certificate. */
function switchedOff(program: PythonProgram): Found[] {
  return descendants(program.root, 'assignment').flatMap((assignment) => {
    const [left, right] = [assignment.childForFieldName('left'), assignment.childForFieldName('right')];
    if (left?.type !== 'attribute' || !right) return [];
    const name = left.childForFieldName('attribute')?.text;
    const isOff =
      (name === 'verify' && right.type === 'false' && program.modules.has('requests')) ||
      (name === 'verify_mode' && program.qualified(right) === 'ssl.CERT_NONE' && !/^self\.|server/i.test(left.text));
    return isOff ? [{ ...spanOf(assignment), message: MESSAGE, needed: NEEDED }] : [];
  });
}
