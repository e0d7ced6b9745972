package dev.syncline.extractor.full;

import java.util.Map;

import dev.syncline.contracts.connection.ConnectionSettings;
import dev.syncline.contracts.policy.TablePlan;
import dev.syncline.dialect.read.PageSize;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/// How much of a table one query reads.
///
/// @param pageSize rows per query by kind of source, for projects that say nothing themselves; keeps a query below the source's own time limit; 0, or a kind
///     that is missing, reads a table in one query
@Validated
@ConfigurationProperties("syncline.extractor")
record PageSizes(@Nullable Map<String, Integer> pageSize) {

    PageSizes {
        pageSize = pageSize == null ? Map.of() : Map.copyOf(pageSize);
        pageSize.forEach((kind, rows) -> {
            if (rows < 0) {
                throw new IllegalArgumentException("syncline.extractor.page-size.%s is 0 (no pages) or more".formatted(kind));
            }
        });
    }

    /// The project's own answer outranks the connection's, and that the worker's.
    int of(TablePlan plan, ConnectionSettings source) {
        return plan.pageSize() >= 0
                ? plan.pageSize()
                : PageSize.of(source).orElseGet(() -> pageSize == null ? 0 : pageSize.getOrDefault(source.kind().id(), 0));
    }
}
