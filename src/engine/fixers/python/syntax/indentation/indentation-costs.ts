// What lines that stand too deep or not deep enough cost: −ln of how often people slip so.

export const MOVE = {
  least: 1,
  perColumn: 0.12,
  mostColumns: 8,
  /** The wrong line stands above the one where the error shows. */
  above: 1.6,
  perLineAbove: 0.4,
  block: 0.15,
  level: 0.5,
  perLineOfLevel: 0.1,
  paragraph: 0.8,
  /** Cuts off lines that hardly stand outside the body. */
  cutsBody: 2.2,
  /** All from some line on slid out of the function. */
  outOfFunction: 0.3,
};

/** The length of a body without indentation: what a share of its lengths weighs against other costs, and what the likeliest costs. */
export const BODY = { perShare: 1.6, likeliest: 0.2 };

/** What is unlikely in the shape that comes out. */
export const SHAPE = {
  /** Behind a `return`. */
  unreachable: 3,
  unreachableAfter: 2.5,
  /** It reads what only the block before it has just bound. */
  readsBlockBefore: 1.2,
  /** Deeper than its head by more or less than one step. */
  oddStep: 0.6,
  methodAlone: 1.5,
  cutsOffRest: 2.5,
  tooDeepAfter: 2.5,
  endlessLoop: 2,
  /** A loop that always ends in its first round. */
  loopOfOneRound: 1.5,
  statementInClass: 3,
  returnInModule: 4,
  selfInModule: 3,
  methodOutsideClass: 1.5,
};
