package dev.syncline.extractor.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.table.TableShape;
import dev.syncline.contracts.type.ColumnType;
import dev.syncline.contracts.work.WorkResult.DiscoveredTable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TableMessagesTest {

    private final List<List<DiscoveredTable>> sent = new ArrayList<>();
    private final TableMessages messages = new TableMessages(sent::add);

    @Test
    void aMessageHasAtMost200Tables() {
        IntStream.range(0, 450).mapToObj(i -> table("t" + i, 3, "int")).forEach(messages::add);

        messages.flush();

        assertThat(sent).extracting(List::size).containsExactly(200, 200, 50);
        assertThat(messages.tables()).isEqualTo(450);
    }

    @Test
    void wideTablesMakeMoreMessages() {
        IntStream.range(0, 4).mapToObj(i -> table("t" + i, 1000, "x".repeat(150))).forEach(messages::add);

        messages.flush();

        assertThat(sent).extracting(List::size).containsExactly(2, 2);
    }

    @Test
    void aTableThatFitsNoMessageFailsAlone() {
        messages.add(table("wide", 1, "x".repeat(600_000)));
        messages.add(table("narrow", 1, "int"));

        messages.flush();

        assertThat(sent.getFirst().get(0).failure().code()).isEqualTo(FailureCode.UNSUPPORTED_TYPE);
        assertThat(sent.getFirst().get(0).shape()).isNull();
        assertThat(sent.getFirst().get(1).failure()).isNull();
    }

    private static DiscoveredTable table(String name, int columns, String declaration) {
        List<Column> all = IntStream.range(0, columns)
                .mapToObj(i -> new Column("c" + i, new ColumnType.Bool(), true, declaration))
                .toList();
        return new DiscoveredTable(new TableName("shop", name), new TableShape(new DatabaseKind("mysql"), all, List.of()), -1, -1, null);
    }
}
