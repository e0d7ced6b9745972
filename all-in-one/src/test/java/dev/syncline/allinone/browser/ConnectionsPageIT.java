package dev.syncline.allinone.browser;

import java.util.Map;
import java.util.UUID;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import dev.syncline.allinone.Door;
import dev.syncline.allinone.browser.Hands.Manner;
import dev.syncline.allinone.installation.Api;
import dev.syncline.console.access.Role;
import dev.syncline.testkit.DatabaseServer;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testsupport.Proves;
import dev.syncline.testsupport.SharedServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/// Connections, by mouse and by keyboard, before real databases.
class ConnectionsPageIT {

    private static String unique(String name) {
        return "%s %s".formatted(name, UUID.randomUUID().toString().substring(0, 8));
    }

    private static void fill(Visitor visitor, String name, DatabaseServer server) {
        visitor.field("Name").fill(name);
        visitor.field("Host").fill("127.0.0.1");
        visitor.field("Port").fill(Integer.toString(server.port()));
        visitor.field("User").fill(server.user());
        visitor.field("Secret").fill(server.password());
    }

    @Test
    @Proves("S10")
    void aConnectionIsMadeTestedAndFoundAgain() {
        DatabaseServer mySql = SharedServers.mySql();
        String name = unique("shop");
        try (Visitor visitor = Visitor.arrives().signsIn(Door.user(Role.EDITOR))) {
            visitor.opens("/connections");
            visitor.page.getByText("New connection").first().click();
            visitor.page.getByRole(AriaRole.RADIO, new com.microsoft.playwright.Page.GetByRoleOptions().setName("MySQL")).check(new Locator.CheckOptions().setForce(true));
            assertThat(visitor.field("Port")).hasValue("3306");
            fill(visitor, name, mySql);

            visitor.button("Test").click();
            assertThat(visitor.text("It works")).isVisible();
            assertThat(visitor.text("MySQL 8.0")).isVisible();
            visitor.button("Save").click();

            // Among all others, where it stands.
            assertThat(visitor.heading("Connections")).isVisible();
            assertThat(visitor.link(name)).isInViewport();
            visitor.field("Search by name, kind, host or user").fill(name);
            assertThat(visitor.page.getByRole(AriaRole.ROW)).hasCount(2);
            visitor.link(name).click();
            assertThat(visitor.text("The stored secret is kept")).isVisible();
            assertThat(visitor.page.content()).doesNotContain("\"" + mySql.password() + "\"");
        }
    }

    @Test
    @Proves({"S9", "S10"})
    void aConnectionIsMadeByKeyboardAlone() {
        DatabaseServer postgreSql = SharedServers.postgreSql();
        String name = unique("warehouse");
        try (Visitor visitor = Visitor.arrives().signsIn(Door.user(Role.EDITOR))) {
            visitor.press("g", "c");
            assertThat(visitor.heading("Connections")).isVisible();
            visitor.press("n");
            assertThat(visitor.heading("New connection")).isVisible();
            Locator kinds = visitor.page.getByRole(AriaRole.RADIO);
            assertThat(kinds.first()).isVisible();
            visitor.tabsTo(kinds.first());
            Locator wanted = visitor.page.getByRole(AriaRole.RADIO, new com.microsoft.playwright.Page.GetByRoleOptions().setName("PostgreSQL"));
            for (int i = 0; i < 8 && !wanted.isChecked(); i++) {
                visitor.press("ArrowRight");
            }
            assertThat(wanted).isChecked();
            visitor.tabsTo(visitor.field("Name")).types(name);
            visitor.tabsTo(visitor.page.getByLabel("Allow Write Operations")).press("Space");
            visitor.tabsTo(visitor.field("Host")).types("127.0.0.1");
            visitor.tabsTo(visitor.field("Port")).press("Control+a").types(Integer.toString(postgreSql.port()));
            visitor.tabsTo(visitor.field("Database")).types("postgres");
            visitor.tabsTo(visitor.field("User")).types(postgreSql.user());
            visitor.tabsTo(visitor.field("Secret")).types(postgreSql.password());
            visitor.tabsTo(visitor.button("Test")).press("Enter");
            assertThat(visitor.text("It works")).isVisible();
            visitor.press("Control+Enter");

            assertThat(visitor.heading("Connections")).isVisible();
            Locator row = visitor.page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText(name));
            assertThat(row).isInViewport();
            assertThat(row).containsText("Read and write");
            visitor.press("/").types(name);
            assertThat(visitor.page.getByRole(AriaRole.ROW)).hasCount(2);
        }
    }

    /// In the page of the connection, and in that of a new project.
    @ParameterizedTest
    @EnumSource
    @Proves({"S9", "S10"})
    void allowWriteOperationsMakesAConnectionATarget(Manner manner) {
        String name = unique("archive");
        Door.connection(SharedServers.postgreSql(), "postgres", false, Map.of("name", name));
        try (Hands hands = manner.comesIn(Role.EDITOR)) {
            Visitor visitor = hands.visitor();
            hands.presses(visitor.link("Projects").first());
            hands.presses(visitor.button("New Project"));
            hands.triesToChoose("Targets", name);
            assertThat(visitor.option(name)).containsText("Allow Write Operations is off: it cannot be a target");
            assertThat(visitor.button("Remove " + name)).hasCount(0);

            hands.opens("/connections");
            hands.writes(visitor.field("Search by name, kind, host or user"), name);
            hands.presses(visitor.link(name));
            Locator allowed = visitor.page.getByLabel("Allow Write Operations");
            assertThat(allowed).not().isChecked();
            hands.ticks(allowed);
            hands.presses(visitor.button("Save"));
            assertThat(visitor.row(name)).containsText("Read and write");

            hands.presses(visitor.link("Projects").first());
            hands.presses(visitor.button("New Project"));
            hands.chooses("Targets", name);
            assertThat(visitor.button("Remove " + name)).isVisible();
        }
    }

    @Test
    void aTestThatFailsSaysWhyAndWhatToDo() {
        DatabaseServer mySql = SharedServers.mySql();
        try (Visitor visitor = Visitor.arrives().signsIn(Door.user(Role.EDITOR))) {
            visitor.opens("/connections/new?kind=mysql");
            fill(visitor, unique("wrong"), mySql);
            visitor.field("Secret").fill("not the password of anybody");
            visitor.button("Test").click();

            assertThat(visitor.text("It does not work")).isVisible();
            assertThat(visitor.text("refuses the user or the secret")).isVisible();
        }
    }

    @Test
    void flawsAreShownAtTheirFields() {
        String name = unique("taken");
        Door.connection(SharedServers.mySql(), null, false, Map.of("name", name));
        try (Visitor visitor = Visitor.arrives().signsIn(Door.user(Role.EDITOR))) {
            visitor.opens("/connections/new?kind=mysql");
            visitor.button("Save").click();
            assertThat(visitor.field("Name")).isFocused();
            assertThat(visitor.field("Host")).hasAttribute("aria-invalid", "true");

            fill(visitor, name, SharedServers.mySql());
            visitor.field("Host").fill("db:3306");
            assertThat(visitor.text("without port, path or brackets")).isVisible();
            visitor.field("Host").fill("127.0.0.1");
            visitor.button("Save").click();
            assertThat(visitor.field("Name")).hasAttribute("aria-invalid", "true");
        }
    }

    @Test
    void whoeverChangesTheHostGivesTheSecretAgain() {
        String name = unique("moved");
        long id = Door.connection(SharedServers.mySql(), null, false, Map.of("name", name));
        try (Visitor visitor = Visitor.arrives().signsIn(Door.user(Role.EDITOR))) {
            visitor.opens("/connections/" + id);
            visitor.field("Host").fill("elsewhere.example.org");
            visitor.button("Save").click();
            assertThat(visitor.text("give the secret again")).isVisible();

            visitor.button("Enter another secret").click();
            visitor.field("Secret").fill("another one");
            visitor.button("Save").click();
            assertThat(visitor.heading("Connections")).isVisible();
        }
    }

    @Test
    void whatSomebodyElseHasSavedMeanwhileIsShownBesideOnesOwn() {
        String name = unique("both");
        long id = Door.connection(SharedServers.mySql(), null, false, Map.of("name", name));
        String address = Door.url() + "/api/v1/connections/" + id;
        try (Visitor visitor = Visitor.arrives().signsIn(Door.user(Role.EDITOR))) {
            visitor.opens("/connections/" + id);
            visitor.field("Name").fill(name + " mine");
            Api api = Door.bootstrap();
            Api.Answer present = api.get(address);
            JsonNode body = present.ok();
            api.put(address, Map.of(
                    "name", name + " theirs", "kind", "mysql", "host", body.get("host").asString(), "port", body.get("port").asInt(),
                    "user", body.get("user").asString(), "options", Map.of(), "allowWriteOperations", true), String.valueOf(present.etag())).ok();
            visitor.button("Save").click();

            assertThat(visitor.dialog()).containsText("was changed meanwhile");
            assertThat(visitor.dialog()).containsText(name + " mine");
            assertThat(visitor.dialog()).containsText(name + " theirs");
            visitor.button("Save mine").click();
            assertThat(visitor.link(name + " mine")).isInViewport();
            assertThat(api.get(address).ok().get("name").asString()).isEqualTo(name + " mine");
        }
    }

    @Test
    void aConnectionInUseNamesItsProjectsAndAnUnusedOneIsDeleted() {
        try (FreshDatabase from = SharedServers.postgreSql().freshDatabase("used"); FreshDatabase to = SharedServers.postgreSql().freshDatabase("used")) {
            from.execute("CREATE TABLE t (id int PRIMARY KEY)");
            String used = unique("used");
            String unused = unique("unused");
            long source = Door.connection(from.server(), from.name(), false, Map.of("name", used));
            long target = Door.connection(to.server(), to.name(), true, Map.of());
            Door.connection(from.server(), from.name(), false, Map.of("name", unused));
            long project = Door.project(source, target, "public", java.util.List.of("t"), "arrived");
            String projectName = Door.bootstrap().get(Door.url() + "/api/v1/projects/" + project).ok().get("name").asString();
            try (Visitor visitor = Visitor.arrives().signsIn(Door.user(Role.ADMIN))) {
                visitor.opens("/connections/" + source);
                visitor.button("Delete").click();
                assertThat(visitor.dialog()).containsText(projectName);
                visitor.dialog().getByText("Close", new Locator.GetByTextOptions().setExact(true)).click();

                visitor.opens("/connections?search=" + unused.replace(" ", "+"));
                visitor.page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText(unused)).getByRole(AriaRole.BUTTON).last().click();
                visitor.page.getByRole(AriaRole.MENUITEM).filter(new Locator.FilterOptions().setHasText("Delete")).click();
                visitor.dialog().getByText("Delete", new Locator.GetByTextOptions().setExact(true)).click();
                assertThat(visitor.text("Nothing here has")).isVisible();
            }
        }
    }

    @Test
    void leavingWithEditsAsksFirst() {
        try (Visitor visitor = Visitor.arrives().signsIn(Door.user(Role.EDITOR))) {
            visitor.opens("/connections/new?kind=mysql");
            visitor.field("Name").fill("half");
            visitor.link("Runs").click();
            assertThat(visitor.dialog()).containsText("Leave without saving?");
            visitor.button("Stay here").click();
            assertThat(visitor.field("Name")).hasValue("half");
            visitor.link("Runs").click();
            visitor.button("Leave").click();
            assertThat(visitor.heading("Runs")).isVisible();
        }
    }

    @Test
    void aViewerSeesConnectionsAndChangesNone() {
        String name = unique("seen");
        long id = Door.connection(SharedServers.mySql(), null, false, Map.of("name", name));
        try (Visitor visitor = Visitor.arrives().signsIn(Door.user(Role.VIEWER))) {
            visitor.opens("/connections?search=" + name.replace(" ", "+"));
            assertThat(visitor.link(name)).isVisible();
            assertThat(visitor.button("New connection")).hasCount(0);
            visitor.opens("/connections/" + id);
            assertThat(visitor.heading(name)).isVisible();
            assertThat(visitor.button("Save")).hasCount(0);
            assertThat(visitor.field("Host")).not().isEditable();
        }
    }
}
