package dev.syncline.scheduler.run;

import java.util.List;
import java.util.stream.IntStream;

import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.project.ConnectionRef;
import dev.syncline.contracts.project.ProjectRevision;
import dev.syncline.contracts.project.SchemaNaming;
import dev.syncline.contracts.run.Alerting;
import dev.syncline.contracts.run.Priority;
import dev.syncline.contracts.run.RunCause;
import dev.syncline.contracts.table.TableName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RunOrderTest {

    private static List<TableName> tables(int count) {
        return IntStream.range(0, count).mapToObj(i -> new TableName("shop", "t" + i)).toList();
    }

    private static RunOrder order(int tables, @Nullable List<TableName> wanted) {
        DatabaseKind kind = new DatabaseKind("mysql");
        ConnectionRef source = new ConnectionRef(1, "source", kind, "s");
        ConnectionRef target = new ConnectionRef(2, "target", kind, "t");
        ProjectRevision revision = new ProjectRevision(1, "p", 1, source, List.of(target), new SchemaNaming.Original(), tables(tables));
        return new RunOrder(revision, wanted, false, new RunCause.Manual(null), Priority.MEDIUM, null, Alerting.DEFAULT, null);
    }

    @Test
    void readsNoMoreTablesAtOnceThanItHas() {
        assertThat(order(1, null).partitions(4)).isEqualTo(1);
        assertThat(order(3, null).partitions(4)).isEqualTo(3);
        assertThat(order(50, null).partitions(4)).isEqualTo(4);
        assertThat(order(50, tables(2)).partitions(4)).isEqualTo(2);
    }
}
