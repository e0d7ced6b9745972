package dev.syncline.dialect.load;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

import dev.syncline.contracts.policy.SyncTime;
import dev.syncline.contracts.table.TableShape;
import org.jspecify.annotations.Nullable;

/// What is written of a row: its own columns, and when it was synchronised where the rules say so (S30, A15).
///
/// @param shape all columns
/// @param syncTime the wall clock of UTC in milliseconds, as the database writes it; null where there is no such column
public record WrittenShape(TableShape shape, @Nullable String syncTime) {

    private static final DateTimeFormatter MILLISECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

    public static WrittenShape of(LoadPlan plan) {
        Instant moment = plan.rules().syncTime();
        return moment == null
                ? new WrittenShape(plan.shape(), null)
                : new WrittenShape(SyncTime.addTo(plan.shape()), MILLISECONDS.format(moment));
    }
}
