package dev.syncline.contracts.table;

import dev.syncline.contracts.type.ColumnType;
import org.jspecify.annotations.Nullable;

/// A column of a source table.
///
/// @param declaration the type as a database of the same kind would declare it, or null where it means nothing elsewhere
///     (a user's own enum, a domain); a target of the source's kind uses it, so that copies within one kind keep their types
public record Column(String name, ColumnType type, boolean nullable, @Nullable String declaration) {}
