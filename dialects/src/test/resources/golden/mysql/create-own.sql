CREATE TABLE `sales`.`odd "name`` of` (
    `id` bigint unsigned NOT NULL,
    `filled` int(8) unsigned zerofill NULL,
    `flag` bit(1) NULL,
    `bits` bit(12) NULL,
    `price` decimal(10,2) NULL,
    `ratio` float NULL,
    `name` varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NULL,
    `mood` enum('it''s','a\\b','') CHARACTER SET latin1 COLLATE latin1_bin NULL,
    `photo` blob NULL,
    `born` year NULL,
    `span` time(6) NULL,
    `seen` timestamp(6) NULL,
    `doc` json NULL,
    PRIMARY KEY (`id`)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin
