INSERT INTO `sales`.`new` (`note`, `id`, `region`, `created`, `placed`, `price`, `flags`, `photo`)
SELECT `note`, `id`, `region`, `created`, `placed`, `price`, `flags`, `photo`
FROM (SELECT * FROM (SELECT * FROM `sales`.`odd "name`` of`) AS staged) AS wanted
