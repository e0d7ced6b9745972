package dev.syncline.dialect.mysql;

import dev.syncline.contracts.policy.ValueAction;
import dev.syncline.contracts.policy.ValueTrouble;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.dialect.ValueRules.Answer;

/// What MySQL's values that others cannot hold become, as SQL.
final class MySqlRemedies {

    private MySqlRemedies() {}

    /// Whether a cell has the trouble; null for null.
    static String isTroubled(Column column, ValueTrouble trouble, String name) {
        return switch (trouble) {
            case ZERO_DATE -> column.type() instanceof ColumnType.Instant
                    ? "YEAR(%s) = 0".formatted(name)
                    : "(YEAR(%1$s) = 0 OR MONTH(%1$s) = 0 OR DAY(%1$s) = 0 OR DAY(%1$s) > DAY(LAST_DAY(%2$s)))".formatted(name, firstOfMonth(name));
            // Collations may ignore the character, so bytes are searched; UTF-16 has zero bytes everywhere.
            case NUL_CHARACTER -> "LOCATE(X'00', CAST(CONVERT(%s USING utf8mb4) AS BINARY)) > 0".formatted(name);
            case DATE_OUT_OF_RANGE, NOT_A_NUMBER -> throw new IllegalArgumentException("MySQL has no such values: " + trouble);
        };
    }

    /// The expression in the column's place.
    static String remedied(Column column, Answer answer, String name) {
        String troubled = isTroubled(column, answer.trouble(), name);
        return switch (answer.action()) {
            case NULL -> "IF(%s, NULL, %s)".formatted(troubled, name);
            case CLAMP -> "IF(%s, %s, %s)".formatted(troubled, clamped(column, answer, name), unchanged(answer, name));
            case FAIL, TEXT -> throw new IllegalArgumentException("Not a matter of expressions: " + answer.action());
        };
    }

    static boolean isExpression(ValueAction action) {
        return action == ValueAction.NULL || action == ValueAction.CLAMP;
    }

    private static String unchanged(Answer answer, String name) {
        return answer.trouble() == ValueTrouble.ZERO_DATE ? "CAST(%s AS CHAR)".formatted(name) : name;
    }

    private static String clamped(Column column, Answer answer, String name) {
        if (answer.trouble() == ValueTrouble.NUL_CHARACTER) {
            return "CONVERT(REPLACE(CAST(CONVERT(%s USING utf8mb4) AS BINARY), X'00', X'') USING utf8mb4)".formatted(name);
        }
        return switch (column.type()) {
            // The first that a TIMESTAMP can be.
            case ColumnType.Instant _ -> "'1970-01-01 00:00:01'";
            case ColumnType.Timestamp _ -> "CONCAT(%s, SUBSTRING(CAST(%s AS CHAR), 11))".formatted(nearestDay(name), name);
            default -> nearestDay(name);
        };
    }

    private static String nearestDay(String name) {
        return "IF(YEAR(%1$s) = 0, '0001-01-01', CONCAT(LPAD(YEAR(%1$s), 4, '0'), '-', LPAD(GREATEST(MONTH(%1$s), 1), 2, '0'), '-', LPAD(LEAST(GREATEST(DAY(%1$s), 1), DAY(LAST_DAY(%2$s))), 2, '0')))"
                .formatted(name, firstOfMonth(name));
    }

    private static String firstOfMonth(String name) {
        return "CONCAT(LPAD(YEAR(%1$s), 4, '0'), '-', LPAD(GREATEST(MONTH(%1$s), 1), 2, '0'), '-01')".formatted(name);
    }
}
