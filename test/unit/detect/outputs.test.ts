// What interpreters really print, and what is found in it: outputs.txt shows both.

import { describe, expect, test } from 'vitest';
import { detectText, TerminalDetector } from '../../../src/engine/detect/detect';
import { CWD, outputs, summary } from './outputs';

describe('outputs of real interpreters', () => {
  for (const { name, text, expected } of outputs()) {
    test(name, () => {
      const problems = detectText(text, { cwd: CWD, roots: [CWD], origin: 'pasted' });
      expect(problems.map((problem) => summary(problem)).join('\n')).toBe(expected);
    });

    test(`${name}, one code unit at a time and as a terminal sends it`, () => {
      const detector = new TerminalDetector({ line: 'run', cwd: CWD, roots: [CWD] });
      for (const unit of `\x1b]633;C\x07${text.replaceAll('\n', '\r\n')}\x1b]633;D;1\x07`.split('')) detector.write(unit);
      expect(
        detector
          .end(1)
          .map((problem) => summary(problem))
          .join('\n'),
      ).toBe(expected);
    });
  }
});
