CREATE TABLE `sales`.`odd "name`` of` (
    `id` LARGEINT NOT NULL,
    `placed` DATE NOT NULL,
    `note` VARCHAR(1048576) NULL,
    `region` VARCHAR(8) NOT NULL,
    `created` DATETIME NOT NULL,
    `price` VARCHAR(42) NULL,
    `flags` BIGINT NULL,
    `photo` VARCHAR(1048576) NULL
)
PRIMARY KEY(`id`, `placed`)
DISTRIBUTED BY HASH(`id`, `placed`)
