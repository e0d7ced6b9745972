package dev.syncline.dialect;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;

import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.dialect.read.SourceFacts;

/// All dialects on the class path.
public final class Dialects {

    private static final Map<String, Dialect> BY_KIND = load();

    private Dialects() {}

    /// @throws IllegalArgumentException where there is no dialect for the kind
    public static Dialect of(DatabaseKind kind) {
        return find(kind).orElseThrow(() ->
                new IllegalArgumentException("Unknown kind of database '%s', known are %s".formatted(kind.id(), BY_KIND.keySet())));
    }

    /// The dialect for a kind, where there is one.
    public static Optional<Dialect> find(DatabaseKind kind) {
        return Optional.ofNullable(BY_KIND.get(kind.id()));
    }

    /// What the types of a source mean beyond their neutral form; nothing in particular where such a database is no source.
    public static SourceFacts facts(DatabaseKind origin) {
        return source(origin).map(SourceDialect::facts).orElse(SourceFacts.NONE);
    }

    /// How to read from a kind of database, where that can be done.
    public static Optional<SourceDialect> source(DatabaseKind kind) {
        return find(kind).filter(dialect -> dialect.descriptor().source()).map(Dialect::source);
    }

    /// All of them, by id.
    public static List<Dialect> all() {
        return List.copyOf(BY_KIND.values());
    }

    private static Map<String, Dialect> load() {
        Map<String, Dialect> found = new TreeMap<>();
        ServiceLoader.load(Dialect.class, Dialect.class.getClassLoader()).forEach(dialect -> found.put(dialect.kind().id(), dialect));
        return found;
    }
}
