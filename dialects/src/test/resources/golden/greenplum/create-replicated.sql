CREATE TABLE "sales"."odd ""name` of" (
    "id" bigint NOT NULL,
    "day" date NOT NULL,
    "re""gion" varchar(2),
    "note" json
)
DISTRIBUTED REPLICATED
