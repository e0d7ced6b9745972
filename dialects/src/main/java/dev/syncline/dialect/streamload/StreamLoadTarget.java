package dev.syncline.dialect.streamload;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.policy.SyncTime;
import dev.syncline.contracts.policy.TableProperties;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.contracts.work.LoadRules;
import dev.syncline.contracts.work.TargetState;
import dev.syncline.dialect.Fit;
import dev.syncline.dialect.Grantee;
import dev.syncline.dialect.Grants;
import dev.syncline.dialect.NameRules;
import dev.syncline.dialect.TargetDialect;
import dev.syncline.dialect.load.FieldDifferences;
import dev.syncline.dialect.load.HeldColumn;
import dev.syncline.dialect.load.LoadNames;
import dev.syncline.dialect.load.LoadPlan;
import dev.syncline.dialect.load.TableLoad;
import dev.syncline.dialect.load.TypeFit;
import dev.syncline.dialect.read.KeyOrder;

/// Doris or StarRocks as a target.
final class StreamLoadTarget implements TargetDialect {

    /// Each load makes a version of each tablet, which have to be merged: the vendors advise loads of 50 to 200 MB.
    private static final long WORTHWHILE = 64 << 20;
    private static final int MOST_REPLICAS = 3;

    private final StreamLoadDialect dialect;
    private final StreamLoadEngine engine;

    StreamLoadTarget(StreamLoadDialect dialect) {
        this.dialect = dialect;
        this.engine = dialect.engine();
    }

    StreamLoadEngine engine() {
        return engine;
    }

    @Override
    public NameRules names() {
        return engine.names();
    }

    @Override
    public String columnType(TableShape shape, Column column) {
        return engine.types().type(shape, column);
    }

    @Override
    public boolean isKeptAsText(TableShape shape, Column column) {
        return ColumnTypes.isText(columnType(shape, column));
    }

    @Override
    public Fit fit(TableShape shape, Column column) {
        return StreamLoadFit.of(engine.types(), shape, column);
    }

    @Override
    public String createTable(TableName table, TableShape shape, TableProperties properties) {
        return createTable(table, shape, properties, 0);
    }

    String createTable(TableName table, TableShape shape, TableProperties properties, int replicas) {
        List<String> leading = engine.leading(shape, properties);
        List<Column> columns = new ArrayList<>();
        leading.forEach(name -> columns.add(column(shape, name)));
        shape.columns().stream().filter(column -> !leading.contains(column.name())).forEach(columns::add);
        return create(table, columns.stream().map(column -> declaration(shape, column)).toList(), engine.clauses(shape, properties, replicas));
    }

    private static Column column(TableShape shape, String name) {
        return shape.columns().stream().filter(column -> column.name().equals(name)).findFirst().orElseThrow(() -> new SyncException(
                FailureCode.MISCONFIGURED, "There is no column \"%s\", which the table's creation properties name; correct them".formatted(name)));
    }

    private static String create(TableName table, List<String> declarations, String clauses) {
        return "CREATE TABLE %s (\n%s\n)\n%s".formatted(
                StreamLoadNames.quote(table), declarations.stream().map(each -> "    " + each).collect(Collectors.joining(",\n")), clauses);
    }

    private String declaration(TableShape shape, Column column) {
        return StreamLoadNames.quote(column.name()) + ' ' + engine.types().declared(shape, column);
    }

    /// All rows with the numbers in which they came, whatever their key: a row that came twice would be there once.
    String createStaging(TableName table, TableShape shape, int replicas) {
        List<String> declarations = new ArrayList<>();
        declarations.add(StreamLoadNames.quote(LoadNames.ROW) + " BIGINT NOT NULL");
        shape.columns().forEach(column -> declarations.add(declaration(shape, column)));
        return create(table, declarations, engine.ownClauses(List.of(LoadNames.ROW), 0, replicas));
    }

    /// How many copies there are of the data of every table that a load makes: as the connection says, else as the table's properties do, else as many as there
    /// are back ends, three at most; 0 where nobody tells.
    int replicas(Connection session, TableProperties properties) throws SQLException {
        int chosen = session.unwrap(StreamLoadHttp.class).replicas();
        int wanted = chosen > 0 ? chosen : MppProperties.replicas(properties);
        return wanted > 0 ? wanted : (int) new StreamLoadCatalog(session).backEnds().stream().filter(BackEnd::alive).limit(MOST_REPLICAS).count();
    }

    /// Whether a table has the types that its columns would get now, and no wider ones.
    boolean hasTypes(TableShape shape, List<HeldColumn> held) {
        return shape.columns().stream().allMatch(column -> held.stream()
                .filter(each -> each.name().equalsIgnoreCase(column.name()))
                .allMatch(each -> HeldType.of(each.type()).equals(HeldType.of(engine.types().type(shape, column)))));
    }

    @Override
    public List<String> flaws(TableProperties properties, List<String> keyFields) {
        return engine.flaws(properties, keyFields);
    }

    @Override
    public List<String> shapeFlaws(TableShape shape, TableProperties properties) {
        List<String> flaws = new ArrayList<>(engine.flaws(properties, shape.primaryKey()));
        if (flaws.isEmpty()) {
            flaws.addAll(engine.shapeFlaws(shape, properties));
        }
        return flaws;
    }

    @Override
    public long worthwhileBatch() {
        return WORTHWHILE;
    }

    @Override
    public List<String> preview(TableName table, TableShape shape, LoadRules rules) {
        names().expectUsable(table, shape);
        return List.of(createTable(table, rules.syncTime() == null ? shape : SyncTime.addTo(shape), rules.propertiesIn(dialect.kind())));
    }

    FieldDifferences.Types fieldTypes(TableShape wanted) {
        return new FieldDifferences.Types() {
            @Override
            public String wanted(Column column) {
                return engine.types().type(wanted, column);
            }

            @Override
            public TypeFit fit(Column column, String type, HeldColumn held) {
                // Booleans are printed as the small numbers that they are kept as.
                boolean bool = column.type() instanceof ColumnType.Bool && held.type().toLowerCase(Locale.ROOT).startsWith("tinyint");
                return bool ? TypeFit.HOLDS : HeldType.of(held.type()).fitFor(HeldType.of(type));
            }

            /// Columns are told apart without regard to letter case.
            @Override
            public String identity(String name) {
                return name.toLowerCase(Locale.ROOT);
            }
        };
    }

    @Override
    public TargetState inspect(Connection session, TableName table, TableShape wanted, List<String> incrementalKey) throws SQLException {
        names().expectUsable(table, wanted);
        KeyOrder.expect(this, wanted, incrementalKey);
        return new StreamLoadInspection(this, session, table, wanted).state(incrementalKey);
    }

    @Override
    public List<String> problems(Connection session, List<TableName> targets) throws SQLException {
        return names().problems(targets, tables -> new StreamLoadPreflight(engine, session).problems(tables));
    }

    @Override
    public List<String> warnings(Connection session) throws SQLException {
        return new StreamLoadPreflight(engine, session).warnings();
    }

    @Override
    public List<String> cautions(Connection session, LoadPlan plan) throws SQLException {
        List<String> cautions = new ArrayList<>(engine.cautions(plan.shape(), plan.rules().propertiesIn(dialect.kind())));
        try (StreamLoad load = new StreamLoad(dialect, this, session, plan)) {
            cautions.addAll(load.cautions());
        }
        return cautions;
    }

    @Override
    public Grants grants(Grantee to, Collection<TableName> targets) {
        return engine.grants(to, targets);
    }

    @Override
    public TableLoad load(Connection session, LoadPlan plan) {
        return new StreamLoad(dialect, this, session, plan);
    }
}
