SELECT `id`,
       `filled` + 0,
       ELT(`flag` + 1, 'false', 'true'),
       LPAD(BIN(`bits` + 0), 12, '0'),
       `price`,
       CAST(`ratio` AS DOUBLE),
       `name`,
       `mood`,
       CONCAT('\\x', HEX(`photo`)),
       `born`,
       `span`,
       `seen`,
       `doc`
FROM `sales`.`odd "name`` of`
