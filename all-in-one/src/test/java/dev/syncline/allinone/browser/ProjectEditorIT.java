package dev.syncline.allinone.browser;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.syncline.allinone.Door;
import dev.syncline.allinone.installation.Api;
import dev.syncline.console.access.Role;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testsupport.Proves;
import dev.syncline.testsupport.SharedServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/// Projects, changed from the page; how they are made there is in [PolicySentencesIT].
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProjectEditorIT {

    private FreshDatabase from;
    private FreshDatabase to;
    private long source;
    private long target;

    @BeforeAll
    void prepare() {
        from = SharedServers.mySql().freshDatabase("edited");
        to = SharedServers.postgreSql().freshDatabase("edited");
        from.execute("CREATE TABLE orders (id int PRIMARY KEY, note varchar(40), changed_at datetime(6), KEY (changed_at))");
        from.execute("INSERT INTO orders VALUES (1, 'one', '2026-01-01 10:00:00'), (2, 'two', '2026-01-02 10:00:00')");
        from.execute("CREATE TABLE customers (id int PRIMARY KEY, name varchar(40))");
        from.execute("INSERT INTO customers VALUES (1, 'Ada'), (2, 'Grace'), (3, 'Edsger')");
        source = Door.connection(from.server(), null, false, owner("Shop " + UUID.randomUUID(), from));
        target = Door.connection(to.server(), to.name(), true, owner("Warehouse " + UUID.randomUUID(), to));
    }

    @AfterAll
    void remove() {
        from.close();
        to.close();
    }

    /// Who may do everything: the page has not said yet what it will read and write, and so which rights are needed.
    private static Map<String, Object> owner(String name, FreshDatabase database) {
        return Map.of("name", name, "user", database.user(), "secret", database.password());
    }

    private static String unique(String name) {
        return "%s %s".formatted(name, UUID.randomUUID().toString().substring(0, 8));
    }

    private long rows(String table) {
        try (Connection connection = to.connect(); ResultSet counted = connection.createStatement().executeQuery("SELECT count(*) FROM " + table)) {
            counted.next();
            return counted.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A saved project of these tables, in a schema of its own.
    private long project(String name, String... tables) {
        return Door.bootstrap().post(Door.url() + "/api/v1/projects", Map.of(
                "name", name, "sourceConnectionId", source, "targetConnectionIds", List.of(target),
                "schemaNaming", Map.of("mode", "fixed", "name", "s" + UUID.randomUUID().toString().substring(0, 8)),
                "tables", List.of(tables).stream().map(table -> Map.of("schema", from.name(), "table", table)).toList())).ok().get("id").asLong();
    }

    @Test
    void namesThatMeetAreShownAsTheyAreTyped() {
        try (FreshDatabase other = SharedServers.mySql().freshDatabase("edited_too")) {
            other.execute("CREATE TABLE orders (id int PRIMARY KEY)");
            String name = unique("meeting");
            long id = Door.bootstrap().post(Door.url() + "/api/v1/projects", Map.of(
                    "name", name, "sourceConnectionId", source, "targetConnectionIds", List.of(target), "schemaNaming", Map.of("mode", "original"),
                    "tables", List.of(Map.of("schema", from.name(), "table", "orders"), Map.of("schema", other.name(), "table", "orders")))).ok().get("id").asLong();
            try (Visitor visitor = Visitor.arrives().signsIn(Door.user(Role.EDITOR))) {
                visitor.opens("/projects/%d?tab=policy".formatted(id));
                assertThat(visitor.text("No collisions")).isVisible();
                visitor.radio("Fixed name").check();
                visitor.field("Schema in the targets").fill("ods");
                assertThat(visitor.text("would both be written to ods.orders")).isVisible();
                assertThat(visitor.button("Save")).hasAttribute("aria-disabled", "true");
                visitor.radio("Schema, infix and original name").check();
                visitor.field("Infix").fill("from");
                assertThat(visitor.text("ods.%s_from_orders".formatted(other.name()))).isVisible();
                visitor.button("Save").click();
                assertThat(visitor.text("was saved as revision 2")).isVisible();
            }
        }
    }

    /// In the page's words, not in those of the request.
    @Test
    void whatAPreviewSaysOfThePolicyLeadsToItsField() {
        long id = project(unique("dates"), "orders");
        try (Visitor visitor = Visitor.arrives().signsIn(Door.user(Role.EDITOR))) {
            visitor.opens("/projects/%d?tab=preview".formatted(id));
            assertThat(visitor.text("is told by “Dates that are none”")).isVisible();
            assertThat(visitor.page.getByText("policy.values")).hasCount(0);
            visitor.expectAccessible("a preview with notices");
            visitor.button("Go to “Dates that are none”").click();
            assertThat(visitor.field("Dates that are none")).isFocused();
        }
    }

    /// Whoever changes quickly would keep the service busy with what nobody waits for any more.
    @Test
    void aCheckThatALaterChangeHasMadeStaleIsTakenBack() {
        long id = project(unique("stale check"), "orders");
        try (Visitor visitor = Visitor.arrives().signsIn(Door.user(Role.EDITOR))) {
            List<Route> held = new ArrayList<>();
            List<Request> takenBack = new ArrayList<>();
            visitor.page.onRequestFailed(takenBack::add);
            visitor.opens("/projects/%d?tab=settings".formatted(id));
            visitor.page.route("**/api/v1/projects/validate", route -> {
                if (held.isEmpty()) {
                    held.add(route);
                } else {
                    route.resume();
                }
            });
            visitor.field("Name").fill(unique("first"));
            visitor.page.waitForCondition(() -> !held.isEmpty());
            visitor.field("Name").fill(unique("second"));
            visitor.page.waitForCondition(() -> takenBack.contains(held.getFirst().request()));
            assertThat(visitor.button("Save")).not().hasAttribute("aria-disabled", "true");
            visitor.button("Save").click();
            assertThat(visitor.text("was saved as revision 2")).isVisible();
        }
    }

    @Test
    @Proves({"S49", "S50"})
    void whatIsNotSavedIsExecutedAndNotStored() {
        String name = unique("unsaved");
        long id = project(name, "customers");
        try (Visitor visitor = Visitor.arrives().signsIn(Door.user(Role.EDITOR))) {
            visitor.opens("/projects/%d?tab=policy".formatted(id));
            String schema = "unsaved_" + UUID.randomUUID().toString().substring(0, 8);
            visitor.field("Schema in the targets").fill(schema);
            assertThat(visitor.text("Not saved")).isVisible();
            visitor.link("Runs").click();
            assertThat(visitor.dialog()).containsText("Leave without saving?");
            visitor.button("Stay here").click();
            assertThat(visitor.field("Schema in the targets")).hasValue(schema);

            visitor.button("Execute with unsaved changes").click();
            visitor.expectRunEnds("Succeeded");
            assertThat(visitor.text("Not saved")).isVisible();
            assertThat(rows("\"%s\".\"customers\"".formatted(schema))).isEqualTo(3);
            assertThat(Door.bootstrap().get(Door.url() + "/api/v1/projects/" + id).ok().get("revision").asLong()).isEqualTo(1);
        }
    }

    @Test
    @Proves("S70")
    void oneTableIsSyncedByItsIconAndManyAreEditedAtOnce() {
        String name = unique("many");
        long id = project(name, "customers", "orders");
        try (Visitor visitor = Visitor.arrives().signsIn(Door.user(Role.EDITOR))) {
            visitor.opens("/projects/" + id);
            assertThat(visitor.row("customers")).containsText("Never loaded");
            visitor.button("Sync %s.customers now".formatted(from.name())).click();
            assertThat(visitor.row("customers").getByText("Loaded")).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(60_000));
            assertThat(visitor.row("orders")).containsText("Never loaded");

            visitor.checkbox("Tick all of " + from.name()).check();
            visitor.button("With 2 ticked tables").click();
            visitor.page.getByRole(AriaRole.MENUITEM).filter(new Locator.FilterOptions().setHasText("Edit the policy")).click();
            visitor.field("Incremental key").fill("id");
            assertThat(visitor.dialog().getByLabel("Incremental").and(visitor.page.getByRole(AriaRole.RADIO))).isChecked();
            visitor.field("Incremental key").press("Enter");
            assertThat(visitor.page.getByLabel("Extraction of %s.orders".formatted(from.name()))).hasValue("incremental");
            visitor.button("Save").click();
            assertThat(visitor.text("was saved as revision 2")).isVisible();
            assertThat(Door.bootstrap().get(Door.url() + "/api/v1/projects/" + id).ok().get("tablePolicies").size()).isEqualTo(2);
        }
    }

    @Test
    void twoPeopleWhoEditOneProjectSeeBothAndTakeEither() {
        String name = unique("both");
        long id = project(name, "customers");
        String address = Door.url() + "/api/v1/projects/" + id;
        try (Visitor visitor = Visitor.arrives().signsIn(Door.user(Role.EDITOR))) {
            visitor.opens("/projects/%d?tab=policy".formatted(id));
            visitor.field("Schema in the targets").fill("mine");
            visitor.checkbox("Add an extra update-time column").check();
            Api api = Door.bootstrap();
            Api.Answer present = api.get(address);
            api.put(address, Map.of(
                    "name", name + " theirs", "sourceConnectionId", source, "targetConnectionIds", List.of(target),
                    "schemaNaming", Map.of("mode", "fixed", "name", "theirs"),
                    "tables", List.of(Map.of("schema", from.name(), "table", "customers"))), String.valueOf(present.etag())).ok();
            visitor.button("Save").click();

            assertThat(visitor.dialog()).containsText("was changed meanwhile");
            assertThat(visitor.dialog()).containsText("Fixed name: mine");
            visitor.radio("Fixed name: theirs").check();
            visitor.button("Save both together").click();
            assertThat(visitor.heading(name + " theirs")).isVisible();
            assertThat(visitor.text("was saved as revision 3")).isVisible();
            var merged = api.get(address).ok();
            assertThat(merged.get("schemaNaming").get("name").asString()).isEqualTo("theirs");
            assertThat(merged.get("policy").get("addSyncTime").asBoolean()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void changesOfTheSourceAreAcceptedAndIgnored(Hands.Manner manner) {
        try (FreshDatabase changing = SharedServers.mySql().freshDatabase("changing"); Hands hands = manner.comesIn(Door.user(Role.EDITOR))) {
            changing.execute("CREATE TABLE orders (id int PRIMARY KEY)");
            String address = Door.url() + "/api/v1/projects";
            long id = Door.bootstrap().post(address, Map.of(
                    "name", unique("changing"), "sourceConnectionId", source, "targetConnectionIds", List.of(target),
                    "schemaNaming", Map.of("mode", "original"),
                    "tables", List.of(Map.of("schema", changing.name(), "table", "orders")))).ok().get("id").asLong();
            Visitor visitor = hands.visitor();
            hands.opens("/projects/%d?tab=changes".formatted(id));
            hands.presses(visitor.button("Look at the source now"));
            assertThat(visitor.text("The source is as it was")).isVisible();
            assertThat(visitor.text("Last looked at")).isVisible();

            changing.execute("CREATE TABLE refunds (id int PRIMARY KEY)");
            changing.execute("ALTER TABLE orders ADD COLUMN price decimal(10, 2)");
            hands.presses(visitor.button("Look at the source now"));
            assertThat(visitor.row(changing.name() + ".refunds")).isVisible();
            assertThat(visitor.row(changing.name() + ".orders")).containsText("price");
            hands.ticks(visitor.row(changing.name() + ".refunds").getByRole(AriaRole.CHECKBOX));
            hands.presses(visitor.button("Accept 1"));
            assertThat(visitor.text("1 change was accepted")).isVisible();
            assertThat(visitor.row(changing.name() + ".refunds")).hasCount(0);
            hands.ticks(visitor.checkbox("Tick all of Added columns"));
            hands.presses(visitor.button("Ignore 1"));
            assertThat(visitor.text("1 change was ignored")).isVisible();
            hands.presses(visitor.button("Look at the source now"));
            assertThat(visitor.text("The source is as it was")).isVisible();

            hands.presses(visitor.tab("Tables"));
            assertThat(visitor.row("refunds")).containsText("Never loaded");
            var project = Door.bootstrap().get(address + "/" + id).ok();
            assertThat(project.get("revision").asLong()).isEqualTo(2);
            assertThat(project.get("tables").findValuesAsString("table")).containsExactlyInAnyOrder("orders", "refunds");
            var changes = Door.bootstrap().get("%s/%d/schema-changes?state=ignored".formatted(address, id)).ok().get("items");
            assertThat(changes.findValuesAsString("column")).containsExactly("price");
        }
    }

    @ParameterizedTest
    @EnumSource
    void anEarlierRevisionIsComparedAndBroughtBack(Hands.Manner manner) {
        long id = project(unique("restored"), "customers");
        String address = Door.url() + "/api/v1/projects/" + id;
        Api api = Door.bootstrap();
        Api.Answer first = api.get(address);
        String earlier = first.ok().at("/schemaNaming/name").asString();
        api.put(address, Map.of(
                "name", first.body().get("name").asString(), "sourceConnectionId", source, "targetConnectionIds", List.of(target),
                "schemaNaming", Map.of("mode", "fixed", "name", "later"),
                "tables", List.of(Map.of("schema", from.name(), "table", "orders"))), String.valueOf(first.etag())).ok();
        try (Hands hands = manner.comesIn(Door.user(Role.EDITOR))) {
            Visitor visitor = hands.visitor();
            hands.opens("/projects/" + id);
            hands.presses(visitor.tab("Revisions"));
            hands.presses(visitor.button("Compare revision 1 with the present one"));
            Locator differences = visitor.page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("From revision 1 to 2"));
            assertThat(differences.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText(earlier))).containsText("later");
            hands.presses(visitor.button("Restore revision 1"));
            hands.writes(visitor.field("Why"), "Too early");
            hands.presses(visitor.inDialog("Restore"));
            assertThat(visitor.text("Revision 1 was saved anew as 3")).isVisible();
            assertThat(visitor.row("Brings back 1")).containsText("Too early");
            assertThat(visitor.row("Present")).containsText("Brings back 1");

            var present = api.get(address).ok();
            assertThat(present.get("revision").asLong()).isEqualTo(3);
            for (String field : List.of("name", "schemaNaming", "tableNaming", "tables", "policy", "tablePolicies", "sourceConnectionId",
                    "targetConnectionIds")) {
                assertThat(present.get(field)).as(field).isEqualTo(first.body().get(field));
            }
            hands.presses(visitor.tab("Policy"));
            assertThat(visitor.field("Schema in the targets")).hasValue(earlier);
        }
    }

    /// What somebody hears who cannot see it.
    @Test
    @Proves({"S34", "S42"})
    void theTableEditorReadsSensibly() {
        long id = project(unique("heard"), "orders");
        try (Visitor visitor = Visitor.arrives().signsIn(Door.user(Role.EDITOR))) {
            visitor.opens("/projects/%d?schema=%s&table=orders".formatted(id, from.name()));
            visitor.radio("Incremental").check();
            visitor.combobox("Add a column to: Incremental key").fill("changed_at");
            visitor.option("changed_at").click();
            assertThat(visitor.page.getByRole(AriaRole.MAIN)).matchesAriaSnapshot("""
                    - heading /heard/ [level=1]
                    - button "Save"
                    - tablist:
                      - tab "Tables" [selected]
                    - tabpanel "Tables":
                      - textbox "Search tables by schema or name"
                      - region "Tables":
                        - grid "Tables":
                          - rowgroup:
                            - row /Table/:
                              - columnheader "Tick"
                              - columnheader "Table"
                          - rowgroup:
                            - row /1 table/:
                              - gridcell:
                                - checkbox /Tick all of edited/
                              - gridcell:
                                - button /Tables of edited/ [expanded]
                            - row /orders/:
                              - gridcell:
                                - checkbox /Tick edited.*orders/
                              - gridcell:
                                - button /Open edited.*orders/
                      - heading /orders/ [level=2]
                      - button "Close the details of the table"
                      - tabpanel "Policy":
                        - group "Extraction":
                          - heading "Extraction" [level=3]
                          - radiogroup "Extraction":
                            - radio "Full"
                            - radio "Incremental" [checked]
                          - list "Incremental key":
                            - listitem:
                              - text: 1. changed_at datetime(6)
                              - button "Move changed_at up" [disabled]
                              - button "Remove changed_at"
                          - 'combobox "Add a column to: Incremental key"'
                          - textbox "Look-back"
                        - group "Key fields":
                          - radiogroup "Primary key in the target":
                            - radio "The source's own" [checked]
                            - radio "These fields"
                    """);
        }
    }
}
