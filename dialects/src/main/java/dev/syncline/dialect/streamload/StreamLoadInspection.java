package dev.syncline.dialect.streamload;

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
import dev.syncline.dialect.load.Inspection;

/// Looks at a target table without changing anything.
final class StreamLoadInspection implements Inspection.Database {

    private final StreamLoadTarget target;
    private final StreamLoadCatalog catalog;
    private final Connection session;
    private final TableName table;
    private final TableShape wanted;

    StreamLoadInspection(StreamLoadTarget target, Connection session, TableName table, TableShape wanted) {
        this.target = target;
        this.catalog = new StreamLoadCatalog(session);
        this.session = session;
        this.table = table;
        this.wanted = wanted;
    }

    TargetState state(List<String> key) throws SQLException {
        String kind = catalog.kind(table).orElse(null);
        if (kind == null) {
            return new TargetState(false, List.of(), null, List.of());
        }
        String objection = StreamLoadCatalog.objection(kind);
        if (objection != null) {
            throw new SyncException(FailureCode.IN_USE, "Cannot load into %s in the target: it %s".formatted(table, objection));
        }
        FieldDifferences differences = FieldDifferences.ofSource(table, wanted, catalog.columns(table), target.fieldTypes(wanted));
        return new Inspection(table, wanted, key, differences).state(this);
    }

    @Override
    public Optional<List<String>> greatest(List<Column> columns) throws SQLException {
        String sql = """
                SELECT %s
                FROM %s
                WHERE %s
                ORDER BY %s
                LIMIT 1""".formatted(
                StreamLoadNames.list(columns.stream().map(Column::name).toList()),
                StreamLoadNames.quote(table),
                columns.stream().map(column -> StreamLoadNames.quote(column.name()) + " IS NOT NULL").collect(Collectors.joining(" AND ")),
                columns.stream().map(column -> StreamLoadNames.quote(column.name()) + " DESC").collect(Collectors.joining(", ")));
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

    private String neutral(Column column, String text) {
        return switch (column.type()) {
            case ColumnType.Bool _ -> text.equals("1") || text.equals("true") ? "true" : "false";
            case ColumnType.Binary _, ColumnType.Geometry _ -> "\\x" + text;
            case ColumnType.Timestamp(int fraction) -> moment(text, fraction);
            case ColumnType.Instant(int fraction) -> moment(text, fraction);
            case ColumnType.Bits bits when ColumnTypes.isNumber(wanted, bits) -> padded(new java.math.BigInteger(text).toString(2), bits.length());
            case ColumnType.Int _, ColumnType.Decimal _, ColumnType.UnboundedDecimal _, ColumnType.Floating _, ColumnType.Text _,
                    ColumnType.Date _, ColumnType.TimeOfDay _, ColumnType.ZonedTime _, ColumnType.Duration _, ColumnType.Interval _,
                    ColumnType.Json _, ColumnType.Uuid _, ColumnType.Bits _, ColumnType.Undecided _ -> text;
        };
    }

    private static String padded(String digits, int length) {
        return "0".repeat(Math.max(0, length - digits.length())) + digits;
    }

    /// With as many digits of a second as the source has.
    private static String moment(String text, int fraction) {
        String seconds = text.substring(0, 19);
        String digits = (text.length() > 20 ? text.substring(20) : "") + "000000";
        return fraction == 0 ? seconds : seconds + '.' + digits.substring(0, fraction);
    }

    @Override
    public LocalDateTime now() throws SQLException {
        return LocalDateTime.parse(catalog.texts("SELECT utc_timestamp()").getFirst().substring(0, 19).replace(' ', 'T'));
    }
}
