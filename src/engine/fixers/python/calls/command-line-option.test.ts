import { heals } from '../../../../../test/support/fixer-cases';

heals(
  'python/command-line-option',
  [
    [
      'import argparse\np = argparse.ArgumentParser()\n«p.add_argument("-v", action="store_true", type=bool, help="a")»\n',
      "TypeError: _StoreTrueAction.__init__() got an unexpected keyword argument 'type'",
      'import argparse\np = argparse.ArgumentParser()\np.add_argument("-v", action="store_true", help="a")\n',
    ],
    ['«p.add_argument("--n", type="int")»\n', "ValueError: 'int' is not callable", 'p.add_argument("--n", type=int)\n'],
    [
      '«p.add_argument("-v", "verbose")»\n',
      "ValueError: invalid option string 'verbose': must start with a character '-'",
      'p.add_argument("-v", "--verbose")\n',
    ],
    [
      'import click\n«@click.option("name")»\ndef f(name):\n    pass\n',
      "TypeError: No options defined but a name was passed (name). Did you mean to declare an argument instead? Did you mean to pass '--name'?",
      'import click\n@click.option("--name")\ndef f(name):\n    pass\n',
    ],
  ],
  [['«p.add_argument("--n", type=kind)»\n', "ValueError: 'int' is not callable"]],
);
