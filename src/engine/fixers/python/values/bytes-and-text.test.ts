import { heals, proposes } from '../../../../../test/support/fixer-cases';

heals(
  'python/bytes-and-text',
  [
    [
      'with open("a.txt", "wb") as f:\n    «f.write("hello")»\n',
      "TypeError: a bytes-like object is required, not 'str'",
      'with open("a.txt", "w") as f:\n    f.write("hello")\n',
    ],
    [
      'data = b"a,b"\nprint(«data.split(",")»)\n',
      "TypeError: a bytes-like object is required, not 'str'",
      'data = b"a,b"\nprint(data.split(b","))\n',
    ],
  ],
  [['def save(f, text):\n    «f.write(text)»\n', "TypeError: a bytes-like object is required, not 'str'"]],
);

proposes([
  [
    "with open(p, 'wb') as f:\n    «f.write(text)»\n",
    "TypeError: a bytes-like object is required, not 'str'",
    "with open(p, 'w') as f:\n    f.write(text)\n",
  ],
  [
    "data = sock.recv(10)\n«data.split(',')»\n",
    "TypeError: a bytes-like object is required, not 'str'",
    "data = sock.recv(10)\ndata.split(b',')\n",
  ],
  [
    'with open(p) as f:\n    «text = f.read()»\n',
    "UnicodeDecodeError: 'charmap' codec can't decode byte 0x9d in position 29: character maps to <undefined>",
    "with open(p, encoding='utf-8') as f:\n    text = f.read()\n",
  ],
]);
