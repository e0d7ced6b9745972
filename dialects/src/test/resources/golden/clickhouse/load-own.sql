INSERT INTO `sales`.`odd "name\` of` (`id`, `region`, `mood`, `created`, `day`, `founded`, `flags`, `photo`)
SELECT `id`, `region`, `mood`, assumeNotNull(toDateTime64OrNull(`created`, 6, 'UTC')), toDate32OrNull(`day`), toInt16(`founded`), reinterpretAsUInt64(reverse(unbin(`flags`))), unhex(substring(`photo`, 3))
FROM input('`id` Int64, `region` LowCardinality(String), `mood` LowCardinality(Nullable(String)), `created` String, `day` Nullable(String), `founded` Nullable(String), `flags` Nullable(String), `photo` Nullable(String)')
WHERE NOT (throwIf(NOT ifNull(startsWith(toString(toDateTime64OrNull(`created`, 6, 'UTC')), `created`), 0), 'column "created": a date or time is out of range, or is none')
  OR throwIf(NOT ifNull(`day` IS NULL OR startsWith(toString(toDate32OrNull(`day`)), `day`), 0), 'column "day": a date or time is out of range, or is none'))
FORMAT TabSeparated
