package dev.syncline.scheduler.plan;

import java.time.Duration;
import java.time.Instant;

import dev.syncline.kit.web.ApiException;
import dev.syncline.kit.web.Cursors;
import dev.syncline.kit.web.Page;
import dev.syncline.kit.web.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Shows plans together.
@Tag(name = "Plans")
@RestController
@RequestMapping("/api/v1/plans")
class PlanOverviewController {

    private static final Duration LONGEST = Duration.ofDays(35);

    // Nothing is due outside.
    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    private final PlanOverview overview;

    PlanOverviewController(PlanOverview overview) {
        this.overview = overview;
    }

    @Operation(
            summary = "When plans were due and will be, with what became of it: a page of plans, each with its instants of a time",
            description = "The time is at most 35 days, from the first moment and before the second. Of each plan the first 500 instants are shown.")
    @GetMapping("/calendar")
    Page<PlanCalendar> calendar(
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE_TIME) Instant from,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE_TIME) Instant to,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "100") int limit) {
        if (from.isBefore(FIRST) || to.isAfter(LAST) || !from.isBefore(to) || Duration.between(from, to).compareTo(LONGEST) > 0) {
            throw new ApiException(Problem.INVALID, "A calendar begins before it ends, between 1970 and 9999, and has at most 35 days");
        }
        return Page.of(overview.calendar(from, to, Cursors.afterId(cursor), Cursors.limit(limit) + 1), limit, plan -> Long.toString(plan.planId()));
    }

    @Operation(summary = "What waits for what: projects, the dependencies of their plans, and the runs that wait now")
    @GetMapping("/graph")
    PlanGraph graph() {
        return overview.graph();
    }
}
