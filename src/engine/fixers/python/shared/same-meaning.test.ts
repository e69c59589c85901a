import { expect, it } from 'vitest';
import { sameMeaning } from './same-meaning';

it.each([
  ['asc', 'by axis ascending kind', ['ascending']],
  ['indentation', 'skipkeys indent cls', ['indent']],
  ['encode', 'file mode encoding errors', ['encoding']],
  ['location', 'handles labels loc', ['loc']],
  ['seed', 'test_size random_state', ['random_state']],
  ['colour', 'x y width', []],
  ['end', 'ending endless', ['ending', 'endless']],
  ['as', 'ascending', []],
])('%s of %s', (typed, names, found) => {
  expect(sameMeaning(typed, new Set(names.split(' ')))).toEqual(found);
});
