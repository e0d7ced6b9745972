INSERT INTO `sales`.`kept`
SELECT *
FROM `sales`.`odd "name\` of`
ORDER BY `id`, `created` DESC NULLS LAST, `region` DESC NULLS LAST, _block_number DESC, _part_offset DESC
LIMIT 1 BY `id`
