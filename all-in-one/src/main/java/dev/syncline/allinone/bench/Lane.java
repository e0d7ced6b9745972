package dev.syncline.allinone.bench;

import java.util.List;

import dev.syncline.allinone.compare.Engine;

/// One way the table goes.
enum Lane {
    MYSQL_TO_POSTGRESQL(Engine.MYSQL, List.of(Engine.POSTGRESQL), 1.6),
    POSTGRESQL_TO_POSTGRESQL(Engine.POSTGRESQL, List.of(Engine.POSTGRESQL), 1.5),
    POSTGRESQL_TO_MYSQL(Engine.POSTGRESQL, List.of(Engine.MYSQL), 1.3),
    MYSQL_TO_MYSQL(Engine.MYSQL, List.of(Engine.MYSQL), 1.3),
    POSTGRESQL_TO_CLICKHOUSE(Engine.POSTGRESQL, List.of(Engine.CLICKHOUSE), 1.5),
    MYSQL_TO_CLICKHOUSE(Engine.MYSQL, List.of(Engine.CLICKHOUSE), 1.5),
    MYSQL_TO_BOTH(Engine.MYSQL, List.of(Engine.POSTGRESQL, Engine.MYSQL), 1.2);

    private final Engine source;
    private final List<Engine> targets;
    private final double goal;

    Lane(Engine source, List<Engine> targets, double goal) {
        this.source = source;
        this.targets = targets;
        this.goal = goal;
    }

    Engine source() {
        return source;
    }

    List<Engine> targets() {
        return targets;
    }

    /// How many times as long as what it is compared with it may take: the native pipe, or for two targets Syncline's own slower single path.
    double goal() {
        return goal;
    }

    boolean hasNativePipe() {
        return targets.size() == 1;
    }

    String title() {
        return source.title() + " → " + String.join(" + ", targets.stream().map(Engine::title).toList());
    }
}
