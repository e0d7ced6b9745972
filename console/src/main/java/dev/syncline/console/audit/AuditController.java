package dev.syncline.console.audit;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

import jakarta.servlet.http.HttpServletResponse;

import dev.syncline.console.audit.AuditRepository.Numbered;
import dev.syncline.contracts.audit.AuditOutcome;
import dev.syncline.contracts.audit.AuditRecord;
import dev.syncline.kit.web.Cursors;
import dev.syncline.kit.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Shows who has changed what, and who was refused.
@Tag(name = "Audit")
@RestController
@RequestMapping("/api/v1/audit")
class AuditController {

    private static final int WRITTEN_AT_ONCE = 1_000;

    private final AuditRepository repository;

    AuditController(AuditRepository repository) {
        this.repository = repository;
    }

    @Operation(summary = "Who has changed what, and who was refused, the latest first, page by page",
            description = "`operation` is a part of method and route, such as `DELETE` or `/projects`; `object` is found with all that is beneath it.")
    @GetMapping
    Page<AuditRecord> list(
            @RequestParam(required = false) @Nullable String who,
            @RequestParam(required = false) @Nullable String service,
            @RequestParam(required = false) @Nullable String operation,
            @RequestParam(required = false) @Nullable String object,
            @RequestParam(required = false) @Nullable AuditOutcome outcome,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE_TIME) @Nullable Instant from,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE_TIME) @Nullable Instant to,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "100") int limit) {
        AuditFilter filter = new AuditFilter(who, service, operation, object, outcome, from, to);
        Page<Numbered> page = Page.of(
                repository.findBefore(Cursors.position(cursor, Long.MAX_VALUE), filter, Cursors.limit(limit) + 1), limit, found -> Long.toString(found.number()));
        return new Page<>(page.items().stream().map(Numbered::value).toList(), page.next());
    }

    @Operation(summary = "The same as a file of comma-separated values, without pages")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = "text/csv", schema = @Schema(type = "string")))
    @GetMapping("/export")
    void export(
            @RequestParam(required = false) @Nullable String who,
            @RequestParam(required = false) @Nullable String service,
            @RequestParam(required = false) @Nullable String operation,
            @RequestParam(required = false) @Nullable String object,
            @RequestParam(required = false) @Nullable AuditOutcome outcome,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE_TIME) @Nullable Instant from,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE_TIME) @Nullable Instant to,
            HttpServletResponse response)
            throws IOException {
        AuditFilter filter = new AuditFilter(who, service, operation, object, outcome, from, to);
        // Asked before anything is written: what is wrong with the question can be answered as a problem then.
        List<Numbered> some = repository.findBefore(Long.MAX_VALUE, filter, WRITTEN_AT_ONCE);
        response.setContentType("text/csv");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"syncline-audit.csv\"");
        PrintWriter out = response.getWriter();
        out.write(Csv.HEAD);
        while (!some.isEmpty() && !out.checkError()) {
            some.forEach(found -> out.write(Csv.line(found.value())));
            some = repository.findBefore(some.getLast().number(), filter, WRITTEN_AT_ONCE);
        }
    }
}
