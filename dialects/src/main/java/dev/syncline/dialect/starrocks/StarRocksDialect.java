package dev.syncline.dialect.starrocks;

import dev.syncline.contracts.policy.NameLimit;
import dev.syncline.dialect.streamload.StreamLoadDialect;

/// StarRocks from 3.2 on; nothing of it was measured on a back end.
public final class StarRocksDialect extends StreamLoadDialect {

    /// A name may have 1,024 characters there; no source has one longer than this.
    private static final NameLimit LIMIT = new NameLimit(256, 64);

    public StarRocksDialect() {
        super(new StarRocks(), LIMIT);
    }
}
