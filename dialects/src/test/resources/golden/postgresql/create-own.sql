CREATE TABLE "sales"."odd ""name` of" (
    "id" bigint NOT NULL,
    "flag" boolean,
    "name" character varying(40),
    "code" character(8),
    "one" "char",
    "hundreds" numeric(3,-2),
    "cash" numeric(19,2),
    "ratio" real,
    "seen" timestamp(3) with time zone,
    "span" interval day to second(3),
    "tags" character varying(10)[],
    "mood" varchar(63),
    "photo" bytea
)
