import { proposes } from '../../../../../test/support/fixer-cases';

proposes([
  [
    'folder = «"C:\\Users\\jo"»\n',
    "SyntaxError: (unicode error) 'unicodeescape' codec can't decode bytes in position 2-3: truncated \\UXXXXXXXX escape",
    'folder = r"C:\\Users\\jo"\n',
  ],
  [
    'name = "jo"\nprint(«f"C:\\Users\\{name}"»)\n',
    "SyntaxError: (unicode error) 'unicodeescape' codec can't decode bytes in position 2-3: truncated \\UXXXXXXXX escape",
    'name = "jo"\nprint(rf"C:\\Users\\{name}")\n',
  ],
  [
    '«log = "C:\\\\temp and C:\\Users\\x\\n"»\n',
    "SyntaxError: (unicode error) 'unicodeescape' codec can't decode bytes in position 2-3: truncated \\UXXXXXXXX escape",
    'log = "C:\\\\temp and C:\\\\Users\\\\x\\n"\n',
  ],
  [
    '«paths = ["D:\\data\\x.csv", "C:\\Users\\b.csv"]»\n',
    "SyntaxError: (unicode error) 'unicodeescape' codec can't decode bytes in position 2-3: truncated \\UXXXXXXXX escape",
    'paths = [r"D:\\data\\x.csv", r"C:\\Users\\b.csv"]\n',
  ],
]);
