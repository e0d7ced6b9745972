package dev.syncline.testsupport.streamload;

import java.util.List;

/// Statements that change rows.
final class Changes {

    private final Product product;
    private final EmulatedCatalog catalog;
    private final Labels labels;
    private final Queries queries;

    Changes(Product product, EmulatedCatalog catalog, Labels labels, Queries queries) {
        this.product = product;
        this.catalog = catalog;
        this.labels = labels;
        this.queries = queries;
    }

    Answer insert(Session session, SqlText sql) {
        boolean overwrites = product == Product.STARROCKS && sql.skip("OVERWRITE");
        if (!overwrites) {
            sql.expect("INTO");
        }
        sql.skip("TABLE");
        EmulatedTableName name = session.tableName(sql);
        String label = sql.skip("WITH", "LABEL") ? sql.name() : null;
        Table table = catalog.table(name);
        List<String> columns = sql.at("(", "SELECT") || sql.at("(", "WITH") || !sql.at("(") ? all(table) : sql.namesInParentheses();
        columns.forEach(column -> checkColumn(table, column));
        if (!sql.at("SELECT") && !sql.at("VALUES") && !sql.at("WITH") && !sql.at("(")) {
            throw sql.unexpected();
        }
        for (EmulatedColumn column : table.columns()) {
            if (columns.stream().noneMatch(column.name()::equalsIgnoreCase) && !column.nullable() && column.fallback() == null) {
                throw Refusal.meaning("Column has no default value, column=%s", column.name());
            }
        }
        // StarRocks takes rows while a column is changed (seen), but makes no partitions then.
        if (product == Product.DORIS || overwrites) {
            catalog.checkNoSchemaChange(name);
        }
        catalog.checkPlan();
        catalog.checkBackEnds();
        String rows = queries.inMySql(session, sql.rest());
        EmulatedTableName into = overwrites ? catalog.emptyCopy(name) : name;
        String mySql = Upsert.statement(table, into, columns, rows);
        Runnable then = overwrites ? () -> catalog.replaceRows(name, into) : () -> { };
        if (label == null) {
            return new Answer(mySql, true, _ -> then.run());
        }
        long transaction = begin(name, label);
        return new Answer(mySql, true, new Answer.Outcome() {
            @Override
            public void succeeded(long sent) {
                then.run();
                labels.commit(transaction, EmulatedLoadState.VISIBLE, sent);
            }

            @Override
            public void failed(String message) {
                labels.abort(transaction, message);
            }
        });
    }

    private long begin(EmulatedTableName name, String label) {
        try {
            return labels.begin(name.database(), name.table(), label);
        } catch (Labels.Taken taken) {
            throw Refusal.execution("%s", String.valueOf(taken.getMessage()));
        }
    }

    private static List<String> all(Table table) {
        return table.columns().stream().map(EmulatedColumn::name).toList();
    }

    private static void checkColumn(Table table, String column) {
        if (table.find(column).isEmpty()) {
            throw Refusal.meaning("Unknown column '%s' in target table", column);
        }
    }

    Answer delete(Session session, SqlText sql, String statement) {
        sql.expect("FROM");
        EmulatedTableName name = session.tableName(sql);
        catalog.table(name);
        if (sql.atEnd()) {
            throw Refusal.meaning("Delete must specify where clause to prevent full table delete");
        }
        catalog.checkNoSchemaChange(name);
        return Answer.forward(queries.inMySql(session, statement));
    }
}
