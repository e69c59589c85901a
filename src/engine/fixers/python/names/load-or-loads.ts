/**
 * Mistake: the function for files taken for the one for texts, or the other way round.
 *
 * Before:  `json.load(text)`              After:  `json.loads(text)`
 * Before:  `json.loads(file)`             After:  `json.load(file)`
 * Before:  `text = json.dump(data)`       After:  `text = json.dumps(data)`
 *
 * When not: the module has no such pair.
 */
import { replace } from '../../../syntax/edits';
import { PYTHON, type Fixer } from '../../fixer';
import { originOf } from '../shared/origin';
import { argumentsOf, memberOf, nodesAt, pythonFile, textOf } from '../shared/python-file';

const PAIRS = /^(?:json|pickle|marshal|toml|tomllib|tomli|simplejson|orjson|ujson|plistlib|dill|cloudpickle)$/;
const NO_FILE =
  /^'(?:str|bytes)' object has no attribute 'read'$|^file must have 'read' and 'readline' attributes$|^File must be opened in binary mode/;
const NO_TEXT =
  /^the JSON object must be str, bytes or bytearray, not (?:TextIOWrapper|BufferedReader|\w*IO)$|^a bytes-like object is required, not '_io\.\w+'$|^Expected str object, not '?\w*(?:IO|Reader|Wrapper)/;
const NO_TARGET = /^dump\(\) missing (?:required argument 'file' \(pos 2\)|1 required positional argument: 'fp'|required argument 'file')/;

export const loadOrLoads: Fixer = {
  id: 'python/load-or-loads',
  languages: PYTHON,
  family: 'python/names',
  answers: { messages: [NO_FILE, NO_TEXT, NO_TARGET] },
  propose(context) {
    const file = pythonFile(context);
    const { message } = context.problem;
    const [wrong, right] = NO_FILE.test(message) ? ['load', 'loads'] : NO_TEXT.test(message) ? ['loads', 'load'] : ['dump', 'dumps'];
    for (const call of nodesAt(file, 'CallExpression')) {
      const member = call.firstChild ? memberOf(call.firstChild) : undefined;
      if (!member || textOf(file, member.property) !== wrong || argumentsOf(call).length === 0) continue;
      // A text that is the name of a file is none to read from (file-by-name).
      const given = argumentsOf(call)[0]?.value;
      if (right === 'loads' && given && /^[rR]?["'][^"'\n{[]*\.\w{1,8}["']$/.test(textOf(file, originOf(file, given)))) continue;
      const object = textOf(file, member.object);
      const module = file.scopes.imports.find(({ name, member: of }) => name === object && of === undefined)?.module;
      if (module === undefined || !PAIRS.test(module)) continue;
      return [
        {
          title: `Change '${object}.${wrong}' to '${object}.${right}'`,
          explanation: right.endsWith('s')
            ? `'${wrong}' works on an open file, '${right}' on a text (the 's' is for string).`
            : `'${wrong}' works on a text, '${right}' on an open file.`,
          edits: [replace(member.property.from, member.property.to, right)],
          variant: right === 'dumps' ? 'text-to-write' : right === 'loads' ? 'text-to-read' : 'file-to-read',
        },
      ];
    }
    return [];
  },
};
