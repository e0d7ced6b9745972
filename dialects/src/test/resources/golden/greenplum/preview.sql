CREATE TABLE "sales"."odd ""name` of" (
    "id" bigint NOT NULL,
    "day" date NOT NULL,
    "re""gion" varchar(2),
    "note" json
)
DISTRIBUTED BY ("id", "day");
ALTER TABLE "sales"."odd ""name` of" ADD CONSTRAINT "odd ""name` of_pkey" PRIMARY KEY ("id", "day");
CREATE INDEX "odd ""name` of_incremental_idx" ON "sales"."odd ""name` of" ("day")
