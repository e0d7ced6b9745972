package dev.syncline.dialect.postgresql;

/// The catalogue's letters for what a name in a schema stands for, `pg_class.relkind`.
final class RelationKind {

    static final String TABLE = "r";

    private RelationKind() {}

    static String word(String relkind) {
        return switch (relkind) {
            case TABLE -> "table";
            case "p" -> "partitioned table";
            case "v" -> "view";
            case "m" -> "materialized view";
            case "f" -> "foreign table";
            case "S" -> "sequence";
            case "c" -> "composite type";
            case "i", "I" -> "index";
            default -> "object of kind " + relkind;
        };
    }

    /// Whether `LOCK TABLE` takes it.
    static boolean canBeLocked(String relkind) {
        return relkind.equals(TABLE) || relkind.equals("p") || relkind.equals("v");
    }
}
