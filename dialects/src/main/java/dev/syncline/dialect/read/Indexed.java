package dev.syncline.dialect.read;

import java.util.ArrayList;
import java.util.List;

/// An index of a source table, on whole columns and all rows.
///
/// @param identifies whether no two rows have the same values in these columns, and all rows have some
/// @param primary whether it is the primary key's
public record Indexed(List<String> columns, boolean identifies, boolean primary) {

    public Indexed {
        columns = List.copyOf(columns);
    }

    /// Whether it finds rows by these columns, compared in this order.
    public boolean beginsWith(List<String> wanted) {
        return columns.size() >= wanted.size() && columns.subList(0, wanted.size()).equals(wanted);
    }

    /// This index with the columns of another one behind its own.
    public Indexed and(Indexed next) {
        List<String> all = new ArrayList<>(columns);
        all.addAll(next.columns);
        return new Indexed(all, identifies && next.identifies, primary);
    }

    /// The key to page along: the primary key if there is one; empty where rows cannot be told apart.
    public static List<String> identifying(List<Indexed> indexes) {
        return indexes.stream()
                .filter(Indexed::identifies)
                .sorted((a, b) -> Boolean.compare(b.primary(), a.primary()))
                .map(Indexed::columns)
                .findFirst()
                .orElse(List.of());
    }
}
