package dev.syncline.dialect;

import java.util.List;
import java.util.Set;

import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.table.TableName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// What is printed is pasted by administrators: no name may be more than a name.
class GrantsTest {

    private static final TableName TABLE = new TableName("my_shop", "orders");

    private static Dialect dialect(String kind) {
        return Dialects.of(new DatabaseKind(kind));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mysql", "postgresql", "greenplum", "clickhouse", "doris", "starrocks"})
    void namesOfAnyKindStayNames(String kind) {
        TableName hostile = new TableName("s\"`'; DROP x", "t\"`' -- $syncline$");
        Grantee to = new Grantee("u\"`'; DROP y", Grantee.ANYWHERE, "d\"`'; DROP z");

        String text = dialect(kind).target().grants(to, List.of(hostile)).text();

        assertThat(withoutQuoted(text, kind)).doesNotContain("DROP x").doesNotContain("DROP y").doesNotContain("DROP z").doesNotContain("-- $");
    }

    /// A comment ends where its line does, so that there is no name in any.
    @ParameterizedTest
    @ValueSource(strings = {"mysql", "postgresql", "greenplum", "clickhouse", "doris", "starrocks"})
    void reasonsHoldNoNames(String kind) {
        Grants grants = dialect(kind).target().grants(new Grantee("someone", Grantee.ANYWHERE, "database_of_ours"), List.of(TABLE));

        assertThat(grants.parts()).isNotEmpty().allSatisfy(part ->
                assertThat(part.reason()).doesNotContain("\n").doesNotContain("someone").doesNotContain("my_shop").doesNotContain("database_of_ours"));
    }

    @Test
    void inMySqlADatabaseIsNoPattern() {
        Grantee to = new Grantee("reader", "10.%", null);

        assertThat(dialect("mysql").source().grants(to, List.of(TABLE), Set.of("my_shop")).statements())
                .containsExactly("GRANT SELECT, SHOW VIEW ON `my\\_shop`.* TO `reader`@`10.%`");
        assertThat(dialect("mysql").source().grants(to, List.of(TABLE), Set.of()).statements())
                .containsExactly("GRANT SELECT, SHOW VIEW ON `my_shop`.`orders` TO `reader`@`10.%`");
    }

    @Test
    void onlyWhereNewTablesAreCopiedIsAWholeSchemaReadable() {
        Grantee to = new Grantee("reader", Grantee.ANYWHERE, "dw");

        assertThat(dialect("postgresql").source().grants(to, List.of(TABLE), Set.of()).statements()).containsExactly(
                "GRANT CONNECT ON DATABASE \"dw\" TO \"reader\"",
                "GRANT USAGE ON SCHEMA \"my_shop\" TO \"reader\"",
                "GRANT SELECT ON TABLE \"my_shop\".\"orders\" TO \"reader\"");
        assertThat(dialect("postgresql").source().grants(to, List.of(TABLE), Set.of("my_shop")).text())
                .contains("GRANT SELECT ON ALL TABLES IN SCHEMA \"my_shop\"", "ALTER DEFAULT PRIVILEGES FOR ROLE");
    }

    /// Reads a text as the engine would: what stands in quotes is left out.
    private static String withoutQuoted(String text, String kind) {
        boolean escapes = Set.of("mysql", "clickhouse", "doris", "starrocks").contains(kind);
        StringBuilder left = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean quote = c == '\'' || c == '`' || c == '"';
            if (!quote) {
                left.append(c);
                continue;
            }
            boolean escaping = escapes && (c == '\'' || kind.equals("clickhouse"));
            for (i++; i < text.length(); i++) {
                if (escaping && text.charAt(i) == '\\') {
                    i++;
                } else if (text.charAt(i) == c) {
                    if (i + 1 < text.length() && text.charAt(i + 1) == c) {
                        i++;
                    } else {
                        break;
                    }
                }
            }
        }
        return left.toString();
    }
}
