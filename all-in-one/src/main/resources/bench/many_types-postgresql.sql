CREATE TABLE many_types (
    id bigint NOT NULL, counter numeric(20, 0), flag boolean, small smallint, at timestamp(6), day date, clock time(6), amount numeric(38, 10),
    ratio double precision, body text, title varchar(200), image bytea, facts jsonb, ref uuid, code char(8)
)
