CREATE TABLE `sales`.`odd "name`` of` (
    `id` LARGEINT NOT NULL,
    `note` STRING NULL,
    `region` VARCHAR(8) NOT NULL,
    `created` DATETIME(6) NOT NULL,
    `placed` DATE NOT NULL,
    `price` VARCHAR(42) NULL,
    `flags` BIGINT NULL,
    `photo` STRING NULL
)
DUPLICATE KEY(`id`)
DISTRIBUTED BY RANDOM BUCKETS AUTO
