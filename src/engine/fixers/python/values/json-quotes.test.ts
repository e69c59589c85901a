import { heals } from '../../../../../test/support/fixer-cases';

const SAID = 'json.decoder.JSONDecodeError: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)';

heals(
  'python/json-quotes',
  [
    [`import json\n«print(json.loads("{'a': 1}"))»\n`, SAID, `import json\nprint(json.loads('{"a": 1}'))\n`],
    [`import json\nt = str({"a": 1})\n«print(json.loads(t))»\n`, SAID, `import json\nt = json.dumps({"a": 1})\nprint(json.loads(t))\n`],
  ],
  [
    [`import json\n«print(json.loads("{'a': 'it's'}"))»\n`, SAID],
    ['import json\n«print(json.loads(input()))»\n', SAID],
  ],
);
