package dev.syncline.testsupport.streamload;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.syncline.testsupport.streamload.EmulatedType.Kind;

/// Statements that define: the shapes the real front ends were seen to accept, and no others.
final class Definitions {

    private final Product product;
    private final EmulatedCatalog catalog;

    Definitions(Product product, EmulatedCatalog catalog) {
        this.product = product;
        this.catalog = catalog;
    }

    Answer create(Session session, SqlText sql) {
        if (sql.skip("DATABASE")) {
            boolean unlessThere = sql.skip("IF", "NOT", "EXISTS");
            String name = sql.name();
            sql.end();
            new Names(product, session).checkDatabase(name);
            if (catalog.hasDatabase(name)) {
                if (unlessThere) {
                    return Answer.nothing();
                }
                throw Refusal.meaning("Can't create database '%s'; database exists", name);
            }
            return Answer.forward("CREATE DATABASE " + Quote.name(name));
        }
        sql.expect("TABLE");
        boolean unlessThere = sql.skip("IF", "NOT", "EXISTS");
        EmulatedTableName name = session.tableName(sql);
        boolean isLike = sql.skip("LIKE");
        EmulatedTableName model = isLike ? session.tableName(sql) : name;
        Table table = isLike ? catalog.table(model).withId(catalog.newId()) : CreateTable.read(product, sql, catalog.newId());
        sql.end();
        checkName(session, name);
        if (!isLike) {
            Names names = new Names(product, session);
            table.columns().forEach(column -> names.checkColumn(column.name()));
            EmulatedTableRules.checkReplicas(product, table.properties(), catalog.backEndsAlive());
        }
        if (catalog.find(name).isPresent()) {
            if (unlessThere) {
                return Answer.nothing();
            }
            throw Refusal.numbered(1050, "Table '%s' already exists", name.table());
        }
        if (catalog.isHiddenView(name)) {
            throw Refusal.numbered(1050, "Table '%s' already exists", name.table());
        }
        String mySql = isLike ? "CREATE TABLE %s LIKE %s".formatted(Quote.name(name), Quote.name(model)) : table.createInMySql(name);
        return Answer.forward(mySql, () -> catalog.put(name, table));
    }

    private void checkName(Session session, EmulatedTableName name) {
        new Names(product, session).checkTable(name.table());
        if (!catalog.hasDatabase(name.database())) {
            throw product == Product.DORIS
                    ? Refusal.meaning("Unknown database '%s'", name.database())
                    : Refusal.meaning("Database default_catalog.%s is not found", name.database());
        }
    }

    Answer drop(Session session, SqlText sql) {
        if (sql.skip("DATABASE")) {
            boolean ifThere = sql.skip("IF", "EXISTS");
            String name = sql.name();
            sql.skip("FORCE");
            sql.end();
            return Answer.forward("DROP DATABASE %s%s".formatted(ifThere ? "IF EXISTS " : "", Quote.name(name)), () -> catalog.removeDatabase(name));
        }
        sql.expect("TABLE");
        boolean ifThere = sql.skip("IF", "EXISTS");
        EmulatedTableName name = session.tableName(sql);
        boolean force = sql.skip("FORCE");
        sql.end();
        if (ifThere && catalog.find(name).isEmpty()) {
            return Answer.nothing();
        }
        catalog.table(name);
        if (!force) {
            catalog.checkNoSchemaChange(name);
        }
        return Answer.forward("DROP TABLE " + Quote.name(name), () -> catalog.remove(name));
    }

    Answer truncate(Session session, SqlText sql) {
        sql.expect("TABLE");
        EmulatedTableName name = session.tableName(sql);
        sql.end();
        catalog.checkNoSchemaChange(name);
        return Answer.forward("TRUNCATE TABLE " + Quote.name(name));
    }

    Answer alter(Session session, SqlText sql) {
        sql.expect("TABLE");
        EmulatedTableName name = session.tableName(sql);
        Table table = catalog.table(name);
        catalog.checkNoSchemaChange(name);
        if (sql.at("ADD", "COLUMN")) {
            return addColumns(session, sql, name, table);
        }
        if (sql.skip("MODIFY", "COLUMN")) {
            return modifyColumn(sql, name, table);
        }
        if (sql.skip("RENAME")) {
            EmulatedTableName other = new EmulatedTableName(name.database(), sql.name());
            sql.end();
            checkName(session, other);
            if (catalog.find(other).isPresent() || catalog.isHiddenView(other)) {
                throw Refusal.meaning("Table name[%s] is already used", other.table());
            }
            return Answer.forward("RENAME TABLE %s TO %s".formatted(Quote.name(name), Quote.name(other)), () -> catalog.rename(name, other));
        }
        return switch (product) {
            case DORIS -> replaceWith(sql, name);
            case STARROCKS -> {
                sql.expect("SWAP", "WITH");
                EmulatedTableName other = new EmulatedTableName(name.database(), sql.name());
                sql.end();
                yield swap(name, other, true);
            }
        };
    }

    private Answer replaceWith(SqlText sql, EmulatedTableName name) {
        sql.expect("REPLACE", "WITH", "TABLE");
        EmulatedTableName other = new EmulatedTableName(name.database(), sql.name());
        String swap = "true";
        if (sql.skip("PROPERTIES")) {
            sql.expect("(");
            if (!sql.string().equals("swap")) {
                throw Refusal.meaning("Unknown properties");
            }
            sql.expect("=");
            swap = sql.string();
            sql.expect(")");
        }
        sql.skip("FORCE");
        sql.end();
        return swap(name, other, Boolean.parseBoolean(swap));
    }

    private Answer swap(EmulatedTableName name, EmulatedTableName other, boolean keepsBoth) {
        catalog.checkNoSchemaChange(other);
        EmulatedTableName between = new EmulatedTableName(name.database(), "emulated_swap_" + catalog.newId());
        // One statement of MySQL, so that nobody finds the name without a table.
        String mySql = "RENAME TABLE %1$s TO %3$s, %2$s TO %1$s, %3$s TO %2$s".formatted(Quote.name(name), Quote.name(other), Quote.name(between));
        return Answer.forward(mySql, () -> {
            catalog.swap(name, other);
            if (!keepsBoth) {
                catalog.remove(other);
                try {
                    catalog.execute("DROP TABLE " + Quote.name(other));
                } catch (SQLException e) {
                    throw new IllegalStateException("Cannot drop the table that was replaced: " + other, e);
                }
            }
        });
    }

    private Answer addColumns(Session session, SqlText sql, EmulatedTableName name, Table table) {
        List<String> clauses = new ArrayList<>();
        Map<EmulatedColumn, String> places = new HashMap<>();
        List<EmulatedColumn> added = new ArrayList<>();
        do {
            sql.expect("ADD", "COLUMN");
            EmulatedColumn column = EmulatedColumn.read(product, sql);
            new Names(product, session).checkColumn(column.name());
            if (table.find(column.name()).isPresent()) {
                throw Refusal.meaning("Can not add column which already exists in base table: %s", column.name());
            }
            if (!column.nullable() && column.fallback() == null) {
                throw Refusal.meaning("Column %s must be nullable or have a default value", column.name());
            }
            if (column.key()) {
                throw Refusal.meaning("Can not add a key column: %s", column.name());
            }
            String clause = "ADD COLUMN " + column.mySql(column.type().length() <= 255);
            if (sql.skip("AFTER")) {
                String after = sql.name();
                boolean isBeforeKey = table.find(after).orElseThrow(() -> Refusal.meaning("Column[%s] does not exist", after)).key()
                        && !after.equalsIgnoreCase(table.keys().getLast().name());
                if (isBeforeKey) {
                    throw Refusal.meaning("Invalid column order. value should be after key. column: %s", column.name());
                }
                places.put(column, after);
                clause += " AFTER " + Quote.name(after);
            }
            clauses.add(clause);
            added.add(column);
        } while (sql.skip(","));
        sql.end();
        // Both products have added columns at once for years; a test may say that it takes longer.
        catalog.change(name, 0, "ALTER TABLE %s " + String.join(", ", clauses).replace("%", "%%"), before -> {
            Table after = before;
            for (EmulatedColumn column : added) {
                after = after.withColumn(column, places.get(column));
            }
            return after;
        });
        return Answer.nothing();
    }

    private Answer modifyColumn(SqlText sql, EmulatedTableName name, Table table) {
        EmulatedColumn declared = EmulatedColumn.read(product, sql);
        sql.end();
        EmulatedColumn before = table.find(declared.name()).orElseThrow(() -> Refusal.meaning("Column[%s] does not exist", declared.name()));
        EmulatedColumn after = declared.asKey(before.key(), declared.nullable() && !(before.key() && table.model() == Table.Model.PRIMARY));
        if (before.nullable() && !after.nullable()) {
            throw Refusal.meaning("Can not change from nullable to non-nullable");
        }
        if (!isWider(before.type(), after.type())) {
            throw Refusal.meaning("Can not change %s to %s", inCapitals(before), inCapitals(after));
        }
        if (before.key() && table.model() == Table.Model.PRIMARY) {
            throw Refusal.meaning("Can not modify key column: %s for primary key table", before.name());
        }
        if (isOneOf(table.hashed(), before)) {
            throw Refusal.meaning("Can not modify distribution column[%s]. index[%s]", before.name(), name.table());
        }
        if (table.model() == Table.Model.PRIMARY && isOneOf(table.sorted(), before)) {
            throw Refusal.meaning("Can not modify sort column in primary data model table");
        }
        if (table.partition().contains(Quote.name(before.name()))) {
            throw Refusal.meaning("Can not modify partition column[%s]. index[%s]", before.name(), name.table());
        }
        String mySql = "MODIFY COLUMN " + after.mySql(after.type().length() <= 255);
        catalog.change(name, 1, "ALTER TABLE %s " + mySql.replace("%", "%%"), changing -> changing.withChanged(after));
        return Answer.nothing();
    }

    private String inCapitals(EmulatedColumn column) {
        return column.type().declared(product).toUpperCase(Locale.ROOT);
    }

    private static boolean isOneOf(List<String> names, EmulatedColumn column) {
        return names.stream().anyMatch(column.name()::equalsIgnoreCase);
    }

    private static boolean isWider(EmulatedType from, EmulatedType to) {
        if (from.kind() == to.kind()) {
            return to.length() >= from.length() && to.scale() >= from.scale() && to.length() - to.scale() >= from.length() - from.scale();
        }
        boolean widerNumber = from.kind().isInteger() && to.kind().isInteger() && to.kind().compareTo(from.kind()) > 0;
        boolean intoText = to.kind().isText() && from.kind() != Kind.VARBINARY;
        return widerNumber || intoText || from.kind() == Kind.FLOAT && to.kind() == Kind.DOUBLE || from.kind() == Kind.DATE && to.kind() == Kind.DATETIME;
    }
}
