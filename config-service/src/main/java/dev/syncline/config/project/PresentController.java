package dev.syncline.config.project;

import java.util.HashMap;
import java.util.Map;

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
        Map<Long, Long> said = said(question, installation.mark());
        PresentAnswer answer = repository.present(question.projects());
        if (answer.projects().stream().anyMatch(present -> present.revision() < said.getOrDefault(present.id(), 0L))) {
            installation.beginEpoch();
            answer = repository.present(question.projects());
        }
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(answer);
    }

    // What was said of the projects in this epoch. A present revision that is lower shows that their tables were restored without that of the
    // installation. To be read before the database, which may go on meanwhile.
    private Map<Long, Long> said(PresentQuestion question, Mark now) {
        boolean ours = question.known().isOfSameInstallation(now);
        Map<Long, Long> said = new HashMap<>();
        question.projects().forEach(known -> {
            long heard = ours && known.epoch() == now.epoch() ? known.revision() : 0;
            said.put(known.id(), Math.max(heard, topic.revisionOf(known.id(), now)));
        });
        return said;
    }
}
