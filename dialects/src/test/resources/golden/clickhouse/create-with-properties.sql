CREATE TABLE `sales`.`odd "name\` of` (
    `id` Int64,
    `region` LowCardinality(String),
    `mood` LowCardinality(Nullable(String)),
    `created` DateTime64(6, 'UTC'),
    `day` Nullable(Date32),
    `founded` Nullable(Int16),
    `flags` Nullable(UInt64),
    `photo` Nullable(String)
)
ENGINE = ReplacingMergeTree(`created`)
PARTITION BY toYYYYMM(`created`)
PRIMARY KEY (`id`)
ORDER BY (`id`, `created`)
TTL toDateTime(`created`) + INTERVAL 1 YEAR
SETTINGS index_granularity = 1024, ttl_only_drop_parts = 1
