package dev.syncline.scheduler.leftover;

import java.util.List;

import dev.syncline.kit.web.Cursors;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Shows what is left in targets and could not be removed yet.
@Tag(name = "Runs")
@RestController
@RequestMapping("/api/v1/leftovers")
class LeftOverController {

    private final LeftOverReader reader;

    LeftOverController(LeftOverReader reader) {
        this.reader = reader;
    }

    @Operation(summary = "What loads have left in targets and could not be removed yet, the oldest first: where, how large, and why")
    @GetMapping
    List<LeftOverView> list(@RequestParam(required = false) @Nullable Long target, @RequestParam(defaultValue = "200") int limit) {
        return reader.list(target, Cursors.limit(limit));
    }
}
