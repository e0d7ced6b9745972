package dev.syncline.config.project;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import dev.syncline.config.project.ProjectRequest.ExtractionRequest;
import dev.syncline.config.project.ProjectRequest.PolicyRequest;
import dev.syncline.config.project.ProjectRequest.SchemaNamingRequest;
import dev.syncline.config.project.ProjectRequest.SchemaPolicyRequest;
import dev.syncline.config.project.ProjectRequest.TableNamingRequest;
import dev.syncline.config.project.ProjectRequest.TablePolicyRequest;
import dev.syncline.contracts.table.TableName;
import org.jspecify.annotations.Nullable;

/// Builds requests with good defaults.
final class ProjectRequests {

    private long source = 1;
    private List<@Nullable Long> targets = List.of(2L);
    private @Nullable SchemaNamingRequest schemaNaming = new SchemaNamingRequest("original", null, null);
    private @Nullable TableNamingRequest tableNaming;
    private List<@Nullable TableName> tables = List.of(new TableName("shop", "orders"));
    private @Nullable PolicyRequest policy;
    private final List<@Nullable SchemaPolicyRequest> schemas = new ArrayList<>();
    private final List<@Nullable TablePolicyRequest> tablePolicies = new ArrayList<>();

    static ProjectRequests aProject() {
        return new ProjectRequests();
    }

    ProjectRequests from(long connection) {
        source = connection;
        return this;
    }

    ProjectRequests to(@Nullable Long... connections) {
        targets = Arrays.asList(connections);
        return this;
    }

    ProjectRequests schemasNamed(@Nullable SchemaNamingRequest naming) {
        schemaNaming = naming;
        return this;
    }

    ProjectRequests prefixed(String prefix) {
        return schemasNamed(new SchemaNamingRequest("prefix", prefix, null));
    }

    ProjectRequests inOneSchema(String name) {
        return schemasNamed(new SchemaNamingRequest("fixed", null, name));
    }

    ProjectRequests tablesNamed(@Nullable String mode, @Nullable String infix) {
        tableNaming = new TableNamingRequest(mode, infix);
        return this;
    }

    /// @param names such as `shop.orders`
    ProjectRequests withTables(String... names) {
        return withTables(Arrays.stream(names).map(ProjectRequests::table).toList());
    }

    ProjectRequests withTables(List<TableName> names) {
        tables = new ArrayList<>(names);
        return this;
    }

    ProjectRequests withPolicy(PolicyRequest request) {
        policy = request;
        return this;
    }

    ProjectRequests withPageSize(int rows) {
        return withPolicy(new PolicyRequest(null, null, null, null, rows, null));
    }

    ProjectRequests withValues(Map<String, @Nullable String> values) {
        return withPolicy(new PolicyRequest(null, null, null, null, null, values));
    }

    ProjectRequests ignoringNewTables() {
        return withPolicy(new PolicyRequest(null, null, true, null, null, null));
    }

    ProjectRequests withSchema(@Nullable String schema, @Nullable String newTables) {
        schemas.add(new SchemaPolicyRequest(schema, newTables));
        return this;
    }

    ProjectRequests withTablePolicy(@Nullable TablePolicyRequest request) {
        tablePolicies.add(request);
        return this;
    }

    ProjectRequests incremental(String table, @Nullable List<@Nullable String> key, @Nullable String lookBack, String... keyFields) {
        return withTablePolicy(new TablePolicyRequest(
                table(table), new ExtractionRequest("incremental", key, lookBack, null), Arrays.asList(keyFields), null));
    }

    ProjectRequest build() {
        return new ProjectRequest(null, "Copy", source, targets, schemaNaming, tableNaming, tables, null, policy, schemas, tablePolicies, null, null, null, null);
    }

    static TableName table(String name) {
        return new TableName(name.substring(0, name.indexOf('.')), name.substring(name.indexOf('.') + 1));
    }
}
