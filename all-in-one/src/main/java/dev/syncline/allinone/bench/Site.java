package dev.syncline.allinone.bench;

import dev.syncline.allinone.compare.Engine;

/// A server under test.
enum Site {
    MYSQL(Engine.MYSQL, "MySQL"),
    LOGGED_MYSQL(Engine.MYSQL, "MySQL with binary log"),
    POSTGRESQL(Engine.POSTGRESQL, "PostgreSQL"),
    CLICKHOUSE(Engine.CLICKHOUSE, "ClickHouse");

    private final Engine engine;
    private final String title;

    Site(Engine engine, String title) {
        this.engine = engine;
        this.title = title;
    }

    Engine engine() {
        return engine;
    }

    String title() {
        return title;
    }
}
