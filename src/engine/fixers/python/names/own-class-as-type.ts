/**
 * Mistake: a type is named before it is there: a class in the annotations of its own methods, or of those above it; or a name in quotes in `"A" | None`.
 *
 * Before:  `class Money: def plus(self, other: Money)`       After:  `other: "Money"`, in all such places
 * Before:  `after: "Node" | None`                            After:  `after: "Node | None"`
 *
 * When not: the name is needed when the statement runs.
 */
import type { SyntaxNode } from '@lezer/common';
import { replace, type OffsetEdit } from '../../../syntax/edits';
import { PYTHON, type Fixer, type Proposal } from '../../fixer';
import { enclosing, hole, nodesAt, parameters, pythonFile, textOf, type PythonFile } from '../shared/python-file';

const JOINED = /^unsupported operand type\(s\) for \|: '(?:str|NoneType|type|[\w.]+)' and '(?:str|NoneType|type|[\w.]+)'$/;

export const ownClassAsType: Fixer = {
  id: 'python/own-class-as-type',
  languages: PYTHON,
  family: 'python/names',
  answers: { families: ['undefined-name'], messages: [JOINED] },
  propose(context) {
    const file = pythonFile(context);
    if (JOINED.test(context.problem.message)) return joined(file);
    const name = hole(context, 'name') ?? '';
    const binding = file.scopes.module.bindings.get(name)?.find((it) => it.kind === 'class');
    if (!binding) return [];
    // The class is not there yet while its own body is read, nor above it.
    const edits = annotationsOf(file)
      .filter(
        (it) =>
          it.from < binding.node.to &&
          new RegExp(`(?<![\\w."'])${name}(?![\\w"'])`).test(textOf(file, it)) &&
          !/["']/.test(textOf(file, it)),
      )
      .map((it) => quoted(file, it));
    const isHere = nodesAt(file, 'VariableName').some((node) => textOf(file, node) === name && annotationAround(file, node));
    if (edits.length === 0 || !isHere) return [];
    return [
      {
        title: `Write the type in quotes: '"${name}"'`,
        explanation: `While this line is read the class '${name}' is not there yet; a type in quotes is looked up later.`,
        edits,
        variant: 'type-in-quotes',
        features: { places: edits.length },
      },
    ];
  },
};

const quoted = (file: PythonFile, node: SyntaxNode): OffsetEdit =>
  replace(node.from, node.to, `"${textOf(file, node).replace(/\s+/g, ' ')}"`);

/** Types of parameters, results and variables, as written. */
function annotationsOf(file: PythonFile): SyntaxNode[] {
  const out: SyntaxNode[] = [];
  file.scopes.tree.iterate({
    enter: (ref) => {
      if (ref.name === 'FunctionDefinition') {
        for (const it of parameters(file, ref.node)) if (it.annotation) out.push(it.annotation);
        const result = ref.node.getChild('TypeDef')?.lastChild;
        if (result) out.push(result);
      } else if (ref.name === 'AssignStatement') {
        // Of a variable of a function nobody reads the type.
        const type = enclosing(ref.node, 'FunctionDefinition') ? null : ref.node.getChild('TypeDef');
        if (type?.lastChild) out.push(type.lastChild);
      }
    },
  });
  return out;
}

const annotationAround = (file: PythonFile, node: SyntaxNode): SyntaxNode | undefined =>
  annotationsOf(file).find((it) => it.from <= node.from && it.to >= node.to);

/** `"Node" | None`: the bar stands outside of the quotes. */
function joined(file: PythonFile): Proposal[] {
  const wrong = annotationsOf(file).filter((it) => {
    const text = textOf(file, it);
    const isOnLines = it.to > file.from && it.from < file.to;
    return isOnLines && /\|/.test(text) && /(?:^|\|)\s*["'][\w.[\], ]+["']\s*(?:$|\|)/.test(text);
  });
  if (wrong.length === 0) return [];
  return [
    {
      title: 'Put the whole type in quotes',
      explanation: "A name in quotes is text, and '|' joins types; within one pair of quotes the whole is read as a type.",
      edits: wrong.map((it) => replace(it.from, it.to, `"${textOf(file, it).replace(/["']/g, '').replace(/\s+/g, ' ')}"`)),
      variant: 'union-in-quotes',
      features: { places: wrong.length },
    },
  ];
}
