LOAD DATA LOCAL INFILE 'rows'
INTO TABLE `sales`.`odd "name`` of`
CHARACTER SET utf8mb4
FIELDS TERMINATED BY '\t' ESCAPED BY '\\'
LINES TERMINATED BY '\n'
(`key_text`, @f2, @f3, `int8`, `int8u`, `int16`, `int16u`, `int24u`, `int32`, `int32u`, `int64`, `int64u`, `decimal`, `decimal_wide`, `decimal_hundreds`, `decimal_tiny`, `unbounded`, `real`, `double`, `text`, `varchar`, `char`, `varchar_wide`, `varchar_wider`, @f25, `date`, `time`, `time0`, `timetz`, `duration`, `interval`, `timestamp`, `timestamp0`, `instant`, `json`, `jsonb`, `uuid`, @f38, `bits70`, `varbits`, `varbits_unbounded`, @f42)
SET `key_bytes` = UNHEX(SUBSTRING(@f2, 3)),
    `bool` = (@f3 = 'true'),
    `bytes` = UNHEX(SUBSTRING(@f25, 3)),
    `bits8` = CAST(CONV(@f38, 2, 10) AS UNSIGNED),
    `shape` = UNHEX(CONCAT(SUBSTRING(@f42, 13, 8), SUBSTRING(@f42, 3, 8), '00', SUBSTRING(@f42, 21)))
