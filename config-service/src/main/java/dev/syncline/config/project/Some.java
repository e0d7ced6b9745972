package dev.syncline.config.project;

import java.util.List;

import dev.syncline.contracts.table.TableName;

/// Names the first of many tables, for notes that somebody reads.
final class Some {

    private static final int NAMED = 5;

    private Some() {}

    static String of(List<TableName> tables) {
        String more = tables.size() > NAMED ? " and %d more".formatted(tables.size() - NAMED) : "";
        return tables.subList(0, Math.min(NAMED, tables.size())) + more;
    }
}
