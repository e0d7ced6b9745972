package dev.syncline.allinone.browser;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import dev.syncline.allinone.Door;
import dev.syncline.console.access.Role;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testsupport.Proves;
import dev.syncline.testsupport.SharedServers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/// Whole schemas and policies by pattern, from the page to the rows.
class PatternsIT {

    @ParameterizedTest
    @EnumSource
    @Proves("S33")
    void whatPatternsChooseIsShownChangedAndCopied(Hands.Manner manner) {
        try (FreshDatabase from = SharedServers.mySql().freshDatabase("patterns");
                FreshDatabase to = SharedServers.postgreSql().freshDatabase("patterns");
                Hands hands = manner.comesIn(Door.user(Role.EDITOR))) {
            for (String table : List.of("orders", "order_lines", "order_drafts")) {
                from.execute("CREATE TABLE %s (id int PRIMARY KEY, changed_at datetime NOT NULL, KEY (changed_at))".formatted(table));
                from.execute("INSERT INTO %s VALUES (1, '2026-01-01 10:00:00'), (2, '2026-01-02 10:00:00')".formatted(table));
            }
            from.execute("CREATE TABLE customers (id int PRIMARY KEY)");
            long id = project(from, to);
            Visitor visitor = hands.visitor();
            String all = from.name() + ".*";

            hands.opens("/projects/" + id);
            hands.presses(visitor.button("Choose tables"));
            hands.writes(visitor.field("Choose by pattern"), from.name() + ".order*");
            hands.presses(visitor.button("Add"));
            assertThat(visitor.text("3 tables are chosen by patterns now")).isVisible();
            hands.presses(visitor.button("Done: back to the tables"));
            assertThat(visitor.row("order_lines")).containsText("By pattern");
            assertThat(visitor.row("customers")).not().containsText("By pattern");

            hands.presses(visitor.tab("Policy"));
            hands.presses(visitor.button("Add a policy of a pattern"));
            hands.presses(visitor.dialog().getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Add").setExact(true)));
            assertThat(visitor.dialog()).containsText("Say which tables.");
            hands.writes(visitor.dialog().getByLabel("Pattern"), all);
            hands.writes(visitor.dialog().getByLabel("Incremental key"), "changed_at");
            visitor.expectAccessible("a policy of a pattern is written");
            hands.presses(visitor.dialog().getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Add").setExact(true)));
            assertThat(visitor.row(all)).containsText("changed_at");
            visitor.expectAccessible("policies of patterns");
            visitor.picture("policy-of-a-pattern-" + manner);

            hands.presses(visitor.tab("Tables"));
            Locator mode = visitor.page.getByLabel("Extraction of %s.order_lines".formatted(from.name()));
            assertThat(mode).hasValue("pattern");
            hands.selects(mode, "Full");
            hands.ticks(visitor.checkbox("Tick %s.order_drafts".formatted(from.name())));
            hands.presses(visitor.button("With the ticked table"));
            hands.presses(visitor.page.getByRole(AriaRole.MENUITEM).filter(new Locator.FilterOptions().setHasText("Leave")));
            assertThat(visitor.row("order_drafts")).hasCount(0);
            visitor.expectAccessible("tables that patterns choose");
            visitor.picture("tables-by-pattern-" + manner);

            hands.presses(visitor.button("Save"));
            assertThat(visitor.text("was saved as revision 2")).isVisible();
            hands.presses(visitor.button("Execute now"));
            visitor.expectRunEnds("Succeeded");

            JsonNode saved = Door.bootstrap().get(Door.url() + "/api/v1/projects/" + id).ok();
            assertThat(saved.get("selection").valueStream().map(rule -> rule.get("pattern").asString())).containsExactly(from.name() + ".order*", "!" + from.name() + ".order_drafts");
            assertThat(saved.get("patternPolicies").valueStream().map(policy -> policy.get("pattern").asString())).containsExactly(all);
            assertThat(saved.get("tablePolicies").valueStream().map(policy -> policy.get("table").get("table").asString())).containsExactly("order_lines");
            assertThat(tables(to)).containsExactly("customers", "order_lines", "orders");
            assertThat(values(to, "SELECT id || ' ' || changed_at FROM copied.orders ORDER BY id")).containsExactly("1 2026-01-01 10:00:00", "2 2026-01-02 10:00:00");
        }
    }

    private static long project(FreshDatabase from, FreshDatabase to) {
        long source = Door.connection(from.server(), null, false, owner(from));
        long target = Door.connection(to.server(), to.name(), true, owner(to));
        return Door.bootstrap().post(Door.url() + "/api/v1/projects", Map.of(
                "name", "by pattern " + UUID.randomUUID(), "sourceConnectionId", source, "targetConnectionIds", List.of(target),
                "schemaNaming", Map.of("mode", "fixed", "name", "copied"),
                "tables", List.of(Map.of("schema", from.name(), "table", "customers")))).ok().get("id").asLong();
    }

    private static Map<String, Object> owner(FreshDatabase database) {
        return Map.of("name", "%s %s".formatted(database.name(), UUID.randomUUID()), "user", database.user(), "secret", database.password());
    }

    private static List<String> tables(FreshDatabase database) {
        return values(database, "SELECT table_name FROM information_schema.tables WHERE table_schema = 'copied' AND table_name NOT LIKE '\\_%' ORDER BY table_name");
    }

    private static List<String> values(FreshDatabase database, String query) {
        try (Connection connection = database.connect(); ResultSet rows = connection.createStatement().executeQuery(query)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
