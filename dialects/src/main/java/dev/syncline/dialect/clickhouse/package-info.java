/// ClickHouse as a target, over HTTP.
@NullMarked
package dev.syncline.dialect.clickhouse;

import org.jspecify.annotations.NullMarked;
