// The rules that gitleaks keeps, for the tokens of some two hundred services; `node scripts/secret-rules.mjs` writes them.

/*! The rules in gitleaks-rules.json are those of gitleaks.

MIT License

Copyright (c) 2019 Zachary Rice

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.
*/

import { entropyOf, groupFinding, type Finding } from './finding';
import rules from './gitleaks-rules.json';

interface Rule {
  readonly id: string;
  readonly pattern: string;
  /** Least bits a character of what is found. */
  readonly entropy?: number;
  /** Which group of the pattern is the secret; else the first, else the whole. */
  readonly group?: number;
  /** Lower case; one of them stands in every text that the pattern matches. */
  readonly keywords: readonly string[];
}

/** By keyword, so that a text is searched for each once. */
const byKeyword = new Map<string, Rule[]>();
for (const rule of rules as readonly Rule[])
  for (const keyword of rule.keywords) byKeyword.set(keyword, [...(byKeyword.get(keyword) ?? []), rule]);
const compiled = new Map<Rule, RegExp>();

export function findServiceTokens(text: string): Finding[] {
  const lower = text.toLowerCase();
  const asked = new Set([...byKeyword].flatMap(([keyword, those]) => (lower.includes(keyword) ? those : [])));
  return [...asked].flatMap((rule) => {
    const pattern = compiled.get(rule) ?? new RegExp(rule.pattern, 'dg');
    compiled.set(rule, pattern);
    return [...text.matchAll(pattern)].flatMap((match) => {
      const group = rule.group ?? match.findIndex((found, i) => i > 0 && found !== undefined);
      const found = groupFinding(match, rule.id, Math.max(group, 0));
      return found.filter(({ start, end }) => entropyOf(text.slice(start, end)) >= (rule.entropy ?? 0));
    });
  });
}
