CREATE TABLE `sales`.`odd "name`` of` (
    `placed` DATE NOT NULL,
    `id` LARGEINT NOT NULL,
    `note` STRING NULL,
    `region` VARCHAR(8) NOT NULL,
    `created` DATETIME(6) NOT NULL,
    `price` VARCHAR(42) NULL,
    `flags` BIGINT NULL,
    `photo` STRING NULL
)
UNIQUE KEY(`placed`, `id`)
AUTO PARTITION BY RANGE (date_trunc(`placed`, 'month')) ()
DISTRIBUTED BY HASH(`id`) BUCKETS 16
PROPERTIES ("bloom_filter_columns" = "region,created", "compression" = "zstd", "enable_unique_key_merge_on_write" = "true", "replication_num" = "1", "store_row_column" = "true")
