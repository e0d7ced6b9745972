package dev.syncline.scheduler.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.project.ConnectionRef;
import dev.syncline.contracts.project.ProjectRevision;
import dev.syncline.contracts.project.SchemaNaming;
import dev.syncline.contracts.table.TableName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TargetTablesTest {

    private static final TableName A = new TableName("shop", "a");
    private static final TableName B = new TableName("shop", "b");

    /// A23.
    @Test
    void namesThatDifferOnlyInLetterCaseAreOne() {
        TargetTables targets = new TargetTables(revision(new SchemaNaming.Fixed("all"), "s", "t"));

        assertThat(targets.addAll(List.of(A, B))).isEmpty();
        assertThat(targets.add(new TableName("store", "A")))
                .hasValueSatisfying(objection -> assertThat(objection).contains("shop.a", "store.A", "all.A"));
        assertThat(targets.add(new TableName("store", "c"))).isEmpty();
    }

    @Test
    void aTableIsNotWrittenOverItselfNorOverAnotherThatIsRead() {
        assertThat(new TargetTables(revision(new SchemaNaming.Original(), "s", "s")).addAll(List.of(A)))
                .hasValueSatisfying(objection -> assertThat(objection).contains("shop.a"));
        assertThat(new TargetTables(revision(new SchemaNaming.Fixed("copy"), "s", "s")).addAll(List.of(A, new TableName("copy", "a"))))
                .isPresent();
        assertThat(new TargetTables(revision(new SchemaNaming.Prefix("x_"), "s", "s")).addAll(List.of(A, B))).isEmpty();
        assertThat(new TargetTables(revision(new SchemaNaming.Original(), "s", "t")).addAll(List.of(A, B))).isEmpty();
        assertThat(new TargetTables(revision(new SchemaNaming.Original(), null, (String) null)).addAll(List.of(A))).isEmpty();
    }

    @Test
    void whatNoDatabaseCallsATableIsRefusedInAShortSentence() {
        TargetTables targets = new TargetTables(revision(new SchemaNaming.Original(), "s", "t"));

        for (String name : List.of("x".repeat(129), "x".repeat(1_000_000), "a\0b", "\ud800")) {
            assertThat(targets.add(new TableName("shop", name))).hasValueSatisfying(objection -> assertThat(objection).hasSizeLessThan(200));
            assertThat(targets.add(new TableName(name, "a"))).isPresent();
        }
        assertThat(targets.add(new TableName("shop", "ä\n\"`".repeat(32)))).isEmpty();
    }

    @Test
    void twoConnectionsThatLeadToOneDatabaseAreOneTarget() {
        assertThat(TargetTables.sameTwice(revision(new SchemaNaming.Original(), "s", "t", "t"))).isPresent();
        assertThat(TargetTables.sameTwice(revision(new SchemaNaming.Original(), "s", "t", "u"))).isEmpty();
        assertThat(TargetTables.sameTwice(revision(new SchemaNaming.Original(), "s", null, null))).isEmpty();
    }

    /// The address may be another one.
    @Test
    void connectionsWhoseServersSayTheSameLeadToOneDatabase() {
        ProjectRevision apart = revision(new SchemaNaming.Original(), "s", "t", "u");

        assertThat(TargetTables.sameTwice(apart.identified(Map.of(2L, "one", 3L, "one")))).isPresent();
        assertThat(TargetTables.sameTwice(apart.identified(Map.of(2L, "one", 3L, "other")))).isEmpty();
        assertThat(new TargetTables(apart.identified(Map.of(1L, "one", 3L, "one"))).addAll(List.of(A))).isPresent();
        assertThat(new TargetTables(apart.identified(Map.of(1L, "one", 3L, "other"))).addAll(List.of(A))).isEmpty();
        assertThat(TargetTables.databases(apart.identified(Map.of(2L, "one")))).containsExactly("t", "one", "u");
    }

    /// A proxy may lead to another member of a cluster each time.
    @Test
    void oneAddressIsOneDatabaseWhateverTheServersSay() {
        ProjectRevision again = revision(new SchemaNaming.Original(), "s", "t", "t");

        assertThat(TargetTables.sameTwice(again.identified(Map.of(2L, "one", 3L, "other")))).isPresent();
    }

    private static ProjectRevision revision(SchemaNaming naming, @Nullable String source, @Nullable String... targets) {
        DatabaseKind kind = new DatabaseKind("mysql");
        List<ConnectionRef> refs = new ArrayList<>();
        for (String server : targets) {
            refs.add(new ConnectionRef(2 + refs.size(), "target " + refs.size(), kind, server));
        }
        return new ProjectRevision(1, "p", 1, new ConnectionRef(1, "source", kind, source), refs, naming, List.of(A));
    }
}
