// Connections whose other end is not checked: anybody in between can read and change what is sent.

import { spanOf, type SecurityRule } from '../finding';
import { descendants } from '../scope';
import type { ScriptProgram } from './program';

const MESSAGE =
  'The certificate of the other end is not checked. Anybody between the two can pose as it, and read and change all that is sent, passwords too.';
const NEEDED =
  "Leave the check on. For a certificate of your own authority give its text as 'ca', or name its file in the environment variable NODE_EXTRA_CA_CERTS.";

export const scriptNoCertificateCheck: SecurityRule<ScriptProgram> = {
  id: 'no-certificate-check',
  words: /rejectUnauthorized|NODE_TLS_REJECT_UNAUTHORIZED|strictSSL/,
  find: (program) => {
    const options = descendants(program.root, 'pair').filter(
      (pair) =>
        /^['"]?(?:rejectUnauthorized|strictSSL)['"]?$/.test(pair.childForFieldName('key')?.text ?? '') &&
        pair.childForFieldName('value')?.type === 'false',
    );
    const settings = descendants(program.root, 'assignment_expression').filter((one) => {
      const [left, right] = [one.childForFieldName('left')?.text ?? '', one.childForFieldName('right')?.text ?? ''];
      return (
        (/^process\.env(?:\.NODE_TLS_REJECT_UNAUTHORIZED|\[['"]NODE_TLS_REJECT_UNAUTHORIZED['"]\])$/.test(left) &&
          /^(?:['"`]0['"`]|0)$/.test(right)) ||
        (/\.rejectUnauthorized$/.test(left) && right === 'false')
      );
    });
    return [...options, ...settings].map((node) => ({ ...spanOf(node), message: MESSAGE, needed: NEEDED }));
  },
};
