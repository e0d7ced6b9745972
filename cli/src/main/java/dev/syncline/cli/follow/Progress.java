package dev.syncline.cli.follow;

import tools.jackson.databind.JsonNode;

/// Is told what happens to a run.
public interface Progress {

    /// The run as it is now; also when nothing has changed.
    void run(JsonNode run);

    /// A table of it, as it is now.
    void table(JsonNode table);

    /// The run as it has ended.
    default void ended(JsonNode run) {}

    /// Shows nothing.
    Progress SILENT = new Progress() {
        @Override
        public void run(JsonNode run) {}

        @Override
        public void table(JsonNode table) {}
    };
}
