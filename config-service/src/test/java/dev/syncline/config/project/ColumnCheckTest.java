package dev.syncline.config.project;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.syncline.config.check.Findings;
import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.policy.Extraction;
import dev.syncline.contracts.policy.TablePolicy;
import dev.syncline.contracts.project.ConnectionRef;
import dev.syncline.contracts.project.ProjectRevision;
import dev.syncline.contracts.project.SchemaNaming;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

class ColumnCheckTest {

    private static final int MANY = 50_000;

    /// With a look through all tables for each it would take minutes, in which nobody else is answered.
    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void ofManyTablesEachIsLookedAtOnce() {
        List<TableName> tables = IntStream.range(0, MANY).mapToObj(i -> new TableName("shop", "measure_" + i)).toList();
        ProjectRevision project = new ProjectRevision(
                1, "p", 1, new ConnectionRef(1, "source", new DatabaseKind("postgresql")),
                List.of(new ConnectionRef(2, "target", new DatabaseKind("postgresql"))), new SchemaNaming.Prefix("x_"), tables, null, null, null,
                tables.stream().map(table -> new TablePolicy(table, new Extraction.Incremental(List.of("gone"), null, false), List.of("id"))).toList(), null, null);
        TableShape shape = new TableShape(new DatabaseKind("postgresql"), List.of(new Column("id", new ColumnType.Int(64, false), false, null)), List.of("id"));
        Map<TableName, TableShape> shapes = tables.stream().collect(Collectors.toMap(Function.identity(), _ -> shape));
        Findings findings = new Findings("The project");

        ColumnCheck.check(project, shapes, findings);

        assertThat(findings.all()).hasSize(MANY);
    }
}
