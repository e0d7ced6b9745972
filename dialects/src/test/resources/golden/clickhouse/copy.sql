INSERT INTO `sales`.`new` (`id`, `region`, `mood`, `created`, `day`, `founded`, `flags`, `photo`)
SELECT `id`, `region`, `mood`, `created`, `day`, `founded`, `flags`, `photo`
FROM `sales`.`odd "name\` of`
WHERE ifNull((`created`, `region`) > (CAST('2026-01-01 00:00:00', 'DateTime64(6, \'UTC\')'), 'it\'s \\ n'), 0)
