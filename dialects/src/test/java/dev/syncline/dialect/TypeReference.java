package dev.syncline.dialect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.table.Column;
import dev.syncline.contracts.table.TableShape;

import static org.assertj.core.api.Assertions.assertThat;

/// The tables of types in the reference, as the code has them. Run with `-Dgolden.write=true` to write them anew, and read the difference.
public final class TypeReference {

    private static final Path PAGE = Path.of("..", "docs", "reference", "types.md");

    private static final List<String> TARGETS = List.of("mysql", "postgresql", "greenplum", "clickhouse", "doris", "starrocks");

    private TypeReference() {}

    /// @param source as users write the type
    /// @param column as the source's catalogue gives it
    public record Line(String source, Column column, boolean key, String note) {

        public Line(String source, Column column, String note) {
            this(source, column, false, note);
        }
    }

    public static void check(DatabaseKind origin, List<Line> lines) throws IOException {
        String begin = "<!-- begin %s -->\n".formatted(origin.id());
        String end = "<!-- end %s -->".formatted(origin.id());
        String page = Files.readString(PAGE);
        int from = page.indexOf(begin) + begin.length();
        int to = page.indexOf(end);
        String actual = table(origin, lines);
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(PAGE, page.substring(0, from) + actual + page.substring(to));
            return;
        }
        assertThat(page.substring(from, to)).isEqualTo(actual);
    }

    private static String table(DatabaseKind origin, List<Line> lines) {
        StringBuilder table = new StringBuilder("| %s |".formatted(Dialects.of(origin).descriptor().title()));
        TARGETS.forEach(target -> table.append(" %s | |".formatted(Dialects.of(new DatabaseKind(target)).descriptor().title())));
        table.append(" Note |\n|---|").append("---|---|".repeat(TARGETS.size())).append("---|\n");
        for (Line line : lines) {
            table.append("| `%s` |".formatted(line.source()));
            TARGETS.forEach(target -> table.append(" %s |".formatted(cell(target, origin, line))));
            table.append(" %s |\n".formatted(line.note()));
        }
        return table.toString();
    }

    private static String cell(String target, DatabaseKind origin, Line line) {
        TargetDialect dialect = Dialects.of(new DatabaseKind(target)).target();
        TableShape shape = new TableShape(origin, List.of(line.column()), line.key() ? List.of(line.column().name()) : List.of());
        return switch (dialect.fit(shape, line.column())) {
            case EXACT -> "`%s` | exact".formatted(dialect.columnType(shape, line.column()));
            case WIDENED -> "`%s` | wider".formatted(dialect.columnType(shape, line.column()));
            case NEEDS_POLICY -> "`%s` | needs policy".formatted(dialect.columnType(shape, line.column()));
            case UNSUPPORTED -> "| refused";
        };
    }
}
