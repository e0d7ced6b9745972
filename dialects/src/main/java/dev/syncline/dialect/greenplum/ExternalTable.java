package dev.syncline.dialect.greenplum;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.syncline.contracts.table.TableName;

/// A table of the session whose rows segments fetch from a worker when it is read.
///
/// @param types of the columns, in their order
record ExternalTable(String name, List<String> columns, List<String> types) {

    /// @param location host, port and path, none of which can have a quote
    String create(String location) {
        return """
                CREATE READABLE EXTERNAL TEMP TABLE %s (
                %s
                )
                LOCATION ('gpfdist://%s')
                FORMAT 'TEXT' (DELIMITER AS E'\\t' NULL AS E'\\\\N' ESCAPE AS E'\\\\' NEWLINE AS 'LF')
                ENCODING 'UTF8'""".formatted(GreenplumFlavour.quote(name), definitions(), location);
    }

    String definitions() {
        return IntStream.range(0, columns.size())
                .mapToObj(i -> "    %s %s".formatted(GreenplumFlavour.quote(columns.get(i)), types.get(i)))
                .collect(Collectors.joining(",\n"));
    }

    String insertInto(TableName table) {
        String names = columns.stream().map(GreenplumFlavour::quote).collect(Collectors.joining(", "));
        return """
                INSERT INTO %s.%s (%s)
                SELECT %3$s
                FROM %4$s""".formatted(GreenplumFlavour.quote(table.schema()), GreenplumFlavour.quote(table.table()), names, inSession());
    }

    String drop() {
        return "DROP EXTERNAL TABLE " + inSession();
    }

    String inSession() {
        return "pg_temp." + GreenplumFlavour.quote(name);
    }
}
