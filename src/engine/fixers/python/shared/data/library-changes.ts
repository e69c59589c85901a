// How calls of widely used packages are written since a version that took the old way away. Plain renames of attributes and names that
// moved between modules are in renamed.ts; here is what changes a call: its keywords, their values, the method, what is passed.

/** What becomes of a call. Argument texts are Python; a text in double quotes takes the file's own quotes. */
export interface CallEdit {
  /** The last name of what is called, `ffill`; may reach further, `manager.set_window_title`. */
  readonly name?: string;
  /** Of what is called directly on the module, `plt.gca()`, where that is called otherwise than a method. */
  readonly onModule?: string;
  /** Keyword → its new name; → the whole new argument by the value given, '' drops it; '' drops it whatever is given. */
  readonly keywords?: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  /** Arguments by position that must be named today: names in order, '-' for those that may stay as they are. */
  readonly named?: string;
  /** The first argument goes into a call of this dotted name. */
  readonly wrap?: string;
  /** All arguments by position go into a list or a tuple, or the first one's list is taken apart. */
  readonly gather?: 'list' | 'tuple' | 'apart';
  /** An argument to add, and the module that it names. */
  readonly add?: string;
  readonly needs?: string;
  /** Written after the call. */
  readonly after?: string;
  /** Only where the call is on a table as a whole, not on one column of it. */
  readonly ofTable?: true;
  /** Only where the keyword that tells is all that is passed. */
  readonly alone?: true;
}

/** What tells that the old way is gone. One of the three. */
export type ChangeSign =
  | { readonly keyword: string }
  /** The attribute is not there; `types` are those that had it, as messages name them. */
  | { readonly gone: true; readonly types?: string }
  /** `anywhere`: the call may stand in another statement than the one that failed, if it is the only such call of the file. */
  | { readonly message: RegExp; readonly anywhere?: true };

export interface LibraryChange {
  /** As it is imported. */
  readonly library: string;
  /** The first version without the old way. */
  readonly since: string;
  /** Last names of the functions, classes or methods, by spaces. */
  readonly call: string;
  readonly sign: ChangeSign;
  readonly to: CallEdit;
}

/** What a package is called where it is installed, if not as it is imported. */
export const DISTRIBUTIONS: Readonly<Record<string, string>> = {
  sklearn: 'scikit-learn',
  PIL: 'pillow',
  yaml: 'pyyaml',
  discord: 'discord.py',
  bs4: 'beautifulsoup4',
  jwt: 'pyjwt',
};

/** `call old new`, keywords that were renamed and mean the same. Functions of one rename are joined by commas. */
function keywords(library: string, since: string, rows: readonly string[]): LibraryChange[] {
  return rows.map((row) => {
    const [call = '', old = '', now = ''] = row.split(' ');
    return { library, since, call: call.replaceAll(',', ' '), sign: { keyword: old }, to: { keywords: { [old]: now } } };
  });
}

/** Keywords that did nothing any more before they were removed, or that say what is the rule today. */
function dropped(library: string, since: string, rows: readonly string[]): LibraryChange[] {
  return rows.map((row) => {
    const [call = '', old = ''] = row.split(' ');
    return { library, since, call: call.replaceAll(',', ' '), sign: { keyword: old }, to: { keywords: { [old]: '' } } };
  });
}

/** `call keyword old new`: values that were renamed; the message of the parameter check names class and parameter. */
function values(library: string, since: string, rows: readonly string[]): LibraryChange[] {
  return rows.map((row) => {
    const [call = '', keyword = '', old = '', now = ''] = row.split(' ');
    return {
      library,
      since,
      call: call.replaceAll(',', ' '),
      sign: { message: new RegExp(`^The '${keyword}' parameter of \\w+ must be .* Got '${old}' instead`), anywhere: true },
      to: { keywords: { [keyword]: { [old]: `${keyword}=${now}` } } },
    };
  });
}

/** `call new`: a method that is called otherwise and takes the same. */
function methods(library: string, since: string, types: string, rows: Readonly<Record<string, CallEdit>>): LibraryChange[] {
  return Object.entries(rows).map(([call, to]) => ({ library, since, call, sign: { gone: true, types }, to }));
}

const FIELDS =
  'Field,String,Str,Integer,Int,Float,Boolean,Bool,DateTime,Date,Time,List,Nested,Dict,Decimal,UUID,Email,Url,URL,Raw,Number,Method,Function';
const FRAMES = 'DataFrame Series NDFrame';
const PLOTS = 'plot,scatter,bar,barh,hist,boxplot,violinplot,fill_between,errorbar,step,text,annotate';

export const LIBRARY_CHANGES: readonly LibraryChange[] = [
  // pandas
  ...['ffill', 'pad', 'bfill', 'backfill'].map((how): LibraryChange => ({
    library: 'pandas',
    since: '3.0',
    call: 'fillna',
    sign: { keyword: 'method' },
    to: { name: how === 'ffill' || how === 'pad' ? 'ffill' : 'bfill', keywords: { method: { [how]: '' } } },
  })),
  {
    library: 'pandas',
    since: '2.0',
    call: 'read_csv read_table',
    sign: { keyword: 'error_bad_lines' },
    to: { keywords: { error_bad_lines: { False: 'on_bad_lines="skip"', True: '' }, warn_bad_lines: '' } },
  },
  {
    library: 'pandas',
    since: '2.0',
    call: 'read_csv read_table',
    sign: { keyword: 'warn_bad_lines' },
    to: {
      keywords: { error_bad_lines: { False: '', True: '' }, warn_bad_lines: { True: 'on_bad_lines="warn"', False: 'on_bad_lines="skip"' } },
    },
  },
  {
    library: 'pandas',
    since: '2.0',
    call: 'read_csv read_table read_excel',
    sign: { keyword: 'squeeze' },
    to: { keywords: { squeeze: { True: '' } }, after: '.squeeze("columns")' },
  },
  {
    library: 'pandas',
    since: '3.0',
    call: 'read_csv read_table',
    sign: { keyword: 'delim_whitespace' },
    to: { keywords: { delim_whitespace: { True: 'sep=r"\\s+"', False: '' } } },
  },
  ...dropped('pandas', '3.0', [
    'read_csv,read_table,to_datetime infer_datetime_format',
    'read_csv,read_table mangle_dupe_cols',
    'read_csv,read_table,read_excel verbose',
    'read_csv,read_table tupleize_cols',
  ]),
  ...keywords('pandas', '0', [
    'read_csv,read_table,to_csv seperator sep',
    'read_csv,read_table,to_csv separator sep',
    'read_csv,read_table delimeter delimiter',
    'read_csv,read_table,to_csv delim sep',
    'read_excel sheet sheet_name',
    'sort_values ascend ascending',
    'merge left_key left_on',
    'merge right_key right_on',
  ]),
  ...keywords('pandas', '1.0', [
    'read_excel,to_excel sheetname sheet_name',
    'read_excel parse_cols usecols',
    'read_excel skip_footer skipfooter',
    'sort_values columns by',
    'pivot_table rows index',
    'pivot_table cols columns',
    'crosstab rows index',
    'crosstab cols columns',
    'to_csv,to_excel cols columns',
  ]),
  ...keywords('pandas', '2.0', ['to_csv line_terminator lineterminator', 'date_range,bdate_range,interval_range closed inclusive']),
  ...['mean', 'sum', 'median', 'std', 'var', 'min', 'max', 'prod', 'count', 'skew'].map((how): LibraryChange => ({
    library: 'pandas',
    since: '2.0',
    call: how,
    sign: { keyword: 'level' },
    to: { name: 'groupby', after: `.${how}()`, alone: true },
  })),
  ...['mean', 'sum', 'median', 'max', 'min', 'first', 'last', 'std', 'count'].map((how): LibraryChange => ({
    library: 'pandas',
    since: '1.0',
    call: 'resample',
    sign: { keyword: 'how' },
    to: { keywords: { how: { [how]: '' } }, after: `.${how}()` },
  })),
  {
    library: 'pandas',
    since: '2.0',
    call: 'between',
    sign: { message: /^inclusive has to be either string of 'both','left', 'right', or 'neither'/i },
    to: { keywords: { inclusive: { True: 'inclusive="both"', False: 'inclusive="neither"' } } },
  },
  {
    library: 'pandas',
    since: '2.0',
    call: 'drop',
    sign: { message: /^(?:\w+\.)?drop\(\) takes from 1 to 2 positional arguments but [3-5] were given\b/ },
    to: { named: '- axis index columns' },
  },
  ...(
    [
      ['sort_values', '2 positional arguments', '- axis ascending inplace'],
      ['set_index', '2 positional arguments', '- drop append inplace'],
      ['dropna', '1 positional argument', 'axis how'],
      ['drop_duplicates', '(?:1 positional argument|from 1 to 2 positional arguments)', '- keep inplace'],
      ['to_csv', 'from 1 to 2 positional arguments', '- sep na_rep'],
      ['to_excel', '2 positional arguments', '- sheet_name'],
      ['pivot', '1 positional argument', 'index columns values'],
      ['read_csv', '(?:1 positional argument|from 0 to 1 positional arguments)', '- sep'],
      ['reset_index', 'from 1 to 2 positional arguments', '- drop inplace'],
    ] as const
  ).map(([call, takes, named]): LibraryChange => ({
    library: 'pandas',
    since: '2.0',
    call,
    sign: { message: new RegExp(`^(?:\\w+\\.)?${call}\\(\\) takes ${takes} but \\d were given\\b`) },
    to: { named },
  })),
  {
    library: 'pandas',
    since: '0',
    call: 'concat',
    sign: {
      message:
        /^(?:concat\(\) takes 1 positional argument but \d were given|first argument must be an iterable of pandas objects, you passed an object of type "(?:DataFrame|Series)")$/,
    },
    to: { gather: 'list' },
  },
  ...methods('pandas', '2.0', 'Styler', {
    hide_index: { name: 'hide', add: 'axis="index"' },
    hide_columns: { name: 'hide', add: 'axis="columns"' },
    render: { name: 'to_html' },
  }),
  ...methods('pandas', '2.0', FRAMES, {
    tshift: { name: 'shift' },
  }),
  ...methods('pandas', '2.0', 'Series DatetimeProperties DatetimeIndex', {
    weekofyear: { name: 'isocalendar().week' },
    week: { name: 'isocalendar().week' },
    weekday_name: { name: 'day_name()' },
  }),
  // Columns of text were left out without a word.
  {
    library: 'pandas',
    since: '2.0',
    call: 'mean median std var sem skew kurt corr cov quantile prod',
    sign: {
      message:
        /^(?:Cannot perform reduction '\w+' with string dtype|dtype '\w+' does not support operation '\w+'|agg function failed \[how->\w+,dtype->\w+\]|Could not convert .* to numeric|could not convert string to float: |can only concatenate str \(not "int"\) to str|unsupported operand type\(s\) for \/: 'str' and 'int')/s,
    },
    to: { add: 'numeric_only=True', ofTable: true },
  },
  {
    library: 'pandas',
    since: '0',
    call: 'DataFrame',
    sign: { message: /^If using all scalar values, you must pass an index$/ },
    to: { add: 'index=[0]' },
  },
  // numpy
  ...(['concatenate', 'vstack', 'hstack', 'column_stack', 'dstack', 'stack'] as const).map((call): LibraryChange => ({
    library: 'numpy',
    since: '0',
    call,
    sign: {
      message: new RegExp(
        `^(?:only integer scalar arrays can be converted to a scalar index|'\\w+' object cannot be interpreted as an integer\\b|_?${call}(?:_dispatcher)?\\(\\) takes (?:from )?1 (?:to \\d )?positional arguments? but \\d were given)$`,
      ),
    },
    to: { gather: 'list' },
  })),
  {
    library: 'pygame',
    since: '0',
    call: 'Surface set_mode',
    sign: { message: /^size needs to be \(number width, number height\)|^size must be two numbers/ },
    to: { gather: 'tuple' },
  },
  {
    library: 'numpy',
    since: '0',
    call: 'zeros ones empty',
    sign: { message: /^Cannot interpret '\d+' as a data type|^Cannot construct a dtype from/ },
    to: { gather: 'tuple' },
  },
  // scikit-learn
  ...keywords('sklearn', '1.4', [
    'OneHotEncoder sparse sparse_output',
    'AdaBoostClassifier,AdaBoostRegressor,BaggingClassifier,BaggingRegressor,ClassifierChain,RegressorChain base_estimator estimator',
    'AgglomerativeClustering,FeatureAgglomeration affinity metric',
  ]),
  ...keywords('sklearn', '1.6', [
    'TSNE n_iter max_iter',
    'RANSACRegressor base_estimator estimator',
    'CalibratedClassifierCV base_estimator estimator',
    'SimpleImputer,MissingIndicator missing missing_values',
  ]),
  ...keywords('sklearn', '1.0', [
    'SGDClassifier,SGDRegressor,Perceptron,PassiveAggressiveClassifier n_iter max_iter',
    'KFold,StratifiedKFold,ShuffleSplit n_folds n_splits',
    'GridSearchCV params param_grid',
  ]),
  ...dropped('sklearn', '1.0', ['KMeans n_jobs', 'KMeans precompute_distances', 'GridSearchCV,RandomizedSearchCV iid']),
  {
    library: 'sklearn',
    since: '1.6',
    call: 'mean_squared_error',
    sign: { keyword: 'squared' },
    to: { name: 'root_mean_squared_error', keywords: { squared: { False: '' } } },
  },
  {
    library: 'sklearn',
    since: '1.6',
    call: 'mean_squared_log_error',
    sign: { keyword: 'squared' },
    to: { name: 'root_mean_squared_log_error', keywords: { squared: { False: '' } } },
  },
  ...values('sklearn', '1.3', [
    'RandomForestClassifier,ExtraTreesClassifier,DecisionTreeClassifier max_features auto "sqrt"',
    'RandomForestRegressor,ExtraTreesRegressor,DecisionTreeRegressor max_features auto 1.0',
    'DecisionTreeRegressor,RandomForestRegressor,ExtraTreesRegressor,ExtraTreeRegressor criterion mse "squared_error"',
    'DecisionTreeRegressor,RandomForestRegressor,ExtraTreesRegressor,ExtraTreeRegressor criterion mae "absolute_error"',
    'GradientBoostingRegressor loss ls "squared_error"',
    'GradientBoostingRegressor loss lad "absolute_error"',
    'GradientBoostingClassifier loss deviance "log_loss"',
    'SGDClassifier loss log "log_loss"',
    'SGDRegressor,RANSACRegressor loss squared_loss "squared_error"',
    'LogisticRegression,SGDClassifier,Perceptron penalty none None',
  ]),
  // matplotlib
  {
    library: 'matplotlib',
    since: '3.7',
    call: 'gca',
    sign: { keyword: 'projection' },
    to: { name: 'add_subplot', onModule: 'subplot' },
  },
  {
    library: 'matplotlib',
    since: '3.6',
    call: 'set_window_title',
    sign: { gone: true },
    to: { name: 'manager.set_window_title' },
  },
  ...keywords('matplotlib', '3.1', [
    'hist normed density',
    'plot,scatter,bar,barh,hist,text,annotate,set_xlabel,set_ylabel,set_title,xlabel,ylabel,title,axhline,axvline colour color',
    `${PLOTS},axhline,axvline,grid linewith linewidth`,
    `${PLOTS},axhline,axvline,grid line_width linewidth`,
    `${PLOTS},axhline,axvline,grid line_style linestyle`,
    `${PLOTS},axhline,axvline marker_size markersize`,
    'text,annotate,set_xlabel,set_ylabel,set_title,xlabel,ylabel,title,suptitle,legend font_size fontsize',
    'subplots,figure fig_size figsize',
    'subplots,figure size figsize',
  ]),
  ...keywords('matplotlib', '3.5', [
    'savefig filename fname',
    'set_xticks,set_yticks,xticks,yticks minors minor',
    'boxplot labels tick_labels',
  ]),
  {
    library: 'matplotlib',
    since: '3.5',
    call: 'grid',
    sign: { message: /^keyword grid_b is not recognized\b/ },
    to: { keywords: { b: 'visible' } },
  },
  // Pillow
  ...methods('PIL', '10.0', 'FreeTypeFont ImageFont TransposedFont', { getsize: { name: 'getbbox', after: '[2:]' } }),
  // SQLAlchemy
  {
    library: 'sqlalchemy',
    since: '0',
    call: 'filter_by',
    sign: { message: /\bfilter_by\(\) takes 1 positional argument but \d+ were given\b/ },
    to: { name: 'filter' },
  },
  {
    library: 'sqlalchemy',
    since: '2.0',
    call: 'execute scalar scalars',
    sign: { message: /^Not an executable object: / },
    to: { wrap: 'sqlalchemy.text' },
  },
  {
    library: 'sqlalchemy',
    since: '1.4',
    call: 'filter where order_by having group_by select from_statement execute scalar scalars',
    sign: { message: /^Textual (?:SQL|column|SQL FROM)(?: \w+)* expression .* should be explicitly declared as text\(/s },
    to: { wrap: 'sqlalchemy.text' },
  },
  {
    library: 'sqlalchemy',
    since: '2.0',
    call: 'select',
    sign: { message: /^Column expression, FROM clause, or other columns clause element expected, got (?:\[|<list)/ },
    to: { gather: 'apart' },
  },
  {
    library: 'sqlalchemy',
    since: '1.4',
    call: 'case',
    sign: {
      message: /^The "whens" argument to case\(\), when referring to a sequence of items, is now passed as a series of positional elements/,
    },
    to: { gather: 'apart' },
  },
  ...dropped('sqlalchemy', '2.0', ['create_engine convert_unicode', 'Table autoload', 'create_engine,Session,sessionmaker future']),
  // pydantic
  ...keywords('pydantic', '2.0', [
    'Field,constr,Query,Path,Body,Header regex pattern',
    'conlist,Field min_items min_length',
    'conlist,Field max_items max_length',
  ]),
  {
    library: 'pydantic',
    since: '2.0',
    call: 'root_validator',
    sign: { message: /you MUST specify `skip_on_failure=True`/ },
    to: { add: 'skip_on_failure=True' },
  },
  // Django
  {
    library: 'django',
    since: '2.0',
    call: 'ForeignKey OneToOneField',
    sign: { message: /__init__\(\) missing 1 required positional argument: 'on_delete'/ },
    to: { add: 'on_delete=models.CASCADE', needs: 'django.db.models' },
  },
  ...dropped('django', '4.0', ['Signal providing_args']),
  ...keywords('django', '2.0', [
    'ForeignKey,OneToOneField,ManyToManyField related related_name',
    'CharField,TextField,SlugField maxlength max_length',
    'CharField,TextField,SlugField max_lenght max_length',
  ]),
  // marshmallow
  ...keywords('marshmallow', '4.0', [`${FIELDS} missing load_default`, `${FIELDS} default dump_default`]),
  // PyJWT
  {
    library: 'jwt',
    since: '2.0',
    call: 'decode',
    sign: { message: /^It is required that you pass in a value for the "algorithms" argument when calling decode\(\)/ },
    to: { add: 'algorithms=["HS256"]' },
  },
  // Flask, Werkzeug
  ...keywords('flask', '2.2', [
    'send_file attachment_filename download_name',
    'send_file,send_from_directory cache_timeout max_age',
    'send_file add_etags etag',
    'send_from_directory filename path',
  ]),
  {
    library: 'asyncio',
    since: '3.10',
    call: 'get_event_loop',
    sign: { message: /^There is no current event loop\b/ },
    to: { name: 'new_event_loop' },
  },
  // asyncio took away what it had long ignored
  ...dropped('asyncio', '3.10', [
    'sleep,wait_for,wait,gather,Queue,PriorityQueue,LifoQueue,Lock,Event,Condition,Semaphore,BoundedSemaphore,open_connection,start_server loop',
  ]),
  // discord.py
  ...(['Bot', 'AutoShardedBot', 'Client', 'AutoShardedClient'] as const).map((call): LibraryChange => ({
    library: 'discord',
    since: '2.0',
    call,
    sign: { message: /__init__\(\) missing 1 required keyword-only argument: 'intents'/ },
    to: { add: 'intents=discord.Intents.default()', needs: 'discord' },
  })),
  // others
  ...keywords('requests', '0', [
    'get,post,put,delete,patch,request header headers',
    'get,post,put,delete,patch,request param params',
    'get,post,put,delete,patch,request time_out timeout',
  ]),
  ...keywords('pytest', '7.0', ['importorskip min_version minversion', 'skip,fail,exit msg reason']),
  ...keywords('torch', '0', ['sum,mean,max,min,softmax,cat,stack,squeeze,unsqueeze,argmax axes dim']),
  ...keywords('keras', '2.0', [
    'fit nb_epoch epochs',
    'Dense output_dim units',
    'Dense init kernel_initializer',
    'Conv2D nb_filter filters',
    'Conv2D border_mode padding',
  ]),
  ...keywords('tensorflow', '2.0', [
    'reduce_sum,reduce_mean,reduce_max,reduce_min,reduce_prod keep_dims keepdims',
    'reduce_sum,reduce_mean,reduce_max,reduce_min,argmax,argmin reduction_indices axis',
    'argmax,argmin dimension axis',
    'Dense output_dim units',
    'Adam,SGD,RMSprop,Adagrad lr learning_rate',
  ]),
  ...keywords('keras', '3.0', ['Adam,SGD,RMSprop,Adagrad,Adamax,Nadam lr learning_rate']),
  ...keywords('networkx', '2.0', ['to_numpy_array,to_pandas_adjacency node_list nodelist']),
  ...keywords('openai', '0', ['create max_token max_tokens']),
];
