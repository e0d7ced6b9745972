package dev.syncline.scheduler.run;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.syncline.contracts.failure.Failure;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.scheduler.run.state.RunInput;
import org.jspecify.annotations.Nullable;

/// One project that a run waits for (S65).
///
/// @param latest the run of the project that decides, or null
/// @param changed whether its state is news
/// @param until when the run has waited for long enough (S66)
record Dependency(UUID run, long project, String projectName, State state, @Nullable UUID latest, boolean changed, Instant until) {

    /// Where the project stands since the plan's previous start.
    enum State {
        /// It has not been executed.
        MISSING,
        UNDER_WAY,
        SUCCEEDED,
        FAILED,
        CANCELLED,
        /// There is no such project any more.
        DELETED
    }

    /// What follows from all the dependencies of one run; nothing where it has to go on waiting.
    static Optional<RunInput.BeforeIt> judge(List<Dependency> all, Instant now) {
        Optional<Dependency> hopeless = all.stream().filter(Dependency::hopeless).findFirst();
        if (hopeless.isPresent()) {
            return Optional.of(new RunInput.DependenciesUnmet(failure(hopeless.get().reason())));
        }
        List<Dependency> open = all.stream().filter(it -> it.state != State.SUCCEEDED).toList();
        if (open.isEmpty()) {
            return Optional.of(new RunInput.DependenciesMet());
        }
        if (all.getFirst().until.isAfter(now)) {
            return Optional.empty();
        }
        String late = open.stream().map(Dependency::reason).collect(Collectors.joining(", and "));
        return Optional.of(new RunInput.DependenciesUnmet(failure("The time to wait for other projects is over: " + late)));
    }

    private boolean hopeless() {
        return switch (state) {
            case FAILED, CANCELLED, DELETED -> true;
            case MISSING, UNDER_WAY, SUCCEEDED -> false;
        };
    }

    /// In words, for notes and failures.
    String reason() {
        String name = "project \"%s\" (%d)".formatted(projectName, project);
        return switch (state) {
            case MISSING -> name + " has not been executed since the previous start of this plan";
            case UNDER_WAY -> "run %s of %s has not ended".formatted(latest, name);
            case SUCCEEDED -> "run %s of %s has succeeded".formatted(latest, name);
            case FAILED -> "run %s of %s has failed".formatted(latest, name);
            case CANCELLED -> "run %s of %s was cancelled".formatted(latest, name);
            case DELETED -> name + " does not exist any more; take it out of the plan's dependencies";
        };
    }

    private static Failure failure(String reason) {
        return new Failure(FailureCode.DEPENDENCY, Character.toUpperCase(reason.charAt(0)) + reason.substring(1));
    }
}
