package dev.syncline.scheduler.overview;

import java.time.Duration;

import dev.syncline.kit.web.ApiException;
import dev.syncline.kit.web.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Shows everything at a glance.
@Tag(name = "Overview")
@RestController
@RequestMapping("/api/v1/overview")
class OverviewController {

    private static final Duration LONGEST = Duration.ofDays(3_650);

    private final OverviewReader reader;

    OverviewController(OverviewReader reader) {
        this.reader = reader;
    }

    @Operation(
            summary = "Everything at a glance: runs of the last day by outcome, those under way, what needs attention, what is due next, what waits, stale tables, workers",
            description = "`staleAfter` is how old a table may be, such as PT24H. Whoever asks within a second is given the same.")
    @GetMapping
    Overview overview(@RequestParam(defaultValue = "PT24H") Duration staleAfter) {
        if (staleAfter.isNegative() || staleAfter.compareTo(LONGEST) > 0) {
            throw new ApiException(Problem.INVALID, "staleAfter is between 0 and 3650 days");
        }
        return reader.read(staleAfter);
    }
}
