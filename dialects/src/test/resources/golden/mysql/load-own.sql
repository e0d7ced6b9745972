LOAD DATA LOCAL INFILE 'rows'
INTO TABLE `sales`.`odd "name`` of`
CHARACTER SET utf8mb4
FIELDS TERMINATED BY '\t' ESCAPED BY '\\'
LINES TERMINATED BY '\n'
(`id`, `filled`, @f3, @f4, `price`, `ratio`, `name`, `mood`, @f9, `born`, `span`, `seen`, @f13)
SET `flag` = (@f3 = 'true'),
    `bits` = CAST(CONV(@f4, 2, 10) AS UNSIGNED),
    `photo` = UNHEX(SUBSTRING(@f9, 3)),
    `doc` = IF(@f13 IS NULL OR CAST(CAST(@f13 AS JSON) AS CHAR) = @f13 OR REGEXP_REPLACE(CAST(CAST(@f13 AS JSON) AS CHAR), '(\\.[0-9]*?)0+(?![0-9])', '$1') = REGEXP_REPLACE(@f13, '(\\.[0-9]*?)0+(?![0-9])', '$1'), @f13, 'changed')
