// Names of parameters that mean the same though no slip of the fingers leads from one to the other: shortened, written out, another form of the
// word, or what other functions call it.

/** Letters of a word that have to be there to tell it. */
const LEAST_PREFIX = 3;
const LEAST_STEM = 4;

/** What functions of different libraries call the same. A name may stand in several groups. */
const GROUPS: readonly (readonly string[])[] = [
  ['sep', 'separator', 'delimiter', 'delim'],
  ['color', 'colour', 'c'],
  ['linewidth', 'width', 'lw', 'thickness'],
  ['figsize', 'size'],
  ['loc', 'location', 'position', 'pos', 'place'],
  ['fontsize', 'font_size', 'size'],
  ['encoding', 'charset', 'codec'],
  ['newline', 'newlines', 'lineterminator', 'eol'],
  ['axis', 'dim', 'dimension', 'axes'],
  ['ascending', 'asc', 'ascend'],
  ['reverse', 'descending', 'desc', 'reversed', 'backwards'],
  ['key', 'by', 'key_func', 'function', 'func'],
  ['by', 'on', 'key', 'column', 'columns', 'col'],
  ['n', 'count', 'number', 'num', 'k', 'size', 'periods', 'times'],
  ['default', 'default_value', 'fallback', 'initial', 'value'],
  ['maxsplit', 'limit', 'max', 'count'],
  ['timeout', 'wait', 'delay', 'seconds'],
  ['max_workers', 'workers', 'threads', 'n_workers', 'num_workers', 'processes', 'n_jobs'],
  ['processes', 'workers', 'n_jobs', 'max_workers'],
  ['target', 'func', 'function', 'callback', 'fn', 'action'],
  ['args', 'arguments', 'params', 'parameters', 'argv'],
  ['cwd', 'dir', 'directory', 'path', 'working_directory', 'workdir', 'folder'],
  ['env', 'environment', 'environ'],
  ['text', 'universal_newlines', 'string'],
  ['dtype', 'type', 'astype', 'data_type'],
  ['help', 'description', 'desc', 'doc', 'text'],
  ['required', 'mandatory'],
  ['choices', 'options', 'values', 'allowed'],
  ['usecols', 'columns', 'cols', 'use_columns'],
  ['names', 'columns', 'header_names', 'column_names', 'colnames'],
  ['index_col', 'index', 'index_column'],
  ['parse_dates', 'dates', 'date_columns'],
  ['skiprows', 'skip', 'skip_rows', 'skip_lines'],
  ['nrows', 'rows', 'limit', 'n_rows', 'num_rows', 'max_rows'],
  ['how', 'method', 'type', 'join_type', 'join'],
  ['headers', 'header'],
  ['params', 'parameters', 'query', 'args', 'qs'],
  ['data', 'body', 'payload', 'form', 'content'],
  ['json', 'json_data', 'json_body'],
  ['verify', 'verify_ssl', 'ssl', 'check_ssl'],
  ['indent', 'indentation', 'spaces', 'indents'],
  ['sort_keys', 'sort', 'sorted'],
  ['ensure_ascii', 'ascii'],
  ['exist_ok', 'exists_ok', 'ignore_existing'],
  ['parents', 'recursive', 'make_parents', 'create_parents'],
  ['missing_ok', 'ignore_missing'],
  ['level', 'loglevel', 'log_level'],
  ['format', 'fmt', 'formatter'],
  ['filename', 'file', 'path', 'logfile', 'file_name'],
  ['handlers', 'handler'],
  ['random_state', 'seed', 'random_seed'],
  ['n_estimators', 'trees', 'n_trees', 'num_trees', 'estimators'],
  ['max_iter', 'iterations', 'epochs', 'n_iter', 'max_iterations', 'num_iter'],
  ['n_clusters', 'k', 'clusters', 'num_clusters'],
  ['n_neighbors', 'k', 'neighbors', 'num_neighbors', 'n_neighbours'],
  ['test_size', 'test', 'size', 'test_ratio', 'split'],
  ['learning_rate', 'lr', 'rate', 'eta'],
  ['alpha', 'opacity', 'transparency'],
  ['bins', 'nbins', 'n_bins', 'num_bins', 'buckets'],
  ['maxlen', 'max_length', 'maxsize', 'max_size', 'size', 'length', 'capacity'],
  ['ndigits', 'digits', 'decimals', 'places', 'precision'],
  ['decimals', 'digits', 'ndigits', 'places', 'precision'],
  ['weights', 'weight', 'probs', 'probabilities', 'p'],
  ['k', 'n', 'size', 'count', 'number', 'amount'],
  ['days', 'day'],
  ['hours', 'hour'],
  ['minutes', 'minute', 'mins', 'min'],
  ['seconds', 'second', 'secs', 'sec'],
  ['milliseconds', 'millis', 'ms'],
  ['tz', 'timezone', 'tzinfo', 'zone'],
  ['methods', 'method'],
  ['nullable', 'null', 'optional'],
  ['primary_key', 'pk', 'primary'],
  ['unique', 'is_unique'],
  ['back_populates', 'backpopulates', 'backref'],
  ['max_length', 'maxlength', 'max_len', 'length', 'size'],
];

const plain = (name: string): string => name.toLowerCase().replace(/_/g, '');

/** Those of the names that mean what was written; the surest kind alone. More than one is no answer. */
export function sameMeaning(typed: string, names: ReadonlySet<string>): string[] {
  const candidates = [...names].filter((name) => name !== typed && !name.startsWith('_'));
  const written = plain(typed);
  for (const isSame of [isShortened, isForm, isAlias]) {
    const found = candidates.filter((name) => isSame(written, plain(name)));
    if (found.length > 0) return found;
  }
  return [];
}

/** `asc` for `ascending`, `indentation` for `indent`. */
const isShortened = (typed: string, name: string): boolean =>
  Math.min(typed.length, name.length) >= LEAST_PREFIX && (name.startsWith(typed) || typed.startsWith(name));

/** `encode` for `encoding`. */
function isForm(typed: string, name: string): boolean {
  let same = 0;
  while (same < typed.length && typed[same] === name[same]) same++;
  return same >= LEAST_STEM && same >= Math.min(typed.length, name.length) - 1;
}

const isAlias = (typed: string, name: string): boolean =>
  GROUPS.some((group) => group.some((it) => plain(it) === typed) && group.some((it) => plain(it) === name));
