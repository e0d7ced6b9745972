package dev.syncline.config.catalog;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.syncline.config.RunningService;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testsupport.SharedServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.servlet.client.RestTestClient;

import static dev.syncline.config.Bodies.aConnection;
import static dev.syncline.config.Bodies.aConnectionTo;
import static dev.syncline.config.Bodies.aMySqlConnection;
import static dev.syncline.config.Bodies.create;
import static org.assertj.core.api.Assertions.assertThat;

class CatalogIT {

    private static final int MANY = 10_000;
    private static FreshDatabase database;
    private static long connection;

    private final RestTestClient api = RunningService.shared().api();

    @BeforeAll
    static void fill() {
        database = SharedServers.postgreSql().freshDatabase("catalog");
        database.execute("CREATE SCHEMA shop");
        database.execute("CREATE SCHEMA \"Odd / näme\"");
        database.execute("CREATE TABLE shop.orders (id bigint PRIMARY KEY, note varchar(20), total numeric(12, 2) NOT NULL)");
        database.execute("INSERT INTO shop.orders SELECT n, 'x', n FROM generate_series(1, 500) n");
        database.execute("ANALYZE shop.orders");
        database.execute("CREATE TABLE shop.bare ()");
        database.execute("CREATE VIEW shop.seen AS SELECT id FROM shop.orders");
        database.execute("CREATE TABLE \"Odd / näme\".\"a.b?c#d%41\" (\"x y\" int)");
        connection = create(RunningService.shared().api(), "/api/v1/connections", aConnectionTo(database));
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @Test
    void listsSchemasOfUsersOnly() {
        assertThat(names(page("/schemas"), "name")).contains("shop", "Odd / näme").doesNotContain("pg_catalog", "information_schema");
        assertThat(names(page("/schemas?q=SHO"), "name")).containsExactly("shop");
    }

    @Test
    void listsTablesWithKindAndSize() {
        List<?> items = (List<?>) page("/schemas/shop/tables?q=ORDERS").get("items");

        assertThat(items).singleElement().satisfies(item -> {
            Map<?, ?> table = (Map<?, ?>) item;
            assertThat(table.get("table")).isEqualTo("orders");
            assertThat(table.get("kind")).isEqualTo("table");
            assertThat(table.get("estimatedRows")).isEqualTo(500);
            assertThat((Integer) table.get("estimatedBytes")).isPositive();
        });
        assertThat(names(page("/schemas/shop/tables"), "table")).contains("orders", "seen");
    }

    @Test
    void showsColumnsAndKey() {
        get("/schemas/shop/tables/orders").expectStatus().isOk().expectBody()
                .jsonPath("$.primaryKey[0]").isEqualTo("id")
                .jsonPath("$.columns[0].name").isEqualTo("id")
                .jsonPath("$.columns[0].type.type").isEqualTo("int")
                .jsonPath("$.columns[0].nullable").isEqualTo(false)
                .jsonPath("$.columns[1].sourceType").isEqualTo("character varying(20)")
                .jsonPath("$.columns[2].type.scale").isEqualTo(2)
                .jsonPath("$.estimatedRows").isEqualTo(500);
    }

    @Test
    void saysWhyATableCannotBeCopied() {
        get("/schemas/shop/tables/bare").expectStatus().isOk().expectBody()
                .jsonPath("$.failure.code").isEqualTo("UNSUPPORTED_TYPE")
                .jsonPath("$.failure.message").value(String.class, message -> assertThat(message).contains("shop.bare has no columns"));
    }

    @Test
    void answersForWhatIsNotThere() {
        get("/schemas/shop/tables/nothing").expectStatus().isNotFound();
        get("/schemas/shop/tables/" + "x".repeat(300)).expectStatus().isBadRequest();
        api.get().uri("/api/v1/catalogs/987654321/schemas").exchange().expectStatus().isNotFound();
    }

    @Test
    void saysThatADatabaseCannotBeAsked() {
        long nowhere = create(api, "/api/v1/connections", aConnection("host", "no-such-host.invalid"));

        api.get().uri("/api/v1/catalogs/%d/schemas".formatted(nowhere)).exchange().expectStatus().isEqualTo(HttpStatus.BAD_GATEWAY).expectBody()
                .jsonPath("$.type").isEqualTo("https://syncline.dev/problems/database-unreachable")
                .jsonPath("$.detail").value(String.class, detail -> assertThat(detail).contains("no-such-host.invalid:5432", "firewall"));
    }

    @Test
    void findsNamesWithAnyCharacters() {
        String schema = URLEncoder.encode("Odd / näme", StandardCharsets.UTF_8);
        String table = URLEncoder.encode("a.b?c#d%41", StandardCharsets.UTF_8);

        assertThat(names(page("/tables?schema=" + schema), "table")).containsExactly("a.b?c#d%41");
        assertThat(names(Map.of("items", page("/table?schema=" + schema + "&table=" + table).get("columns")), "name")).containsExactly("x y");
    }

    @Test
    void pagesThroughTenThousandTables() {
        database.execute("CREATE SCHEMA many");
        for (int from = 0; from < MANY; from += 500) {
            database.execute("""
                    DO $$
                    BEGIN
                        FOR n IN %d .. %d LOOP
                            EXECUTE format('CREATE TABLE many.t_%%s (id int)', lpad(n::text, 5, '0'));
                        END LOOP;
                    END $$
                    """.formatted(from, from + 499));
        }

        List<String> found = new ArrayList<>();
        Object next = "";
        while (next != null) {
            Map<?, ?> page = page("/schemas/many/tables?limit=1000&cursor=" + next);
            found.addAll(names(page, "table"));
            next = page.get("next");
        }

        assertThat(found).hasSize(MANY).doesNotHaveDuplicates().isSorted();
        assertThat(names(page("/schemas/many/tables?q=_0999"), "table")).hasSize(10);
    }

    @Test
    void listsDatabasesOfMySqlAsSchemas() {
        try (FreshDatabase shop = SharedServers.mySql().freshDatabase("catalog")) {
            shop.execute("CREATE TABLE orders (id int PRIMARY KEY)");
            long mysql = create(api, "/api/v1/connections", aMySqlConnection());

            String uri = "/api/v1/catalogs/%d/schemas".formatted(mysql);
            assertThat(names(read(uri), "name")).contains(shop.name()).doesNotContain("mysql", "information_schema");
            assertThat(names(read(uri + "/" + shop.name() + "/tables"), "table")).containsExactly("orders");
        }
    }

    private Map<?, ?> page(String path) {
        return read("/api/v1/catalogs/" + connection + path);
    }

    private Map<?, ?> read(String uri) {
        return api.get().uri(URI.create(RunningService.shared().url() + uri)).exchange().expectStatus().isOk().expectBody(Map.class).returnResult()
                .getResponseBody();
    }

    private RestTestClient.ResponseSpec get(String path) {
        return api.get().uri("/api/v1/catalogs/" + connection + path).exchange();
    }

    private static List<String> names(Map<?, ?> page, String field) {
        return ((List<?>) page.get("items")).stream().map(item -> (String) ((Map<?, ?>) item).get(field)).toList();
    }
}
