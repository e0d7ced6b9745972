package dev.syncline.allinone.bench;

import java.util.List;
import java.util.stream.Collectors;

/// One way a table goes.
///
/// @param name by which it is chosen, alone or by its first words
/// @param throttled every connection to a database is as slow as a network between two rooms
/// @param goal how many times as long as what it is compared with it may take: the fastest native pipe, or for two targets Syncline's own slower
///             single path; 0 for none
record Lane(String name, BenchTable table, Site source, List<Site> targets, boolean throttled, double goal) {

    static final List<Lane> ALL = List.of(
            lane("mysql-postgresql", BenchTable.LINEITEM, Site.MYSQL, Site.POSTGRESQL, 1.15),
            lane("postgresql-postgresql", BenchTable.LINEITEM, Site.POSTGRESQL, Site.POSTGRESQL, 1.25),
            lane("postgresql-mysql", BenchTable.LINEITEM, Site.POSTGRESQL, Site.MYSQL, 1.3),
            lane("mysql-mysql", BenchTable.LINEITEM, Site.MYSQL, Site.MYSQL, 1.3),
            lane("postgresql-clickhouse", BenchTable.LINEITEM, Site.POSTGRESQL, Site.CLICKHOUSE, 1.25),
            lane("mysql-clickhouse", BenchTable.LINEITEM, Site.MYSQL, Site.CLICKHOUSE, 1.25),
            new Lane("mysql-both", BenchTable.LINEITEM, Site.MYSQL, List.of(Site.POSTGRESQL, Site.MYSQL), false, 1.2),
            lane("logged-postgresql-mysql", BenchTable.LINEITEM, Site.POSTGRESQL, Site.LOGGED_MYSQL, 1.1),
            lane("logged-mysql-mysql", BenchTable.LINEITEM, Site.MYSQL, Site.LOGGED_MYSQL, 1.1),
            throttled("throttled-mysql-postgresql", Site.MYSQL, Site.POSTGRESQL),
            throttled("throttled-postgresql-postgresql", Site.POSTGRESQL, Site.POSTGRESQL),
            lane("types-mysql-postgresql", BenchTable.MANY_TYPES, Site.MYSQL, Site.POSTGRESQL, 1.15),
            lane("types-postgresql-postgresql", BenchTable.MANY_TYPES, Site.POSTGRESQL, Site.POSTGRESQL, 1.4),
            lane("types-postgresql-mysql", BenchTable.MANY_TYPES, Site.POSTGRESQL, Site.MYSQL, 1.3),
            lane("types-mysql-mysql", BenchTable.MANY_TYPES, Site.MYSQL, Site.MYSQL, 1.3),
            lane("types-logged-postgresql-mysql", BenchTable.MANY_TYPES, Site.POSTGRESQL, Site.LOGGED_MYSQL, 1.1),
            lane("types-logged-mysql-mysql", BenchTable.MANY_TYPES, Site.MYSQL, Site.LOGGED_MYSQL, 1.1));

    /// What native clients pipe into each other.
    enum Format {
        TEXT, BINARY
    }

    private static Lane lane(String name, BenchTable table, Site source, Site target, double goal) {
        return new Lane(name, table, source, List.of(target), false, goal);
    }

    private static Lane throttled(String name, Site source, Site target) {
        return new Lane(name, BenchTable.LINEITEM, source, List.of(target), true, 0);
    }

    /// The native pipes that it is measured beside, the fastest last.
    List<Format> pipes() {
        if (targets.size() > 1) {
            return List.of();
        }
        return source == Site.POSTGRESQL && targets.getFirst() == Site.POSTGRESQL ? List.of(Format.TEXT, Format.BINARY) : List.of(Format.TEXT);
    }

    /// Whether it is one of the single paths that a lane of two targets has.
    boolean isPartOf(Lane other) {
        return targets.size() == 1 && table == other.table && source == other.source && throttled == other.throttled && other.targets.containsAll(targets);
    }

    String title() {
        return source.title() + " → " + targets.stream().map(Site::title).collect(Collectors.joining(" + ")) + (throttled ? ", throttled" : "");
    }
}
