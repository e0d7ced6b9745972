package dev.syncline.dialect.doris;

import dev.syncline.contracts.policy.NameLimit;
import dev.syncline.dialect.streamload.StreamLoadDialect;

/// Apache Doris from 2.1 on; nothing of it was measured on a back end.
public final class DorisDialect extends StreamLoadDialect {

    /// A table's name has 64 characters at most (`table_name_length_limit`).
    private static final NameLimit LIMIT = new NameLimit(256, 64);

    public DorisDialect() {
        super(new Doris(), LIMIT);
    }
}
