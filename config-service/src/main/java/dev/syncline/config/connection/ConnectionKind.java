package dev.syncline.config.connection;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.syncline.dialect.Descriptor;
import dev.syncline.dialect.Descriptor.ConnectionOption;
import org.jspecify.annotations.Nullable;

/// A kind of database as a form draws it: a card, and the fields of a connection to one.
///
/// @param about what such a connection can be, in a sentence
/// @param groups under which its fields stand, in order
/// @param fields in order, each in one of the groups
record ConnectionKind(@JsonUnwrapped Descriptor descriptor, String about, List<Group> groups, List<Field> fields) {

    private static final int LONGEST_NAME = 255;
    private static final int LAST_PORT = 65_535;

    /// @param id as fields name it
    record Group(String id, String label) {}

    /// @param name the field of a request, such as `host` or `options.tls`; findings name it, too
    /// @param input what it is typed into
    /// @param required whether a connection needs it
    /// @param secret whether it is never shown again; left empty in an edit, what is stored stays
    /// @param standard what holds where it is left out; null where nothing does
    /// @param words what can be chosen; empty where anything can be written
    /// @param longest the most characters, or the greatest number; null where the words say it all
    record Field(
            String name,
            String label,
            String help,
            @Nullable String example,
            Input input,
            boolean required,
            boolean secret,
            @Nullable String standard,
            List<String> words,
            @Nullable Integer longest,
            String group) {}

    /// What a field is typed into.
    enum Input {
        @JsonProperty("text")
        TEXT,
        @JsonProperty("number")
        NUMBER,
        @JsonProperty("password")
        PASSWORD,
        @JsonProperty("choice")
        CHOICE,
        @JsonProperty("switch")
        SWITCH,
        /// Hosts with their ports, separated by commas.
        @JsonProperty("hosts")
        HOSTS
    }

    private static final String GENERAL = "general";
    private static final String SERVER = "server";
    private static final String LOGIN = "login";
    private static final String OPTIONS = "options";

    static ConnectionKind of(Descriptor kind) {
        List<Field> fields = new ArrayList<>();
        fields.add(text("name", "Name", "What people call it; no other connection has this name", kind.title() + " of the shop", ConnectionCheck.LONGEST_TITLE, GENERAL));
        fields.add(text("host", "Host", "The server's DNS name or IP address, without a port", "db1.example.org", LONGEST_NAME, SERVER));
        String port = Integer.toString(kind.defaultPort());
        fields.add(new Field("port", "Port", "Where the server listens", port, Input.NUMBER, false, false, port, List.of(), LAST_PORT, SERVER));
        if (kind.needsDatabase()) {
            fields.add(text("database", "Database", "The database inside the server", "shop", LONGEST_NAME, SERVER));
        }
        fields.add(text("user", "User", "Who logs in; the grants of a project say which rights it needs", "syncline", LONGEST_NAME, LOGIN));
        fields.add(new Field(
                "secret", "Password", "Kept sealed and never shown again; empty in an edit, the stored one stays", null, Input.PASSWORD, true, true, null, List.of(),
                ConnectionCheck.LONGEST_SECRET, LOGIN));
        kind.options().stream().map(ConnectionKind::option).forEach(fields::add);
        fields.add(new Field(
                "allowWriteOperations", "Allow Write Operations", "Whether projects may write to it: only then it can be a target", null, Input.SWITCH, false, false,
                "false", List.of(), null, GENERAL));
        return new ConnectionKind(
                kind,
                kind.source() ? "%s, to read from and to write to".formatted(kind.title()) : "%s, to write to".formatted(kind.title()),
                List.of(new Group(GENERAL, "General"), new Group(SERVER, "Server"), new Group(LOGIN, "Login"), new Group(OPTIONS, "Options")),
                fields);
    }

    private static Field text(String name, String label, String help, String example, int longest, String group) {
        return new Field(name, label, help, example, Input.TEXT, true, false, null, List.of(), longest, group);
    }

    private static Field option(ConnectionOption option) {
        Input input = switch (option.type()) {
            case WORD -> Input.CHOICE;
            case PORT, NUMBER -> Input.NUMBER;
            case HOSTS -> Input.HOSTS;
        };
        List<String> words = input == Input.CHOICE ? option.values() : List.of();
        Integer longest = switch (option.type()) {
            case PORT -> LAST_PORT;
            case NUMBER -> Integer.MAX_VALUE;
            case WORD, HOSTS -> null;
        };
        return new Field("options." + option.name(), option.label(), option.help(), option.example(), input, false, false, option.standard(), words, longest, OPTIONS);
    }
}
