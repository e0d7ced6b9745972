package dev.syncline.contracts;

import java.util.UUID;

/// The names of all topics.
public final class Topics {

    /// The last saved revision of each project, compacted by project id, to be read from its beginning; value [dev.syncline.contracts.project.ProjectEvent].
    public static final String PROJECTS = "syncline.projects";

    /// The life of runs, answers to triggers, and changes of sources, for anyone; value a [dev.syncline.contracts.run.CloudEvent].
    public static final String RUNS = "syncline.runs";

    /// Wishes of other systems for runs; value a [dev.syncline.contracts.run.RunTrigger].
    public static final String TRIGGERS = "syncline.triggers";

    /// Work for a worker that is named in it; value [dev.syncline.contracts.work.WorkCommand].
    public static final String WORK = "syncline.work";

    /// Signs of life from workers, every 5 s; value [dev.syncline.contracts.work.WorkerAnnounced].
    public static final String WORKERS = "syncline.workers";

    /// What came of work; value [dev.syncline.contracts.work.WorkResult].
    public static final String RESULTS = "syncline.results";

    /// Who has asked for which change by the REST interface, and what came of it, for anyone; value [dev.syncline.contracts.audit.AuditRecord].
    public static final String AUDIT = "syncline.audit";

    /// Messages that could not be understood, as they came.
    public static final String DEAD_LETTERS = "syncline.dead-letters";

    private static final String ROWS_PREFIX = "syncline.rows.";

    private Topics() {}

    /// The topic with the rows of one run; it lives as long as the run.
    public static String rows(UUID runId) {
        return ROWS_PREFIX + runId;
    }

    /// Whether a topic holds the rows of some run.
    public static boolean isRows(String topic) {
        return topic.startsWith(ROWS_PREFIX);
    }

    /// The run whose rows a topic holds.
    public static UUID runOf(String rowsTopic) {
        return UUID.fromString(rowsTopic.substring(ROWS_PREFIX.length()));
    }
}
