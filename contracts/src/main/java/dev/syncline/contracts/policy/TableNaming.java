package dev.syncline.contracts.policy;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.syncline.contracts.table.TableName;

/// How a target table gets its own name (S16 to S18, A1).
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "mode")
@JsonSubTypes({@JsonSubTypes.Type(TableNaming.Original.class), @JsonSubTypes.Type(TableNaming.SchemaInfix.class)})
public sealed interface TableNaming {

    /// The target's name for a source table.
    default String targetTable(TableName source) {
        return switch (this) {
            case Original _ -> source.table();
            case SchemaInfix(var infix) -> joined(source.schema(), infix, source.table());
        };
    }

    /// Joined by `_`; one that the infix itself begins or ends with is not doubled.
    private static String joined(String schema, String infix, String table) {
        return schema + (infix.startsWith("_") ? "" : "_") + infix + (infix.endsWith("_") ? "" : "_") + table;
    }

    /// The source's own name.
    @JsonTypeName("original")
    record Original() implements TableNaming {}

    /// Schema, infix and name: `chenjing`, `mid` and `86export` give `chenjing_mid_86export`; `_mid` and `_mid_` give the same.
    @JsonTypeName("schema-infix")
    record SchemaInfix(String infix) implements TableNaming {

        public SchemaInfix {
            if (infix.isBlank()) {
                throw new IllegalArgumentException("The table naming mode 'schema-infix' needs an infix");
            }
        }
    }
}
