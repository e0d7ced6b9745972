package dev.syncline.console.about;

import java.util.List;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// What runs here, and whether it is well.
@Tag(name = "About")
@RestController
@RequestMapping("/api/v1")
class AboutController {

    private final ServiceHealth health;
    private final About about;

    AboutController(ServiceHealth health, @Value("${syncline.console.trace-url:}") String traceUrl) {
        this.health = health;
        this.about = new About("Syncline", Version.read(), Runtime.version().toString(), TraceLink.parse(traceUrl));
    }

    /// @param traceUrl where a run's trace can be seen, with `{trace}` for its id, which is the run's without hyphens; null where nowhere
    record About(String name, String version, String java, @Nullable String traceUrl) {}

    /// @param up whether all of them are
    record Health(boolean up, List<ServiceHealth.State> services) {}

    @Operation(summary = "Which version this is")
    @GetMapping("/about")
    About about() {
        return about;
    }

    @Operation(summary = "Which services answer, and what works without the others")
    @GetMapping("/health")
    Health health() {
        List<ServiceHealth.State> states = health.look();
        return new Health(states.stream().allMatch(ServiceHealth.State::up), states);
    }
}
