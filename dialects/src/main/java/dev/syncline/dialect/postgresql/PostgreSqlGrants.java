package dev.syncline.dialect.postgresql;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import dev.syncline.contracts.table.TableName;
import dev.syncline.dialect.Grantee;
import dev.syncline.dialect.Grants;
import dev.syncline.dialect.Grants.Part;
import dev.syncline.dialect.load.LoadNames;

/// The rights of a role in PostgreSQL and in what is made of it; measured on PostgreSQL 17.
final class PostgreSqlGrants {

    private PostgreSqlGrants() {}

    static Grants source(Grantee to, Collection<TableName> tables, Set<String> whole) {
        List<Part> parts = new ArrayList<>();
        parts.add(connect(to));
        List<String> reading = new ArrayList<>();
        List<String> later = new ArrayList<>();
        for (String schema : Grants.schemas(tables, whole)) {
            reading.add("GRANT USAGE ON SCHEMA %s TO %s".formatted(quoted(schema), quoted(to.user())));
            if (whole.contains(schema)) {
                reading.add("GRANT SELECT ON ALL TABLES IN SCHEMA %s TO %s".formatted(quoted(schema), quoted(to.user())));
                later.add(laterTables(schema, to));
            } else {
                tables.stream().filter(table -> table.schema().equals(schema)).distinct().forEach(table ->
                        reading.add("GRANT SELECT ON TABLE %s TO %s".formatted(PostgreSqlNames.quote(table), quoted(to.user()))));
            }
        }
        parts.add(new Part("To read", reading));
        if (!later.isEmpty()) {
            parts.add(new Part("To read tables that are made later, by those who own tables there now; execute it again for a new owner", later));
        }
        return new Grants(parts);
    }

    static Grants target(Grantee to, Collection<TableName> targets, PostgreSqlVariant variant) {
        List<Part> parts = new ArrayList<>();
        parts.add(connect(to));
        List<String> schemas = new ArrayList<>();
        List<String> ledgers = new ArrayList<>();
        for (String schema : Grants.schemas(targets)) {
            schemas.add("CREATE SCHEMA IF NOT EXISTS " + quoted(schema));
            schemas.add("GRANT USAGE, CREATE ON SCHEMA %s TO %s".formatted(quoted(schema), quoted(to.user())));
            ledgers.add(ledger(new TableName(schema, LoadNames.LEDGER), to));
        }
        parts.add(new Part("To make tables; where the role may make the schema itself, it has CREATE on the database", schemas));
        parts.add(new Part("Tables that are there are replaced, emptied or altered, which only their owner may; rights that others have on them stay", targets.stream()
                .distinct()
                .filter(table -> !Grants.isUnnamed(table))
                .map(table -> "ALTER TABLE IF EXISTS %s OWNER TO %s".formatted(PostgreSqlNames.quote(table), quoted(to.user())))
                .toList()));
        parts.addAll(variant.ledgerGrants(new Part("The ledger of loads, where another user's loads have made it", ledgers)));
        parts.addAll(variant.grants(to));
        return new Grants(parts);
    }

    private static Part connect(Grantee to) {
        return new Part("To log in, where not everybody may", "GRANT CONNECT ON DATABASE %s TO %s"
                .formatted(quoted(Objects.requireNonNull(to.database(), "A PostgreSQL connection names a database")), quoted(to.user())));
    }

    /// Rights on tables to come belong to the role that will make them ("ALTER DEFAULT PRIVILEGES").
    private static String laterTables(String schema, Grantee to) {
        String body = """

                DECLARE owner name;
                BEGIN
                  FOR owner IN SELECT DISTINCT r.rolname FROM pg_catalog.pg_class c
                      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace JOIN pg_catalog.pg_roles r ON r.oid = c.relowner
                      WHERE n.nspname = %s AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
                  LOOP
                    EXECUTE pg_catalog.format('ALTER DEFAULT PRIVILEGES FOR ROLE %%I IN SCHEMA %%I GRANT SELECT ON TABLES TO %%I', owner, %s, %s);
                  END LOOP;
                END
                """.formatted(text(schema), text(schema), text(to.user()));
        return block(body);
    }

    private static String ledger(TableName table, Grantee to) {
        return block("""

                BEGIN
                  IF EXISTS (SELECT FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                      WHERE n.nspname = %s AND c.relname = %s) THEN
                    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE %s TO %s;
                  END IF;
                END
                """.formatted(text(table.schema()), text(table.table()), PostgreSqlNames.quote(table), quoted(to.user())));
    }

    private static String block(String body) {
        String tag = "$syncline$";
        while (body.contains(tag)) {
            tag = tag.substring(0, tag.length() - 1) + "_$";
        }
        return "DO " + tag + body + tag;
    }

    /// A text whose backslashes mean themselves, whatever `standard_conforming_strings` is.
    private static String text(String value) {
        return (value.indexOf('\\') < 0 ? "'" : "E'") + value.replace("\\", "\\\\").replace("'", "''") + '\'';
    }

    private static String quoted(String name) {
        return PostgreSqlNames.quote(name);
    }
}
