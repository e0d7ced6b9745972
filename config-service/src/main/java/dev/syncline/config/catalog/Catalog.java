package dev.syncline.config.catalog;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.syncline.config.check.Findings;
import dev.syncline.config.check.Texts;
import dev.syncline.config.connection.Connections;
import dev.syncline.config.connection.DatabaseSessions;
import dev.syncline.contracts.connection.ConnectionSettings;
import dev.syncline.contracts.failure.Failure;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.contracts.table.TableName;
import dev.syncline.contracts.work.WorkResult.DiscoveredTable;
import dev.syncline.dialect.Descriptor;
import dev.syncline.dialect.Dialects;
import dev.syncline.dialect.SourceDialect.TableSummary;
import dev.syncline.kit.web.ApiException;
import dev.syncline.kit.web.Page;
import dev.syncline.kit.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What the database of a connection holds.
@Component
class Catalog {

    private static final int LONGEST_NAME = 255;

    private final Connections connections;
    private final DatabaseSessions sessions;
    private final Cache<SchemaKey, List<TableSummary>> lists;

    Catalog(Connections connections, DatabaseSessions sessions, CatalogProperties properties) {
        this.connections = connections;
        this.sessions = sessions;
        this.lists = Caffeine.newBuilder()
                .expireAfterWrite(properties.keep())
                .maximumWeight(properties.keptTables())
                .weigher((SchemaKey _, List<TableSummary> tables) -> tables.size() + 1)
                .build();
    }

    Page<SchemaView> schemas(long connectionId, PageRequest request) {
        List<String> names = ask(connections.settings(connectionId), (dialect, session) -> dialect.source().schemas(session));
        Page<String> page = request.cut(names.stream().sorted().toList(), Function.identity());
        return new Page<>(page.items().stream().map(SchemaView::new).toList(), page.next());
    }

    /// @param fresh whether to ask the database even where its answer of some seconds ago is at hand
    Page<CatalogTable> tables(long connectionId, String schema, boolean fresh, PageRequest request) {
        refuseUnusable("schema", schema);
        ConnectionSettings settings = connections.settings(connectionId);
        SchemaKey key = new SchemaKey(connectionId, settings.version(), schema);
        List<TableSummary> tables = fresh ? null : lists.getIfPresent(key);
        if (tables == null) {
            tables = readTables(settings, schema);
            lists.put(key, tables);
        }
        Page<TableSummary> page = request.cut(tables, table -> table.name().table());
        return new Page<>(page.items().stream().map(CatalogTable::of).toList(), page.next());
    }

    TableDetail table(long connectionId, String schema, String table) {
        refuseUnusable("schema", schema);
        refuseUnusable("table", table);
        TableName name = new TableName(schema, table);
        DiscoveredTable found =
                ask(connections.settings(connectionId), (dialect, session) -> dialect.source().discover(session, List.of(name))).getFirst();
        Failure failure = found.failure();
        if (failure != null && failure.code() == FailureCode.NOT_FOUND) {
            throw new ApiException(Problem.NOT_FOUND, failure.message());
        }
        return TableDetail.of(found);
    }

    private List<TableSummary> readTables(ConnectionSettings settings, String schema) {
        return ask(settings, (dialect, session) -> dialect.source().tables(session, schema)).stream()
                .sorted(Comparator.comparing(table -> table.name().table()))
                .toList();
    }

    private <T> T ask(ConnectionSettings settings, DatabaseSessions.Work<T> work) {
        Descriptor kind = Dialects.of(settings.kind()).descriptor();
        if (!kind.source()) {
            throw new ApiException(Problem.CONFLICT, "Connection '%s' is a %s, which can be a target only: its tables are not listed"
                    .formatted(settings.name(), kind.title()));
        }
        try {
            return sessions.ask(settings, work);
        } catch (SyncException e) {
            throw new ApiException(Problem.of(e.code()), e.failure().message());
        }
    }

    private static void refuseUnusable(String what, String name) {
        Findings findings = new Findings("The request");
        findings.add(what, Texts.flawOfName(name, LONGEST_NAME));
        findings.throwIfAny();
    }

    private record SchemaKey(long connectionId, long version, String schema) {}

    /// @param contains only names with this text in them, in any letter case
    /// @param after only names that come later
    record PageRequest(@Nullable String contains, @Nullable String after, int limit) {

        /// @param sorted by name
        private <T> Page<T> cut(List<T> sorted, Function<T, String> nameOf) {
            String wanted = contains == null ? "" : contains.toLowerCase(Locale.ROOT);
            List<T> oneMore = sorted.stream()
                    .filter(item -> after == null || nameOf.apply(item).compareTo(after) > 0)
                    .filter(item -> nameOf.apply(item).toLowerCase(Locale.ROOT).contains(wanted))
                    .limit(limit + 1L)
                    .toList();
            return Page.of(oneMore, limit, nameOf);
        }
    }
}
