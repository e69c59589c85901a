// What is measured of a repair of a syntax error, before anything is weighed.

/** What is measured of a repair; all are 0 or more, but `natural`, and speak against it. */
export type Measured = Readonly<Partial<Record<Measurement, number>>>;

export type Measurement =
  /** −ln of how often people slip so, as the mistake says. */
  | 'slip'
  /** By how much less likely the lines are than as they stood, in nats; negative where they are likelier. */
  | 'natural'
  /** The same of what only moves lines in and out: how they follow upon each other, a few words tell little of. */
  | 'naturalOrder'
  /** The text has another error further on. */
  | 'nextError'
  /** Doublings of the lines by which another repair gets further. */
  | 'behind'
  /** `return` outside a function and the like, where there was none. */
  | 'late'
  /** Words that the text did not have before, made by joining or splitting what it had. */
  | 'inventedNames'
  /** Names that nothing in the file binds. */
  | 'unboundNames'
  /** The same where the edit itself made a name of it, out of a text or of two words. */
  | 'exposedNames'
  /** Statements that compute something and drop it. */
  | 'withoutEffect'
  /** Tuples of one element, which a comma that is left over makes of a value. */
  | 'oneTuples'
  /** An element of what is a function gets a value. */
  | 'elementOfFunction'
  /** What hardly anybody means, though it parses (meaningless.ts). */
  | 'uncallable'
  | 'usedPrint'
  | 'strayKeyword'
  | 'itemOfOne'
  /** A new text that is nothing but the name of something in the file. */
  | 'quotedNames'
  /** Names of the file that the edits take away. */
  | 'droppedNames'
  /** The broken statement is gone altogether. */
  | 'emptied'
  /** A slip so rare that its lines are not looked at. */
  | 'notLookedAt'
  /** What strings hold that reads like code, where another repair leaves less of it. */
  | 'swallowed'
  /** It takes two edits. */
  | 'twoEdits';
