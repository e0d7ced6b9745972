package dev.syncline.testsupport.streamload;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Decides what becomes of a statement: the door's whole grammar begins here.
final class Statements {

    // Variables of which MySQL has the product's meaning; other ones are only remembered.
    private static final Set<String> MYSQL_VARIABLES = Set.of("character_set_results", "character_set_client", "character_set_connection",
            "collation_connection", "time_zone", "sql_mode", "net_write_timeout", "wait_timeout", "interactive_timeout", "group_concat_max_len");

    // What the catalogue holds needs no back end.
    private static final Pattern TABLE_READ = Pattern.compile("(?i)\\b(FROM|JOIN)\\s+`");

    private final Product product;
    private final EmulatedCatalog catalog;
    private final Definitions definitions;
    private final Changes changes;
    private final Shows shows;
    private final Queries queries;

    Statements(Product product, EmulatedCatalog catalog, Labels labels, int backEndPort) {
        this.product = product;
        this.catalog = catalog;
        this.queries = new Queries(product, catalog);
        this.definitions = new Definitions(product, catalog);
        this.changes = new Changes(product, catalog, labels, queries);
        this.shows = new Shows(product, catalog, backEndPort);
    }

    Answer answer(Session session, String written) {
        String statement = product == Product.STARROCKS ? SqlText.withoutInnerBackQuotes(written) : written;
        SqlText sql = new SqlText(statement);
        SqlText.Token first = sql.take();
        return switch (first.text().toUpperCase(Locale.ROOT)) {
            case "SELECT", "WITH", "(", "EXPLAIN" -> query(session, statement);
            case "SHOW" -> shows.show(session, sql, statement);
            case "DESC", "DESCRIBE" -> shows.describe(session, sql);
            case "CREATE" -> definitions.create(session, sql);
            case "DROP" -> definitions.drop(session, sql);
            case "TRUNCATE" -> definitions.truncate(session, sql);
            case "ALTER" -> definitions.alter(session, sql);
            case "INSERT" -> changes.insert(session, sql);
            case "DELETE" -> changes.delete(session, sql, statement);
            case "SET" -> set(session, sql);
            case "USE" -> {
                String database = sql.name();
                sql.end();
                yield Answer.forward("USE " + Quote.name(database), () -> session.use(database));
            }
            case "KILL" -> Answer.forward(statement);
            // Each statement is a transaction of its own, as with the real ones (their multi-statement transactions are not used).
            case "BEGIN", "START", "COMMIT", "ROLLBACK" -> Answer.nothing();
            default -> throw Refusal.syntax(first.text());
        };
    }

    private Answer query(Session session, String statement) {
        if (product == Product.DORIS && catalog.backEndsAlive() == 0) {
            throw Refusal.execution("No backend available as scan node, please check the status of your backends.");
        }
        if (product == Product.STARROCKS && TABLE_READ.matcher(statement).find()) {
            catalog.checkPlan();
            catalog.checkBackEnds();
        }
        return Answer.forward(queries.inMySql(session, statement));
    }

    private static Answer set(Session session, SqlText sql) {
        if (sql.skip("NAMES")) {
            return Answer.forward("SET NAMES " + sql.rest());
        }
        if (sql.at("SESSION", "TRANSACTION") || sql.at("TRANSACTION")) {
            return Answer.nothing();
        }
        List<String> forwarded = new ArrayList<>();
        do {
            if (sql.at("GLOBAL")) {
                throw sql.unexpected();
            }
            if (sql.skip("@")) {
                sql.expect("@");
            }
            if (sql.skip("SESSION")) {
                sql.skip(".");
            }
            String name = sql.name().toLowerCase(Locale.ROOT);
            if (!sql.skip("=")) {
                sql.expect(":");
                sql.expect("=");
            }
            String value = value(sql);
            if (MYSQL_VARIABLES.contains(name)) {
                forwarded.add("SESSION %s = %s".formatted(name, value));
            } else {
                session.set(name, value.startsWith("'") ? value.substring(1, value.length() - 1) : value);
            }
        } while (sql.skip(","));
        sql.end();
        return forwarded.isEmpty() ? Answer.nothing() : Answer.forward("SET " + String.join(", ", forwarded));
    }

    private static String value(SqlText sql) {
        StringBuilder value = new StringBuilder();
        int depth = 0;
        while (!sql.atEnd() && (depth > 0 || !sql.at(","))) {
            SqlText.Token token = sql.take();
            depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
            value.append(token.kind() == SqlText.Kind.STRING ? Quote.string(token.text()) : token.text());
        }
        if (value.isEmpty()) {
            throw sql.unexpected();
        }
        return value.toString();
    }
}
