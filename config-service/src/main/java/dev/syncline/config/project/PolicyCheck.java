package dev.syncline.config.project;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import dev.syncline.config.check.FindingCode;
import dev.syncline.config.check.Findings;
import dev.syncline.config.check.Flaw;
import dev.syncline.config.check.Texts;
import dev.syncline.config.project.ProjectRequest.ExtractionRequest;
import dev.syncline.config.project.ProjectRequest.PatternPolicyRequest;
import dev.syncline.config.project.ProjectRequest.PolicyRequest;
import dev.syncline.config.project.ProjectRequest.SchemaPolicyRequest;
import dev.syncline.config.project.ProjectRequest.TablePolicyRequest;
import dev.syncline.contracts.policy.ConnectionPolicy;
import dev.syncline.contracts.policy.Extraction;
import dev.syncline.contracts.policy.FieldChanges;
import dev.syncline.contracts.policy.FullMode;
import dev.syncline.contracts.policy.NewTables;
import dev.syncline.contracts.policy.PatternPolicy;
import dev.syncline.contracts.policy.SchemaPolicy;
import dev.syncline.contracts.policy.TableKey;
import dev.syncline.contracts.policy.TablePattern;
import dev.syncline.contracts.policy.TablePolicy;
import dev.syncline.contracts.policy.TableProperties;
import dev.syncline.contracts.policy.ValueAction;
import dev.syncline.contracts.policy.ValueTrouble;
import dev.syncline.contracts.table.TableName;
import org.jspecify.annotations.Nullable;

/// Turns the described policies of the three levels into what travels with a revision, or adds what is wrong with them.
final class PolicyCheck {

    static final int LONGEST_NAME = 255;
    private static final int MOST_SCHEMAS = 1_000;
    private static final int MOST_TABLE_POLICIES = 20_000;
    /// MySQL's limit of columns in a key; PostgreSQL's is 32.
    private static final int MOST_KEY_COLUMNS = 16;

    private static final EnumWords<FullMode> FULL_MODES = new EnumWords<>(FullMode.class);
    private static final EnumWords<FieldChanges> FIELD_CHANGES = new EnumWords<>(FieldChanges.class);
    private static final EnumWords<NewTables> NEW_TABLES = new EnumWords<>(NewTables.class);
    private static final EnumWords<ValueTrouble> TROUBLES = new EnumWords<>(ValueTrouble.class);
    private static final EnumWords<ValueAction> ACTIONS = new EnumWords<>(ValueAction.class);

    private PolicyCheck() {}

    static ConnectionPolicy connection(@Nullable PolicyRequest request, Findings findings) {
        if (request == null) {
            return ConnectionPolicy.DEFAULT;
        }
        Integer pageSize = request.pageSize();
        if (pageSize != null && pageSize < 0) {
            findings.add("policy.pageSize", Flaw.of(FindingCode.OUT_OF_RANGE, "is %d; it is 0, for one query, or more".formatted(pageSize)).with("least", 0));
            pageSize = null;
        }
        return new ConnectionPolicy(
                FULL_MODES.read("policy.fullMode", request.fullMode(), ConnectionPolicy.DEFAULT.fullMode(), findings),
                FIELD_CHANGES.read("policy.fieldChanges", request.fieldChanges(), ConnectionPolicy.DEFAULT.fieldChanges(), findings),
                Boolean.TRUE.equals(request.ignoreNewTables()),
                Boolean.TRUE.equals(request.addSyncTime()),
                pageSize,
                values(request.values(), findings));
    }

    private static Map<ValueTrouble, ValueAction> values(@Nullable Map<String, @Nullable String> request, Findings findings) {
        Map<ValueTrouble, ValueAction> values = new EnumMap<>(ValueTrouble.class);
        if (request == null) {
            return values;
        }
        request.forEach((word, actionWord) -> {
            ValueTrouble trouble = TROUBLES.read("policy.values", word, findings);
            String field = "policy.values.%s".formatted(trouble == null ? "?" : word);
            ValueAction action = ACTIONS.read(field, actionWord, findings);
            if (trouble == null || action == null) {
                return;
            }
            if (trouble == ValueTrouble.NUL_CHARACTER && action == ValueAction.TEXT) {
                findings.add(field, Flaw.of(FindingCode.NOT_APPLICABLE, "is text, but such a column is text already; choose clamp, which leaves the character out, null or fail"));
            }
            values.put(trouble, action);
        });
        return values;
    }

    static List<SchemaPolicy> schemas(@Nullable List<@Nullable SchemaPolicyRequest> request, Findings findings) {
        List<SchemaPolicy> schemas = new ArrayList<>();
        if (request == null) {
            return schemas;
        }
        if (request.size() > MOST_SCHEMAS) {
            findings.add("schemas", Flaw.of(FindingCode.TOO_MANY, "are more than %d".formatted(MOST_SCHEMAS)).with("most", MOST_SCHEMAS));
            return schemas;
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < request.size(); i++) {
            SchemaPolicyRequest one = request.get(i);
            String field = "schemas[%d]".formatted(i);
            if (one == null) {
                findings.add(field, Flaw.of(FindingCode.MISSING, "is null"));
                continue;
            }
            String schema = findings.required(field + ".schema", one.schema(), name -> Texts.flawOfName(name, LONGEST_NAME));
            NewTables newTables = NEW_TABLES.read(field + ".newTables", one.newTables(), findings);
            if (!seen.add(schema)) {
                findings.add(field, Flaw.of(FindingCode.DUPLICATE, "names schema '%s' a second time".formatted(schema)).with("schema", schema));
            }
            schemas.add(new SchemaPolicy(schema, newTables == null ? NewTables.INHERIT : newTables));
        }
        return schemas;
    }

    static List<TablePolicy> tables(@Nullable List<@Nullable TablePolicyRequest> request, Findings findings) {
        List<TablePolicy> policies = new ArrayList<>();
        if (request == null) {
            return policies;
        }
        if (request.size() > MOST_TABLE_POLICIES) {
            findings.add("tablePolicies", Flaw.of(FindingCode.TOO_MANY, "are more than %d; divide the tables among projects".formatted(MOST_TABLE_POLICIES)).with("most", MOST_TABLE_POLICIES));
            return policies;
        }
        Set<TableName> seen = new HashSet<>();
        for (int i = 0; i < request.size(); i++) {
            TablePolicyRequest one = request.get(i);
            String field = "tablePolicies[%d]".formatted(i);
            if (one == null || one.table() == null) {
                findings.add(field, Flaw.of(FindingCode.MISSING, "names no table"));
                continue;
            }
            Findings own = new Findings("The policy");
            own.add(field + ".table", SelectionCheck.patternFlaw(one.table()));
            if (!seen.add(one.table())) {
                own.add(field, Flaw.of(FindingCode.DUPLICATE, "is for %s a second time".formatted(one.table())).about(one.table()));
            }
            Described described = described(field, one.extraction(), one.keyFields(), one.properties(), own);
            findings.addAll(one.table(), own);
            if (described != null) {
                policies.add(new TablePolicy(one.table(), described.extraction, described.keyFields, described.properties, described.key));
            }
        }
        return policies;
    }

    static List<PatternPolicy> patterns(@Nullable List<@Nullable PatternPolicyRequest> request, Findings findings) {
        List<PatternPolicy> policies = new ArrayList<>();
        List<TablePattern> patterns = new ArrayList<>();
        if (request == null) {
            return policies;
        }
        if (request.size() > SelectionCheck.MOST_RULES) {
            findings.add("patternPolicies", Flaw.of(FindingCode.TOO_MANY, "are more than %d".formatted(SelectionCheck.MOST_RULES)).with("most", SelectionCheck.MOST_RULES));
            return policies;
        }
        for (int i = 0; i < request.size(); i++) {
            PatternPolicyRequest one = request.get(i);
            String field = "patternPolicies[%d]".formatted(i);
            TablePattern pattern = SelectionCheck.pattern(field + ".pattern", one == null ? null : one.pattern(), findings);
            if (one == null || pattern == null) {
                continue;
            }
            if (pattern.isExact()) {
                findings.add(field + ".pattern", Flaw.of(FindingCode.NOT_APPLICABLE, "is %s, which is one table; give that a policy of its own in tablePolicies".formatted(pattern)));
            }
            patterns.stream().flatMap(other -> pattern.ties(other).map(table -> SelectionCheck.tie(pattern.toString(), other.toString(), table)).stream())
                    .forEach(flaw -> findings.add(field + ".pattern", flaw));
            patterns.add(pattern);
            Described described = described(field, one.extraction(), one.keyFields(), one.properties(), findings);
            if (described != null) {
                policies.add(new PatternPolicy(pattern.toString(), described.extraction, described.keyFields, described.properties, described.key));
            }
        }
        return policies;
    }

    private record Described(Extraction extraction, List<String> keyFields, Map<String, TableProperties> properties, TableKey key) {}

    private static @Nullable Described described(
            String field,
            @Nullable ExtractionRequest extractionRequest,
            @Nullable List<@Nullable String> keyRequest,
            @Nullable Map<String, @Nullable Map<String, @Nullable Object>> propertiesRequest,
            Findings findings) {
        List<String> keyFields = columns(field + ".keyFields", keyRequest, findings);
        TableKey key = key(keyRequest);
        Extraction extraction = extraction(field + ".extraction", extractionRequest, key, findings);
        Map<String, TableProperties> properties = PropertiesCheck.properties(field + ".properties", propertiesRequest, keyFields, findings);
        if (extraction == null) {
            return null;
        }
        boolean unsaid = keyFields.isEmpty() && key == TableKey.FIELDS;
        return new Described(extraction, keyFields, properties, unsaid ? TableKey.meant(null, keyFields, extraction) : key);
    }

    /// Left out, they are the source's; an empty list says that there are none.
    private static TableKey key(@Nullable List<@Nullable String> keyFields) {
        if (keyFields == null) {
            return TableKey.SOURCE;
        }
        return keyFields.isEmpty() ? TableKey.NONE : TableKey.FIELDS;
    }

    private static @Nullable Extraction extraction(
            String field, @Nullable ExtractionRequest request, TableKey tableKey, Findings findings) {
        return switch (request == null ? "full" : Objects.requireNonNullElse(request.mode(), "")) {
            case "full" -> full(field, request, findings);
            case "incremental" -> incremental(field, Objects.requireNonNull(request), tableKey, findings);
            default -> {
                findings.add(field + ".mode", Flaw.of(FindingCode.NOT_ONE_OF, "is not one of full, incremental").with("allowed", "full, incremental"));
                yield null;
            }
        };
    }

    private static Extraction full(String field, @Nullable ExtractionRequest request, Findings findings) {
        if (request != null && (request.key() != null && !request.key().isEmpty() || request.lookBack() != null)) {
            findings.add(field, Flaw.of(FindingCode.NOT_APPLICABLE, "has an incremental key or a look-back, which mode 'full' does not use; choose mode 'incremental' or leave them out"));
        }
        return new Extraction.Full();
    }

    private static @Nullable Extraction incremental(String field, ExtractionRequest request, TableKey tableKey, Findings findings) {
        List<String> key = columns(field + ".key", request.key(), findings);
        if (request.key() == null || request.key().isEmpty()) {
            findings.add(field + ".key", Flaw.of(FindingCode.MISSING, "is missing; an incremental extraction needs a key of at least one column, whose values only grow"));
        }
        String lookBack = request.lookBack();
        Flaw flaw = lookBack == null ? null : LookBack.flawOf(lookBack);
        findings.add(field + ".lookBack", flaw);
        if (flaw != null) {
            lookBack = null;
        }
        if (lookBack != null && tableKey == TableKey.NONE) {
            findings.add(field + ".lookBack", Flaw.of(FindingCode.LOOK_BACK_NEEDS_KEY, "needs key fields: rows that are read again would be doubled without them; leave keyFields out to take the source's primary key"));
            lookBack = null;
        }
        return key.isEmpty() ? null : new Extraction.Incremental(key, lookBack, Boolean.TRUE.equals(request.confirmedTextKey()));
    }

    /// The columns without those that are wrong.
    private static List<String> columns(String field, @Nullable List<@Nullable String> request, Findings findings) {
        List<String> columns = new ArrayList<>();
        if (request == null) {
            return columns;
        }
        if (request.size() > MOST_KEY_COLUMNS) {
            findings.add(field, Flaw.of(FindingCode.TOO_MANY, "has more than %d columns".formatted(MOST_KEY_COLUMNS)).with("most", MOST_KEY_COLUMNS));
            return columns;
        }
        for (String column : request) {
            Flaw flaw = column == null ? Flaw.of(FindingCode.MISSING, "is null") : Texts.flawOfName(column, LONGEST_NAME);
            if (flaw != null) {
                findings.add(field, flaw.after("has a column that "));
            } else if (columns.contains(column)) {
                findings.add(field, Flaw.of(FindingCode.DUPLICATE, "names column \"%s\" twice".formatted(column)).with("column", column));
            } else {
                columns.add(column);
            }
        }
        return columns;
    }
}
