package dev.syncline.scheduler.record;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.function.LongFunction;
import java.util.stream.Stream;

import dev.syncline.contracts.project.ProjectRevision;
import dev.syncline.contracts.table.TableName;
import dev.syncline.kit.message.Json;
import dev.syncline.kit.web.ApiException;
import dev.syncline.kit.web.Cursors;
import dev.syncline.kit.web.Page;
import dev.syncline.kit.web.Problem;
import dev.syncline.scheduler.leftover.LeftOverView;
import dev.syncline.scheduler.record.RunReader.Frozen;
import dev.syncline.scheduler.record.RunReader.Numbered;
import dev.syncline.scheduler.record.RunReader.Span;
import dev.syncline.scheduler.record.RunSamples.Sample;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.json.JsonMapper;

/// Shows runs and their records.
@Tag(name = "Runs")
@RestController
@RequestMapping("/api/v1/runs")
class RunQueryController {

    private static final int MOST_SPANS = 500;
    private static final Duration SHORTEST_SPAN = Duration.ofMinutes(1);
    private static final Duration LONGEST_SPAN = Duration.ofDays(366);

    private final RunReader reader;
    private final RunFollowing following;
    private final JsonMapper json;
    private final SharedReadings<byte[]> records;

    RunQueryController(
            @Qualifier(ReaderPool.READERS) RunReader reader, RunFollowing following, JsonMapper json, @Qualifier(ReaderPool.THREADS) ExecutorService threads) {
        this.reader = reader;
        this.json = json;
        records = new SharedReadings<>(threads);
        this.following = following;
    }

    @Operation(summary = "Runs, the latest first, page by page")
    @GetMapping
    Page<RunView> list(
            @RequestParam(required = false) @Nullable Long project,
            @RequestParam(required = false) @Nullable List<String> state,
            @RequestParam(required = false) @Nullable List<String> origin,
            @RequestParam(required = false) @Nullable Long plan,
            @RequestParam(required = false) @Nullable String schema,
            @RequestParam(required = false) @Nullable String table,
            @RequestParam(required = false) @Nullable String search,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE_TIME) @Nullable Instant from,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE_TIME) @Nullable Instant to,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        RunFilter filter = new RunFilter(project, states(state), states(origin), plan, SearchTexts.table(schema, table), search, from, to);
        return page(limit, most -> reader.list(filter, Cursors.position(cursor, Long.MAX_VALUE), Math.toIntExact(most)));
    }

    @Operation(
            summary = "How many runs there were in each span of a time, by state; the filters are those of the list",
            description = "At most 500 spans, each as long as `span` says, such as PT1H. Spans without runs are left out.")
    @GetMapping("/histogram")
    Histogram histogram(
            @RequestParam(required = false) @Nullable Long project,
            @RequestParam(required = false) @Nullable List<String> state,
            @RequestParam(required = false) @Nullable List<String> origin,
            @RequestParam(required = false) @Nullable Long plan,
            @RequestParam(required = false) @Nullable String schema,
            @RequestParam(required = false) @Nullable String table,
            @RequestParam(required = false) @Nullable String search,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE_TIME) Instant from,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE_TIME) Instant to,
            @RequestParam(defaultValue = "PT1H") Duration span) {
        RunFilter filter = new RunFilter(project, states(state), states(origin), plan, SearchTexts.table(schema, table), search, from, to);
        Instant first = Objects.requireNonNull(filter.from());
        Duration whole = Duration.between(first, Objects.requireNonNull(filter.to()));
        if (span.compareTo(SHORTEST_SPAN) < 0 || span.compareTo(LONGEST_SPAN) > 0 || whole.isNegative() || whole.compareTo(span.multipliedBy(MOST_SPANS)) > 0) {
            throw new ApiException(Problem.INVALID, "A histogram has at most %d spans of a minute to 366 days; choose a longer span, or less time".formatted(MOST_SPANS));
        }
        return new Histogram(span, reader.histogram(filter, first, span));
    }

    record Histogram(Duration span, List<Span> items) {}

    private static List<String> states(@Nullable List<String> words) {
        return words == null ? List.of() : words;
    }

    @Operation(summary = "A run")
    @GetMapping("/{id}")
    RunView run(@PathVariable UUID id) {
        return reader.read(id);
    }

    @Operation(summary = "The tables of a run, with their fate for each target, page by page")
    @GetMapping("/{id}/tables")
    Page<TableRecord> tables(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "200") int limit) {
        String wanted = RunFilter.tableState(state);
        RunView run = reader.read(id);
        return page(limit, most -> reader.tables(run, wanted, Cursors.position(cursor, 0), Math.toIntExact(most)));
    }

    @Operation(summary = "The curve of a run: rows and bytes read and loaded, and rows that wait, every 5 seconds; of a long run fewer, 720 points at most")
    @GetMapping("/{id}/samples")
    Samples samples(@PathVariable UUID id) {
        reader.read(id);
        return new Samples(reader.samples(id));
    }

    record Samples(List<Sample> items) {}

    @Operation(summary = "The execution record: everything there is to know of a run, with the configuration it began with")
    @GetMapping(path = "/{id}/record", produces = MediaType.APPLICATION_JSON_VALUE)
    @ApiResponse(
            responseCode = "200",
            content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE, schema = @Schema(implementation = ExecutionRecord.class)))
    byte[] record(@PathVariable UUID id) {
        return records.read(id, () -> json.writeValueAsBytes(recordOf(id)));
    }

    private ExecutionRecord recordOf(UUID id) {
        RunView run = reader.read(id);
        Frozen frozen = reader.frozen(id);
        List<TableRecord> tables =
                reader.tables(run, null, 0, Integer.MAX_VALUE).stream().map(Numbered::value).toList();
        return new ExecutionRecord(
                run,
                Json.read(frozen.configuration(), ProjectRevision.class),
                frozen.chosen() == null ? null : List.of(Json.read(frozen.chosen(), TableName[].class)),
                notes(tables),
                Timeline.of(reader.notes(id), tables),
                tables);
    }

    @Operation(summary = "The run's log as a text file: what happened when, what was executed in the targets, and what became of it")
    @GetMapping(path = "/{id}/log", produces = MediaType.TEXT_PLAIN_VALUE)
    ResponseEntity<String> log(@PathVariable UUID id) {
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"syncline-run-%s.log\"".formatted(id))
                .body(RunLog.of(recordOf(id)));
    }

    @Operation(
            summary = "Progress as it happens: first the present state, then every change, at last `finished`",
            description = "Server-sent events: `run`, `table`, `finished`, and `reset` where so much has changed that it is to be read again page by page. "
                    + "Who connects again with Last-Event-ID is told what has changed since. `tables` is `none`, `changed` (those in hand, then each that changes) "
                    + "or `unsettled` (at first also those that have not been settled, 500 at most).")
    @GetMapping(path = "/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter events(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String tables,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId) {
        return following.follow(new Watch(false, id, Watch.Tables.of(tables), Watch.after(lastEventId)));
    }

    private static List<String> notes(List<TableRecord> tables) {
        return tables.stream().flatMap(table -> Stream.concat(skipped(table), leftBehind(table))).toList();
    }

    private static Stream<String> skipped(TableRecord table) {
        return table.state().equals("SKIPPED") ? table.notes().stream() : Stream.empty();
    }

    private static Stream<String> leftBehind(TableRecord table) {
        return table.loads().stream().map(TableRecord.LoadView::left).filter(Objects::nonNull).map(LeftOverView::sentence);
    }

    private static <T> Page<T> page(int limit, LongFunction<List<Numbered<T>>> read) {
        Page<Numbered<T>> page = Page.of(read.apply(Cursors.limit(limit) + 1L), limit, item -> Long.toString(item.number()));
        return new Page<>(page.items().stream().map(Numbered::value).toList(), page.next());
    }
}
