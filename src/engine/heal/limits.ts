// The limits of all loops, in one place: what is offered, how often is tried, how long. A loop that reaches one says so.

/** At most this many patches a problem: a menu is read by a tired person. */
export const MAX_PATCHES = 3;
/** Where even the best is less likely than this to be right, nothing is offered: of the 45 best offers below it on 2,309 recorded errors three were right, seven did harm. */
export const MIN_CONFIDENCE_OF_BEST = 0.1;
/** A second or third patch below this is noise. */
export const MIN_CONFIDENCE_OF_OTHERS = 0.005;

/** Errors that a syntax error hid and that are mended along with it; the same mistake met again counts a quarter. */
export const MAX_MASKED_ERRORS = 5;
/** Characters of all texts that are healed behind one error. The same on every machine, unlike a limit of time. */
export const MAX_MASKED_CHARACTERS = 50_000;
/** Looking again at a Python text costs about a tenth of checking a script as a whole. */
export const PYTHON_COST_FACTOR = 0.1;
/** A chain this long behind one first step is walked once: behind the other first steps stands mostly the same. */
export const LONG_CHAIN = 4;
/** Problems behind a step that are tried before the walk ends. */
export const MAX_TRIED_BEHIND = 5;
/** A further step less likely than this is a guess on top of a guess; what is perhaps no error is mended along only where that is likelier than not. */
export const MIN_CONFIDENCE_OF_STEP = { error: 0.3, warning: 0.5, information: 0.75, hint: 0.75 } as const;

/** Looks at one file, each after a round of fixes that have nothing to do with each other: mostly fewer than ten. A loop that goes on ends here. */
export const MAX_FILE_ROUNDS = 300;
export const MAX_FILE_MS = 60_000;
/** A fix less likely than this stands behind an entry of the menu where a person has set nothing else (setting `confidence.review`). */
export const MIN_CONFIDENCE_IN_MENU = 0.7;
/** Above this (`complexityOf`, 0 to 1) no fix is pushed where a person has asked for that: it needs one. */
export const MAX_COMPLEXITY = 0.8;
/** The best fix of a syntax error stands in the menu however unlikely; among many fixes it must be likelier than not. */
export const MIN_CONFIDENCE_OF_SYNTAX_IN_BULK = 0.5;
/** A whole workspace; what is not reached is told as left. */
export const MAX_WORKSPACE_MS = 10 * 60_000;

/** Runs of a patched program to prove the fixes of one failure: each costs as long as the program. */
export const MAX_RERUNS = 5;
export const MAX_FAILURE_MS = 60_000;
/** Corrections of one candidate: an error behind the error, mended too. */
export const MAX_CORRECTIONS = 3;
export const MIN_CONFIDENCE_OF_CORRECTION = 0.3;

/** Fixes in one "Run and Heal". */
export const MAX_COMMAND_ROUNDS = 5;
export const MAX_COMMAND_MS = 10 * 60_000;
/** Patches that the command is run with against one error; each that does not help is taken back. */
export const MAX_TRIED_FOR_ONE_ERROR = 3;
/** A step that no run proves must be likelier than not. */
export const MIN_CONFIDENCE_OF_UNPROVED_STEP = 0.5;

/** Answers of a model after its first, each told what was wrong with the one before: nearly all that can be won is won in two. */
export const MODEL_ROUNDS = 2;
/** One more where what is wrong now is a name or the syntax, which nearly all models mend when told; one less where a test's assertion fails, which few do. */
export const MODEL_ROUNDS_BY_KIND = { name: MODEL_ROUNDS + 1, assertion: MODEL_ROUNDS - 1, other: MODEL_ROUNDS } as const;
/** Starts from nothing: the first, and fresh ones after a diagnosis. */
export const MAX_MODEL_ATTEMPTS = 3;
/** Answers in one heal, all attempts of one model together. */
export const MAX_MODEL_CALLS = 9;
/** Rounds that end with the error they began with until a conversation is given up. */
export const MODEL_PATIENCE = 2;
export const MODEL_TEMPERATURE = { first: 0.2, fresh: 0.8 } as const;
/** One heal with a model, all calls, waits, checks and runs of it. */
export const MAX_MODEL_MS = 300_000;
/** Problems of one file that a model is asked about, one after the other: each costs calls. */
export const MAX_MODEL_PROBLEMS = 5;
