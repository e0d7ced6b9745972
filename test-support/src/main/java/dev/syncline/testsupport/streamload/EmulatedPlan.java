package dev.syncline.testsupport.streamload;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/// What the headers of a load ask for. Headers of the other product are not looked at, as the real ones do not look at them.
///
/// @param fields the fields of a row in their order; those without a column are dropped
/// @param given whether the order comes from the `columns` header
record EmulatedPlan(Product product, EmulatedTableName name, Table table, List<Field> fields, boolean given, boolean strict, double maxFilterRatio,
        boolean json, boolean deletes, boolean partial, @Nullable String sequence) {

    /// The virtual column by which StarRocks knows a deletion.
    static final String OPERATION = "__op";

    record Field(String name, @Nullable EmulatedColumn column) {

        boolean isOperation() {
            return name.equals(OPERATION);
        }
    }

    static EmulatedPlan of(Product product, EmulatedTableName name, Table table, HttpRequest request) {
        String format = request.header("format", "csv").toLowerCase(Locale.ROOT);
        if (!format.equals("csv") && !format.equals("json")) {
            throw Refusal.meaning("unknown data format, format=%s", format);
        }
        for (String unknown : List.of("where", "partitions", "temporary_partitions", "json_root", "two_phase_commit", "group_commit", "compress_type",
                "compression", "Content-Encoding", "hidden_columns")) {
            if (request.header(unknown) != null && !"false".equals(request.header(unknown)) && !"off_mode".equals(request.header(unknown))) {
                throw Refusal.meaning("The emulator does not know the header '%s'", unknown);
            }
        }
        String strict = request.header("strict_mode", "false");
        if (!strict.equalsIgnoreCase("true") && !strict.equalsIgnoreCase("false")) {
            throw Refusal.meaning("Invalid strict mode format. Must be bool type");
        }
        boolean partial = request.flag(product == Product.DORIS ? "partial_columns" : "partial_update");
        if (partial && !table.model().replaces()) {
            throw Refusal.meaning("Only unique key merge on write (primary key) table support partial columns update");
        }
        String columns = request.header("columns");
        List<Field> fields = columns == null
                ? table.columns().stream().map(column -> new Field(column.name(), column)).toList()
                : fields(table, columns);
        if (!partial) {
            checkComplete(table, fields);
        }
        return new EmulatedPlan(product, name, table, fields, columns != null, Boolean.parseBoolean(strict), ratio(request), format.equals("json"),
                deletes(product, table, request), partial,
                product == Product.DORIS ? table.sequenceColumn() : request.header("merge_condition"));
    }

    private static double ratio(HttpRequest request) {
        try {
            double ratio = Double.parseDouble(request.header("max_filter_ratio", "0"));
            if (ratio >= 0 && ratio <= 1) {
                return ratio;
            }
        } catch (NumberFormatException _) {
            throw Refusal.meaning("Invalid max_filter_ratio format");
        }
        throw Refusal.meaning("Invalid max_filter_ratio format");
    }

    private static boolean deletes(Product product, Table table, HttpRequest request) {
        String merge = request.header("merge_type", "APPEND");
        if (product == Product.STARROCKS || merge.equalsIgnoreCase("APPEND")) {
            return false;
        }
        if (!merge.equalsIgnoreCase("DELETE")) {
            throw Refusal.meaning("The emulator does not know the merge_type '%s'", merge);
        }
        if (!table.model().replaces()) {
            throw Refusal.meaning("load by MERGE or DELETE is only supported in unique tables.");
        }
        return true;
    }

    // Names that the table does not have are taken and their fields dropped (seen at both).
    private static List<Field> fields(Table table, String header) {
        List<Field> fields = new ArrayList<>();
        SqlText sql = new SqlText(header);
        do {
            String name = sql.name();
            if (sql.at("=")) {
                throw Refusal.meaning("The emulator computes no columns: %s", header);
            }
            fields.add(new Field(name, table.find(name).orElse(null)));
        } while (sql.skip(","));
        sql.end();
        return fields;
    }

    private static void checkComplete(Table table, List<Field> fields) {
        for (EmulatedColumn column : table.columns()) {
            if (!column.nullable() && column.fallback() == null && fields.stream().noneMatch(field -> column.equals(field.column()))) {
                throw Refusal.meaning("Column has no default value. column: %s", column.name());
            }
        }
    }

    /// The columns that the load writes.
    List<EmulatedColumn> written() {
        return partial ? table.columns().stream().filter(column -> place(column).isPresent()).toList() : table.columns();
    }

    Map<EmulatedColumn, Integer> places() {
        Map<EmulatedColumn, Integer> places = new HashMap<>();
        written().forEach(column -> place(column).ifPresent(place -> places.put(column, place)));
        return places;
    }

    private Optional<Integer> place(EmulatedColumn column) {
        for (int i = 0; i < fields.size(); i++) {
            if (column.equals(fields.get(i).column())) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    int operationPlace() {
        for (int i = 0; i < fields.size(); i++) {
            if (product == Product.STARROCKS && fields.get(i).isOperation()) {
                return i;
            }
        }
        return -1;
    }
}
