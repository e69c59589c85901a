/**
 * Mistake: a slip around `this` and `super` in a class: a property never set because its `this.` is missing, a constructor without
 * `super(…)`, a global read where the object's own member was meant.
 *
 * Before:  `constructor(filter) { query = filter }`                 After:  `constructor(filter) { this.query = filter }`
 * Before:  `self.items` in a class with `items`                     After:  `this.items`
 * Before:  `parent.close()` in a class with `this.parent`           After:  `this.parent.close()`
 *
 * When not: the name is declared nearer than the class.
 */
import type * as tsModule from 'typescript';
import { at, checkedProposals, inOrder, type Idea } from '../framework/checked-proposals';
import { escaped } from '../framework/identifiers';
import { isSlip, slipOf } from '../framework/spelling';
import type { TypedPlace } from '../framework/typed-place';
import type { TypedProposal, TypedRule } from '../framework/typed-rule';

/** Likeliest first. */
const ORDER = [
  'self-for-this',
  'global-for-member',
  'self-for-member-of-unseen-base',
  'local-for-member',
  'outer-name-for-member-of-unseen-base',
];

export const thisAndSuper: TypedRule = {
  id: 'typescript/this-and-super',
  family: 'typescript/types',
  answers: { codes: ['TS2564', 'TS2377', 'TS2339', 'TS2551', 'TS2345', 'TS2322', 'TS17009'] },
  propose(place): TypedProposal[] {
    if (place.code === 2564) return checkedProposals(place, unset(place));
    if (place.code === 2377) return checkedProposals(place, superCall(place));
    return checkedProposals(place, inOrder(ORDER, [...selfForThis(place), ...globalForMember(place), ...localForMember(place)]));
  },
};

/** `query = filter` in the constructor, where `query` is declared nowhere else. */
function unset(place: TypedPlace): Idea[] {
  const { ts, file, checker, node } = place;
  const property = ts.findAncestor(node, ts.isPropertyDeclaration);
  const name = property && ts.isIdentifier(property.name) ? property.name.text : undefined;
  const owner = property?.parent;
  const maker = owner?.members.find(ts.isConstructorDeclaration);
  if (!name || !maker?.body) return [];
  const ideas: Idea[] = [];
  const visit = (at_: tsModule.Node): void => {
    if (
      ts.isIdentifier(at_) &&
      at_.text === name &&
      ts.isBinaryExpression(at_.parent) &&
      at_.parent.left === at_ &&
      at_.parent.operatorToken.kind === ts.SyntaxKind.EqualsToken
    ) {
      const symbol = checker.getSymbolAtLocation(at_);
      const local = symbol?.declarations?.some((declaration) => declaration.getSourceFile() === file) ?? false;
      // A parameter given to itself does nothing: the property was meant.
      const itself = ts.isIdentifier(at_.parent.right) && at_.parent.right.text === name;
      if (!local || itself)
        ideas.push({
          variant: 'this-missing-in-constructor',
          title: `Change '${name}' to 'this.${name}'`,
          explanation: `The constructor sets a '${name}' that is not the property's: its 'this.' is missing.`,
          edits: [at(at_.getStart(file), 'this.')],
        });
    }
    ts.forEachChild(at_, visit);
  };
  visit(maker.body);
  // `self.query = query`: the word for the object itself in other languages.
  const other = new RegExp(`(?<![\\w$.])self(?=\\.${escaped(name)}\\s*=(?!=))`).exec(maker.body.getText(file));
  if (other) {
    const start = maker.body.getStart(file) + other.index;
    ideas.push({
      variant: 'self-in-constructor',
      title: "Change 'self' to 'this'",
      explanation: `The constructor sets '${name}' of the window: this object is called 'this' here.`,
      edits: [{ start, end: start + 4, text: 'this' }],
    });
  }
  return ideas;
}

/** The call with the arguments that the base asks for, by the names of the parameters. */
function superCall(place: TypedPlace): Idea[] {
  const { ts, file, checker, node, text } = place;
  const maker = ts.findAncestor(node, ts.isConstructorDeclaration);
  const owner = maker?.parent;
  const base =
    owner && ts.isClassLike(owner)
      ? owner.heritageClauses?.find((clause) => clause.token === ts.SyntaxKind.ExtendsKeyword)?.types[0]
      : undefined;
  if (!maker?.body || !base) return [];
  const parameters = maker.parameters.flatMap((parameter) =>
    ts.isIdentifier(parameter.name)
      ? [{ name: parameter.name.text, property: (ts.getModifiers(parameter) ?? []).length > 0, type: parameter.type?.getText(file) }]
      : [],
  );
  // `supper(name)`: the call is there, its word is misspelt.
  for (const statement of maker.body.statements) {
    const call =
      ts.isExpressionStatement(statement) && ts.isCallExpression(statement.expression) ? statement.expression.expression : undefined;
    if (
      call &&
      ts.isIdentifier(call) &&
      isSlip(slipOf(call.text, 'super'), 'near') &&
      !checker.getSymbolAtLocation(call)?.declarations?.length
    )
      return [
        {
          variant: 'super-misspelt',
          title: `Change '${call.text}' to 'super'`,
          explanation: "The constructor of the base class is called with 'super'.",
          edits: [{ start: call.getStart(file), end: call.getEnd(), text: 'super' }],
        },
      ];
  }
  const wanted = checker
    .getTypeAtLocation(base.expression)
    .getConstructSignatures()[0]
    ?.getParameters()
    .map((symbol) => ({
      name: symbol.name,
      optional:
        symbol.valueDeclaration !== undefined &&
        ts.isParameter(symbol.valueDeclaration) &&
        checker.isOptionalParameter(symbol.valueDeclaration),
    }));
  const first = maker.body.statements[0];
  const where = first ? first.getStart(file) : maker.body.getStart(file) + 1;
  const semicolon = text.includes(';') ? ';' : '';
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const lineStart = text.lastIndexOf('\n', (first ?? maker).getStart(file) - 1) + 1;
  const indent = /^[ \t]*/.exec(text.slice(lineStart))?.[0] ?? '';
  const sets: string[][] = [];
  if (wanted) {
    const given: string[] = [];
    for (const parameter of wanted) {
      const own = parameters.find((one) => one.name === parameter.name);
      if (own) given.push(own.name);
      else break;
    }
    sets.push(given);
  } else {
    // The base is not here: what the constructor takes and does not keep itself is for the base.
    const kept = new Set([...maker.body.getText(file).matchAll(/this\.\w+\s*=\s*(\w+)\b/g)].map((match) => match[1]));
    sets.push(parameters.filter((one) => !one.property && !kept.has(one.name)).map((one) => one.name));
    sets.push(parameters.filter((one) => !one.property).map((one) => one.name));
  }
  return sets.map((args, index) => ({
    variant: wanted ? 'super-by-parameters-of-base' : index === 0 ? 'super-with-what-is-not-kept' : 'super-with-all-parameters',
    title: `Add 'super(${args.join(', ')})'`,
    explanation: 'A class that extends another must call its constructor before anything else.',
    edits: [
      first
        ? at(where, `super(${args.join(', ')})${semicolon}${eol}${indent}`)
        : at(where, `${eol}${indent}  super(${args.join(', ')})${semicolon}${/^\s*\n/.test(text.slice(where)) ? '' : `${eol}${indent}`}`),
    ],
  }));
}

/** `parent.close()`: `parent` is the window's, the file's own is `this.parent`. */
function globalForMember(place: TypedPlace): Idea[] {
  const { ts, file, checker, node, text } = place;
  const access = ts.findAncestor(node, ts.isPropertyAccessExpression);
  const root = access && ts.isIdentifier(access.expression) ? access.expression : undefined;
  if (!root) return [];
  const declared = checker.getSymbolAtLocation(root)?.declarations ?? [];
  if (declared.length === 0 || declared.some((declaration) => declaration.getSourceFile() === file)) return [];
  if (!new RegExp(`\\bthis\\.${escaped(root.text)}(?![\\w$])`).test(text)) return [];
  return [
    {
      variant: 'global-for-member',
      title: `Change '${root.text}' to 'this.${root.text}'`,
      explanation: `'${root.text}' alone is the browser's; this object has its own.`,
      edits: [at(root.getStart(file), 'this.')],
    },
  ];
}

/** `self.name`: the word for the object itself in other languages, here the window's. */
function selfForThis(place: TypedPlace): Idea[] {
  const { ts, file, checker, node, text } = place;
  const access = node.parent && ts.isPropertyAccessExpression(node.parent) && node.parent.name === node ? node.parent : undefined;
  const root = access?.expression;
  if (!access || !root || !ts.isIdentifier(root) || root.text !== 'self') return [];
  if (checker.getSymbolAtLocation(root)?.declarations?.some((declaration) => declaration.getSourceFile() === file)) return [];
  const owner = ts.findAncestor(node, ts.isClassLike);
  const member = access.name.text;
  const has =
    owner !== undefined &&
    (checker.getPropertyOfType(checker.getTypeAtLocation(owner), member) !== undefined ||
      owner.members.some((one) => one.name !== undefined && ts.isIdentifier(one.name) && one.name.text === member));
  const said = new RegExp(`\\bthis\\.${escaped(access.name.text)}(?![\\w$])`).test(text);
  // A base that is not here, or a constructor's own assignment in JavaScript, may be what makes the member.
  const based = owner?.heritageClauses?.some((clause) => clause.token === ts.SyntaxKind.ExtendsKeyword) ?? false;
  const made =
    owner !== undefined &&
    ts.findAncestor(node, ts.isConstructorDeclaration) !== undefined &&
    ts.isBinaryExpression(access.parent) &&
    access.parent.left === access;
  if (!has && !said && !based && !made) return [];
  return [
    {
      variant: has || said ? 'self-for-this' : 'self-for-member-of-unseen-base',
      title: "Change 'self' to 'this'",
      explanation: `'${access.name.text}' is a member of this object, which is called 'this' here.`,
      edits: [{ start: root.getStart(file), end: root.getEnd(), text: 'this' }],
    },
  ];
}

/** An argument whose type is wrong, where `this.name` of the same name fits. */
function localForMember(place: TypedPlace): Idea[] {
  const { ts, file, checker, node, code } = place;
  if ((code !== 2345 && code !== 2322) || !ts.isIdentifier(node)) return [];
  const owner = ts.findAncestor(node, ts.isClassLike);
  if (!owner) return [];
  const said = place.text.split(`this.${node.text}`).length > 2;
  const known = said || checker.getPropertyOfType(checker.getTypeAtLocation(owner), node.text) !== undefined;
  // A base class that can't be seen may have it, where the name comes from outside of the class.
  const outer =
    checker
      .getSymbolAtLocation(node)
      ?.declarations?.every(
        (declaration) =>
          declaration.getSourceFile() === file &&
          (declaration.getEnd() < owner.getStart(file) || declaration.getStart(file) > owner.getEnd()),
      ) ?? false;
  const based = outer && owner.heritageClauses?.some((clause) => clause.token === ts.SyntaxKind.ExtendsKeyword) === true;
  if (!known && !based) return [];
  return [
    {
      variant: known ? 'local-for-member' : 'outer-name-for-member-of-unseen-base',
      title: `Change '${node.text}' to 'this.${node.text}'`,
      explanation: `The '${node.text}' of the object fits here, the local one does not.`,
      edits: [at(node.getStart(file), 'this.')],
    },
  ];
}
