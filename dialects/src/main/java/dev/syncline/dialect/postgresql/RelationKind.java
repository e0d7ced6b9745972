package dev.syncline.dialect.postgresql;

/// The catalogue's letters for what a name in a schema stands for, `pg_class.relkind`.
final class RelationKind {

    static final String TABLE = "r";
    static final String PARTITIONED = "p";

    private RelationKind() {}

    static String word(String relkind) {
        return switch (relkind) {
            case TABLE -> "table";
            case PARTITIONED -> "partitioned table";
            case "v" -> "view";
            case "m" -> "materialized view";
            case "f" -> "foreign table";
            case "S" -> "sequence";
            case "c" -> "composite type";
            case "i", "I" -> "index";
            default -> "object of kind " + relkind;
        };
    }

    /// Whether it keeps rows that a load may change.
    static boolean isTable(String relkind) {
        return relkind.equals(TABLE) || relkind.equals(PARTITIONED);
    }

    /// Whether `LOCK TABLE` takes it.
    static boolean canBeLocked(String relkind) {
        return isTable(relkind) || relkind.equals("v");
    }
}
