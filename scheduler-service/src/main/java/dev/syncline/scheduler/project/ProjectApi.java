package dev.syncline.scheduler.project;

import dev.syncline.contracts.project.ProjectRevision;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.PostExchange;
import tools.jackson.databind.node.ObjectNode;

/// What config-service answers about projects.
interface ProjectApi {

    @PostExchange("/api/v1/projects/validate")
    ProjectRevision validate(@RequestBody ObjectNode configuration);
}
