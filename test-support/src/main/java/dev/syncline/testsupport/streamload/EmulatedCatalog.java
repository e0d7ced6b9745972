package dev.syncline.testsupport.streamload;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;

import dev.syncline.testkit.MySqlServer;
import org.jspecify.annotations.Nullable;

/// The tables that were declared through the door, and their schema changes; the rows are in the MySQL behind.
final class EmulatedCatalog {

    /// A line of SHOW ALTER TABLE COLUMN.
    record SchemaChange(long job, long table, String created, String finished, String state, String message) {}

    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    private final Product product;
    private final MySqlServer behind;
    private final Map<EmulatedTableName, Table> tables = new LinkedHashMap<>();
    private final Map<Long, SchemaChange> changes = new LinkedHashMap<>();
    private final Map<Long, Integer> pollsLeft = new LinkedHashMap<>();
    private final Map<Long, Runnable> ends = new LinkedHashMap<>();
    private long nextId = 10_001;
    private final int clusterId = ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE);
    private int backEndsAlive = 1;
    private boolean frontEndsShown = true;
    private boolean backEndsShown = true;
    private int plansThatTakeTooLong;
    private final Set<EmulatedTableName> hiddenViews = new HashSet<>();
    private int nextChangePolls = -1;
    private @Nullable String nextChangeFailure;

    EmulatedCatalog(Product product, MySqlServer behind) {
        this.product = product;
        this.behind = behind;
    }

    synchronized int backEndsAlive() {
        return backEndsAlive;
    }

    synchronized void backEndsAlive(int alive) {
        backEndsAlive = alive;
    }

    /// What all front ends of a cluster share, made when the first one starts.
    int clusterId() {
        return clusterId;
    }

    synchronized boolean frontEndsShown() {
        return frontEndsShown;
    }

    synchronized void frontEndsShown(boolean shown) {
        frontEndsShown = shown;
    }

    synchronized boolean backEndsShown() {
        return backEndsShown;
    }

    synchronized void backEndsShown(boolean shown) {
        backEndsShown = shown;
    }

    /// A view that no user of the door may see, though its name is taken.
    synchronized void hiddenView(EmulatedTableName name, boolean there) {
        if (there) {
            hiddenViews.add(name);
        } else {
            hiddenViews.remove(name);
        }
    }

    synchronized boolean isHiddenView(EmulatedTableName name) {
        return hiddenViews.contains(name);
    }

    synchronized void nextSchemaChange(int polls, @Nullable String failure) {
        nextChangePolls = polls;
        nextChangeFailure = failure;
    }

    synchronized long newId() {
        return nextId++;
    }

    synchronized Table table(EmulatedTableName name) {
        Table table = tables.get(name);
        if (table != null) {
            return table;
        }
        if (isHiddenView(name)) {
            throw Refusal.denied("SELECT", "VIEW " + name.table());
        }
        throw missing(name);
    }

    private Refusal missing(EmulatedTableName name) {
        return switch (product) {
            case DORIS -> Refusal.meaning("Table [%s] does not exist in database [%s].".formatted(name.table(), name.database()));
            case STARROCKS -> Refusal.meaning(hasDatabase(name.database())
                    ? "Table %s is not found".formatted(name.table())
                    : "Database default_catalog.%s is not found".formatted(name.database()));
        };
    }

    synchronized Optional<Table> find(EmulatedTableName name) {
        return Optional.ofNullable(tables.get(name));
    }

    synchronized Optional<EmulatedTableName> nameOf(long id) {
        return tables.entrySet().stream().filter(entry -> entry.getValue().id() == id).map(Map.Entry::getKey).findFirst();
    }

    synchronized Map<EmulatedTableName, Table> tables() {
        return new LinkedHashMap<>(tables);
    }

    synchronized void put(EmulatedTableName name, Table table) {
        tables.put(name, table);
    }

    synchronized void remove(EmulatedTableName name) {
        tables.remove(name);
    }

    synchronized void removeDatabase(String database) {
        tables.keySet().removeIf(name -> name.database().equals(database));
    }

    synchronized void rename(EmulatedTableName from, EmulatedTableName to) {
        tables.put(to, tables.remove(from));
    }

    synchronized void swap(EmulatedTableName one, EmulatedTableName other) {
        Table table = tables.get(one);
        tables.put(one, tables.get(other));
        tables.put(other, table);
    }

    /// A table of the same columns without rows, which nobody sees.
    EmulatedTableName emptyCopy(EmulatedTableName name) {
        EmulatedTableName copy = new EmulatedTableName(name.database(), "emulated_overwrite_" + newId());
        try {
            execute("CREATE TABLE %s LIKE %s".formatted(Quote.name(copy), Quote.name(name)));
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot copy table " + name, e);
        }
        return copy;
    }

    /// The rows of the copy become those of the table, which stays the one it is.
    void replaceRows(EmulatedTableName name, EmulatedTableName copy) {
        EmulatedTableName old = new EmulatedTableName(name.database(), copy.table() + "_old");
        try {
            execute("RENAME TABLE %1$s TO %3$s, %2$s TO %1$s".formatted(Quote.name(name), Quote.name(copy), Quote.name(old)));
            execute("DROP TABLE " + Quote.name(old));
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot replace the rows of table " + name, e);
        }
    }

    synchronized void nextPlansTakeTooLong(int statements) {
        plansThatTakeTooLong = statements;
    }

    /// What StarRocks asks of a statement that reads or writes rows.
    synchronized void checkPlan() {
        if (plansThatTakeTooLong > 0) {
            plansThatTakeTooLong--;
            throw Refusal.execution("StarRocks planner use long time 3000 ms in logical phase, This probably because 1. FE Full GC, 2. Hive external table fetch "
                    + "metadata took a long time, 3. The SQL is very complex. You could 1. adjust FE JVM config, 2. try query again, 3. enlarge "
                    + "new_planner_optimize_timeout session variable");
        }
    }

    void checkBackEnds() {
        if (product == Product.STARROCKS && backEndsAlive() == 0) {
            throw Refusal.execution("Backend node not found. Check if any backend node is down.backend: [127.0.0.1 alive: false inBlacklist: false]");
        }
    }

    synchronized void checkNoSchemaChange(EmulatedTableName name) {
        if (isChanging(table(name).id())) {
            throw Refusal.meaning(product == Product.DORIS
                    ? "Table[%s]'s state(SCHEMA_CHANGE) is not NORMAL. Do not allow doing ALTER ops".formatted(name.table())
                    : "A schema change operation is in progress on the table %s. You can query its progress with SHOW ALTER TABLE COLUMN"
                            .formatted(name.table()));
        }
    }

    /// Begins a schema change; whoever asks for it often enough ends it.
    ///
    /// @param polls how often it is said to be running, unless a test has said otherwise
    synchronized void change(EmulatedTableName name, int polls, String mySql, UnaryOperator<Table> changed) {
        long table = table(name).id();
        long job = newId();
        int toCome = nextChangePolls >= 0 ? nextChangePolls : polls;
        String failure = nextChangeFailure;
        nextChangePolls = -1;
        nextChangeFailure = null;
        changes.put(job, new SchemaChange(job, table, now(), "", "RUNNING", ""));
        pollsLeft.put(job, toCome);
        ends.put(job, () -> end(job, table, failure, mySql, changed));
        if (toCome == 0) {
            ends.remove(job).run();
        }
    }

    private void end(long job, long table, @Nullable String failure, String mySql, UnaryOperator<Table> changed) {
        String message = failure;
        Optional<EmulatedTableName> name = nameOf(table);
        if (message == null && name.isPresent()) {
            try {
                execute(mySql.formatted(Quote.name(name.get())));
                tables.put(name.get(), changed.apply(tables.get(name.get())));
            } catch (SQLException e) {
                message = e.getMessage();
            }
        }
        changes.put(job, new SchemaChange(job, table, Objects.requireNonNull(changes.get(job)).created(), now(), message == null ? "FINISHED" : "CANCELLED",
                message == null ? "" : message));
    }

    /// The schema changes of a table, or of all tables of a database; each that runs is a poll nearer to its end.
    synchronized List<SchemaChange> pollChanges(String database, @Nullable String table) {
        List<SchemaChange> found = new ArrayList<>();
        for (SchemaChange change : List.copyOf(changes.values())) {
            Optional<EmulatedTableName> name = nameOf(change.table());
            if (name.isEmpty() || !name.get().database().equals(database) || table != null && !name.get().table().equals(table)) {
                continue;
            }
            Runnable end = ends.get(change.job());
            if (end != null && pollsLeft.merge(change.job(), -1, Integer::sum) < 0) {
                ends.remove(change.job());
                end.run();
            }
            found.add(changes.get(change.job()));
        }
        return found;
    }

    private boolean isChanging(long table) {
        return changes.values().stream().anyMatch(change -> change.table() == table && change.state().equals("RUNNING"));
    }

    boolean hasDatabase(String name) {
        String sql = "SELECT 1 FROM information_schema.schemata WHERE schema_name = ?";
        try (Connection connection = behind.connect(""); PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, name);
            return query.executeQuery().next();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void execute(String statement) throws SQLException {
        try (Connection connection = behind.connect(""); Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    private static String now() {
        return SECONDS.format(LocalDateTime.now());
    }
}
