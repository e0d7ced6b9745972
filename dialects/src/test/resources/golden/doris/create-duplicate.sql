CREATE TABLE `sales`.`odd "name`` of` (
    `region` VARCHAR(8) NOT NULL,
    `created` DATETIME(6) NOT NULL,
    `note` STRING NULL,
    `id` LARGEINT NOT NULL,
    `placed` DATE NOT NULL,
    `price` VARCHAR(42) NULL,
    `flags` BIGINT NULL,
    `photo` STRING NULL
)
DUPLICATE KEY(`region`, `created`)
AUTO PARTITION BY LIST (`region`, `placed`) ()
DISTRIBUTED BY HASH(`created`) BUCKETS AUTO
PROPERTIES ("replication_allocation" = "tag.location.default: 3")
