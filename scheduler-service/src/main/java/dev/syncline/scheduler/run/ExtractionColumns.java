package dev.syncline.scheduler.run;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;

import dev.syncline.contracts.chunk.Manifest;
import dev.syncline.contracts.failure.Failure;
import dev.syncline.scheduler.run.state.ExtractionState;
import dev.syncline.scheduler.run.state.ExtractionState.Place;
import dev.syncline.scheduler.store.Columns;
import org.jspecify.annotations.Nullable;

/// The state of an extraction as columns of its table's row.
record ExtractionColumns(
        String word,
        @Nullable Integer partition,
        @Nullable Long fence,
        @Nullable Long offset,
        @Nullable String identity,
        @Nullable Manifest manifest,
        @Nullable Failure failure) {

    static ExtractionColumns of(ExtractionState state) {
        return switch (state) {
            case ExtractionState.Uninspected _ -> new ExtractionColumns("UNINSPECTED", null, null, null, null, null, null);
            case ExtractionState.Inspecting _ -> new ExtractionColumns("INSPECTING", null, null, null, null, null, null);
            case ExtractionState.Waiting _ -> new ExtractionColumns("WAITING", null, null, null, null, null, null);
            case ExtractionState.Given(int partition) -> new ExtractionColumns("GIVEN", partition, null, null, null, null, null);
            case ExtractionState.Started(Place place) ->
                new ExtractionColumns("STARTED", place.partition(), place.fence(), place.offset(), place.identity(), null, null);
            case ExtractionState.Withdrawing _ -> new ExtractionColumns("WITHDRAWING", null, null, null, null, null, null);
            case ExtractionState.Done(Place place, Manifest manifest) ->
                new ExtractionColumns("DONE", place.partition(), place.fence(), place.offset(), place.identity(), manifest, null);
            case ExtractionState.Ended(Failure failure) -> new ExtractionColumns("ENDED", null, null, null, null, null, failure);
        };
    }

    static ExtractionColumns read(ResultSet row) throws SQLException {
        return new ExtractionColumns(
                row.getString("extraction"),
                row.getObject("partition", Integer.class),
                row.getObject("extraction_fence", Long.class),
                row.getObject("record_offset", Long.class),
                row.getString("source_identity"),
                Columns.json(row, "manifest", Manifest.class),
                Columns.failure(row));
    }

    ExtractionState state() {
        return switch (word) {
            case "UNINSPECTED" -> new ExtractionState.Uninspected();
            case "INSPECTING" -> new ExtractionState.Inspecting();
            case "WAITING" -> new ExtractionState.Waiting();
            case "GIVEN" -> new ExtractionState.Given(Objects.requireNonNull(partition));
            case "STARTED" -> new ExtractionState.Started(place());
            case "WITHDRAWING" -> new ExtractionState.Withdrawing();
            case "DONE" -> new ExtractionState.Done(place(), Objects.requireNonNull(manifest));
            case "ENDED" -> new ExtractionState.Ended(failure);
            default -> throw new IllegalStateException("An extraction is in an unknown state: " + word);
        };
    }

    private Place place() {
        return new Place(Objects.requireNonNull(partition), Objects.requireNonNull(fence), Objects.requireNonNull(offset), identity);
    }
}
