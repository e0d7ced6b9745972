LOAD DATA LOCAL INFILE 'rows'
INTO TABLE `sales`.`odd "name`` of`
CHARACTER SET utf8mb4
FIELDS TERMINATED BY '\t' ESCAPED BY '\\'
LINES TERMINATED BY '\n'
(`id`, `filled`, @f3, @f4, `price`, `ratio`, `name`, `mood`, @f9, `born`, `span`, `seen`, `doc`)
SET `flag` = (@f3 = 'true'),
    `bits` = CAST(CONV(@f4, 2, 10) AS UNSIGNED),
    `photo` = UNHEX(SUBSTRING(@f9, 3))
