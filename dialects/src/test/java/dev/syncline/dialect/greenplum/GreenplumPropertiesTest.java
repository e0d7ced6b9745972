package dev.syncline.dialect.greenplum;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.policy.TableProperties;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;

/// Whatever properties say, a statement that makes a table has the form of one, or there is none.
class GreenplumPropertiesTest {

    private static final String FORM =
            """
            CREATE TABLE N\\.N \\(\\s+N bigint NOT NULL\\s+\\)\
            (\\s+WITH \\([a-z]+=[a-z0-9_]+(, [a-z]+=[a-z0-9_]+)*\\))?\
            \\s+DISTRIBUTED (RANDOMLY|REPLICATED|BY \\(N(, N)*\\))\
            (\\s+PARTITION BY (RANGE|LIST) \\(N\\)\\s+\\((?:PARTITION|DEFAULT|VALUES|START|END|EVERY|INTERVAL|DATE|TIMESTAMP|INCLUSIVE|EXCLUSIVE|-?\\d+(?:\\.\\d+)?|N|[(),\\s])+\\))?""";

    private final GreenplumDialect dialect = new GreenplumDialect();

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of("appendoptimized = ", "true", "orientation = ", "column", "compresstype", "=", "zstd", "RANGE (id)", "(START (1)", " END (9)", " EVERY (2)", ")", "LIST (id) (VALUES (1))",
                        "id", "\"", "'", "--", "/*", ";", ") AS SELECT 1", "$$", "U&'", "\\", " WITH (", "TABLESPACE x", "pg_sleep(9)", "EXTERNAL TABLE", "\u2019", "\n", ", ", "key", "randomly", "replicated")
                .list().ofMinSize(1).ofMaxSize(6).map(parts -> String.join("", parts));
    }

    @Property(tries = 20_000)
    void aStatementHasTheFormOfOne(
            @ForAll("texts") String name, @ForAll("texts") String storage, @ForAll("texts") String partitionBy, @ForAll("texts") String distribution, @ForAll boolean keyed,
            @ForAll("chosen") List<String> chosen) {
        Map<String, String> all = Map.of("distributedBy", name, "storage", storage, "partitionBy", partitionBy, "distribution", distribution);
        TableProperties properties = new TableProperties(
                chosen.stream().distinct().collect(Collectors.toMap(each -> each, each -> List.of(all.get(each)))));
        // Names are the source's, and any.
        String column = chosen.contains("distributedBy") ? name : "id";
        TableShape shape = new TableShape(
                new DatabaseKind("mysql"), List.of(new Column(column, new ColumnType.Int(64, false), false, "bigint")), keyed ? List.of(column) : List.of());

        String sql;
        try {
            sql = dialect.target().createTable(new TableName("shop", name), shape, properties);
        } catch (SyncException _) {
            return;
        }

        assertThat(sql.replaceAll("'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"", "N")).matches(FORM);
    }

    @Provide
    Arbitrary<List<String>> chosen() {
        return Arbitraries.of("distributedBy", "storage", "partitionBy", "distribution").list().ofMaxSize(4);
    }
}
