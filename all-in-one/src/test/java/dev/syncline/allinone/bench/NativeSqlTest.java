package dev.syncline.allinone.bench;

import dev.syncline.allinone.bench.Lane.Format;
import dev.syncline.allinone.compare.Engine;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

public class NativeSqlTest {

    @Test
    void postgreSqlCopiesTheTableAsItIs() {
        assertThat(NativeSql.read(BenchTable.MANY_TYPES, Engine.POSTGRESQL, Engine.POSTGRESQL, Format.BINARY))
                .isEqualTo("COPY many_types TO STDOUT (FORMAT binary)");
        assertThat(NativeSql.intoPostgreSql(BenchTable.MANY_TYPES, Engine.POSTGRESQL, Format.BINARY)).isEqualTo("COPY many_types FROM STDIN (FORMAT binary)");
        assertThat(NativeSql.read(BenchTable.LINEITEM, Engine.POSTGRESQL, Engine.CLICKHOUSE, Format.TEXT)).isEqualTo("COPY lineitem TO STDOUT");
        assertThat(NativeSql.intoPostgreSql(BenchTable.LINEITEM, Engine.POSTGRESQL, Format.TEXT)).isEqualTo("COPY lineitem FROM STDIN");
    }

    /// The client `mysql` prints NULL as a word, and bytes as they are.
    @Test
    void whatMySqlPrintsIsReadAsItIsMeant() {
        assertThat(NativeSql.read(BenchTable.MANY_TYPES, Engine.MYSQL, Engine.POSTGRESQL, Format.TEXT)).isEqualTo(
                "SELECT id, counter, flag, small, at, day, clock, amount, ratio, body, title, concat('\\\\x', hex(image)), facts, ref, code FROM many_types");
        assertThat(NativeSql.intoPostgreSql(BenchTable.MANY_TYPES, Engine.MYSQL, Format.TEXT)).isEqualTo("COPY many_types FROM STDIN (NULL 'NULL')");
        assertThat(NativeSql.read(BenchTable.MANY_TYPES, Engine.MYSQL, Engine.MYSQL, Format.TEXT)).contains(", hex(image), ");
        assertThat(NativeSql.intoMySql(BenchTable.MANY_TYPES, Engine.MYSQL))
                .contains("(id, @counter, ")
                .contains(" SET counter = nullif(@counter, 'NULL'), ")
                .contains("image = unhex(nullif(@image, 'NULL'))");
    }

    @Test
    void whatMySqlKnowsItIsGivenWithoutADetour() {
        assertThat(NativeSql.read(BenchTable.MANY_TYPES, Engine.POSTGRESQL, Engine.MYSQL, Format.TEXT))
                .startsWith("COPY (SELECT id, counter, flag::int, ").contains(", encode(image, 'hex'), ").endsWith(" FROM many_types) TO STDOUT");
        assertThat(NativeSql.intoMySql(BenchTable.MANY_TYPES, Engine.POSTGRESQL))
                .endsWith("(id, counter, flag, small, at, day, clock, amount, ratio, body, title, @image, facts, ref, code) SET image = unhex(@image)");
        assertThat(NativeSql.intoMySql(BenchTable.LINEITEM, Engine.MYSQL)).endsWith("l_shipmode, l_comment)");
    }
}
