// The prompts of ten typical problems as they are sent, with what they cost: read them when they change.

import path from 'node:path';
import { expect, test } from 'vitest';
import { FORMATS } from '../../../src/engine/generate/model/formats/registry';
import { searchReplace } from '../../../src/engine/generate/model/formats/search-replace';
import { feedback, toPrompt } from '../../../src/engine/generate/model/prompt';
import { familyOf } from '../../../src/engine/detect/family';
import { signatureOf } from '../../../src/engine/detect/signature';
import { contextOf, ROOT, type Folder } from './context';

const place = (file: string, line: number, character = 0) => ({
  path: path.join(ROOT, file),
  range: { start: { line, character }, end: { line, character } },
});
const frame = (file: string, line: number, name?: string) => ({
  location: place(file, line),
  own: true,
  ...(name === undefined ? {} : { name }),
});
const more = (count: number, of = (i: number): string => `LIMIT_${i} = ${i}`): string =>
  Array.from({ length: count }, (_, i) => `${of(i)}\n`).join('');

const problems: Record<string, Folder> = {
  'python-name': {
    files: {
      'shop/cart.py': `import json\nfrom shop.prices import price_of\n\n\nclass Cart:\n    def __init__(self, owner):\n        self.owner = owner\n        self.items = []\n\n    def total(self):\n        found = 0\n        for item, count in self.items:\n            found += price_of(item) * count\n        return fuond\n\n    def saved(self):\n        return json.dumps(self.items)\n\n\n${more(90)}`,
      'shop/prices.py': `PRICES = {'pen': 2}\n\n\ndef price_of(item, *, net=False):\n    return PRICES[item]\n`,
      'main.py': 'from shop.cart import Cart\n\ncart = Cart("me")\nprint(cart.total())\n',
    },
    at: 'fuond',
    problem: {
      errorType: 'NameError',
      message: "name 'fuond' is not defined. Did you mean: 'found'?",
      frames: [frame('main.py', 3), frame('shop/cart.py', 13, 'total')],
      command: { line: 'python main.py', cwd: ROOT },
    },
  },
  'python-failed-test': {
    files: {
      'tests/test_dates.py': `from dates import span_of, days\n\n\ndef test_one_day():\n    assert days(span_of("2026-01-01", "2026-01-01")) == 1\n\n\ndef test_month():\n    found = span_of("2026-01-01", "2026-01-31")\n    assert days(found) == 31\n`,
      'dates.py':
        'from datetime import date\n\n\ndef span_of(first, last):\n    """Both days belong to it."""\n    return date.fromisoformat(first), date.fromisoformat(last)\n\n\ndef days(span):\n    first, last = span\n    return (last - first).days\n',
    },
    at: 'assert days(found) == 31',
    problem: {
      errorType: 'AssertionError',
      message: 'assert 30 == 31\n +  where 30 = days((datetime.date(2026, 1, 1), datetime.date(2026, 1, 31)))',
      frames: [frame('tests/test_dates.py', 9, 'test_month')],
      command: { line: 'pytest -q', cwd: ROOT },
    },
  },
  'python-two-files': {
    files: {
      'lib/read.py': `import csv\n\n\ndef rows_of(path):\n    with open(path) as file:\n        return [row_of(row) for row in csv.reader(file)]\n\n\ndef row_of(row):\n    return {"name": row[0], "amount": int(row[2])}\n\n\n${more(90)}`,
      'report.py':
        'from lib.read import rows_of\n\n\ndef report(path):\n    rows = rows_of(path)\n    return sum(row["amount"] for row in rows)\n\n\nif __name__ == "__main__":\n    print(report("data.csv"))\n',
    },
    at: 'row[2]',
    problem: {
      errorType: 'IndexError',
      message: 'list index out of range',
      frames: [
        frame('report.py', 9),
        frame('report.py', 4, 'report'),
        frame('lib/read.py', 5, 'rows_of'),
        frame('lib/read.py', 9, 'row_of'),
      ],
      command: { line: 'python report.py', cwd: ROOT },
    },
  },
  'python-pyright-argument': {
    files: {
      'app.py': `from mail import send\n\n\ndef remind(users):\n    for user in users:\n        send(user.address, subjet="Due", text="Please pay.")\n\n\n${more(90)}`,
      'mail.py':
        'import smtplib\n\n\ndef send(\n    to: str,\n    *,\n    subject: str,\n    text: str = "",\n) -> None:\n    with smtplib.SMTP("localhost") as server:\n        server.sendmail("me@example.org", to, f"Subject: {subject}\\n\\n{text}")\n',
    },
    at: 'subjet',
    problem: {
      source: 'Pyright',
      errorType: 'reportCallIssue',
      message: 'No parameter named "subjet"',
      related: [{ location: place('mail.py', 3), message: 'Function "send" is declared here' }],
    },
    titles: ["Change spelling to 'subject'"],
  },
  'python-syntax': {
    files: {
      'a.py': `import os\n\n\ndef size(path):\n    total = 0\n    for root, _, names in os.walk(path)\n        for name in names:\n            total += os.path.getsize(os.path.join(root, name))\n    return total\n\n\n${more(90)}`,
    },
    at: 'for root',
    problem: { errorType: 'SyntaxError', message: "expected ':'" },
  },
  'python-learned': {
    files: { 'a.py': 'import json\n\n\ndef load(path):\n    return json.load(path)\n\n\nprint(load("a.json"))\n' },
    at: 'json.load(path)',
    problem: {
      errorType: 'AttributeError',
      message: "'str' object has no attribute 'read'",
      frames: [frame('a.py', 7), frame('a.py', 4, 'load')],
    },
    examples: [
      {
        message: "AttributeError: 'str' object has no attribute 'read'",
        before: 'def config(path):\n    return json.load(path)',
        after: 'def config(path):\n    with open(path) as file:\n        return json.load(file)',
      },
    ],
  },
  'typescript-tsc': {
    files: {
      'src/cart.ts': `import { priceOf, type Price } from './prices.js';\n\nexport interface Item {\n  name: string;\n  count: number;\n}\n\nexport function total(items: readonly Item[]): Price {\n  return items.reduce((sum, item) => sum + priceOf(item), 0);\n}\n${more(90, (i) => `export const limit${i} = ${i};`)}`,
      'src/prices.ts': `export type Price = number;\n\nconst PRICES: Record<string, Price> = { pen: 2 };\n\nexport function priceOf(name: string, net = false): Price {\n  const price = PRICES[name] ?? 0;\n  return net ? price / 1.19 : price;\n}\n`,
    },
    at: 'item),',
    problem: { source: 'ts', errorType: 'TS2345', message: "Argument of type 'Item' is not assignable to parameter of type 'string'." },
  },
  'typescript-failed-test': {
    files: {
      'src/slug.test.ts': `import { expect, test } from 'vitest';\nimport { slug } from './slug';\n\ntest('words', () => {\n  expect(slug('Two  Words')).toBe('two-words');\n});\n`,
      'src/slug.ts': `export function slug(text: string): string {\n  return text.toLowerCase().split(' ').join('-');\n}\n`,
    },
    at: "expect(slug('Two",
    problem: {
      source: 'node',
      errorType: 'AssertionError',
      message: 'expected \'two--words\' to be \'two-words\' // Object.is equality\n\nExpected: "two-words"\nReceived: "two--words"',
      frames: [frame('src/slug.test.ts', 4)],
      command: { line: 'npx vitest run', cwd: ROOT },
    },
  },
  'go-build': {
    files: {
      'main.go': `package main\n\nimport (\n\t"fmt"\n)\n\nfunc main() {\n\tfor _, word := range words("a b") {\n\t\tfmt.Println(count(word))\n\t}\n}\n`,
      'words.go':
        'package main\n\nimport "strings"\n\nfunc words(text string) []string {\n\treturn strings.Fields(text)\n}\n\nfunc count(word string, letter rune) int {\n\treturn strings.Count(word, string(letter))\n}\n',
    },
    at: 'count(word)',
    problem: {
      source: 'go',
      errorType: 'go',
      message: 'not enough arguments in call to count\n\thave (string)\n\twant (string, rune)',
      command: { line: 'go run .', cwd: ROOT },
    },
  },
  'rust-borrow': {
    files: {
      'src/main.rs': `use std::collections::HashMap;\n\nfn longest<'a>(words: &'a [String]) -> &'a str {\n    let mut best = "";\n    for word in words {\n        if word.len() > best.len() {\n            best = word;\n        }\n    }\n    best\n}\n\nfn main() {\n    let words = vec![String::from("a"), String::from("bb")];\n    let mut seen = HashMap::new();\n    for word in words {\n        seen.insert(word.clone(), word.len());\n    }\n    println!("{} {}", longest(&words), seen.len());\n}\n`,
    },
    at: 'longest(&words)',
    problem: {
      source: 'rustc',
      errorType: 'E0382',
      message: 'borrow of moved value: `words`',
      related: [
        {
          location: place('src/main.rs', 13),
          message: 'move occurs because `words` has type `Vec<String>`, which does not implement the `Copy` trait',
        },
        { location: place('src/main.rs', 15), message: '`words` moved due to this implicit call to `.into_iter()`' },
      ],
      command: { line: 'cargo run', cwd: ROOT },
    },
  },
};

test.each(Object.entries(problems))('%s', async (name, folder) => {
  const language = folder.files ? (Object.keys(folder.files)[0] ?? '') : '';
  const words = { source: 'python', errorType: 'NameError', message: '', ...folder.problem };
  const signature = signatureOf(words.errorType, words.message);
  const context = await contextOf({ ...folder, problem: { ...folder.problem, signature } });
  const parts: string[] = [];
  for (const format of FORMATS) {
    const { messages, tokens, suspicious } = await toPrompt({ context, format });
    expect(suspicious).toBe(false);
    expect(tokens).toBeLessThan(2000);
    const [system, user] = messages;
    // What comes first is the same for every problem.
    parts.push(
      `== ${format.id}: about ${tokens} tokens; facts: ${context.facts.join(', ')}; ${familyOf(words)}, ${language}`,
      ...(name === 'python-name' ? [`-- ${system?.role}`, system?.content ?? ''] : []),
      ...(format === FORMATS[0]
        ? [`-- ${user?.role}`, user?.content ?? '']
        : [`-- ${user?.role}, its end`, user?.content.split('\n').at(-1) ?? '']),
    );
  }
  await expect(`${parts.join('\n')}\n`).toMatchFileSnapshot(`prompts/${name}.txt`);
});

test('what was tried before is said once', async () => {
  const context = await contextOf(problems['python-name'] ?? { files: {} });
  const { messages } = await toPrompt({ context, format: searchReplace, refuted: ['It fails so.', 'It fails so.', 'It fails otherwise.'] });
  expect(messages[1]?.content.match(/^> It fails .*$/gm)).toEqual(['> It fails so.', '> It fails otherwise.']);
});

test('later: the failing function only, a second call, and what is said back', async () => {
  const folder = problems['python-name'] ?? { files: {} };
  const signature = signatureOf('NameError', folder.problem?.message ?? '');
  const parts: string[] = [];
  for (const [title, more] of [
    ['the failing function only', { facts: ['function'] }],
    ['the second call', { attempt: 2 }],
  ] as [string, Partial<Folder>][]) {
    const context = await contextOf({ ...folder, ...more, problem: { ...folder.problem, signature } });
    const { messages, tokens } = await toPrompt({
      context,
      format: FORMATS[0] ?? searchReplace,
      refuted: ['It renames the function, which other files use.'],
    });
    expect(tokens).toBeLessThan(3000);
    parts.push(`== ${title}: about ${tokens} tokens; facts: ${context.facts.join(', ')}`, messages[1]?.content ?? '');
    for (const format of FORMATS)
      parts.push(
        `-- said back, ${format.id}`,
        feedback('…', ["name 'founds' is not defined\nin line 14", 'the tests fail'], format, context).at(-1)?.content ?? '',
      );
  }
  await expect(`${parts.join('\n')}\n`).toMatchFileSnapshot('prompts/later.txt');
});
