import { expect, it } from 'vitest';
import { readPlainSettings } from './plain-settings';

it('takes the names of VS Code, nested or with dots', () => {
  const settings = {
    selfHeal: {
      hover: { enabled: false },
      'confidence.review': 0.9,
      exclude: { files: ['gen/'], sources: ['Pylint'] },
      tests: { command: ' tox ' },
    },
    python: { x: 1 },
  };
  expect(readPlainSettings(settings)).toEqual({
    sent: { hover: false, confidenceReview: 0.9, excludedSources: ['Pylint'], defaults: { excludedFiles: ['gen/'], testCommand: 'tox' } },
    faults: [],
  });
});

it.each([undefined, null, 'x', 7, [], {}, { selfHeal: null }])('%j says nothing of Self-Heal', (settings) => {
  expect(readPlainSettings(settings)).toEqual({ sent: undefined, faults: [] });
});

it.each([
  [{ selfHeal: 'on' }, /takes an object/],
  [{ selfHeal: { enabled: 'yes' } }, /“selfHeal\.enabled” is not used; it takes true or false\./],
  [{ selfHeal: { confidence: { review: 7 } } }, /“selfHeal\.confidence\.review” is not used; it takes a number from 0 to 1\./],
  [{ selfHeal: { exclude: { files: 'x' } } }, /takes a list of strings/],
  [{ selfHeal: { model: { baseUrl: 'http://x' } } }, /There is no setting “selfHeal\.model\.baseUrl” here/],
  [{ selfHeal: { store: { maxPairs: 0 } } }, /a whole number, 1 or more/],
  [JSON.parse('{"selfHeal": {"__proto__": 1, "constructor": 2}}') as object, /There is no setting/],
])('%j: what is wrong is named with its remedy, and is not used', (settings, words) => {
  const { sent, faults } = readPlainSettings(settings);
  expect(faults[0]).toMatch(words);
  expect(sent ?? { defaults: {} }).toEqual({ defaults: {} });
});
