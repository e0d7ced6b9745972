package dev.syncline.config.project;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.syncline.contracts.table.TableName;
import dev.syncline.kit.message.Json;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Keeps the columns of chosen tables as people know them.
@Repository
public class KnownTables {

    private final JdbcClient jdbc;

    KnownTables(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Map<TableName, KnownTable> find(long project) {
        Map<TableName, KnownTable> known = new HashMap<>();
        jdbc.sql("SELECT table_schema, table_name, shape FROM known_table WHERE project_id = :project").param("project", project).query(row -> {
            known.put(new TableName(row.getString("table_schema"), row.getString("table_name")), Json.read(row.getString("shape"), KnownTable.class));
        });
        return known;
    }

    /// Remembers tables that were not known; of others nothing changes.
    public void learn(long project, Map<TableName, KnownTable> tables) {
        store(project, tables, "DO NOTHING");
    }

    /// Remembers tables as they are now.
    public void replace(long project, Map<TableName, KnownTable> tables) {
        store(project, tables, "DO UPDATE SET shape = excluded.shape");
    }

    private void store(long project, Map<TableName, KnownTable> tables, String otherwise) {
        List<String> schemas = new ArrayList<>();
        List<String> names = new ArrayList<>();
        List<String> shapes = new ArrayList<>();
        tables.forEach((table, known) -> {
            schemas.add(table.schema());
            names.add(table.table());
            shapes.add(Json.text(known));
        });
        jdbc.sql("""
                INSERT INTO known_table (project_id, table_schema, table_name, shape)
                SELECT :project, t.table_schema, t.table_name, t.shape
                FROM unnest(CAST(:schemas AS text[]), CAST(:names AS text[]), CAST(:shapes AS text[])) AS t(table_schema, table_name, shape)
                ON CONFLICT (project_id, table_schema, table_name) %s
                """.formatted(otherwise))
                .param("project", project)
                .param("schemas", schemas.toArray(String[]::new))
                .param("names", names.toArray(String[]::new))
                .param("shapes", shapes.toArray(String[]::new))
                .update();
    }

    /// Forgets a table that is not chosen any more.
    public void forget(long project, TableName table) {
        jdbc.sql("DELETE FROM known_table WHERE project_id = :project AND table_schema = :schema AND table_name = :name")
                .param("project", project)
                .param("schema", table.schema())
                .param("name", table.table())
                .update();
    }
}
