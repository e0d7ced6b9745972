package dev.syncline.scheduler.plan;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;

/// What a plan means.
///
/// @param sentence in plain words
/// @param next when it is due next, at most five times; fewer where it ends
/// @param warnings what somebody may not have meant
/// @param plan as it would be stored, with everything that the request leaves out
record PlanPreview(String sentence, List<Due> next, List<String> warnings, ExecutionPlan plan) {

    static PlanPreview of(ExecutionPlan plan, Instant now, int most) {
        ZoneId zone = ZoneId.of(plan.zone());
        List<Due> next = plan.calendar().next(now, most).stream().map(at -> Due.of(at, zone)).toList();
        return new PlanPreview(
                plan.calendar().sentence(),
                next,
                next.isEmpty() ? List.of("It is never due; see its schedules, and from when until when it is valid") : List.of(),
                plan);
    }

    /// @param local the same by the clocks of the plan's zone
    record Due(Instant at, String local) {

        private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm:ss xxx", java.util.Locale.ROOT);

        static Due of(Instant at, ZoneId zone) {
            return new Due(at, LOCAL.format(at.atZone(zone)));
        }
    }
}
