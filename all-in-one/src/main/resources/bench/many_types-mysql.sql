CREATE TABLE many_types (
    id bigint NOT NULL, counter bigint unsigned, flag tinyint(1), small smallint, at datetime(6), day date, clock time(6), amount decimal(38, 10),
    ratio double, body text, title varchar(200), image blob, facts json, ref char(36), code char(8),
    PRIMARY KEY (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4
