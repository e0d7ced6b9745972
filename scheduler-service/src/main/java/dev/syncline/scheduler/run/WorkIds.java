package dev.syncline.scheduler.run;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

import dev.syncline.contracts.table.TableName;

/// Ids that follow from what they name, so that doing something twice names it once.
final class WorkIds {

    private WorkIds() {}

    static UUID table(UUID run, TableName source) {
        return of(run + "/" + source.schema().length() + "/" + source);
    }

    static UUID discovery(UUID run, int piece) {
        return of(run + "/discovery/" + piece);
    }

    static UUID inspection(UUID table, long target, int attempt) {
        return of(table + "/inspection/" + target + "/" + attempt);
    }

    static UUID extraction(UUID table, int attempt) {
        return of(table + "/extraction/" + attempt);
    }

    static UUID load(UUID table, long target, int attempt) {
        return of(table + "/load/" + target + "/" + attempt);
    }

    static UUID cleanUp(UUID table, long target, int attempt) {
        return of(table + "/clean-up/" + target + "/" + attempt);
    }

    private static UUID of(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}
