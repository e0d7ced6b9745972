package dev.syncline.dialect.postgresql;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.dialect.read.Comparisons;

/// Keys in PostgreSQL: each value is a quoted text with a cast, under `standard_conforming_strings`.
final class PostgreSqlComparisons implements Comparisons {

    static final PostgreSqlComparisons INSTANCE = new PostgreSqlComparisons();

    private PostgreSqlComparisons() {}

    @Override
    public String column(Column column) {
        String name = PostgreSqlNames.quote(column.name());
        return switch (column.type()) {
            // As text, for other types compare in their own way even under "C".
            case ColumnType.Text _ -> text(column, name) + " COLLATE \"C\"";
            case ColumnType.Decimal _ -> column.declaration() == null ? name + "::numeric" : name;
            case ColumnType.Bool _, ColumnType.Int _, ColumnType.UnboundedDecimal _, ColumnType.Floating _, ColumnType.Binary _,
                    ColumnType.Date _, ColumnType.TimeOfDay _, ColumnType.ZonedTime _, ColumnType.Duration _, ColumnType.Interval _,
                    ColumnType.Timestamp _, ColumnType.Instant _, ColumnType.Json _, ColumnType.Uuid _, ColumnType.Bits _,
                    ColumnType.Geometry _, ColumnType.Undecided _ -> name;
        };
    }

    /// The text that is read: cast to text, `inet` prints a `/32` that it does not print by itself, and each address would be greater than itself.
    static String text(Column column, String name) {
        return "inet".equals(column.declaration()) ? "abbrev(%s)".formatted(name) : "(%s::text)".formatted(name);
    }

    @Override
    public String literal(Column column, String neutral) {
        return switch (column.type()) {
            case ColumnType.Text _ -> literal(neutral, "text") + " COLLATE \"C\"";
            case ColumnType.Int(_, boolean unsigned) -> literal(neutral, unsigned ? "oid" : "bigint");
            case ColumnType.Decimal _, ColumnType.UnboundedDecimal _ -> literal(neutral, "numeric");
            // The neutral text of a real is that of the double it is.
            case ColumnType.Floating _ -> literal(neutral, "float8");
            case ColumnType.Date _ -> literal(neutral, "date");
            case ColumnType.Timestamp _ -> literal(neutral, "timestamp");
            // The session's time zone is UTC.
            case ColumnType.Instant _ -> literal(neutral, "timestamptz");
            case ColumnType.Uuid _ -> literal(neutral, "uuid");
            case ColumnType.Bool _,
                    ColumnType.Binary _,
                    ColumnType.TimeOfDay _,
                    ColumnType.ZonedTime _,
                    ColumnType.Duration _,
                    ColumnType.Interval _,
                    ColumnType.Json _,
                    ColumnType.Bits _,
                    ColumnType.Geometry _,
                    ColumnType.Undecided _ ->
                throw new SyncException(FailureCode.MISCONFIGURED, "Column \"%s\" cannot be part of an incremental key".formatted(column.name()));
        };
    }

    /// @param type as `format_type` prints it, or one of our own
    static String literal(String text, String type) {
        if (text.indexOf('\0') >= 0) {
            throw new SyncException(FailureCode.MISCONFIGURED, "A value of a key holds a NUL, which PostgreSQL cannot have");
        }
        return "'%s'::%s".formatted(text.replace("'", "''"), type);
    }

    @Override
    public String before(Column column, String literal, Duration span) {
        return "%s - interval '%d microseconds'".formatted(literal, TimeUnit.MICROSECONDS.convert(span));
    }

    @Override
    public String greater(List<String> columns, List<String> values) {
        return Comparisons.asRows(columns, ">", values);
    }

    @Override
    public String atMost(List<String> columns, List<String> values) {
        return Comparisons.asRows(columns, "<=", values);
    }
}
