CREATE TABLE "sales"."odd ""name` of" (
    "id" bigint NOT NULL,
    "day" date NOT NULL,
    "re""gion" varchar(2),
    "note" json
)
WITH (fillfactor=90)
DISTRIBUTED BY ("day")
PARTITION BY RANGE ("day")
(
    START (DATE '2025-01-01') INCLUSIVE END (DATE '2027-01-01') EVERY (INTERVAL '1 month'),
    DEFAULT PARTITION "other"
)
