package dev.syncline.dialect;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.policy.TableProperties;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Statements against golden files, without a database. Run with `-Dgolden.write=true` to write them anew, and read the difference.
public abstract class DialectGoldenContract {

    protected static final TableName TABLE = new TableName("sales", "odd \"name` of");

    /// One column of each neutral type, from a database of another kind.
    public static final TableShape EVERYTHING = new TableShape(
            new DatabaseKind("elsewhere"),
            List.of(
                    column("key_text", new ColumnType.Text(0, false), false),
                    column("key_bytes", new ColumnType.Binary(16), false),
                    column("bool", new ColumnType.Bool(), true),
                    column("int8", new ColumnType.Int(8, false), true),
                    column("int8u", new ColumnType.Int(8, true), true),
                    column("int16", new ColumnType.Int(16, false), true),
                    column("int16u", new ColumnType.Int(16, true), true),
                    column("int24u", new ColumnType.Int(24, true), true),
                    column("int32", new ColumnType.Int(32, false), true),
                    column("int32u", new ColumnType.Int(32, true), true),
                    column("int64", new ColumnType.Int(64, false), true),
                    column("int64u", new ColumnType.Int(64, true), true),
                    column("decimal", new ColumnType.Decimal(10, 2), true),
                    column("decimal_wide", new ColumnType.Decimal(80, 40), true),
                    column("decimal_hundreds", new ColumnType.Decimal(3, -2), true),
                    column("decimal_tiny", new ColumnType.Decimal(2, 4), true),
                    column("unbounded", new ColumnType.UnboundedDecimal(), true),
                    column("real", new ColumnType.Floating(32), true),
                    column("double", new ColumnType.Floating(64), true),
                    column("text", new ColumnType.Text(0, false), true),
                    column("varchar", new ColumnType.Text(40, false), true),
                    column("char", new ColumnType.Text(8, true), true),
                    column("varchar_wide", new ColumnType.Text(16000, false), true),
                    column("varchar_wider", new ColumnType.Text(16001, false), true),
                    column("bytes", new ColumnType.Binary(0), true),
                    column("date", new ColumnType.Date(), true),
                    column("time", new ColumnType.TimeOfDay(6), true),
                    column("time0", new ColumnType.TimeOfDay(0), true),
                    column("timetz", new ColumnType.ZonedTime(6), true),
                    column("duration", new ColumnType.Duration(3), true),
                    column("interval", new ColumnType.Interval(), true),
                    column("timestamp", new ColumnType.Timestamp(6), true),
                    column("timestamp0", new ColumnType.Timestamp(0), true),
                    column("instant", new ColumnType.Instant(3), true),
                    column("json", new ColumnType.Json(false), true),
                    column("jsonb", new ColumnType.Json(true), true),
                    column("uuid", new ColumnType.Uuid(), true),
                    column("bits8", new ColumnType.Bits(8, false), true),
                    column("bits70", new ColumnType.Bits(70, false), true),
                    column("varbits", new ColumnType.Bits(10, true), true),
                    column("varbits_unbounded", new ColumnType.Bits(0, true), true),
                    column("shape", new ColumnType.Geometry(), true)),
            List.of("key_text", "key_bytes"));

    private static Column column(String name, ColumnType type, boolean nullable) {
        return new Column(name, type, nullable, null);
    }

    protected abstract Dialect dialect();

    /// A shape as this kind of database has it, with declarations.
    protected abstract TableShape ownShape();

    @Test
    void createsATableForEveryNeutralType() throws IOException {
        assertGolden("create-everything.sql", dialect().target().createTable(TABLE, EVERYTHING, TableProperties.NONE));
    }

    @Test
    void createsATableOfItsOwnKindAsDeclared() throws IOException {
        assertGolden("create-own.sql", dialect().target().createTable(TABLE, ownShape(), TableProperties.NONE));
    }

    @Test
    protected void selectsNeutralText() throws IOException {
        assertGolden("select-own.sql", dialect().source().select(TABLE, ownShape()));
    }

    @Test
    void anUndecidedTypeIsRefused() {
        Column column = new Column("place", new ColumnType.Undecided("vector(3)"), true, null);
        TableShape shape = new TableShape(new DatabaseKind("elsewhere"), List.of(column), List.of());

        assertThatThrownBy(() -> dialect().target().columnType(shape, column))
                .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.UNSUPPORTED_TYPE))
                .hasMessageContaining("place")
                .hasMessageContaining("vector(3)");
    }

    @Test
    protected void aDeclarationThatIsNoneIsRefused() {
        for (String declaration : hostileDeclarations()) {
            Column column = new Column("c", new ColumnType.Int(32, false), true, declaration);
            TableShape shape = new TableShape(dialect().kind(), List.of(column), List.of());

            assertThatThrownBy(() -> dialect().target().columnType(shape, column))
                    .as(declaration)
                    .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.UNSUPPORTED_TYPE));
        }
    }

    protected List<String> hostileDeclarations() {
        return List.of(
                "",
                "int); DROP TABLE victim; --",
                "int, x int",
                "int) AS SELECT 1",
                "int DEFAULT (select 1)",
                "int /* */",
                "int -- ",
                "int\n)",
                "enum('a'); DROP TABLE victim; --')",
                "enum('a\\\\'); DROP TABLE victim; --')",
                "enum('a')) AS SELECT ('",
                "int CHARACTER SET utf8mb4 COLLATE x) ENGINE=y",
                "int4 USING ('a')",
                "numeric(1,2); select 1");
    }

    @Test
    void namesAreQuotedOrRefused() {
        String quote = dialect().quote("x").substring(0, 1);

        assertThat(dialect().quote("a" + quote + "b")).isEqualTo(quote + "a" + escapedQuote(quote) + "b" + quote);
        for (String name : List.of("", "a\0b", "n".repeat(dialect().nameLimit().bytes() + 1), "漢".repeat(dialect().nameLimit().characters() + 1))) {
            assertThatThrownBy(() -> dialect().quote(name))
                    .isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.UNUSABLE_NAME));
        }
    }

    protected String escapedQuote(String quote) {
        return quote + quote;
    }

    protected void assertGolden(String name, String actual) throws IOException {
        String path = "golden/%s/%s".formatted(dialect().kind().id(), name);
        if (Boolean.getBoolean("golden.write")) {
            Path file = Path.of("src/test/resources", path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, actual + "\n");
            return;
        }
        try (InputStream golden = getClass().getClassLoader().getResourceAsStream(path)) {
            assertThat(golden).as(path).isNotNull();
            assertThat(actual + "\n").isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
