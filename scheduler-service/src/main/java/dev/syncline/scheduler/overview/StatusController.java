package dev.syncline.scheduler.overview;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

import dev.syncline.contracts.table.TableName;
import dev.syncline.kit.web.ApiException;
import dev.syncline.kit.web.Cursors;
import dev.syncline.kit.web.Page;
import dev.syncline.kit.web.Problem;
import dev.syncline.scheduler.record.ReaderPool;
import dev.syncline.scheduler.record.RunReader;
import dev.syncline.scheduler.record.SearchTexts;
import dev.syncline.scheduler.record.TableInRun;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Shows where projects and their tables stand.
@Tag(name = "Overview")
@RestController
@RequestMapping("/api/v1/overview/projects")
class StatusController {

    private static final List<String> STATES = List.of("LOADED", "FAILED", "GONE");

    private final StatusReader reader;
    private final RunReader runs;

    StatusController(StatusReader reader, @Qualifier(ReaderPool.READERS) RunReader runs) {
        this.reader = reader;
        this.runs = runs;
    }

    @Operation(summary = "Where projects stand: last run, the one under way, when one is due next, how fresh the targets are, failures in a row; page by page")
    @GetMapping
    Page<ProjectStatus> projects(
            @RequestParam(required = false) @Nullable List<Long> project,
            @RequestParam(required = false) @Nullable String search,
            @RequestParam(defaultValue = "false") boolean failing,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "100") int limit) {
        List<ProjectStatus> found = reader.projects(project == null ? List.of() : project, SearchTexts.text(search), failing, Cursors.afterId(cursor), Cursors.limit(limit) + 1);
        return Page.of(found, limit, status -> Long.toString(status.projectId()));
    }

    @Operation(summary = "Where the tables of a project stand in each target, also those that are not executed any more; page by page, by name")
    @GetMapping("/{id}/tables")
    Page<TableStatus> tables(
            @PathVariable long id,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String search,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "200") int limit) {
        List<TableStatus> found = reader.tables(id, state(state), SearchTexts.text(search), TablePosition.of(cursor), Cursors.limit(limit) + 1);
        return Page.of(found, limit, TablePosition::after);
    }

    @Operation(summary = "The latest runs of one table, with its fate for each target; page by page")
    @GetMapping("/{id}/tables/runs")
    Page<TableInRun> runs(
            @PathVariable long id,
            @RequestParam String schema,
            @RequestParam String table,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "10") int limit) {
        TableName name = Objects.requireNonNull(SearchTexts.table(schema, table));
        List<TableInRun> found = runs.runsOf(id, name, Cursors.position(cursor, Long.MAX_VALUE), Cursors.limit(limit) + 1);
        return Page.of(found, limit, run -> Long.toString(run.number()));
    }

    private static @Nullable String state(@Nullable String word) {
        if (word == null || word.isEmpty()) {
            return null;
        }
        String state = word.toUpperCase(Locale.ROOT);
        if (!STATES.contains(state)) {
            throw new ApiException(
                    Problem.INVALID, "state has a value that is none; allowed is one of " + String.join(", ", STATES).toLowerCase(Locale.ROOT));
        }
        return state;
    }
}
