CREATE TABLE "sales"."odd ""name` of" (
    "id" bigint NOT NULL,
    "day" date NOT NULL,
    "re""gion" varchar(2),
    "note" json
)
WITH (appendoptimized=true, orientation=column, compresstype=zstd, compresslevel=5)
DISTRIBUTED BY ("re""gion")
PARTITION BY LIST ("re""gion")
(
    PARTITION "north" VALUES ('n', 'it''s'),
    DEFAULT PARTITION "the rest"
)
