import { heals } from '../../../../../test/support/fixer-cases';

heals(
  'python/file-by-name',
  [
    [
      'import json\n«json.dump([1], "a.json")»\n',
      "AttributeError: 'str' object has no attribute 'write'",
      'import json\nwith open("a.json", "w") as f:\n    json.dump([1], f)\n',
    ],
    [
      'import json\n«data = json.load("a.json")»\n',
      "AttributeError: 'str' object has no attribute 'read'",
      'import json\nwith open("a.json") as f:\n    data = json.load(f)\n',
    ],
    [
      "import pickle\nNAME = 'm.pkl'\ndef save(m):\n    «pickle.dump(m, NAME)»\n",
      "TypeError: file must have a 'write' attribute",
      'import pickle\nNAME = \'m.pkl\'\ndef save(m):\n    with open(NAME, "wb") as f:\n        pickle.dump(m, f)\n',
    ],
  ],
  [['import json\n«data = json.load("[1]")»\n', "AttributeError: 'str' object has no attribute 'read'"]],
);
