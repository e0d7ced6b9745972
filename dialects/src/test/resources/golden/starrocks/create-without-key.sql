CREATE TABLE `sales`.`odd "name`` of` (
    `id` LARGEINT NOT NULL,
    `note` VARCHAR(1048576) NULL,
    `region` VARCHAR(8) NOT NULL,
    `created` DATETIME NOT NULL,
    `placed` DATE NOT NULL,
    `price` VARCHAR(42) NULL,
    `flags` BIGINT NULL,
    `photo` VARCHAR(1048576) NULL
)
DUPLICATE KEY(`id`)
DISTRIBUTED BY RANDOM
