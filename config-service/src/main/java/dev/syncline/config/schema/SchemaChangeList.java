package dev.syncline.config.schema;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/// One page of what has become of a project's source.
///
/// @param revision the project's present one, also the ETag
/// @param checkedAt when the source was last looked at; null where it never was
/// @param failure why the last look came to nothing; null where it did not
/// @param pending how many changes nobody has settled
/// @param next where the next page begins; null on the last
record SchemaChangeList(
        long projectId,
        long revision,
        @Nullable Instant checkedAt,
        @Nullable String failure,
        int pending,
        List<SchemaChangeView> items,
        @Nullable String next) {}
