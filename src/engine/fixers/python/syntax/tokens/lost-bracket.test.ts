import { expect, test } from 'vitest';
import { best } from '../../../../../../test/unit/mend';

test.each([
  // Of rows that are each a whole, the one that is not.
  [
    'rows = [\n    ("a", 1),\n    ("b", 2,\n    ("c", 3),\n    ("d", 4),\n]\n',
    'rows = [\n    ("a", 1),\n    ("b", 2),\n    ("c", 3),\n    ("d", 4),\n]\n',
  ],
  [
    "look = {\n    'a': TABLE['one'],\n    'b': TABLE['two',\n    'c': TABLE['three'],\n}\n",
    "look = {\n    'a': TABLE['one'],\n    'b': TABLE['two'],\n    'c': TABLE['three'],\n}\n",
  ],
  ["rows = [\n    ('a', 1),\n    ('b', 2),\n    ('c', 3,\n]\n", "rows = [\n    ('a', 1),\n    ('b', 2),\n    ('c', 3),\n]\n"],
  // A definition's own bracket, before its arrow.
  [
    'def add(\n    left: int,\n    right: int,\n -> int:\n    return left + right\n',
    'def add(\n    left: int,\n    right: int,\n ) -> int:\n    return left + right\n',
  ],
  // The bracket between two names, one of which is new.
  ['def shoutword):\n    return word.upper()\n', 'def shout(word):\n    return word.upper()\n'],
  ['class TooLate:\n    pass\n\n\nclass FarTooLate):\n    pass\n', 'class TooLate:\n    pass\n\n\nclass Far(TooLate):\n    pass\n'],
  [
    'import os\n\n\ndef size(folder):\n    return len(os.listdirfolder))\n',
    'import os\n\n\ndef size(folder):\n    return len(os.listdir(folder))\n',
  ],
])('%j → %j', (before, after) => {
  expect(best(before).text).toBe(after);
});

test('in a bracket over hundreds of lines the missing comma is found', () => {
  const rows = Array.from({ length: 240 }, (_, i) => `    "style.number.${i}": Style(color="cyan", bold=True),`);
  const whole = `STYLES = {\n${rows.join('\n')}\n}\n`;
  const broken = whole.replace('number.150": Style(color="cyan", bold=True),', 'number.150": Style(color="cyan", bold=True)');
  expect(best(broken).text).toBe(whole);
});
