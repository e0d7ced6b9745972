package dev.syncline.allinone.compare;

import java.util.Locale;

import dev.syncline.testkit.ClickHouseServer;
import dev.syncline.testkit.DatabaseServer;
import dev.syncline.testkit.MySqlServer;
import dev.syncline.testkit.PostgreSqlServer;

/// The database systems that can be had here for demonstrations, tests and measurements.
public enum Engine {
    MYSQL("MySQL"),
    POSTGRESQL("PostgreSQL"),
    CLICKHOUSE("ClickHouse");

    private final String title;

    Engine(String title) {
        this.title = title;
    }

    public static Engine of(DatabaseServer server) {
        return switch (server) {
            case MySqlServer _ -> MYSQL;
            case PostgreSqlServer _ -> POSTGRESQL;
            case ClickHouseServer _ -> CLICKHOUSE;
            default -> throw new IllegalArgumentException("Not one that can be had as it is: " + server);
        };
    }

    public String title() {
        return title;
    }

    /// The kind of a connection to it.
    public String kind() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// A name as the system quotes it.
    public String quote(String name) {
        String quote = this == POSTGRESQL ? "\"" : "`";
        return quote + name.replace(quote, quote + quote) + quote;
    }
}
