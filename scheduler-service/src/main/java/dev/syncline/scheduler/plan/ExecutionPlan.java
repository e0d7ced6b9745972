package dev.syncline.scheduler.plan;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.syncline.contracts.run.Alerting;
import dev.syncline.contracts.run.Priority;
import dev.syncline.kit.web.FieldRefusal;
import dev.syncline.scheduler.calendar.Calendar;
import dev.syncline.scheduler.calendar.Schedule;
import dev.syncline.scheduler.run.state.RetryPolicy;
import org.jspecify.annotations.Nullable;

/// When a project is executed by itself, as people write it down (S56).
///
/// @param enabled whether it is ever due; true where it is missing
/// @param zone a region such as `Europe/Berlin`, or `UTC`
/// @param from the first moment at which it can be due, or null
/// @param until the first moment at which it can no longer be due, or null
/// @param missed `fire-once` where it is missing
/// @param priority `medium` where it is missing
/// @param retry null for the settings' own
/// @param dependencies projects whose latest run since this plan's previous start must have succeeded (S65)
/// @param dependencyWait how long to wait for them, at most 7 days; zero where it is missing: do not wait (S66)
/// @param alerting failures to the settings' recipients where it is missing
record ExecutionPlan(
        String name,
        @Nullable Long projectId,
        @Nullable Boolean enabled,
        @Nullable String zone,
        List<Schedule> schedules,
        @Nullable Instant from,
        @Nullable Instant until,
        @Nullable MissedRule missed,
        @Nullable Priority priority,
        @Nullable Retry retry,
        List<DependsOn> dependencies,
        @Nullable Duration dependencyWait,
        @Nullable Alerts alerting) {

    private static final int LONGEST_NAME = 200;
    private static final int MOST_DEPENDENCIES = 50;
    private static final int MOST_RECIPIENTS = 50;
    private static final Duration LONGEST_WAIT = Duration.ofDays(7);

    ExecutionPlan {
        name = name == null ? "" : name.strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw FieldRefusal.of("name", "A plan needs a name of 1 to %d characters, without control characters".formatted(LONGEST_NAME));
        }
        if (projectId == null) {
            throw FieldRefusal.of("projectId", "A plan needs the projectId of the project that it executes");
        }
        enabled = enabled == null || enabled;
        schedules = schedules == null ? List.of() : List.copyOf(schedules);
        missed = missed == null ? MissedRule.FIRE_ONCE : missed;
        priority = priority == null ? Priority.MEDIUM : priority;
        if (retry != null) {
            Retry given = retry;
            FieldRefusal.in("retry", () -> new RetryPolicy(given.attempts, given.backoff));
        }
        dependencies = dependencies == null ? List.of() : dependencies.stream().distinct().toList();
        if (dependencies.size() > MOST_DEPENDENCIES) {
            throw FieldRefusal.of("dependencies", "A plan depends on at most %d projects, not %d".formatted(MOST_DEPENDENCIES, dependencies.size()));
        }
        if (dependencies.contains(new DependsOn(projectId))) {
            throw FieldRefusal.of("dependencies", "A plan cannot depend on the project that it executes (%d)".formatted(projectId));
        }
        dependencyWait = dependencyWait == null ? Duration.ZERO : dependencyWait;
        if (dependencyWait.isNegative() || dependencyWait.compareTo(LONGEST_WAIT) > 0) {
            throw FieldRefusal.of("dependencyWait", "The time to wait for other projects is between 0 and 7 days, not %s".formatted(dependencyWait));
        }
        alerting = alerting == null ? new Alerts(true, false, false, List.of()) : alerting;
        new Calendar(zone(zone), schedules, from, until);
    }

    // What a request may leave out stands for its default in every plan that there is.

    @Override
    public Long projectId() {
        return Objects.requireNonNull(projectId);
    }

    @Override
    public Boolean enabled() {
        return Objects.requireNonNull(enabled);
    }

    @Override
    public String zone() {
        return Objects.requireNonNull(zone);
    }

    @Override
    public MissedRule missed() {
        return Objects.requireNonNull(missed);
    }

    @Override
    public Priority priority() {
        return Objects.requireNonNull(priority);
    }

    @Override
    public Duration dependencyWait() {
        return Objects.requireNonNull(dependencyWait);
    }

    @Override
    public Alerts alerting() {
        return Objects.requireNonNull(alerting);
    }

    /// Stands in for a plan that this version cannot read; it is never due.
    static ExecutionPlan unreadable(long projectId) {
        Schedule never = new Schedule.Once(List.of(LocalDateTime.of(1970, 1, 1, 0, 0)));
        return new ExecutionPlan("(cannot be read)", projectId, false, "UTC", List.of(never), null, null, null, null, null, List.of(), null, null);
    }

    /// When it is due.
    @JsonIgnore
    Calendar calendar() {
        return new Calendar(zone(zone), schedules, from, until);
    }

    private static ZoneId zone(@Nullable String zone) {
        if (zone == null || zone.isBlank()) {
            throw FieldRefusal.of("zone", "A plan needs a time zone; choose a region such as Europe/Berlin, or UTC");
        }
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException _) {
            throw FieldRefusal.of("zone", "There is no such time zone; choose a region such as Europe/Berlin, or UTC");
        }
    }

    @Nullable
    RetryPolicy retryPolicy() {
        return retry == null ? null : new RetryPolicy(retry.attempts, retry.backoff);
    }

    /// The same, not to be due any longer.
    ExecutionPlan disabled() {
        return enabled(false);
    }

    /// The same, to be due or not.
    ExecutionPlan enabled(boolean whether) {
        return new ExecutionPlan(
                name, projectId, whether, zone, schedules, from, until, missed, priority, retry, dependencies, dependencyWait, alerting);
    }

    /// @param attempts in all, 1 to 20
    /// @param backoff before the second attempt, such as `PT30S`, at most 10 minutes; it doubles with each further one
    record Retry(int attempts, Duration backoff) {
        Retry {
            if (backoff == null) {
                throw FieldRefusal.of("backoff", "A retry needs a backoff, such as PT30S");
            }
        }
    }

    record DependsOn(long projectId) {}

    /// Who is told of what (S67, S68); see [Alerting].
    ///
    /// @param onFailure true where it is missing
    /// @param onRecovery false where it is missing
    /// @param onMissed false where it is missing
    record Alerts(@Nullable Boolean onFailure, @Nullable Boolean onRecovery, @Nullable Boolean onMissed, List<String> recipients) {
        Alerts {
            onFailure = onFailure == null || onFailure;
            onRecovery = onRecovery != null && onRecovery;
            onMissed = onMissed != null && onMissed;
            recipients = recipients == null ? List.of() : recipients.stream().distinct().toList();
            if (recipients.size() > MOST_RECIPIENTS) {
                throw FieldRefusal.of("recipients", "A plan has at most %d recipients, not %d".formatted(MOST_RECIPIENTS, recipients.size()));
            }
            for (int i = 0; i < recipients.size(); i++) {
                if (!Alerting.isAddress(recipients.get(i))) {
                    throw FieldRefusal.of(
                            "recipients", "Recipient %d is not a mail address of the form name@host; give the address alone, without a display name".formatted(i + 1));
                }
            }
        }

        Alerting frozen() {
            return new Alerting(Boolean.TRUE.equals(onFailure), Boolean.TRUE.equals(onRecovery), Boolean.TRUE.equals(onMissed), recipients);
        }
    }
}
