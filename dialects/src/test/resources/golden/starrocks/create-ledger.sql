CREATE TABLE IF NOT EXISTS `sales`.`the_ledger` (
    load_id VARCHAR(36) NOT NULL,
    fence BIGINT NOT NULL,
    step BIGINT NOT NULL,
    target VARCHAR(4096) NOT NULL,
    phase VARCHAR(10) NOT NULL,
    extraction VARCHAR(36) NOT NULL,
    extraction_fence BIGINT NOT NULL,
    next_offset BIGINT NOT NULL,
    chunks BIGINT NOT NULL,
    row_count BIGINT NOT NULL,
    bytes BIGINT NOT NULL,
    checksum BIGINT NOT NULL,
    repeat_to BIGINT NOT NULL,
    made VARCHAR(1024) NOT NULL,
    inserted BIGINT NOT NULL,
    updated BIGINT NOT NULL,
    duplicates BIGINT NOT NULL,
    changed_at DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP
)
PRIMARY KEY(`load_id`, `fence`, `step`)
DISTRIBUTED BY HASH(`load_id`) BUCKETS 1
PROPERTIES ("replication_num" = "3")
