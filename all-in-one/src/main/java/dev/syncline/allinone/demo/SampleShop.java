package dev.syncline.allinone.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import dev.syncline.testkit.DatabaseServer;

/// The sample data: a shop's database in the demo's MySQL.
final class SampleShop {

    static final String SCHEMA = "shop";
    private static final String SCRIPT = "/sample/shop.sql";
    private static final String MARK = "syncline_sample";

    private final DatabaseServer server;
    private final int lines;

    SampleShop(DatabaseServer server, int lines) {
        this.server = server;
        this.lines = lines;
    }

    /// Fills the shop unless it is there already, as large as it is wanted.
    ///
    /// @return whether it had to be filled
    boolean fill() throws SQLException {
        if (isFilled()) {
            return false;
        }
        server.dropDatabase(SCHEMA);
        server.createDatabase(SCHEMA);
        try (Connection session = server.connect(SCHEMA); Statement statement = session.createStatement()) {
            for (String sql : statements()) {
                statement.execute(sql);
            }
            statement.execute("ANALYZE TABLE " + String.join(", ", tables(session)));
        }
        server.dropDatabase(MARK);
        server.createDatabase(MARK);
        server.execute(MARK, "CREATE TABLE filled (lines_in_it int, script varchar(64))");
        server.execute(MARK, "INSERT INTO filled VALUES (%d, '%s')".formatted(lines, scriptId()));
        return true;
    }

    private boolean isFilled() {
        try (Connection session = server.connect("");
                Statement statement = session.createStatement();
                ResultSet rows = statement.executeQuery("SELECT lines_in_it, script FROM " + MARK + ".filled")) {
            return rows.next() && rows.getInt(1) == lines && scriptId().equals(rows.getString(2));
        } catch (SQLException _) {
            return false; // there is no mark yet
        }
    }

    /// The shop's tables by name.
    List<String> tables() throws SQLException {
        try (Connection session = server.connect(SCHEMA)) {
            return tables(session);
        }
    }

    private static List<String> tables(Connection session) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement statement = session.createStatement();
                ResultSet rows = statement.executeQuery("SELECT table_name FROM information_schema.tables WHERE table_schema = 'shop' ORDER BY 1")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    private List<String> statements() {
        List<String> statements = new ArrayList<>();
        for (String statement : script().replaceAll("(?m)^--.*$", "").replace(":lines", Integer.toString(lines)).split(";\n")) {
            if (!statement.isBlank()) {
                statements.add(statement.strip());
            }
        }
        return statements;
    }

    private static String scriptId() {
        return Integer.toHexString(script().hashCode());
    }

    private static String script() {
        try (InputStream in = Objects.requireNonNull(SampleShop.class.getResourceAsStream(SCRIPT))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
