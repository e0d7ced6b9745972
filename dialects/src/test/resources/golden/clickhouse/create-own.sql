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
ENGINE = ReplacingMergeTree
ORDER BY (`id`)
