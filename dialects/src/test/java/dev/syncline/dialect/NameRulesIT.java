package dev.syncline.dialect;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import dev.syncline.contracts.policy.TableProperties;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// What our rules say of columns' names is what the servers do.
class NameRulesIT {

    private static final List<String> CANDIDATES = List.of(
            "id", "ctid", "CTID", "xmin", "xmax", "cmin", "cmax", "tableoid", "oid", "gp_segment_id", "db_row_id", "DB_TRX_ID", "db_roll_ptr", "_row_exists",
            "_block_number", "_block_offset", "_part", "a`b", "a=b", "a<b", "a*", "!", "__op", "__ROW", "___count___", "__starrocks_shadow_x",
            "__generated_partition_column_0", "__doris_shadow_x", "mv_x", "mva_x", "with blank", "ünï漢字", "per%cent", "back\\slash", "it's", "dot.ted", "a/b", "(", "1st",
            "\"", "ends ", "😀", "select", "a:b", "[x]");

    private static final List<String> OF_MYSQL_BEHIND_THE_EMULATOR = List.of("ends ", "😀", "db_row_id", "DB_TRX_ID", "db_roll_ptr");

    @Test
    void columnsOfMySqlAreJudgedAsItDoes() throws SQLException {
        try (TestDatabase end = TestDatabase.mySql()) {
            judgedAsItDoes(end, List.of());
        }
    }

    @Test
    void columnsOfPostgreSqlAreJudgedAsItDoes() throws SQLException {
        try (TestDatabase end = TestDatabase.postgreSql()) {
            judgedAsItDoes(end, List.of());
        }
    }

    @Test
    void columnsOfClickHouseAreJudgedAsItDoes() throws SQLException {
        try (TestDatabase end = TestDatabase.clickHouse()) {
            judgedAsItDoes(end, List.of());
        }
    }

    @Test
    void columnsOfStarRocksAreJudgedAsItDoes() throws SQLException {
        try (TestDatabase end = TestDatabase.starRocks()) {
            judgedAsItDoes(end, OF_MYSQL_BEHIND_THE_EMULATOR);
        }
    }

    /// The front end takes less in a session that lets names have letters beyond ASCII, and that is asked for where it is needed only.
    @Test
    void columnsOfDorisAreJudgedAsItDoes() throws SQLException {
        try (TestDatabase end = TestDatabase.doris()) {
            List<String> others = new ArrayList<>(OF_MYSQL_BEHIND_THE_EMULATOR);
            others.add("ünï漢字");
            judgedAsItDoes(end, others);
            NameRules names = end.dialect().target().names();
            TableName table = new TableName(end.schema(), "t");
            assertThat(names.flaws(table, shape("with blank", "ünï"))).singleElement().asString().contains("beside names with letters beyond ASCII");
            assertThat(names.flaws(table, shape("with_blank", "ünï"))).isEmpty();
            assertThat(names.flaws(new TableName(end.schema(), "größe"), shape("with blank"))).hasSize(1);
        }
    }

    /// Two columns of one table.
    @Test
    void pairsAreJudgedAsTheServersDo() throws SQLException {
        List<List<String>> pairs = List.of(List.of("Id", "ID"), List.of("é", "É"), List.of("a", "á"), List.of("s", "ſ"), List.of("k", "\u212a"), List.of("ß", "ss"), List.of("σ", "ς"));
        try (TestDatabase mySql = TestDatabase.mySql(); TestDatabase postgreSql = TestDatabase.postgreSql(); TestDatabase clickHouse = TestDatabase.clickHouse()) {
            for (TestDatabase end : List.of(mySql, postgreSql, clickHouse)) {
                TableName table = new TableName(end.schema(), "pairs");
                for (List<String> pair : pairs) {
                    TableShape shape = shape(pair.getFirst(), pair.getLast());
                    boolean taken = true;
                    try {
                        end.execute(end.dialect().target().createTable(table, shape, TableProperties.NONE));
                        end.execute("DROP TABLE " + end.dialect().quote(table.table()));
                    } catch (SQLException e) {
                        taken = false;
                    }
                    assertThat(end.dialect().target().names().flaws(table, shape).isEmpty()).as("%s in %s", pair, end.dialect().kind()).isEqualTo(taken);
                }
            }
        }
    }

    private static void judgedAsItDoes(TestDatabase end, List<String> others) throws SQLException {
        TargetDialect target = end.dialect().target();
        List<String> differences = new ArrayList<>();
        for (String name : CANDIDATES) {
            boolean taken = target.names().column().of(name) == null;
            if (!others.contains(name) && taken != isKept(end, name)) {
                differences.add((taken ? "we take " : "we refuse ") + name);
            }
        }
        assertThat(differences).isEmpty();
    }

    /// By the server's own hand, without our rules for quoting.
    private static boolean isKept(TestDatabase end, String name) throws SQLException {
        TableName table = new TableName(end.schema(), "judged");
        String quote = end.dialect().quote("q").substring(0, 1);
        String quoted = quote + (end.dialect().kind().id().equals("clickhouse") ? name.replace("\\", "\\\\") : name).replace(quote, quote + quote) + quote;
        try {
            String statement = end.dialect().target().createTable(table, shape("placeholder"), TableProperties.NONE).replace(end.dialect().quote("placeholder"), quoted);
            boolean onOneBackEnd = end.dialect().kind().id().matches("doris|starrocks");
            end.execute(onOneBackEnd ? statement.replaceFirst("\\s*(PROPERTIES.*)?$", " PROPERTIES ('replication_num' = '1')") : statement);
        } catch (SQLException e) {
            return false;
        }
        try {
            String sql = end.dialect().kind().id().matches("doris|starrocks")
                    ? "DESC " + end.dialect().quote(table.table())
                    : "SELECT column_name AS c FROM information_schema.columns WHERE table_schema = '%s' AND table_name = 'judged'".formatted(end.schema());
            return end.texts(sql).equals(List.of(name));
        } finally {
            end.execute("DROP TABLE " + end.dialect().quote(table.table()));
        }
    }

    private static TableShape shape(String... names) {
        List<Column> columns = new ArrayList<>();
        for (String name : names) {
            columns.add(new Column(name, new ColumnType.Int(32, false), false, null));
        }
        return new TableShape(TargetTable.ELSEWHERE, columns, List.of());
    }
}
