CREATE TABLE `sales`.`odd "name`` of` (
    `_syncline_row` BIGINT NOT NULL,
    `note` STRING NULL,
    `id` LARGEINT NOT NULL,
    `region` VARCHAR(8) NOT NULL,
    `created` DATETIME(6) NOT NULL,
    `placed` DATE NOT NULL,
    `price` VARCHAR(42) NULL,
    `flags` BIGINT NULL,
    `photo` STRING NULL
)
UNIQUE KEY(`_syncline_row`)
DISTRIBUTED BY HASH(`_syncline_row`) BUCKETS AUTO
PROPERTIES ("enable_unique_key_merge_on_write" = "true", "replication_num" = "2")
