package dev.syncline.dialect;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.work.Bound;
import dev.syncline.contracts.work.LoadRules;
import dev.syncline.contracts.work.LoadRules.LoadMode;
import dev.syncline.contracts.work.TargetState;
import dev.syncline.dialect.Copy.Batch;
import dev.syncline.testkit.Proves;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// What a first run has made is looked at, cleared, and merged into by the second one, whatever type its key has, in each pair of databases.
class SecondRunIT {

    @Test
    @Proves({"S36", "A11"})
    void whatMySqlSendsIsTakenAgain() throws Exception {
        try (End from = End.mySql()) {
            from.execute("SET sql_mode = ''");
            isTakenAgain(from, MySqlTypes.all());
        }
    }

    @Test
    @Proves({"S36", "A11"})
    void whatPostgreSqlSendsIsTakenAgain() throws Exception {
        try (End from = End.postgreSql()) {
            for (String definition : PostgreSqlTypes.definitions()) {
                from.execute(definition);
            }
            isTakenAgain(from, PostgreSqlTypes.all());
        }
    }

    private interface Opening {
        End open() throws SQLException;
    }

    private static void isTakenAgain(End from, Stream<TypeCase> types) throws Exception {
        List<TypeCase> all = types.toList();
        List<String> failures = new ArrayList<>();
        TreeMap<String, Integer> taken = new TreeMap<>();
        for (Opening opening : List.<Opening>of(End::mySql, End::postgreSql, End::clickHouse, End::doris, End::starRocks)) {
            try (End to = opening.open(); Connection in = from.session(Access.READ)) {
                int number = 0;
                for (TypeCase type : all) {
                    TableName source = fill(from, type, "%s_%d".formatted(to.dialect().kind(), ++number).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", ""));
                    TableShape shape = Copy.shape(from, in, source);
                    Column column = shape.columns().getLast();
                    if (!KeyValues.canBeKey(column.type()) || !KeyOrder.flaws(to.dialect().target(), shape, List.of("c")).isEmpty()) {
                        continue;
                    }
                    for (List<String> key : List.of(List.of("id"), List.of("c"))) {
                        String what = "%s to %s by %s".formatted(type.type(), to.dialect().kind().id(), key);
                        List<Batch> rows;
                        try {
                            rows = withoutNull(Copy.read(from, in, source, shape));
                        } catch (Exception e) {
                            continue; // what cannot be read is no matter of a second run
                        }
                        try {
                            if (twice(to, shape, key, rows)) {
                                taken.merge(to.dialect().kind().id(), 1, Integer::sum);
                            }
                        } catch (Exception | AssertionError e) {
                            failures.add(what + ": " + e.getMessage());
                        }
                    }
                }
            }
        }
        assertThat(failures).isEmpty();
        assertThat(taken).hasSize(5).allSatisfy((_, count) -> assertThat(count).isGreaterThan(20));
    }

    private static TableName fill(End from, TypeCase type, String table) throws SQLException {
        from.execute("CREATE TABLE %s (id INT PRIMARY KEY, c %s NULL)".formatted(table, type.type()));
        int id = 0;
        for (TypeCase.Value value : type.values()) {
            from.execute("INSERT INTO %s VALUES (%d, %s)".formatted(table, ++id, value.literal()));
        }
        return new TableName(from.schema(), table);
    }

    /// One row a batch, and some of them.
    private static List<Batch> withoutNull(List<Batch> batches) {
        List<Batch> rows = new ArrayList<>();
        for (Batch batch : batches) {
            for (String row : new String(batch.bytes(), StandardCharsets.UTF_8).split("(?<=\n)")) {
                if (!row.endsWith("\t\\N\n")) {
                    rows.add(new Batch(row.getBytes(StandardCharsets.UTF_8), 1, batch.rareEscapes()));
                }
            }
        }
        return rows.size() <= 4 ? rows : List.of(rows.getFirst(), rows.get(1), rows.get(rows.size() - 2), rows.getLast());
    }

    /// @return false where the values of the type cannot be there at all
    private static boolean twice(End to, TableShape source, List<String> primaryKey, List<Batch> rows) throws SQLException {
        Column c = source.columns().getLast();
        TableShape shape = new TableShape(
                source.origin(), List.of(source.columns().getFirst(), new Column(c.name(), c.type(), false, c.declaration())), primaryKey);
        TableName table = new TableName(to.schema(), "t" + UUID.randomUUID().toString().replace("-", ""));
        try (Connection session = to.session(Access.WRITE)) {
            List<Batch> held = held(to, session, table, shape, rows);
            if (held.isEmpty()) {
                return false;
            }
            TargetState state = expectUnchanged(to, session, table, shape);
            run(to, session, table, shape, new LoadMode.Clear(), held);
            Bound maximum = state.maximum();
            assertThat(maximum).as("greatest key, %s", state.notes()).isNotNull();
            run(to, session, table, shape, new LoadMode.Merge(maximum), held);
            assertThat(expectUnchanged(to, session, table, shape).maximum()).isEqualTo(maximum);
            return true;
        }
    }

    /// Loads the rows that the target can hold.
    private static List<Batch> held(End to, Connection session, TableName table, TableShape shape, List<Batch> rows) throws SQLException {
        LoadMode create = new LoadMode.Create(false);
        if (isTaken(to, session, table, shape, create, rows)) {
            return rows;
        }
        List<Batch> held = new ArrayList<>();
        for (Batch row : rows) {
            if (isTaken(to, session, table, shape, create, List.of(row))) {
                held.add(row);
            }
        }
        if (!held.isEmpty()) {
            run(to, session, table, shape, create, held);
        }
        return held;
    }

    private static boolean isTaken(End to, Connection session, TableName table, TableShape shape, LoadMode mode, List<Batch> rows) {
        try {
            run(to, session, table, shape, mode, rows);
            return true;
        } catch (SQLException | RuntimeException e) {
            return false;
        }
    }

    private static TargetState expectUnchanged(End to, Connection session, TableName table, TableShape shape) throws SQLException {
        TargetState state = to.dialect().target().inspect(session, table, shape, List.of("c"));
        assertThat(state.changes()).isEmpty();
        return state;
    }

    private static void run(End to, Connection session, TableName table, TableShape shape, LoadMode mode, List<Batch> rows) throws SQLException {
        Copy.load(to, session, Copy.plan(UUID.randomUUID(), 1, table, shape, new LoadRules(mode, List.of("c"), true, null)), rows);
    }
}
