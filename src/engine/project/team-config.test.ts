import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { matchesPatterns, namesSource, NO_TEAM_CONFIG, readTeamConfig, teamConfig } from './team-config';

let root = '';
beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'self-heal-team-'));
});
afterEach(() => fs.rmSync(root, { recursive: true, force: true }));

describe('what a team sets', () => {
  it('is nothing where there is no file', () => {
    expect(readTeamConfig(root)).toEqual({ config: NO_TEAM_CONFIG, faults: [] });
  });

  it('has the names of the settings', () => {
    fs.mkdirSync(path.join(root, '.self-heal'));
    const text = {
      'exclude.files': ['vendor/'],
      'exclude.sources': ['Pylint'],
      'confidence.review': 0.8,
      'confidence.auto': 0.95,
      'tests.command': ' npm test ',
    };
    fs.writeFileSync(path.join(root, '.self-heal', 'config.json'), `\uFEFF${JSON.stringify(text)}`);
    expect(readTeamConfig(root)).toEqual({
      config: {
        excludedFiles: ['vendor/'],
        excludedSources: ['Pylint'],
        confidenceReview: 0.8,
        confidenceAuto: 0.95,
        testCommand: 'npm test',
      },
      faults: [],
    });
  });

  it.each([
    ['{', /is no JSON .* Mend it, or delete it\.$/],
    ['[]', /must be an object/],
    ['null', /must be an object/],
    ['{"exclude.files": "vendor"}', /“exclude\.files” is not used; it takes a list of patterns/],
    ['{"exclude.sources": [1]}', /“exclude\.sources” is not used; it takes a list/],
    ['{"confidence.review": 2}', /“confidence\.review” is not used; it takes a number from 0 to 1/],
    ['{"confidence.auto": "high"}', /“confidence\.auto” is not used; it takes a number from 0 to 1/],
    ['{"tests.command": ["npm", "test"]}', /“tests\.command” is not used; it takes a command, in one string/],
    ['{"selfHeal.tests.command": "x"}', /there is no “selfHeal\.tests\.command”\. Write “tests\.command”\./],
    ['{"model.baseUrl": "http://elsewhere"}', /there is no “model\.baseUrl”.*a setting of each person/],
    ['{"__proto__x": 1, "constructor": 2}', /there is no/],
  ])('%s: what is wrong is named with its remedy', (text, words) => {
    const { config, faults } = teamConfig(text);
    expect(faults[0]).toMatch(words);
    expect(faults.join('')).not.toMatch(/\n/);
    expect(config).toEqual(NO_TEAM_CONFIG);
  });

  it('one wrong value takes no other with it', () => {
    const { config, faults } = teamConfig('{"confidence.review": "x", "exclude.files": ["a.py"], "$schema": "x"}');
    expect(config.excludedFiles).toEqual(['a.py']);
    expect(faults).toHaveLength(1);
  });

  it('a file that is too large, and a folder in its place, are told', () => {
    fs.mkdirSync(path.join(root, '.self-heal', 'config.json'), { recursive: true });
    expect(readTeamConfig(root).faults).toEqual(['.self-heal/config.json is not used: it is no file.']);
    fs.rmdirSync(path.join(root, '.self-heal', 'config.json'));
    fs.writeFileSync(path.join(root, '.self-heal', 'config.json'), ' '.repeat(70_000));
    expect(readTeamConfig(root).faults[0]).toMatch(/larger than 64 KB/);
  });
});

it('patterns are those of .gitignore, relative to the folder', () => {
  expect(matchesPatterns(['vendor/', '*.gen.py'], '/w', '/w/vendor/a.py')).toBe(true);
  expect(matchesPatterns(['vendor/', '*.gen.py'], '/w', '/w/b/c.gen.py')).toBe(true);
  expect(matchesPatterns(['vendor/'], '/w', '/w/a.py')).toBe(false);
  expect(matchesPatterns(['*'], '/w', '/elsewhere/a.py')).toBe(false);
});

it('a source is named by itself or with a code', () => {
  expect(namesSource(['pylint'], 'Pylint', 'E1101')).toBe(true);
  expect(namesSource([' TS(2304) '], 'ts', '2304')).toBe(true);
  expect(namesSource(['ts(2304)'], 'ts', '2305')).toBe(false);
});
