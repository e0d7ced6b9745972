SELECT "id",
       "flag"::text,
       "name",
       "code"::text,
       "one",
       "hundreds",
       "cash"::numeric,
       "ratio"::float8,
       "seen" AT TIME ZONE 'UTC',
       "span",
       "tags",
       "mood",
       "photo"
FROM "sales"."odd ""name` of"
