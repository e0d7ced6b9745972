package dev.syncline.config.project;

import dev.syncline.config.installation.Installation;
import dev.syncline.contracts.project.Mark;
import dev.syncline.contracts.project.PresentAnswer;
import dev.syncline.contracts.project.PresentQuestion;
import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// What the scheduler asks before it executes projects; only the service token opens this route.
@Hidden
@RestController
class PresentController {

    private final Installation installation;
    private final ProjectRepository repository;
    private final ProjectTopic topic;

    PresentController(Installation installation, ProjectRepository repository, ProjectTopic topic) {
        this.installation = installation;
        this.repository = repository;
        this.topic = topic;
    }

    @PostMapping("/internal/v1/projects/present")
    ResponseEntity<PresentAnswer> present(@RequestBody PresentQuestion question) {
        installation.expectWitnessed();
        installation.heard(question.known());
        Mark mark = installation.mark();
        PresentAnswer answer = repository.present(question.projects());
        if (isBehind(answer, question, mark)) {
            installation.beginEpoch();
            answer = repository.present(question.projects());
        }
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(answer);
    }

    // A revision that was said or is known of, and is later than the present one: the tables of projects were restored without that of the installation.
    private boolean isBehind(PresentAnswer answer, PresentQuestion question, Mark now) {
        boolean ours = question.known().isOfSameInstallation(now);
        return answer.projects().stream().anyMatch(present -> present.revision() < topic.revisionOf(present.id(), now)
                || (ours && question.projects().stream()
                        .anyMatch(known -> known.id() == present.id() && known.epoch() == now.epoch() && known.revision() > present.revision())));
    }
}
