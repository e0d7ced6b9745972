package dev.syncline.config.project;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.syncline.contracts.project.ProjectRevision;

/// A configuration as a run would get it, with what its user has to know.
record CheckedProject(@JsonUnwrapped ProjectRevision revision, List<String> notes) {}
