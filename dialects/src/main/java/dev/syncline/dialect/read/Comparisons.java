package dev.syncline.dialect.read;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.syncline.contracts.table.Column;

/// How a database compares the values of keys, as SQL.
public interface Comparisons {

    /// A column of an incremental key, in the order that its neutral texts have everywhere: texts byte by byte.
    String column(Column column);

    /// A value of the column's type, from its neutral text; whatever the text is, it cannot become anything but one value.
    String literal(Column column, String neutral);

    /// The moment so long before a date or time that [#literal] has made.
    String before(Column column, String literal, Duration span);

    /// Whether the columns, compared one after the other, are greater than the values.
    String greater(List<String> columns, List<String> values);

    /// The opposite of [#greater].
    String atMost(List<String> columns, List<String> values);

    /// `(a, b) > (1, 2)`: PostgreSQL finds its beginning in an index (measured on 15.18), MySQL walks all of the index (measured on 8.0.33).
    static String asRows(List<String> columns, String operator, List<String> values) {
        return "(%s) %s (%s)".formatted(String.join(", ", columns), operator, String.join(", ", values));
    }

    /// `(a > 1 OR (a = 1 AND b > 2))`: MySQL finds its beginning in an index, PostgreSQL filters.
    ///
    /// @param operator for all columns but the last
    /// @param last for the last one
    static String expanded(List<String> columns, String operator, String last, List<String> values) {
        List<String> cases = new ArrayList<>(columns.size());
        StringBuilder equal = new StringBuilder();
        for (int i = 0; i < columns.size(); i++) {
            String sign = i == columns.size() - 1 ? last : operator;
            String one = equal + columns.get(i) + ' ' + sign + ' ' + values.get(i);
            cases.add(i == 0 ? one : '(' + one + ')');
            equal.append(columns.get(i)).append(" = ").append(values.get(i)).append(" AND ");
        }
        return '(' + String.join(" OR ", cases) + ')';
    }
}
