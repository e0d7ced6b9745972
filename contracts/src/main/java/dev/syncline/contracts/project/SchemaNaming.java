package dev.syncline.contracts.project;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;

/// How the schema of a target table gets its name (S13 to S15, A2).
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "mode")
@JsonSubTypes({
    @JsonSubTypes.Type(SchemaNaming.Original.class),
    @JsonSubTypes.Type(SchemaNaming.Prefix.class),
    @JsonSubTypes.Type(SchemaNaming.Fixed.class)
})
public sealed interface SchemaNaming {

    /// The target schema for a source schema.
    default String targetSchema(String sourceSchema) {
        return switch (this) {
            case Original _ -> sourceSchema;
            case Prefix(var prefix) -> prefix + sourceSchema;
            case Fixed(var name) -> name;
        };
    }

    /// The source's own name.
    @JsonTypeName("original")
    record Original() implements SchemaNaming {}

    /// A prefix before the source's name, as it is written: `prefix_` and `chenjing` give `prefix_chenjing`.
    @JsonTypeName("prefix")
    record Prefix(String prefix) implements SchemaNaming {
        public Prefix {
            if (prefix.isBlank()) {
                throw new IllegalArgumentException("The schema naming mode 'prefix' needs a prefix");
            }
        }
    }

    /// One schema for the tables of all source schemas.
    @JsonTypeName("fixed")
    record Fixed(String name) implements SchemaNaming {
        public Fixed {
            if (name.isBlank()) {
                throw new IllegalArgumentException("The schema naming mode 'fixed' needs a name");
            }
        }
    }
}
