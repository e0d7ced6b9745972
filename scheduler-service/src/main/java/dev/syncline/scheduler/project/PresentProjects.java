package dev.syncline.scheduler.project;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

import dev.syncline.contracts.project.PresentAnswer;
import dev.syncline.contracts.project.PresentQuestion;
import dev.syncline.contracts.project.ProjectRevision;
import dev.syncline.kit.message.DatabaseAway;
import dev.syncline.kit.message.WholeTopic;
import dev.syncline.kit.web.ApiException;
import dev.syncline.kit.web.Problem;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClientException;

/// Asks config-service for the present revisions of projects, just before they are executed and never within a transaction: what was saved a moment ago
/// may still be on its way here, and what is known here may have been taken back by a restore. Where config-service is away, the copy is taken,
/// and the run says so.
public final class PresentProjects {

    private static final Duration ON_ITS_WAY = Duration.ofSeconds(10);
    private static final int AT_ONCE = 50;

    private final KnownProjects projects;
    private final WholeTopic topic;
    private final ProjectApi api;
    private final CircuitBreaker breaker;
    private final Map<Long, Known> fresh = new ConcurrentHashMap<>();
    private final BlockingQueue<Long> wanted = new LinkedBlockingQueue<>();

    PresentProjects(KnownProjects projects, WholeTopic topic, ProjectApi api, CircuitBreaker breaker) {
        this.projects = projects;
        this.topic = topic;
        this.api = api;
        this.breaker = breaker;
    }

    /// Asks about one project.
    ///
    /// @throws ApiException where neither config-service nor the topic can be asked
    public Known ask(long project) {
        try (Asked asked = ask(List.of(project))) {
            return asked.of(project);
        }
    }

    /// Asks about some projects at once.
    ///
    /// @throws ApiException as [#ask]
    public Asked ask(Collection<Long> ids) {
        Map<Long, Known> answers = ids.isEmpty() ? Map.of() : answers(new HashSet<>(ids));
        fresh.putAll(answers);
        return new Asked(answers, () -> answers.forEach(fresh::remove));
    }

    private Map<Long, Known> answers(Set<Long> ids) {
        Map<Long, Known> answers = new LinkedHashMap<>();
        Optional<String> doubt = askAndTake(ids);
        if (doubt.isPresent() && !topic.awaitRead(ON_ITS_WAY)) {
            throw new ApiException(
                    Problem.UNAVAILABLE,
                    "%s, and what it has said before has not been read from Kafka yet; try again when one of them is back".formatted(doubt.get()));
        }
        ids.forEach(id -> answers.put(id, known(id, doubt.orElse(null))));
        return answers;
    }

    private Known known(long id, @Nullable String doubt) {
        try {
            return new Known(projects.find(id), doubt);
        } catch (RuntimeException e) {
            if (DatabaseAway.isCauseOf(e)) {
                throw e;
            }
            return new Known(Optional.empty(), doubt, e);
        }
    }

    /// @return why config-service did not answer
    private Optional<String> askAndTake(Set<Long> ids) {
        try {
            PresentQuestion question = projects.question(ids);
            PresentAnswer answer = CircuitBreaker.decorateSupplier(breaker, () -> api.present(question)).get();
            projects.take(question, answer);
            return Optional.empty();
        } catch (HttpClientErrorException e) {
            return Optional.of("config-service refused to answer (HTTP %d)".formatted(e.getStatusCode().value()));
        } catch (RestClientException | CallNotPermittedException _) {
            return Optional.of("config-service did not answer");
        }
    }

    /// Whether config-service still shows a revision, as far as it can be asked.
    ///
    /// @return why it does not, in words
    public Optional<String> objection(ProjectRevision then) {
        try {
            if (then.revision() > 0) {
                var _ = CircuitBreaker.decorateSupplier(breaker, () -> api.revision(then.projectId(), then.revision())).get();
                return Optional.empty();
            }
        } catch (HttpClientErrorException e) {
            return e.getStatusCode() == HttpStatus.NOT_FOUND
                    ? Optional.of("Revision %d of project %d is not there any more".formatted(then.revision(), then.projectId()))
                    : Optional.empty();
        } catch (RestClientException | CallNotPermittedException _) {
            return Optional.empty();
        }
        return ask(then.projectId()).revision().isPresent()
                ? Optional.empty()
                : Optional.of("Project %d is not there any more".formatted(then.projectId()));
    }

    /// What config-service has just said of a project, for runs that begin in this transaction; where nobody has asked, that is wanted from here on.
    public Optional<Known> fresh(long project) {
        Known known = fresh.get(project);
        if (known == null && !wanted.contains(project)) {
            wanted.add(project);
        }
        return Optional.ofNullable(known);
    }

    /// Waits for projects about which somebody wants to be told.
    public Set<Long> awaitWanted() throws InterruptedException {
        Set<Long> next = new HashSet<>();
        next.add(wanted.take());
        wanted.drainTo(next, AT_ONCE - 1);
        return next;
    }
}
