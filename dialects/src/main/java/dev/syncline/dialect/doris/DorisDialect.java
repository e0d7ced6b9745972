package dev.syncline.dialect.doris;

import dev.syncline.dialect.streamload.StreamLoadDialect;

/// Apache Doris from 2.1 on; nothing of it was measured on a back end.
public final class DorisDialect extends StreamLoadDialect {

    public DorisDialect() {
        super(new Doris(), DorisNames.LIMIT);
    }
}
