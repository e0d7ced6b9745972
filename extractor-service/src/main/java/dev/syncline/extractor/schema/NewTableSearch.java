package dev.syncline.extractor.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import dev.syncline.contracts.policy.TableSelection;
import dev.syncline.contracts.project.BaselineSchema;
import dev.syncline.contracts.table.TableName;
import dev.syncline.dialect.SourceDialect;
import dev.syncline.dialect.SourceDialect.Listed;

/// Tables that have appeared in the source since the project was saved (S29, A13), as far as its selection wants them. A view is copied only where somebody has chosen it.
final class NewTableSearch {

    private NewTableSearch() {}

    /// @param watched schemas whose new tables are wanted, with what they held and which are
    /// @param chosen tables that are copied anyway
    static List<TableName> find(SourceDialect source, Connection session, List<BaselineSchema> watched, List<TableName> chosen) throws SQLException {
        Set<TableName> known = new HashSet<>(chosen);
        List<TableName> found = new ArrayList<>();
        for (BaselineSchema schema : watched) {
            schema.tables().forEach(table -> known.add(new TableName(schema.schema(), table)));
            Predicate<TableName> wanted = schema.rules() == null ? _ -> true : new TableSelection(schema.rules())::wants;
            for (Listed table : source.names(session, schema.schema())) {
                if (table.isTable() && wanted.test(table.name()) && known.add(table.name())) {
                    found.add(table.name());
                }
            }
        }
        return found;
    }
}
