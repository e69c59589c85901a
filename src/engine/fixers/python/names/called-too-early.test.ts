import { heals } from '../../../../../test/support/fixer-cases';

const NAME = (name: string) => `NameError: name '${name}' is not defined`;
heals(
  'python/called-too-early',
  [
    ['«main()»\n\ndef main():\n    print(1)\n', NAME('main'), 'def main():\n    print(1)\n\nmain()\n'],
    [
      'import os\n\n«print(area(2))»\n\ndef area(r):\n    return r * r\n\nclass A:\n    pass\n',
      NAME('area'),
      'import os\n\ndef area(r):\n    return r * r\n\nclass A:\n    pass\n\nprint(area(2))\n',
    ],
    [
      'if __name__ == "__main__":\n    «main()»\n\ndef main():\n    print(1)\n',
      NAME('main'),
      'def main():\n    print(1)\n\nif __name__ == "__main__":\n    main()\n',
    ],
    [
      '«hello()»\nbye()\n\ndef hello():\n    print(1)\n\ndef bye():\n    print(2)\n',
      NAME('hello'),
      'def hello():\n    print(1)\n\ndef bye():\n    print(2)\n\nhello()\nbye()\n',
    ],
  ],
  [['«total = area(2)»\n\ndef area(r):\n    return r * r\n\nprint(total)\n', NAME('area')]],
);
