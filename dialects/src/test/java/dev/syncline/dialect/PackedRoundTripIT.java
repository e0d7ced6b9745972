package dev.syncline.dialect;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import dev.syncline.contracts.chunk.RowFormat;
import dev.syncline.contracts.table.TableName;
import dev.syncline.dialect.connect.Access;
import dev.syncline.dialect.read.Packing;
import dev.syncline.dialect.read.ReadPlan;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Every type of PostgreSQL to another PostgreSQL as the source packs its rows: each value arrives equal, and as equal as by text (A9).
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PackedRoundTripIT extends RoundTrips {

    /// Types of which it is known why they stay text: docs/reference/types.md.
    private static final Set<String> TEXT = Set.of(
            "name", "\"char\"", "\"char\"[]", "xml", "interval", "interval day to second(3)", "interval[]", "pg_lsn",
            "point", "line", "lseg", "box", "path", "polygon", "circle", "tsvector", "tsquery", "jsonpath", "xid", "xid8", "cid", "tid", "pg_snapshot",
            "int2vector", "oidvector", "refcursor", "int4range", "int8range", "numrange", "daterange", "tsrange", "tstzrange", "int4multirange",
            "nummultirange", "datemultirange", "int4range[]");

    private TestDatabase from;
    private TestDatabase to;
    private Packing last = Packing.NONE;

    @BeforeAll
    void open() throws SQLException {
        from = TestDatabase.postgreSql();
        to = TestDatabase.postgreSql();
        for (String definition : PostgreSqlTypes.definitions()) {
            from.execute(definition);
        }
    }

    @AfterAll
    void close() throws SQLException {
        from.close();
        to.close();
    }

    @Override
    TestDatabase from() {
        return from;
    }

    @Override
    TestDatabase to() {
        return to;
    }

    @Override
    TableName copy(TableName source) throws SQLException, IOException {
        TableName target = new TableName(to.schema(), source.table() + "_packed");
        last = LoadHarness.copyPacked(from, source, to, target);
        return target;
    }

    static Stream<TypeCase> types() {
        return RoundTripIT.PostgreSqlToPostgreSql.types();
    }

    @ParameterizedTest
    @MethodSource("types")
    void arrives(TypeCase type) throws Exception {
        List<TableName> tables = arrivesUnchanged(type, type.type().equals("money") ? "%s::numeric::text" : "%s::text");

        assertThat(last.format()).as(last.hindrance()).isEqualTo(TEXT.contains(type.type()) ? RowFormat.TEXT : RowFormat.POSTGRESQL_BINARY);
        sameAsByText(tables.getFirst(), tables.getLast());
    }

    @Test
    void allTypesInOneTableArrive() throws Exception {
        List<TypeCase> packed = types().filter(type -> !TEXT.contains(type.type())).toList();
        TableName source = fill(packed);

        TableName target = copy(source);

        assertThat(last.format()).isEqualTo(RowFormat.POSTGRESQL_BINARY);
        sameAsByText(source, target);
    }

    @Test
    void controlCharactersArrive() throws Exception {
        arrivesUnchanged(RoundTripIT.controlCharacters("text", "CHR"), "convert_to(%s, 'UTF8')::text");

        assertThat(last.isPacked()).isTrue();
    }

    /// `IS NULL` is true of it, and it is no null.
    @Test
    void aCompositeOfNullsIsNoNull() throws Exception {
        TableName source = fill(TypeCase.type("pair").alike("ROW(NULL, NULL)::pair"));

        TableName target = copy(source);

        assertThat(to.texts("SELECT c FROM %s ORDER BY id".formatted(target.table()))).containsExactly(null, "(,)");
        assertThat(last.isPacked()).isTrue();
    }

    /// The output function counts, as it does for text.
    @Test
    void aCastOfTheUsersDoesNotChangeWhatArrives() throws Exception {
        from.execute("CREATE TYPE shade AS ENUM ('dark')");
        from.execute("CREATE FUNCTION loud(shade) RETURNS text LANGUAGE sql AS $$ SELECT 'LOUD' $$");
        from.execute("CREATE CAST (shade AS text) WITH FUNCTION loud(shade)");
        TableName source = fill(TypeCase.type("shade").alike("'dark'"));

        TableName target = copy(source);

        assertThat(to.texts("SELECT c FROM %s ORDER BY id".formatted(target.table()))).containsExactly(null, "dark");
    }

    @Test
    void anEmptyTableArrives() throws Exception {
        from.execute("CREATE TABLE nothing_packed (id integer PRIMARY KEY, c text)");

        TableName target = copy(new TableName("public", "nothing_packed"));

        assertThat(to.texts("SELECT count(*)::text FROM " + target.table())).containsExactly("0");
    }

    @Test
    void pagesArrive() throws Exception {
        from.execute("CREATE TABLE paged_packed (id integer PRIMARY KEY, c text)");
        from.execute("INSERT INTO paged_packed SELECT i, repeat('x', i % 50) FROM generate_series(1, 1000) i");
        TableName source = new TableName("public", "paged_packed");
        try (Connection in = from.session(Access.READ); Connection out = to.session(Access.WRITE)) {
            ReadPlan plan = new ReadPlans(source, LoadHarness.shape(from, in, source)).inPagesOf(70).build().in(RowFormat.POSTGRESQL_BINARY);

            LoadHarness.load(to, out, source, plan.shape(), LoadHarness.read(from, in, plan));
        }

        assertThat(to.texts("SELECT md5(string_agg(t::text, ',' ORDER BY id)) FROM paged_packed t"))
                .isEqualTo(from.texts("SELECT md5(string_agg(t::text, ',' ORDER BY id)) FROM paged_packed t"));
    }

    /// To the last bit: what the server would pack of both targets.
    private void sameAsByText(TableName source, TableName packed) throws SQLException, IOException {
        TableName text = new TableName(to.schema(), source.table() + "_text");
        LoadHarness.copy(from, source, to, text);
        assertThat(declared(packed)).isEqualTo(declared(text));
        String sent = "SELECT encode(record_send(t), 'hex') FROM %s t ORDER BY id";
        assertThat(to.texts(sent.formatted(packed.table()))).isEqualTo(to.texts(sent.formatted(text.table())));
    }

    private List<String> declared(TableName table) throws SQLException {
        return to.texts("SELECT attname || ' ' || format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = '%s'::regclass AND attnum > 0 ORDER BY attnum"
                .formatted(table.table())).stream().map(String::valueOf).toList();
    }
}
