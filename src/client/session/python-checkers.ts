/** Extensions that show what does not parse and what is not defined in Python. */
export const PYTHON_CHECKERS: readonly string[] = [
  'ms-python.vscode-pylance',
  'ms-pyright.pyright',
  'detachhead.basedpyright',
  'astral-sh.ty',
  'meta.pyrefly',
  'charliermarsh.ruff',
  'ms-python.flake8',
  'ms-python.pylint',
  'ms-python.mypy-type-checker',
];
