package dev.syncline.dialect.postgresql;

import dev.syncline.contracts.type.ColumnType;
import org.jspecify.annotations.Nullable;

/// What PostgreSQL's types mean.
final class PostgreSqlSourceTypes {

    /// Names, also those of enum values, have at most 63 bytes.
    private static final int NAME_LENGTH = 63;

    private PostgreSqlSourceTypes() {}

    /// A column's type after all domains have been looked through.
    ///
    /// @param builtIn whether every PostgreSQL has the type
    /// @param name in `pg_type`
    /// @param kind `pg_type.typtype`: `b` base, `e` enum, `c` composite, `r` range, `m` multirange, `p` pseudo
    /// @param modifier `atttypmod` or `typtypmod`; -1 where there is none
    /// @param array whether it is a true array
    /// @param declaration as `format_type` prints it
    record Declared(boolean builtIn, String name, String kind, int modifier, boolean array, String declaration) {

        boolean isMoney() {
            return builtIn && name.equals("money");
        }
    }

    /// @param moneyScale how many digits of a `money` follow the point; of no matter for other types
    static ColumnType neutral(Declared type, int moneyScale) {
        if (type.kind().equals("p")) {
            return new ColumnType.Undecided(type.declaration());
        }
        if (type.kind().equals("e")) {
            return new ColumnType.Text(NAME_LENGTH, false);
        }
        if (!type.builtIn() || type.array()) {
            return new ColumnType.Text(0, false);
        }
        int modifier = type.modifier();
        return switch (type.name()) {
            case "bool" -> new ColumnType.Bool();
            case "int2" -> new ColumnType.Int(16, false);
            case "int4" -> new ColumnType.Int(32, false);
            case "int8" -> new ColumnType.Int(64, false);
            case "oid" -> new ColumnType.Int(32, true);
            case "numeric" -> numeric(modifier);
            case "float4" -> new ColumnType.Floating(32);
            case "float8" -> new ColumnType.Floating(64);
            case "money" -> moneyScale < 0
                    ? new ColumnType.Undecided("money, which the lc_monetary of the connection's own role makes another amount (ALTER ROLE … RESET lc_monetary)")
                    : new ColumnType.Decimal(19, moneyScale);
            case "varchar" -> new ColumnType.Text(modifier < 0 ? 0 : modifier - 4, false);
            // Without a length nothing is padded: the blanks at the end are the user's.
            case "bpchar" -> new ColumnType.Text(modifier < 0 ? 0 : modifier - 4, modifier >= 0);
            case "name" -> new ColumnType.Text(NAME_LENGTH, false);
            // `\200` for bytes above ASCII.
            case "char" -> new ColumnType.Text(4, false);
            case "inet", "cidr" -> new ColumnType.Text(43, false);
            case "macaddr", "pg_lsn" -> new ColumnType.Text(17, false);
            case "macaddr8" -> new ColumnType.Text(23, false);
            case "bytea" -> new ColumnType.Binary(0);
            case "date" -> new ColumnType.Date();
            case "time" -> new ColumnType.TimeOfDay(fraction(modifier));
            case "timetz" -> new ColumnType.ZonedTime(fraction(modifier));
            case "timestamp" -> new ColumnType.Timestamp(fraction(modifier));
            case "timestamptz" -> new ColumnType.Instant(fraction(modifier));
            case "interval" -> new ColumnType.Interval();
            case "json" -> new ColumnType.Json(false);
            case "jsonb" -> new ColumnType.Json(true);
            case "uuid" -> new ColumnType.Uuid();
            case "bit" -> new ColumnType.Bits(Math.max(1, modifier), false);
            case "varbit" -> new ColumnType.Bits(Math.max(0, modifier), true);
            // The printed form of all others is read back by the same type exactly: text, xml, point, int4range, tsvector, …
            default -> new ColumnType.Text(0, false);
        };
    }

    /// The type as another PostgreSQL would declare it; null for users' own types, for `money`, whose text depends on the server's
    /// locale, and for types whose text names an object of this one database.
    static @Nullable String declaration(Declared type) {
        boolean local = type.name().equals("money") || type.name().equals("_money") || type.name().matches("_?reg.*")
                || type.name().equals("aclitem") || type.name().equals("_aclitem");
        return type.builtIn() && !local && !type.kind().equals("p") ? type.declaration() : null;
    }

    /// The modifier packs precision and scale; the scale has 11 bits and a sign since PostgreSQL 15 (numeric.c, numeric_typmod_scale).
    private static ColumnType numeric(int modifier) {
        if (modifier < 0) {
            return new ColumnType.UnboundedDecimal();
        }
        int packed = modifier - 4;
        return new ColumnType.Decimal(packed >> 16 & 0xFFFF, ((packed & 0x7FF) ^ 1024) - 1024);
    }

    private static int fraction(int modifier) {
        return modifier < 0 ? 6 : modifier;
    }
}
