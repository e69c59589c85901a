import { heals } from '../../../../../test/support/fixer-cases';

heals(
  'python/plain-pattern',
  [
    [
      'import re\n«print(re.split("(", "a(b"))»\n',
      're.error: missing ), unterminated subpattern at position 0',
      'import re\nprint(re.split(r"\\(", "a(b"))\n',
    ],
    [
      "import re\n«print(re.findall('+49', text))»\n",
      're.error: nothing to repeat at position 0',
      "import re\nprint(re.findall(r'\\+49', text))\n",
    ],
    [
      'import re\n«print(re.split("\\\\", path))»\n',
      're.error: bad escape (end of pattern) at position 0',
      'import re\nprint(re.split(r"\\\\", path))\n',
    ],
    [
      'import re\nfor sign in ["(", "*"]:\n    «text = re.sub(sign, "", text)»\n',
      're.error: missing ), unterminated subpattern at position 0',
      'import re\nfor sign in ["(", "*"]:\n    text = re.sub(re.escape(sign), "", text)\n',
    ],
    [
      'import re\nword = input("word? ").strip()\n«print(re.search(word, text))»\n',
      're.PatternError: nothing to repeat at position 0',
      'import re\nword = input("word? ").strip()\nprint(re.search(re.escape(word), text))\n',
    ],
  ],
  [
    ['import re\n«print(re.search(r"(\\d+-\\w+", text))»\n', 're.error: missing ), unterminated subpattern at position 0'],
    ['import re\n«print(re.match("*.txt", name))»\n', 're.error: nothing to repeat at position 0'],
    ['import re\n«print(re.search("[a-z", name))»\n', 're.error: unterminated character set at position 0'],
    ['import re\n«print(re.search("(a|b", name))»\n', 're.error: missing ), unterminated subpattern at position 0'],
    ['import re\n«print(re.search(pattern, name))»\n', 're.error: nothing to repeat at position 0'],
  ],
);
