CREATE TABLE `sales`.`odd "name`` of` (
    `placed` DATE NOT NULL,
    `id` LARGEINT NOT NULL,
    `note` VARCHAR(1048576) NULL,
    `region` VARCHAR(8) NOT NULL,
    `created` DATETIME NOT NULL,
    `price` VARCHAR(42) NULL,
    `flags` BIGINT NULL,
    `photo` VARCHAR(1048576) NULL
)
PRIMARY KEY(`placed`, `id`)
PARTITION BY date_trunc('month', `placed`)
DISTRIBUTED BY HASH(`id`) BUCKETS 16
ORDER BY(`created`, `region`)
PROPERTIES ("bloom_filter_columns" = "region,created", "compression" = "ZSTD", "enable_persistent_index" = "true", "replication_num" = "1")
