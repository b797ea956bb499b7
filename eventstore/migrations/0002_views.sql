-- Views are disposable: each is owned by one file in projections/ and can be rebuilt from the events.

CREATE TABLE view.case_file (
  ref           text COLLATE "C" PRIMARY KEY,
  category      text NOT NULL,
  title         text NOT NULL,
  stage         text NOT NULL,
  concluded     boolean NOT NULL,
  version       integer NOT NULL,
  position      bigint NOT NULL,
  recorded_at   timestamptz NOT NULL,
  next_deadline timestamptz,
  irregularities integer NOT NULL
);
CREATE INDEX case_file_open ON view.case_file (ref) WHERE NOT concluded;

CREATE TABLE view.deadline (
  key       text COLLATE "C" PRIMARY KEY,
  ref       text COLLATE "C" NOT NULL,
  name      text NOT NULL,
  due       timestamptz NOT NULL,
  standing  text NOT NULL,
  position  bigint NOT NULL
);

CREATE TABLE view.irregularity (
  position    bigint PRIMARY KEY,
  ref         text COLLATE "C" NOT NULL,
  rule        text NOT NULL,
  breach      text NOT NULL,
  reason      text NOT NULL,
  citation    text NOT NULL,
  recorded_at timestamptz NOT NULL
);

CREATE TABLE view.refusal (
  position    bigint PRIMARY KEY,
  ref         text COLLATE "C" NOT NULL,
  command     text NOT NULL,
  code        text NOT NULL,
  sentence    text NOT NULL,
  citation    text NOT NULL,
  missing     jsonb NOT NULL,
  subject     text NOT NULL,
  capacity    text NOT NULL,
  recorded_at timestamptz NOT NULL
);
