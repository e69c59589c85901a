// What pandas, numpy and scikit-learn say in plain words about a call or a selection that must be written otherwise.

import type { SyntaxNode } from '@lezer/common';
import { insert, replace } from '../../../syntax/edits';
import { children } from '../../../syntax/python-scopes';
import type { Proposal } from '../../fixer';
import { brief } from '../names/attribute-read';
import { iteratedFor } from '../shared/origin';
import { plainType } from '../shared/plain-types';
import { argumentsOf, memberOf, nodesAt, subscriptOf, textOf, type PythonFile } from '../shared/python-file';
import type { LibraryRewrite } from './library-rewrite';

export const ARRAY_REWRITES: readonly LibraryRewrite[] = [
  { library: 'pandas', since: '0', types: [], message: /^\((?:'[^']*'(?:, )?){2,}\)$/, propose: severalColumns },
  {
    library: 'pandas',
    since: '2.0',
    types: [],
    message: /^Cannot subset columns with a tuple with more than one element\. Use a list instead\.$/,
    propose: severalColumns,
  },
  {
    library: 'pandas',
    since: '0',
    types: [],
    message: /^Can only use \.str accessor with string values\b/,
    propose: (file) => accessor(file, 'str'),
  },
  {
    library: 'pandas',
    since: '0',
    types: [],
    message: /^Can only use \.dt accessor with datetimelike values\b/,
    propose: (file) => accessor(file, 'dt'),
  },
  {
    library: 'pandas',
    since: '0',
    types: [],
    message:
      /^cannot convert the series to <class '(?:int|float)'>$|^(?:int|float)\(\) argument must be a string.*, not '(?:Series|ndarray)'$/,
    propose: ofEach,
  },
  {
    library: 'numpy',
    since: '0',
    types: [],
    message: /^only (?:length-1|size-1|0-dimensional) arrays can be converted to Python scalars$/,
    propose: ofEach,
  },
  {
    library: 'numpy',
    since: '0',
    types: [],
    message: /^'numpy\.ndarray' object has no attribute '(?:append|extend|insert|remove)'/,
    propose: changedArray,
  },
  {
    library: 'pandas',
    since: '0',
    types: [],
    message:
      /^'(?:Series|Index)' object has no attribute '(?:split|upper|lower|strip|lstrip|rstrip|startswith|endswith|title|capitalize|zfill|isdigit|isnumeric|contains|encode|removeprefix|removesuffix)'/,
    propose: textOfColumn,
  },
  {
    library: 'matplotlib',
    since: '0',
    types: [],
    message: /^num must be an integer with 1 <= num <= \d+, not 0$/,
    propose: countedFromOne,
  },
  {
    library: 'matplotlib',
    since: '0',
    types: [],
    message:
      /^'numpy\.ndarray' object has no attribute '(?:plot|scatter|bar|barh|hist|imshow|set_\w+|axis|legend|grid|pie|boxplot|fill_between|axhline|axvline|text|annotate|contourf?)'/,
    propose: everyAxes,
  },
  { library: 'PIL', since: '0', types: [], message: /^Unknown resampling filter \(\d+\)\./, propose: sizeOfImage },
  { library: 'sklearn', since: '0', types: [], message: /^Expected 2D array, got (?:1D|scalar) array instead:/, propose: twoDimensions },
];

const moduleAlias = (file: PythonFile, module: string): string | undefined =>
  file.scopes.imports.find((it) => it.module === module && it.member === undefined)?.name;

/** `frame["a", "b"]` → `frame[["a", "b"]]`. */
function severalColumns(file: PythonFile): Proposal | undefined {
  if (!file.scopes.imports.some((it) => it.module.split('.')[0] === 'pandas') && !/\bgroupby\b|\bDataFrame\b|\bdf\b/.test(file.text))
    return undefined;
  for (const node of nodesAt(file, 'MemberExpression')) {
    const subscript = subscriptOf(node);
    const inner = subscript ? children(node).slice(2, -1) : [];
    const items = inner.length === 1 && inner[0]?.name === 'TupleExpression' ? children(inner[0]) : inner;
    if (!subscript || !items.some((it) => it.name === ',') || items.some((it) => !/^(?:,|String)$/.test(it.name))) continue;
    // `frame.loc["a", "b"]` is a row and a column.
    if (/\.(?:loc|at|iloc|iat)$/.test(textOf(file, subscript.object))) continue;
    return {
      title: `Select with a list: [[${brief(file.text.slice(subscript.open.to, subscript.close.from))}]]`,
      explanation: `Several names without brackets of their own are one key made of all of them; a list selects several columns.`,
      edits: [insert(subscript.open.to, '['), insert(subscript.close.from, ']')],
      variant: 'list-of-columns',
    };
  }
  return undefined;
}

/** `frame["code"].str.zfill(3)`, where the codes are numbers → `.astype(str).str`; `.dt` of text → `pd.to_datetime(…).dt`. */
function accessor(file: PythonFile, name: 'str' | 'dt'): Proposal | undefined {
  const all = nodesAt(file, 'MemberExpression').flatMap((node) => {
    const member = memberOf(node);
    return member && textOf(file, member.property) === name ? [member.object] : [];
  });
  const [object] = all;
  // Of several the message does not say which.
  if (!object || new Set(all.map((it) => it.from)).size > 1) return undefined;
  if (name === 'str')
    return {
      title: `Make it text first: '.astype(str)'`,
      explanation: `'.str' works on text only, and these values are of another kind.`,
      edits: [insert(object.to, '.astype(str)')],
      variant: 'text-before-accessor',
    };
  const pd = moduleAlias(file, 'pandas');
  return pd
    ? {
        title: `Read the dates first: '${pd}.to_datetime(…)'`,
        explanation: `'.dt' works on dates only; these values are still text.`,
        edits: [insert(object.from, `${pd}.to_datetime(`), insert(object.to, ')')],
        variant: 'dates-before-accessor',
      }
    : undefined;
}

/** What `math` has for one number and numpy for many. */
const OF_MANY =
  /^(?:sqrt|exp|log|log2|log10|log1p|expm1|sin|cos|tan|sinh|cosh|tanh|floor|ceil|trunc|fabs|isnan|isinf|isfinite|hypot|degrees|radians|cbrt|exp2)$/;

/** `math.sqrt(values)` → `np.sqrt(values)`; `int(frame["n"])` → `frame["n"].astype(int)`. */
function ofEach(file: PythonFile): Proposal | undefined {
  const np = moduleAlias(file, 'numpy');
  const calls = nodesAt(file, 'CallExpression');
  for (const call of calls) {
    const callee = call.firstChild;
    const [only, ...rest] = argumentsOf(call);
    if (!callee || !only?.value || only.name || rest.length > 0) continue;
    const member = memberOf(callee);
    const isMath = member
      ? textOf(file, member.object) === moduleAlias(file, 'math')
      : file.scopes.imports.some((it) => it.module === 'math' && it.name === textOf(file, callee));
    const name = member ? textOf(file, member.property) : textOf(file, callee);
    if (isMath && OF_MANY.test(name) && np)
      return {
        title: `Use '${np}.${name}'`,
        explanation: `'math.${name}' takes one number; '${np}.${name}' takes an array or a column and does it for each.`,
        edits: [replace(callee.from, callee.to, `${np}.${name}`)],
        variant: 'numpy-for-math',
      };
    if (
      !member &&
      /^(?:int|float)$/.test(name) &&
      file.scopes.resolve(name, file.scopes.scopeAt(call.from)) === 'builtin' &&
      /^(?:VariableName|MemberExpression)$/.test(only.value.name)
    )
      return {
        title: `Convert each: '.astype(${name})'`,
        explanation: `'${name}' makes one number of one value; '.astype(${name})' converts all of them.`,
        edits: [replace(call.from, call.to, `${textOf(file, only.value)}.astype(${name})`)],
        variant: 'each-converted',
      };
  }
  return undefined;
}

const LEARNERS = /^(?:fit|fit_transform|fit_predict|predict|predict_proba|transform|score|partial_fit)$/;

/** `model.fit(x, y)` with one column → `x.reshape(-1, 1)`, `frame[["a"]]`; `model.predict([5])` → `[[5]]`. */
function twoDimensions(file: PythonFile): Proposal | undefined {
  for (const call of nodesAt(file, 'CallExpression')) {
    const member = call.firstChild ? memberOf(call.firstChild) : undefined;
    const value = argumentsOf(call)[0]?.value;
    const name = member ? textOf(file, member.property) : '';
    if (!member || !value || argumentsOf(call)[0]?.name || !LEARNERS.test(name)) continue;
    const text = textOf(file, value);
    const offer = (edits: Proposal['edits'], shown: string, variant: string): Proposal => ({
      title: `Pass it with two dimensions: '${brief(shown)}'`,
      explanation: `'${name}' takes a table: a row for each example, a column for each feature.`,
      edits,
      variant,
    });
    if (/^predict|^transform$/.test(name) && (value.name === 'ArrayExpression' || value.name === 'Number'))
      return value.name === 'ArrayExpression'
        ? offer([insert(value.from, '['), insert(value.to, ']')], `[${text}]`, 'one-row')
        : offer([insert(value.from, '[['), insert(value.to, ']]')], `[[${text}]]`, 'one-row');
    const subscript = subscriptOf(value);
    const key = subscript ? children(value)[2] : undefined;
    if (subscript && key?.name === 'String')
      return offer([insert(key.from, '['), insert(key.to, ']')], `${textOf(file, subscript.object)}[[…]]`, 'one-column');
    if (value.name === 'VariableName') {
      const made = columnOf(file, value);
      if (made === 'list') continue;
      return offer(
        [insert(value.to, made === 'series' ? '.to_frame()' : '.reshape(-1, 1)')],
        `${text}${made === 'series' ? '.to_frame()' : '.reshape(-1, 1)'}`,
        'one-column',
      );
    }
  }
  return undefined;
}

/** Whether a variable is a plain list, which can't be reshaped, or a column of a table. */
function columnOf(file: PythonFile, value: SyntaxNode): 'list' | 'series' | undefined {
  const scope = file.scopes.scopeAt(value.from);
  if (plainType(file, value, scope) === 'list') return 'list';
  const home = file.scopes.resolve(textOf(file, value), scope);
  const bindings = home && home !== 'builtin' ? (home.bindings.get(textOf(file, value)) ?? []) : [];
  const last = bindings.filter((it) => it.from < value.from).at(-1);
  const assigned = last ? /=\s*(.*)$/s.exec(textOf(file, last.node))?.[1] : undefined;
  return assigned && /^\w+(?:\[(["'])[^"']*\1\]|\.[a-z]\w*)$/.test(assigned.trim()) ? 'series' : undefined;
}

/** `array.append(x)` → `array = np.append(array, x)`: an array keeps its size, a longer one is made. */
function changedArray(file: PythonFile): Proposal | undefined {
  const np = moduleAlias(file, 'numpy');
  for (const call of nodesAt(file, 'CallExpression')) {
    const member = call.firstChild ? memberOf(call.firstChild) : undefined;
    const given = argumentsOf(call);
    const method = member ? textOf(file, member.property) : '';
    const isWhole = call.parent?.name === 'ExpressionStatement';
    if (!np || !member || !isWhole || !/^(?:append|extend|insert)$/.test(method) || given.some((it) => it.name || it.stars !== ''))
      continue;
    if (!/^(?:VariableName|MemberExpression)$/.test(member.object.name) || given.length !== (method === 'insert' ? 2 : 1)) continue;
    const name = textOf(file, member.object);
    const rest = file.text.slice(given[0]?.from ?? call.to, given.at(-1)?.to ?? call.to);
    const after = `${name} = ${np}.${method === 'insert' ? 'insert' : 'append'}(${name}, ${rest})`;
    return {
      title: `Make a longer one: '${brief(after)}'`,
      explanation: `An array keeps its size; '${np}.${method === 'insert' ? 'insert' : 'append'}' makes a new one with what is added.`,
      edits: [replace(call.from, call.to, after)],
      variant: 'array-made-longer',
    };
  }
  return undefined;
}

/** `frame["name"].split(" ")` → `.str.split(" ")`. */
function textOfColumn(file: PythonFile): Proposal | undefined {
  const name = /has no attribute '(\w+)'/.exec(file.context.problem.message)?.[1] ?? '';
  const found = nodesAt(file, 'MemberExpression').flatMap((node) => {
    const member = memberOf(node);
    return member && textOf(file, member.property) === name && !/\.str$/.test(textOf(file, member.object)) ? [member.object] : [];
  });
  const [object] = found;
  if (!object || found.length > 1) return undefined;
  return {
    title: `Go through '.str': '.str.${name}'`,
    explanation: `A column is no text; '.str' does what text can, for each of its values.`,
    edits: [insert(object.to, '.str')],
    variant: 'text-of-each',
  };
}

/** `plt.subplot(2, 2, i)` with i from 0 → `i + 1`. */
function countedFromOne(file: PythonFile): Proposal | undefined {
  for (const call of nodesAt(file, 'CallExpression')) {
    const callee = call.firstChild;
    const given = argumentsOf(call);
    const index = given[2];
    if (!callee || !/^(?:subplot|add_subplot)$/.test(textOf(file, memberOf(callee)?.property ?? callee)) || !index?.value || index.name)
      continue;
    if (index.value.name === 'Number') return undefined;
    const text = textOf(file, index.value);
    const isPlain = /^(?:VariableName|MemberExpression|CallExpression)$/.test(index.value.name);
    return {
      title: `Count from 1: '${brief(text)} + 1'`,
      explanation: 'Plots are counted from 1, loops from 0.',
      edits: isPlain ? [insert(index.to, ' + 1')] : [insert(index.from, '('), insert(index.to, ') + 1')],
      variant: 'counted-from-one',
    };
  }
  return undefined;
}

/** `for ax in axes:` of a grid → `axes.flat`. */
function everyAxes(file: PythonFile): Proposal | undefined {
  for (const use of nodesAt(file, 'VariableName')) {
    const over = iteratedFor(file, use);
    const looped =
      over &&
      (over.name === 'CallExpression' && /^(?:enumerate|zip)$/.test(textOf(file, over.firstChild ?? over))
        ? (argumentsOf(over)[0]?.value ?? over)
        : over);
    if (looped?.name !== 'VariableName') continue;
    return {
      title: `Go through all of them: '${textOf(file, looped)}.flat'`,
      explanation: 'Several rows and columns of plots are a table; a loop over it gives its rows, its `flat` every plot.',
      edits: [insert(looped.to, '.flat')],
      variant: 'grid-as-list',
    };
  }
  return undefined;
}

/** `picture.resize(20, 15)` → `resize((20, 15))`. */
function sizeOfImage(file: PythonFile): Proposal | undefined {
  for (const call of nodesAt(file, 'CallExpression')) {
    const member = call.firstChild ? memberOf(call.firstChild) : undefined;
    const given = argumentsOf(call);
    const [first, second] = given;
    if (
      !member ||
      !/^(?:resize|thumbnail)$/.test(textOf(file, member.property)) ||
      !first ||
      !second ||
      given.length > 2 ||
      first.name ||
      second.name
    )
      continue;
    return {
      title: `Give the size as one: '(${brief(file.text.slice(first.from, second.to))})'`,
      explanation: 'A size is a pair of width and height, in brackets of its own.',
      edits: [insert(first.from, '('), insert(second.to, ')')],
      variant: 'size-as-pair',
    };
  }
  return undefined;
}
