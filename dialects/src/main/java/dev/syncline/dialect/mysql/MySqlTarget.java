package dev.syncline.dialect.mysql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Collectors;

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
import dev.syncline.dialect.KeyLength;
import dev.syncline.dialect.MayCreate;
import dev.syncline.dialect.NameRules;
import dev.syncline.dialect.TargetDialect;
import dev.syncline.dialect.load.LoadNames;
import dev.syncline.dialect.load.LoadPlan;
import dev.syncline.dialect.load.TableLoad;
import dev.syncline.dialect.read.KeyOrder;
import org.jspecify.annotations.Nullable;

/// MySQL as a target.
final class MySqlTarget implements TargetDialect {

    /// The index on the incremental key.
    static final String KEY_INDEX = "incremental_key";

    private static final String KEY_REQUIRED = "The server makes no tables without a primary key (sql_require_primary_key is on); choose key fields for the table, "
            + "or have the server make keys: SET GLOBAL sql_generate_invisible_primary_key = ON, as administrator";

    /// Reference Manual 8.0, 13.1.20.11 "Generated Invisible Primary Keys".
    private static final String INVISIBLE_KEY = "my_row_id";
    private static final String INVISIBLE_KEY_TAKEN = "The server gives each table without a primary key a column my_row_id (sql_generate_invisible_primary_key is on), "
            + "and the table has a column of that name; choose key fields for the table";

    private final MySqlDialect dialect;

    MySqlTarget(MySqlDialect dialect) {
        this.dialect = dialect;
    }

    @Override
    public NameRules names() {
        return MySqlNames.RULES;
    }

    @Override
    public String columnType(TableShape shape, Column column) {
        return MySqlTargetTypes.type(shape, column);
    }

    @Override
    public boolean isKeptAsText(TableShape shape, Column column) {
        return !MySqlType.of(columnType(shape, column)).charset().isEmpty();
    }

    @Override
    public Fit fit(TableShape shape, Column column) {
        return MySqlFit.of(shape, column);
    }

    @Override
    public Optional<KeyLength> longestKeyValue(TableShape shape, Column column) {
        return MySqlTargetTypes.isShortened(shape, column)
                ? Optional.of(new KeyLength(MySqlTargetTypes.KEY_LENGTH, column.type() instanceof ColumnType.Binary, true))
                : Optional.empty();
    }

    /// With its primary key: InnoDB keeps the rows in the key's order and would write them all again.
    @Override
    public String createTable(TableName table, TableShape shape, TableProperties properties) {
        return createTable(table, shape, shape.primaryKey().isEmpty() ? List.of() : List.of(primaryKey(shape)));
    }

    /// With numbered rows in place of its primary key, which is built when there is one row of each key.
    String createNumberedTable(TableName table, TableShape shape) {
        return createTable(table, shape, List.of(MySqlNames.quote(LoadNames.ROW) + " BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY"));
    }

    private String createTable(TableName table, TableShape shape, List<String> more) {
        InnoDbLimits.expectMakeable(table, shape);
        StringJoiner lines = new StringJoiner(
                ",\n    ",
                "CREATE TABLE %s (\n    ".formatted(MySqlNames.quote(table)),
                // As the limits are counted; a server may have another format where none is said (innodb_default_row_format).
                "\n) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin");
        for (Column column : shape.columns()) {
            lines.add("%s %s %s".formatted(
                    MySqlNames.quote(column.name()), columnType(shape, column), column.nullable() ? "NULL" : "NOT NULL"));
        }
        more.forEach(lines::add);
        return lines.toString();
    }

    static String primaryKey(TableShape shape) {
        return "PRIMARY KEY (%s)".formatted(shape.primaryKey().stream().map(MySqlNames::quote).collect(Collectors.joining(", ")));
    }

    @Override
    public MayCreate mayCreate(Connection session) throws SQLException {
        return new MySqlTargetCatalog(session).mayCreate();
    }

    @Override
    public List<String> preview(TableName table, TableShape shape, LoadRules rules) {
        names().expectUsable(table, shape);
        List<String> statements = new ArrayList<>();
        statements.add(createTable(table, rules.syncTime() == null ? shape : SyncTime.addTo(shape), TableProperties.NONE));
        if (needsKeyIndex(shape, rules)) {
            statements.add("ALTER TABLE %s %s".formatted(MySqlNames.quote(table), addKeyIndex(rules)));
        }
        return statements;
    }

    @Override
    public TargetState inspect(Connection session, TableName table, TableShape wanted, List<String> incrementalKey) throws SQLException {
        names().expectUsable(table, wanted);
        KeyOrder.expect(this, wanted, incrementalKey);
        return new MySqlInspection(session, table, wanted).state(incrementalKey);
    }

    @Override
    public List<String> warnings(Connection session) throws SQLException {
        return MySqlSettings.warnings(session);
    }

    @Override
    public List<String> problems(Connection session, List<TableName> targets) throws SQLException {
        return names().problems(targets, tables -> new MySqlPreflight(session).problems(tables));
    }

    @Override
    public Refusals refusals(Connection session) {
        MySqlTargetCatalog catalog = new MySqlTargetCatalog(session);
        return (shape, _) -> {
            if (!shape.primaryKey().isEmpty()) {
                return keyRefusals(catalog, shape);
            }
            if (catalog.refusesTablesWithoutKey()) {
                return List.of(KEY_REQUIRED);
            }
            boolean hasItsName = shape.columns().stream().anyMatch(column -> column.name().equalsIgnoreCase(INVISIBLE_KEY));
            return hasItsName && catalog.makesInvisibleKeys() ? List.of(INVISIBLE_KEY_TAKEN) : List.of();
        };
    }

    /// A key that this server cannot have, where its pages are smaller than others'.
    List<String> keyRefusals(MySqlTargetCatalog catalog, TableShape shape) throws SQLException {
        int longest = shape.primaryKey().isEmpty() ? InnoDbLimits.LONGEST_KEY : catalog.longestKey();
        return longest == InnoDbLimits.LONGEST_KEY
                ? List.of()
                : InnoDbLimits.keyFlaw(shape, longest)
                        .map("The server, whose pages are small (innodb_page_size), cannot have the table: %s"::formatted)
                        .stream()
                        .toList();
    }

    /// Whether the incremental key gets an index of its own, for its greatest value is looked up before every run. What is too long for
    /// an index could be indexed in part, by which rows cannot be ordered.
    boolean needsKeyIndex(TableShape shape, LoadRules rules) {
        List<String> key = rules.incrementalKey();
        boolean covered = shape.primaryKey().size() >= key.size() && shape.primaryKey().subList(0, key.size()).equals(key);
        return !key.isEmpty() && !covered && InnoDbLimits.fitsAKey(shape, key);
    }

    static String addKeyIndex(LoadRules rules) {
        return "ADD INDEX %s (%s)".formatted(
                MySqlNames.quote(KEY_INDEX), rules.incrementalKey().stream().map(MySqlNames::quote).collect(Collectors.joining(", ")));
    }

    @Override
    public Grants grants(Grantee to, Collection<TableName> targets) {
        return MySqlGrants.target(to, targets);
    }

    @Override
    public TableLoad load(Connection session, LoadPlan plan) {
        return new MySqlLoad(dialect, this, session, plan);
    }

    /// The statement that appends rows of neutral text from the client.
    ///
    /// @param syncTime when the rows are synchronised; null where the table has no such column
    static String loadData(TableName table, TableShape shape, @Nullable String syncTime) {
        StringJoiner fields = new StringJoiner(", ");
        StringJoiner values = new StringJoiner(",\n    ", "\nSET ", "").setEmptyValue("");
        int number = 0;
        for (Column column : shape.columns()) {
            String name = MySqlNames.quote(column.name());
            String field = "@f" + ++number;
            String value = MySqlTargetTypes.stored(shape, column, field);
            fields.add(value.isEmpty() ? name : field);
            if (!value.isEmpty()) {
                values.add(name + " = " + value);
            }
        }
        if (syncTime != null) {
            values.add("%s = '%s'".formatted(MySqlNames.quote(SyncTime.NAME), syncTime));
        }
        return """
                LOAD DATA LOCAL INFILE 'rows'
                INTO TABLE %s
                CHARACTER SET utf8mb4
                FIELDS TERMINATED BY '\\t' ESCAPED BY '\\\\'
                LINES TERMINATED BY '\\n'
                (%s)%s""".formatted(MySqlNames.quote(table), fields, values);
    }
}
