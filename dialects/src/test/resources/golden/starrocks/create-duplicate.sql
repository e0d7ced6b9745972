CREATE TABLE `sales`.`odd "name`` of` (
    `region` VARCHAR(8) NOT NULL,
    `created` DATETIME NOT NULL,
    `note` VARCHAR(1048576) NULL,
    `id` LARGEINT NOT NULL,
    `placed` DATE NOT NULL,
    `price` VARCHAR(42) NULL,
    `flags` BIGINT NULL,
    `photo` VARCHAR(1048576) NULL
)
DUPLICATE KEY(`region`, `created`)
PARTITION BY (`region`, `placed`)
DISTRIBUTED BY HASH(`created`)
