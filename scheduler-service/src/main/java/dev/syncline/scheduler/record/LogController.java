package dev.syncline.scheduler.record;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.work.LogLine.Level;
import dev.syncline.kit.web.ApiException;
import dev.syncline.kit.web.Cursors;
import dev.syncline.kit.web.Page;
import dev.syncline.kit.web.Problem;
import dev.syncline.scheduler.record.LogReader.Line;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Shows what the services have said of runs.
@Tag(name = "Runs")
@RestController
@RequestMapping("/api/v1/runs/{id}/log/lines")
class LogController {

    private final RunReader runs;
    private final LogReader reader;

    LogController(@Qualifier(ReaderPool.READERS) RunReader runs, LogReader reader) {
        this.runs = runs;
        this.reader = reader;
    }

    @Operation(
            summary = "What the services have said of a run, the oldest first, page by page",
            description = "`level` is the least: info, warn or error. `schema` and `table` name a table of the source. To follow a run, ask with the number of the last line "
                    + "as `after` whenever its `logged` has grown.")
    @GetMapping
    Page<Line> lines(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String level,
            @RequestParam(required = false) @Nullable String schema,
            @RequestParam(required = false) @Nullable String table,
            @RequestParam(required = false) @Nullable Long target,
            @RequestParam(required = false) @Nullable String search,
            @RequestParam(defaultValue = "0") long after,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "200") int limit) {
        List<String> levels = atLeast(level);
        TableName named = SearchTexts.table(schema, table);
        String text = SearchTexts.text(search);
        runs.read(id);
        List<Line> found = reader.lines(id, levels, named, target, text, Cursors.position(cursor, after), Cursors.limit(limit) + 1);
        return Page.of(found, limit, line -> Long.toString(line.number()));
    }

    private static List<String> atLeast(@Nullable String level) {
        List<String> all = Arrays.stream(Level.values()).map(Level::name).toList();
        if (level == null || level.isEmpty()) {
            return all;
        }
        int least = all.indexOf(level.toUpperCase(Locale.ROOT));
        if (least < 0) {
            throw new ApiException(Problem.INVALID, "level has a value that is none; allowed is one of " + String.join(", ", all).toLowerCase(Locale.ROOT));
        }
        return all.subList(least, all.size());
    }
}
