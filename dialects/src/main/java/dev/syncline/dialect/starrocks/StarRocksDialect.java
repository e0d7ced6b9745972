package dev.syncline.dialect.starrocks;

import dev.syncline.dialect.streamload.StreamLoadDialect;

/// StarRocks from 3.2 on; nothing of it was measured on a back end.
public final class StarRocksDialect extends StreamLoadDialect {

    public StarRocksDialect() {
        super(new StarRocks(), StarRocksNames.LIMIT);
    }
}
