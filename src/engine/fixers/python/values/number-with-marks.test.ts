import { heals } from '../../../../../test/support/fixer-cases';

heals(
  'python/number-with-marks',
  [
    [
      'price = "1,250"\n«print(int(price))»\n',
      "ValueError: invalid literal for int() with base 10: '1,250'",
      'price = "1,250"\nprint(int(price.replace(",", "")))\n',
    ],
    [
      'def f(row):\n    return «float(row["p"])»\n',
      "ValueError: could not convert string to float: '$3.50'",
      'def f(row):\n    return float(row["p"].lstrip("$"))\n',
    ],
    [
      'def f(x):\n    return «float(x)»\n',
      "ValueError: could not convert string to float: '12%'",
      'def f(x):\n    return float(x.rstrip("%"))\n',
    ],
    [
      'def f(x):\n    return «float(x)»\n',
      "ValueError: could not convert string to float: '$1,250.75'",
      'def f(x):\n    return float(x.lstrip("$").replace(",", ""))\n',
    ],
  ],
  [
    ['def f(x):\n    return «float(x)»\n', "ValueError: could not convert string to float: '3,50'"],
    ['def f(x):\n    return «int(x)»\n', "ValueError: invalid literal for int() with base 10: 'ten'"],
  ],
);
