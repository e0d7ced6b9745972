package dev.syncline.dialect.clickhouse;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.contracts.work.TargetState;
import dev.syncline.dialect.load.FieldDifferences;
import dev.syncline.dialect.load.HeldColumn;
import dev.syncline.dialect.load.Inspection;
import dev.syncline.dialect.load.TypeFit;

/// Looks at a target table without changing anything. Rows of one key that have not met yet do not change which is the greatest.
final class ClickHouseInspection implements Inspection.Database {

    private final Connection session;
    private final TableName table;
    private final TableShape wanted;

    ClickHouseInspection(Connection session, TableName table, TableShape wanted) {
        this.session = session;
        this.table = table;
        this.wanted = wanted;
    }

    TargetState state(List<String> key) throws SQLException {
        ClickHouseCatalog catalog = new ClickHouseCatalog(session);
        String engine = catalog.engine(table).orElse(null);
        if (engine == null) {
            return new TargetState(false, List.of(), null, List.of());
        }
        String objection = ClickHouseCatalog.objection(engine);
        if (objection != null) {
            throw new SyncException(FailureCode.IN_USE, "Cannot load into %s in the target: it %s".formatted(table, objection));
        }
        FieldDifferences differences = FieldDifferences.ofSource(table, wanted, catalog.columns(table), types(wanted));
        return new Inspection(table, wanted, key, differences).state(this);
    }

    static FieldDifferences.Types types(TableShape wanted) {
        return new FieldDifferences.Types() {
            @Override
            public String wanted(Column column) {
                return ClickHouseTypes.type(wanted, column);
            }

            @Override
            public TypeFit fit(Column column, String type, HeldColumn held) {
                return ClickHouseType.of(held.type()).fitFor(ClickHouseType.of(type));
            }

            @Override
            public String identity(String name) {
                return name;
            }
        };
    }

    /// A number that is none comes first: it would be the greatest at the source.
    @Override
    public Optional<List<String>> greatest(List<Column> columns) throws SQLException {
        String sql = """
                SELECT %s
                FROM %s
                WHERE %s
                ORDER BY %s
                LIMIT 1""".formatted(
                columns.stream().map(ClickHouseInspection::text).collect(Collectors.joining(", ")),
                ClickHouseNames.quote(table),
                columns.stream().map(column -> "isNotNull(%s)".formatted(ClickHouseNames.quote(column.name()))).collect(Collectors.joining(" AND ")),
                columns.stream().map(ClickHouseInspection::greatestFirst).collect(Collectors.joining(", ")));
        try (Statement statement = session.createStatement(); ResultSet row = statement.executeQuery(sql)) {
            if (!row.next()) {
                return Optional.empty();
            }
            List<String> values = new ArrayList<>();
            for (int i = 1; i <= columns.size(); i++) {
                values.add(neutral(columns.get(i - 1), row.getString(i)));
            }
            return Optional.of(values);
        }
    }

    private static String text(Column column) {
        String name = ClickHouseNames.quote(column.name());
        return switch (column.type()) {
            case ColumnType.Binary _ -> "concat('\\\\x', lower(hex(%s)))".formatted(name);
            // As text a decimal has no zeros at its end.
            case ColumnType.Decimal(_, int scale) when scale > 0 -> "toDecimalString(%s, %d)".formatted(name, scale);
            case ColumnType.Bool _, ColumnType.Int _, ColumnType.Decimal _, ColumnType.UnboundedDecimal _, ColumnType.Floating _,
                    ColumnType.Text _, ColumnType.Date _, ColumnType.TimeOfDay _, ColumnType.ZonedTime _, ColumnType.Duration _,
                    ColumnType.Interval _, ColumnType.Timestamp _, ColumnType.Instant _, ColumnType.Json _, ColumnType.Uuid _,
                    ColumnType.Bits _, ColumnType.Geometry _, ColumnType.Undecided _ -> "toString(%s)".formatted(name);
        };
    }

    private static String greatestFirst(Column column) {
        String name = ClickHouseNames.quote(column.name());
        return switch (column.type()) {
            case ColumnType.Floating _ -> "isNaN(%s) DESC, %s DESC".formatted(name, name);
            case ColumnType.Bool _, ColumnType.Int _, ColumnType.Decimal _, ColumnType.UnboundedDecimal _, ColumnType.Text _,
                    ColumnType.Binary _, ColumnType.Date _, ColumnType.TimeOfDay _, ColumnType.ZonedTime _, ColumnType.Duration _,
                    ColumnType.Interval _, ColumnType.Timestamp _, ColumnType.Instant _, ColumnType.Json _, ColumnType.Uuid _,
                    ColumnType.Bits _, ColumnType.Geometry _, ColumnType.Undecided _ -> ClickHouseTypes.comparable(column) + " DESC";
        };
    }

    private static String neutral(Column column, String text) {
        if (!(column.type() instanceof ColumnType.Floating)) {
            return text;
        }
        return switch (text) {
            case "nan" -> "NaN";
            case "inf" -> "Infinity";
            case "-inf" -> "-Infinity";
            default -> text;
        };
    }

    @Override
    public LocalDateTime now() throws SQLException {
        String now = new ClickHouseCatalog(session).texts("SELECT toString(now64(6, 'UTC'))").getFirst();
        return LocalDateTime.parse(now.replace(' ', 'T'));
    }
}
