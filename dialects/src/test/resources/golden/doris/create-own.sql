CREATE TABLE `sales`.`odd "name`` of` (
    `id` LARGEINT NOT NULL,
    `placed` DATE NOT NULL,
    `note` STRING NULL,
    `region` VARCHAR(8) NOT NULL,
    `created` DATETIME(6) NOT NULL,
    `price` VARCHAR(42) NULL,
    `flags` BIGINT NULL,
    `photo` STRING NULL
)
UNIQUE KEY(`id`, `placed`)
DISTRIBUTED BY HASH(`id`, `placed`) BUCKETS AUTO
PROPERTIES ("enable_unique_key_merge_on_write" = "true")
