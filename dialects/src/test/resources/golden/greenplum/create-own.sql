CREATE TABLE "sales"."odd ""name` of" (
    "id" bigint NOT NULL,
    "name" character varying(40),
    "hundreds" numeric(5,0),
    "address" text,
    "paths" text,
    "document" jsonb,
    "seen" timestamp(3) with time zone
)
DISTRIBUTED BY ("id")
