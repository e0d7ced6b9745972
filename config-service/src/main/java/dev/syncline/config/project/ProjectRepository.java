package dev.syncline.config.project;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

import dev.syncline.config.listing.Sorting;
import dev.syncline.config.project.ProjectSummary.NamedConnection;
import dev.syncline.contracts.project.ConnectionRef;
import dev.syncline.contracts.project.Mark;
import dev.syncline.contracts.project.PresentAnswer;
import dev.syncline.contracts.project.PresentQuestion;
import dev.syncline.contracts.project.ProjectRevision;
import dev.syncline.kit.message.Json;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.JsonNode;

@Repository
class ProjectRepository {

    private final JdbcClient jdbc;

    ProjectRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(ProjectRevision project, Instant now) {
        jdbc.sql("""
                INSERT INTO project (id, name, revision, tables, managed_by, labels, created_at, changed_at)
                VALUES (:id, :name, :revision, :tables, :managedBy, :labels, :now, :now)
                """)
                .param("id", project.projectId())
                .param("name", project.projectName())
                .param("revision", project.revision())
                .param("tables", project.tables().size())
                .param("managedBy", project.ownership().managedBy())
                .param("labels", Json.text(project.ownership().labels()))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    void update(ProjectRevision project, Instant now) {
        jdbc.sql("""
                UPDATE project
                SET name = :name, revision = :revision, tables = :tables, managed_by = :managedBy, labels = :labels, changed_at = :now
                WHERE id = :id
                """)
                .param("id", project.projectId())
                .param("name", project.projectName())
                .param("revision", project.revision())
                .param("tables", project.tables().size())
                .param("managedBy", project.ownership().managedBy())
                .param("labels", Json.text(project.ownership().labels()))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    void insertRevision(ProjectRevision project, Instant now, String savedBy, Why why) {
        jdbc.sql("""
                INSERT INTO project_revision (project_id, revision, saved_at, saved_by, document, comment, restored_from)
                VALUES (:id, :revision, :now, :savedBy, :document, :comment, :restoredFrom)
                """)
                .param("comment", why.comment())
                .param("restoredFrom", why.restoredFrom())
                .param("id", project.projectId())
                .param("revision", project.revision())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("savedBy", savedBy)
                .param("document", Json.text(project))
                .update();
    }

    void replaceConnections(ProjectRevision project) {
        jdbc.sql("DELETE FROM project_connection WHERE project_id = :id").param("id", project.projectId()).update();
        insertConnections(project, Stream.of(project.source()), false);
        insertConnections(project, project.targets().stream(), true);
    }

    void delete(long id) {
        jdbc.sql("DELETE FROM project WHERE id = :id").param("id", id).update();
    }

    /// The present revision's number; nobody else saves the project until the transaction ends.
    OptionalLong lockRevision(long id) {
        return jdbc.sql("SELECT revision FROM project WHERE id = :id FOR UPDATE")
                .param("id", id)
                .query(Long.class)
                .optional()
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    boolean exists(long id) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM project WHERE id = :id)").param("id", id).query(Boolean.class).single();
    }

    boolean nameIsTaken(String name, long exceptId) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM project WHERE lower(name) = lower(:name) AND id <> :except)")
                .param("name", name)
                .param("except", exceptId)
                .query(Boolean.class)
                .single();
    }

    Optional<SavedRevision> findPresent(long id) {
        return jdbc.sql("""
                SELECT r.document, r.saved_at, r.saved_by, r.comment
                FROM project p
                JOIN project_revision r ON r.project_id = p.id AND r.revision = p.revision
                WHERE p.id = :id
                """).param("id", id).query((row, _) -> revision(row)).optional();
    }

    Optional<SavedRevision> findRevision(long id, long revision) {
        return jdbc.sql("""
                SELECT document, saved_at, saved_by, comment
                FROM project_revision
                WHERE project_id = :id AND revision = :revision
                """).param("id", id).param("revision", revision).query((row, _) -> revision(row)).optional();
    }

    /// The number of each project's present revision.
    Map<Long, Long> presentRevisions() {
        Map<Long, Long> revisions = new HashMap<>();
        jdbc.sql("SELECT id, revision FROM project").query(row -> {
            revisions.put(row.getLong("id"), row.getLong("revision"));
        });
        return revisions;
    }

    /// What is present of some projects at one moment, with how far the database has come then. A document comes only where its number is not the
    /// known one.
    PresentAnswer present(List<PresentQuestion.Known> asked) {
        List<Mark> mark = new ArrayList<>();
        List<PresentAnswer.Present> present = new ArrayList<>();
        jdbc.sql("""
                SELECT i.id AS installation, i.epoch, i.change, p.id, p.revision, r.document
                FROM installation i
                LEFT JOIN (
                    unnest(CAST(:ids AS bigint[]), CAST(:known AS bigint[])) AS asked(id, known)
                    JOIN project p ON p.id = asked.id
                    LEFT JOIN project_revision r ON r.project_id = p.id AND r.revision = p.revision AND p.revision <> asked.known
                ) ON true
                """)
                .param("ids", asked.stream().map(PresentQuestion.Known::id).toArray(Long[]::new))
                .param("known", asked.stream().map(PresentQuestion.Known::revision).toArray(Long[]::new))
                .query(row -> {
                    mark.add(new Mark(Objects.requireNonNull(row.getObject("installation", UUID.class)), row.getLong("epoch"), row.getLong("change")));
                    long id = row.getLong("id");
                    if (!row.wasNull()) {
                        String document = row.getString("document");
                        present.add(new PresentAnswer.Present(
                                id, row.getLong("revision"), document == null ? null : Json.read(document, ProjectRevision.class)));
                    }
                });
        return new PresentAnswer(mark.getFirst(), present);
    }

    /// Projects in an order.
    ///
    /// @param search a part of the name of the project or of one of its connections; empty for all
    /// @param connection only those that use it; null for all
    List<SortedProject> page(Sorting sorting, String search, @Nullable Long connection, int limit) {
        return sorting.bind(jdbc.sql("""
                SELECT p.id, p.revision, p.name, p.tables, p.managed_by, p.labels, p.changed_at, r.saved_by, s.id AS source, s.name AS source_name, s.kind AS source_kind,
                    t.ids AS targets, t.names AS target_names, t.kinds AS target_kinds,
                    (SELECT count(*) FROM schema_change c WHERE c.project_id = p.id AND c.state = 'PENDING') AS changes, %s
                FROM project p
                JOIN project_revision r ON r.project_id = p.id AND r.revision = p.revision
                JOIN project_connection reads ON reads.project_id = p.id AND NOT reads.target
                JOIN connection s ON s.id = reads.connection_id
                CROSS JOIN LATERAL (
                    SELECT array_agg(c.id ORDER BY c.id) AS ids, array_agg(c.name ORDER BY c.id) AS names, array_agg(c.kind ORDER BY c.id) AS kinds
                    FROM project_connection writes
                    JOIN connection c ON c.id = writes.connection_id
                    WHERE writes.project_id = p.id AND writes.target) AS t
                WHERE %s
                    AND (:search = '' OR strpos(lower(concat_ws(E'\n', p.name, s.name, array_to_string(t.names, E'\n'))), lower(:search)) > 0)
                    AND (CAST(:connection AS bigint) IS NULL OR s.id = :connection OR :connection = ANY(t.ids))
                ORDER BY %s
                LIMIT :limit
                """.formatted(sorting.selected(), sorting.condition("p.id"), sorting.order("p.id"))))
                .param("search", search)
                .param("connection", connection)
                .param("limit", limit)
                .query((row, _) -> new SortedProject(summary(row), row.getString("sort_key")))
                .list();
    }

    /// @param sortKey by what it was sorted
    record SortedProject(ProjectSummary project, String sortKey) {}

    /// Newest first.
    ///
    /// @param before only older ones
    List<RevisionSummary> revisions(long id, long before, int limit) {
        return jdbc.sql("""
                SELECT revision, saved_at, saved_by, comment, restored_from
                FROM project_revision
                WHERE project_id = :id AND revision < :before
                ORDER BY revision DESC
                LIMIT :limit
                """)
                .param("id", id)
                .param("before", before)
                .param("limit", limit)
                .query((row, _) -> new RevisionSummary(
                        row.getLong("revision"),
                        instant(row, "saved_at"),
                        row.getString("saved_by"),
                        row.getString("comment"),
                        row.getObject("restored_from", Long.class)))
                .list();
    }

    private void insertConnections(ProjectRevision project, Stream<ConnectionRef> connections, boolean target) {
        connections.forEach(connection -> jdbc.sql("""
                INSERT INTO project_connection (project_id, connection_id, target)
                VALUES (:project, :connection, :target)
                """)
                .param("project", project.projectId())
                .param("connection", connection.id())
                .param("target", target)
                .update());
    }

    private static ProjectSummary summary(ResultSet row) throws SQLException {
        List<NamedConnection> targets = new ArrayList<>();
        Long[] ids = (Long[]) row.getArray("targets").getArray();
        String[] names = (String[]) row.getArray("target_names").getArray();
        String[] kinds = (String[]) row.getArray("target_kinds").getArray();
        for (int i = 0; i < ids.length; i++) {
            targets.add(new NamedConnection(ids[i], names[i], kinds[i]));
        }
        return new ProjectSummary(
                row.getLong("id"),
                row.getLong("revision"),
                row.getString("name"),
                row.getLong("source"),
                List.of(ids),
                new NamedConnection(row.getLong("source"), row.getString("source_name"), row.getString("source_kind")),
                targets,
                row.getInt("tables"),
                row.getInt("changes"),
                instant(row, "changed_at"),
                row.getString("saved_by"),
                row.getString("managed_by"),
                labels(row));
    }

    private static Map<String, String> labels(ResultSet row) throws SQLException {
        Map<String, String> labels = new TreeMap<>();
        Json.read(row.getString("labels"), JsonNode.class).properties().forEach(label -> labels.put(label.getKey(), label.getValue().asString()));
        return labels;
    }

    private static SavedRevision revision(ResultSet row) throws SQLException {
        return new SavedRevision(
                Json.read(row.getString("document"), ProjectRevision.class), instant(row, "saved_at"), row.getString("saved_by"), row.getString("comment"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
