-- The tables of the SQLite store (stores/sqlite/tables.sql has the words), in what PostgreSQL and the databases that speak
-- its language have in common. Numbers are given out by the row in `store`, which whoever writes holds: a batch that is not
-- finished leaves no gap.
CREATE TABLE store (
  version BIGINT PRIMARY KEY,
  last_batch BIGINT NOT NULL,
  last_account BIGINT NOT NULL,
  last_term BIGINT NOT NULL,
  last_task_kind BIGINT NOT NULL
);

CREATE TABLE accounts (
  id BIGINT PRIMARY KEY,
  key TEXT NOT NULL,
  username TEXT NOT NULL,
  record TEXT NOT NULL,
  likeness TEXT,
  version BIGINT NOT NULL,
  CONSTRAINT one_account_a_username UNIQUE (key)
);
CREATE INDEX accounts_alike ON accounts (likeness);

CREATE TABLE identifiers (
  attribute TEXT NOT NULL,
  value TEXT NOT NULL,
  account BIGINT NOT NULL REFERENCES accounts ON DELETE CASCADE,
  CONSTRAINT one_account_an_identifier PRIMARY KEY (value, attribute)
);
CREATE INDEX identifiers_of_account ON identifiers (account);

CREATE TABLE batches (
  id BIGINT PRIMARY KEY,
  file TEXT NOT NULL,
  digest BYTEA NOT NULL,
  schema TEXT NOT NULL,
  schema_version TEXT NOT NULL,
  assignments TEXT NOT NULL,
  hours TEXT NOT NULL,
  inactivity_timeout BIGINT,
  applied BIGINT NOT NULL,
  undone BIGINT
);
CREATE UNIQUE INDEX batches_once ON batches (digest) WHERE undone IS NULL;

CREATE TABLE changes (
  batch BIGINT NOT NULL REFERENCES batches,
  "row" BIGINT NOT NULL,
  account BIGINT NOT NULL,
  username TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('create', 'add-assignments', 'update')),
  version BIGINT NOT NULL,
  before TEXT,
  undone BIGINT,
  PRIMARY KEY (batch, "row")
);

CREATE TABLE terms (
  id BIGINT PRIMARY KEY,
  hours TEXT NOT NULL,
  inactivity_timeout BIGINT NOT NULL,
  UNIQUE (hours, inactivity_timeout)
);

CREATE TABLE assignments (
  account BIGINT NOT NULL REFERENCES accounts ON DELETE CASCADE,
  location TEXT NOT NULL,
  role TEXT NOT NULL,
  terms BIGINT NOT NULL REFERENCES terms,
  batch BIGINT NOT NULL REFERENCES batches,
  CONSTRAINT one_role_a_location PRIMARY KEY (account, location)
);

CREATE TABLE task_kinds (
  id BIGINT PRIMARY KEY,
  task TEXT NOT NULL,
  title TEXT NOT NULL,
  detail TEXT NOT NULL,
  UNIQUE (task, title, detail)
);

CREATE TABLE tasks (
  account BIGINT NOT NULL REFERENCES accounts ON DELETE CASCADE,
  place BIGINT NOT NULL,
  kind BIGINT NOT NULL REFERENCES task_kinds,
  batch BIGINT NOT NULL REFERENCES batches,
  done BOOLEAN NOT NULL,
  PRIMARY KEY (account, place)
);
