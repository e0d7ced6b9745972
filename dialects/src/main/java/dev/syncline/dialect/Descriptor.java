package dev.syncline.dialect;

import java.util.List;
import java.util.Locale;
import java.util.Set;

import dev.syncline.contracts.connection.ConnectionSettings;
import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.policy.ValueTrouble;
import dev.syncline.dialect.connect.HostAndPort;
import org.jspecify.annotations.Nullable;

/// A kind of database as data, for forms, checks and documentation.
///
/// @param title the name people know it by
/// @param schemaWord what its schemas are called there, `schema` or `database`
/// @param needsDatabase whether a connection names a database inside the server
/// @param source whether it can be read, not only written
/// @param options what a connection may set beside host, port, database, user and password
/// @param holds troublesome values that can be stored here
/// @param days that can be stored, where they are fewer than [DayRange#COMMON]; null otherwise
/// @param tableProperties what can be said of how tables are made; empty where the specification offers none (S48)
public record Descriptor(
        DatabaseKind kind,
        String title,
        int defaultPort,
        String schemaWord,
        boolean needsDatabase,
        boolean source,
        List<ConnectionOption> options,
        Set<ValueTrouble> holds,
        @Nullable DayRange days,
        List<TableProperty> tableProperties) {

    public Descriptor {
        options = List.copyOf(options);
        holds = Set.copyOf(holds);
        tableProperties = List.copyOf(tableProperties);
    }

    /// An option that a connection may set; there are no others.
    ///
    /// @param values the values it may have, the first is the default; of a port or of hosts only the default
    /// @param label what a form writes beside it
    /// @param example a value as somebody may write it; null where the values are a list of words
    public record ConnectionOption(String name, OptionType type, List<String> values, String help, String label, @Nullable String example) {

        private static final int MOST_HOSTS = 1000;

        public ConnectionOption {
            values = List.copyOf(values);
        }

        /// One of a list of words.
        public ConnectionOption(String name, List<String> words, String help, String label) {
            this(name, OptionType.WORD, words, help, label, null);
        }

        public String standard() {
            return values.getFirst();
        }

        /// What a connection says, the default where it says nothing.
        public String of(ConnectionSettings settings) {
            return settings.options().getOrDefault(name, standard());
        }

        public boolean allows(String value) {
            return switch (type) {
                case WORD -> values.contains(value);
                case PORT -> value.matches("[1-9]\\d{0,4}") && Integer.parseInt(value) <= HostAndPort.LAST_PORT;
                case HOSTS -> areHosts(value);
                case NUMBER -> value.isEmpty() || value.matches("\\d{1,10}") && Long.parseLong(value) <= Integer.MAX_VALUE;
            };
        }

        /// What it may be, in words.
        public String range() {
            return switch (type) {
                case WORD -> "one of " + values;
                case PORT -> "a port from 1 to " + HostAndPort.LAST_PORT;
                case HOSTS -> "a list of hosts with their ports as in db1.example.org:8040,db2.example.org:8040";
                case NUMBER -> "a whole number from 0 to %d, or empty".formatted(Integer.MAX_VALUE);
            };
        }

        private static boolean areHosts(String value) {
            try {
                return HostAndPort.list(value).size() <= MOST_HOSTS;
            } catch (IllegalArgumentException _) {
                return false;
            }
        }
    }

    /// What the values of a connection's option are.
    public enum OptionType {
        WORD,
        PORT,
        /// Hosts with their ports, separated by commas.
        HOSTS,
        /// A whole number from 0; empty for none.
        NUMBER
    }

    /// Something that can be said of how a table is made.
    ///
    /// @param name as requests have it, `orderBy`
    /// @param words the values it may have where it is a [PropertyType#WORD]; empty otherwise
    /// @param standard what holds where it is not set, in words; null where nothing does
    /// @param label what a form writes beside it
    /// @param example a value as somebody may write it; null where the words say it all
    public record TableProperty(
            String name, PropertyType type, List<String> words, @Nullable String standard, String help, String label, @Nullable String example) {

        public TableProperty {
            words = List.copyOf(words);
        }

        /// One whose label is its name in plain letters: `orderBy` is `Order by`.
        public TableProperty(String name, PropertyType type, List<String> words, @Nullable String standard, String help) {
            this(name, type, words, standard, help, plain(name), null);
        }

        /// The same, with a value as somebody may write it.
        public TableProperty example(String value) {
            return new TableProperty(name, type, words, standard, help, label, value);
        }

        private static String plain(String name) {
            String words = name.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
            return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
        }
    }

    /// What the values of a table property are.
    public enum PropertyType {
        /// One of a list of words.
        WORD,
        /// A whole number.
        NUMBER,
        /// Names of columns, in order.
        COLUMNS,
        /// An expression over columns, made of names, literals, operators and functions that the target allows here.
        EXPRESSION,
        /// `name = literal`, each of a name that the target allows here.
        SETTINGS,
        /// A name, such as that of a cluster.
        NAME,
        /// A part of the statement in the engine's own words, checked against a small grammar.
        CLAUSE
    }
}
