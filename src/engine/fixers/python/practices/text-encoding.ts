/**
 * Mistake: a text file opened in whatever encoding the machine has.
 *
 * Before:  `open(path)`     After:  `open(path, encoding="utf-8")`
 *
 * When not: it is opened for bytes.
 */
import { insert } from '../../../syntax/edits';
import { PYTHON, type Fixer } from '../../fixer';
import { argumentsOf, memberOf, nodesAt, pythonFile, textOf } from '../shared/python-file';

const OPENS = /^(?:open|io\.open|codecs\.open)$|\.(?:open|read_text|write_text)$/;

export const textEncoding: Fixer = {
  id: 'python/text-encoding',
  languages: PYTHON,
  family: 'python/practices',
  answers: { codes: ['W1514', 'PLW1514', 'unspecified-encoding'] },
  propose(context) {
    const file = pythonFile(context);
    for (const call of nodesAt(file, 'CallExpression')) {
      const callee = call.firstChild;
      const list = call.getChild('ArgList');
      if (
        !callee ||
        !list ||
        !OPENS.test(memberOf(callee) ? `.${textOf(file, memberOf(callee)?.property ?? callee)}` : textOf(file, callee))
      )
        continue;
      const given = argumentsOf(call);
      const isBinary = given.some(({ value }) => value && /^["'][rwxat+]*b[rwxat+]*["']$/.test(textOf(file, value)));
      if (isBinary || given.some(({ name, stars }) => stars === '**' || (name && textOf(file, name) === 'encoding'))) continue;
      const quote = (file.text.match(/'/g)?.length ?? 0) > (file.text.match(/"/g)?.length ?? 0) ? "'" : '"';
      const last = given.at(-1);
      const words = `encoding=${quote}utf-8${quote}`;
      return [
        {
          title: `Open it as UTF-8: ${words}`,
          explanation: 'Without it the encoding is that of the machine: the same file reads otherwise on another one.',
          edits: [last ? insert(last.to, `, ${words}`) : insert(list.to - 1, words)],
          variant: 'utf-8',
        },
      ];
    }
    return [];
  },
};
