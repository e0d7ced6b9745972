CREATE READABLE EXTERNAL TEMP TABLE "_syncline_rows" (
    "id" bigint,
    "day" date,
    "re""gion" varchar(2),
    "note" json
)
LOCATION ('gpfdist://[fd00::7]:8090/0123abcd')
FORMAT 'TEXT' (DELIMITER AS E'\t' NULL AS E'\\N' ESCAPE AS E'\\' NEWLINE AS 'LF')
ENCODING 'UTF8';
INSERT INTO "sales"."odd ""name` of" ("id", "day", "re""gion", "note")
SELECT "id", "day", "re""gion", "note"
FROM pg_temp."_syncline_rows";
DROP EXTERNAL TABLE pg_temp."_syncline_rows"
