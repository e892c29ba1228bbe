-- The people. `key` is the username in lower case, `record` a JSON object of attribute and value, `likeness` name and phone
-- number in lower case.
CREATE TABLE accounts (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE,
  username TEXT NOT NULL,
  record TEXT NOT NULL CHECK (json_valid(record)),
  likeness TEXT,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX accounts_alike ON accounts (likeness) WHERE likeness IS NOT NULL;

-- The values that at most one account has, in lower case.
CREATE TABLE identifiers (
  attribute TEXT NOT NULL,
  value TEXT NOT NULL,
  account INTEGER NOT NULL REFERENCES accounts ON DELETE CASCADE,
  PRIMARY KEY (attribute, value)
) STRICT, WITHOUT ROWID;
CREATE INDEX identifiers_of_account ON identifiers (account);

-- The journal: what was imported. Times are seconds since 1970; `assignments` and `hours` are JSON objects by location.
CREATE TABLE batches (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  file TEXT NOT NULL,
  digest BLOB NOT NULL CHECK (length(digest) = 32),
  schema TEXT NOT NULL,
  schema_version TEXT NOT NULL,
  assignments TEXT NOT NULL CHECK (json_valid(assignments)),
  hours TEXT NOT NULL CHECK (json_valid(hours)),
  inactivity_timeout INTEGER, -- minutes; NULL is the target's default
  applied INTEGER NOT NULL,
  undone INTEGER
) STRICT;
CREATE UNIQUE INDEX batches_once ON batches (digest) WHERE undone IS NULL;

-- What each batch did: `row` is the one that Excel shows, `version` the account's after the change, `before` a JSON object
-- of what the change took the place of. The account may be gone since, so it is no foreign key.
CREATE TABLE changes (
  batch INTEGER NOT NULL REFERENCES batches,
  row INTEGER NOT NULL,
  account INTEGER NOT NULL,
  username TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('create', 'add-assignments', 'update')),
  version INTEGER NOT NULL,
  before TEXT CHECK (before IS NULL OR json_valid(before)), -- before 3.45 no JSON was not valid
  undone INTEGER,
  PRIMARY KEY (batch, row)
) STRICT, WITHOUT ROWID;

-- Working hours (a JSON object by day) and inactivity timeout (minutes; 0 is the target's default), once for all who have
-- the same.
CREATE TABLE terms (
  id INTEGER PRIMARY KEY,
  hours TEXT NOT NULL CHECK (json_valid(hours)),
  inactivity_timeout INTEGER NOT NULL,
  UNIQUE (hours, inactivity_timeout)
) STRICT;

-- One role a location, and the batch that gave it.
CREATE TABLE assignments (
  account INTEGER NOT NULL REFERENCES accounts ON DELETE CASCADE,
  location TEXT NOT NULL,
  role TEXT NOT NULL,
  terms INTEGER NOT NULL REFERENCES terms,
  batch INTEGER NOT NULL REFERENCES batches,
  PRIMARY KEY (account, location)
) STRICT, WITHOUT ROWID;

-- The words of the follow-up tasks, once for all accounts.
CREATE TABLE task_kinds (
  id INTEGER PRIMARY KEY,
  task TEXT NOT NULL,
  title TEXT NOT NULL,
  detail TEXT NOT NULL,
  UNIQUE (task, title, detail)
) STRICT;

-- What is left to do for an account in the target. The batch is the one that made the account.
CREATE TABLE tasks (
  account INTEGER NOT NULL REFERENCES accounts ON DELETE CASCADE,
  place INTEGER NOT NULL, -- among the tasks of the account, from 0
  kind INTEGER NOT NULL REFERENCES task_kinds,
  batch INTEGER NOT NULL REFERENCES batches,
  done INTEGER NOT NULL DEFAULT 0 CHECK (done IN (0, 1)),
  PRIMARY KEY (account, place)
) STRICT, WITHOUT ROWID;
