package dev.syncline.dialect.clickhouse;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.syncline.dialect.load.TypeFit;

/// A column's type as `system.columns` prints it, without `Nullable` and `LowCardinality`, taken apart to see whether it holds every value of another.
///
/// @param first bits, precision or digits of a second; -1 where it has none
record ClickHouseType(String name, int first, int scale, String rest) {

    private static final Pattern WRAPPER = Pattern.compile("(?:LowCardinality|Nullable)\\((.*)\\)");
    private static final Pattern WHOLE = Pattern.compile("(U?Int)(\\d+)");
    private static final Pattern FLOAT = Pattern.compile("(Float)(\\d+)");
    private static final Pattern DECIMAL = Pattern.compile("(Decimal)\\((\\d+), (\\d+)\\)");
    private static final Pattern MOMENT = Pattern.compile("(DateTime64)\\((\\d)(, '[^']*')?\\)");

    static ClickHouseType of(String printed) {
        Matcher wrapper = WRAPPER.matcher(printed);
        if (wrapper.matches()) {
            return of(wrapper.group(1));
        }
        for (Pattern form : new Pattern[] {WHOLE, FLOAT}) {
            Matcher matcher = form.matcher(printed);
            if (matcher.matches()) {
                return new ClickHouseType(matcher.group(1), Integer.parseInt(matcher.group(2)), 0, "");
            }
        }
        Matcher decimal = DECIMAL.matcher(printed);
        if (decimal.matches()) {
            return new ClickHouseType("Decimal", Integer.parseInt(decimal.group(2)), Integer.parseInt(decimal.group(3)), "");
        }
        Matcher moment = MOMENT.matcher(printed);
        return moment.matches()
                ? new ClickHouseType("DateTime64", Integer.parseInt(moment.group(2)), 0, String.valueOf(moment.group(3)))
                : new ClickHouseType(printed, -1, 0, "");
    }

    static boolean isNullable(String printed) {
        return printed.startsWith("Nullable(") || printed.startsWith("LowCardinality(Nullable(");
    }

    /// How a column of this type stands to values of another one.
    TypeFit fitFor(ClickHouseType wanted) {
        return wanted.fitsInto(this) ? TypeFit.HOLDS : fitsInto(wanted) ? TypeFit.NARROWER : TypeFit.OTHER;
    }

    private boolean fitsInto(ClickHouseType other) {
        if (equals(other)) {
            return true;
        }
        return switch (name) {
            case "Int" -> other.name.equals("Int") && other.first >= first;
            case "UInt" -> other.name.equals("UInt") && other.first >= first || other.name.equals("Int") && other.first > first;
            case "Float" -> other.name.equals("Float") && other.first >= first;
            case "Decimal" -> other.name.equals("Decimal") && other.scale >= scale && other.first - other.scale >= first - scale;
            case "DateTime64" -> other.name.equals("DateTime64") && other.first >= first && other.rest.equals(rest);
            default -> false;
        };
    }
}
