CREATE TABLE `sales`.`odd "name`` of` (
    `_syncline_row` BIGINT NOT NULL,
    `note` VARCHAR(1048576) NULL,
    `id` LARGEINT NOT NULL,
    `region` VARCHAR(8) NOT NULL,
    `created` DATETIME NOT NULL,
    `placed` DATE NOT NULL,
    `price` VARCHAR(42) NULL,
    `flags` BIGINT NULL,
    `photo` VARCHAR(1048576) NULL
)
PRIMARY KEY(`_syncline_row`)
DISTRIBUTED BY HASH(`_syncline_row`)
PROPERTIES ("replication_num" = "2")
