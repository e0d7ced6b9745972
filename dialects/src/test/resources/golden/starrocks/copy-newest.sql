INSERT INTO `sales`.`new` WITH LABEL `a-label` (`note`, `id`, `region`, `created`, `placed`, `price`, `flags`, `photo`)
SELECT `note`, `id`, `region`, `created`, `placed`, `price`, `flags`, `photo`
FROM (SELECT * FROM (SELECT *, row_number() OVER (PARTITION BY `id`, `placed` ORDER BY `created` DESC, `region` DESC, `_syncline_row` DESC) AS _syncline_age FROM `sales`.`odd "name`` of`) AS staged WHERE _syncline_age = 1 AND ((`created` > '2026-01-01 00:00:00') OR (`created` = '2026-01-01 00:00:00' AND `region` > 'it\'s \\ n'))) AS wanted
