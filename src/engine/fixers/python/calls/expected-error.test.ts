import { heals } from '../../../../../test/support/fixer-cases';

const HALF =
  'import unittest\n\ndef half(n):\n    raise ValueError("odd")\n\nclass HalfTest(unittest.TestCase):\n    def test_odd(self):\n        ';
heals(
  'python/expected-error',
  [
    [`${HALF}«self.assertRaises(ValueError, half(3))»\n`, 'ValueError: odd', `${HALF}self.assertRaises(ValueError, half, 3)\n`],
    [
      `${HALF}«self.assertRaisesRegex(ValueError, "odd", half(3))»\n`,
      'ValueError: odd',
      `${HALF}self.assertRaisesRegex(ValueError, "odd", half, 3)\n`,
    ],
  ],
  [
    [`${HALF}«self.assertRaises(KeyError, half(3))»\n`, 'ValueError: odd'],
    [`${HALF}«self.assertEqual(2, half(3))»\n`, 'ValueError: odd'],
  ],
);
