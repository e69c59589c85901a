// What leaves the work out, and what mends it.
import { expect, test } from 'vitest';
import { whyLeftOut, type Rewritten } from './left-out';

function why(statementBefore: string, statementAfter: string, more: Partial<Rewritten> = {}): string | undefined {
  return whyLeftOut({
    before: statementBefore,
    after: statementAfter,
    statementBefore,
    statementAfter,
    text: statementAfter,
    added: [statementAfter],
    message: '',
    unknownName: undefined,
    ...more,
  });
}

test.each([
  ['output that is gone', why('print(saved.emt(x))', 'saved.emit(x)')],
  ['a sum that no longer grows', why('total += vaule', 'total = value', { text: 'total = value\nprint(total)' })],
  [
    'an operand alone',
    why('name = prefix + [key]', 'name = key', { before: 'prefix + [key]', after: 'key', text: 'name = key\nprint(name)' }),
  ],
  ['a copy of a list', why('rows.append(a + b)', 'list(rows).append(a + str(b))')],
  ['a copy of an array', why('this.log.puh(x)', '[...this.log].push(x)')],
  ['an item of a copy', why('counts[k] = counts.get(k) + 1', 'dict(counts)[k] = counts.get(k, 0) + 1')],
  ['a literal that goes nowhere', why("this.emit('a', vaue);", "['a', value];")],
  ['a name that only holds it', why('console.log(texts.jon());', 'const value = [texts.join()];')],
  [
    'a value out of nowhere',
    why('return handlr', 'return handlr', { unknownName: 'handlr', added: ["handlr = globals().get('handlr', 0)"] }),
  ],
  [
    'a start value for a slip',
    why('histoy.append(x)', 'histoy.append(x)', {
      unknownName: 'histoy',
      added: ['histoy = []'],
      text: 'history = []\nhistoy = []\nhistoy.append(x)',
    }),
  ],
])('%s: no proof', (_, said) => expect(said).toBeDefined());

test.each([
  ['a sum that is written out', why('total += vaule', 'total = total + value', { text: 'total = total + value\nprint(total)' })],
  ['another text to print', why('print("a" + 1)', 'print("a" + str(1))')],
  ['a call too much', why('print(name())', 'print(name)', { before: 'name()', after: 'name', message: "'str' object is not callable" })],
  ['another index', why('x = rows[3]', 'x = rows[-1]', { before: 'rows[3]', after: 'rows[-1]', text: 'x = rows[-1]\nprint(x)' })],
  [
    'a start value that was forgotten',
    why('counts[k] = 1', 'counts[k] = 1', { unknownName: 'counts', added: ['counts = {}'], text: 'counts = {}\ncounts[k] = 1' }),
  ],
  ['a result that is read', why('total == 0', 'total = 0', { text: 'total = 0\nprint(total)' })],
  [
    'a sorted copy that is kept',
    why('names = names.sort()', 'names = sorted(names)', {
      before: 'names.sort()',
      after: 'sorted(names)',
      text: 'names = sorted(names)\nprint(names)',
    }),
  ],
])('%s: nothing is left out', (_, said) => expect(said).toBeUndefined());
