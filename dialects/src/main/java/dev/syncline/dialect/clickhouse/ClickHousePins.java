package dev.syncline.dialect.clickhouse;

import java.net.URI;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.syncline.contracts.connection.ConnectionSettings;
import dev.syncline.dialect.connect.NetworkPolicy;
import org.jspecify.annotations.Nullable;

/// The settings of every statement of ours. What each may change is told in `docs/reference/sessions.md`.
final class ClickHousePins {

    /// A user's profile may say otherwise, and then rows would be left out, cut off or counted wrong without an error: everything that reads or counts
    /// rows is pinned. The first row is never taken for a header, which it would be where its values are the columns' names.
    ///
    /// `async_insert` is on in 26.7 unless it is turned off (measured): rows would be acknowledged before they are written. Without
    /// `optimize_on_insert = 0` rows of one key would be collapsed as they arrive, and no count would be right. A null is never made a default.
    /// Tables of any size are dropped, since what is dropped is ours or has been replaced. Statements grow with the columns they name: a table of 4,096
    /// has a `CREATE TABLE` of 460 KB, and by default one may have 256 KiB and 50,000 elements (measured on 26.7).
    private static final Map<String, String> OF_ALL_VERSIONS = Map.ofEntries(
            Map.entry("additional_result_filter", ""),
            Map.entry("additional_table_filters", "{}"),
            Map.entry("alter_sync", "2"),
            Map.entry("async_insert", "0"),
            Map.entry("date_time_input_format", "basic"),
            Map.entry("date_time_output_format", "simple"),
            Map.entry("distinct_overflow_mode", "throw"),
            Map.entry("final", "0"),
            Map.entry("format_tsv_null_representation", "\\N"),
            Map.entry("group_by_overflow_mode", "throw"),
            Map.entry("input_format_allow_errors_num", "0"),
            Map.entry("input_format_allow_errors_ratio", "0"),
            Map.entry("input_format_null_as_default", "0"),
            Map.entry("input_format_tsv_allow_variable_number_of_columns", "0"),
            Map.entry("input_format_tsv_crlf_end_of_line", "0"),
            Map.entry("input_format_tsv_detect_header", "0"),
            Map.entry("input_format_tsv_empty_as_default", "0"),
            Map.entry("input_format_tsv_skip_first_lines", "0"),
            Map.entry("input_format_tsv_skip_trailing_empty_lines", "0"),
            Map.entry("insert_null_as_default", "0"),
            Map.entry("lightweight_deletes_sync", "2"),
            Map.entry("limit", "0"),
            Map.entry("max_ast_elements", "10000000"),
            Map.entry("max_bytes_before_external_group_by", "1000000000"),
            Map.entry("max_bytes_before_external_sort", "1000000000"),
            Map.entry("max_execution_time", "0"),
            Map.entry("max_expanded_ast_elements", "10000000"),
            Map.entry("max_partition_size_to_drop", "0"),
            Map.entry("max_partitions_per_insert_block", "1000"),
            Map.entry("max_query_size", "67108864"),
            Map.entry("max_table_size_to_drop", "0"),
            Map.entry("mutations_sync", "2"),
            Map.entry("offset", "0"),
            Map.entry("optimize_aggregation_in_order", "1"),
            Map.entry("optimize_on_insert", "0"),
            Map.entry("output_format_decimal_trailing_zeros", "1"),
            Map.entry("read_overflow_mode", "throw"),
            Map.entry("result_overflow_mode", "throw"),
            Map.entry("session_timezone", "UTC"),
            Map.entry("set_overflow_mode", "throw"),
            Map.entry("sort_overflow_mode", "throw"),
            Map.entry("timeout_overflow_mode", "throw"),
            Map.entry("use_query_cache", "0"));

    /// What some versions do not have; a setting that a server does not know would make it refuse each statement.
    private static final Map<String, String> WHERE_KNOWN = Map.ofEntries(
            // The version's own defaults, whatever the profile asks for.
            Map.entry("compatibility", ""),
            Map.entry("dialect", "clickhouse"),
            Map.entry("allow_experimental_analyzer", "1"),
            // How texts become values. Without `precise_float_parsing` a sixth of all floats are off in their last digit (measured on 26.7,
            // where it is on unless it is turned off; before it was off).
            Map.entry("precise_float_parsing", "1"),
            Map.entry("bool_true_representation", "true"),
            Map.entry("bool_false_representation", "false"),
            Map.entry("cast_string_to_date_time_mode", "basic"),
            Map.entry("date_time_overflow_behavior", "ignore"),
            Map.entry("decimal_check_overflow", "1"),
            Map.entry("cast_keep_nullable", "0"),
            Map.entry("input_format_defaults_for_omitted_fields", "1"),
            Map.entry("input_format_tsv_enum_as_number", "0"),
            Map.entry("use_legacy_to_time", "0"),
            // How values become texts.
            Map.entry("output_format_float_precision", "0"),
            Map.entry("output_format_always_write_decimal_point_in_float_and_decimal", "0"),
            Map.entry("output_format_trim_fixed_string", "0"),
            Map.entry("output_format_binary_encode_types_in_binary_format", "0"),
            Map.entry("date_time_64_output_format_cut_trailing_zeros_align_to_groups_of_thousands", "0"),
            Map.entry("extremes", "0"),
            // Which rows are read and counted.
            Map.entry("apply_deleted_mask", "1"),
            Map.entry("apply_patch_parts", "1"),
            Map.entry("enable_parallel_replicas", "0"),
            Map.entry("allow_experimental_parallel_reading_from_replicas", "0"),
            Map.entry("optimize_trivial_approximate_count_query", "0"),
            Map.entry("optimize_using_constraints", "0"),
            Map.entry("optimize_substitute_columns", "0"),
            Map.entry("empty_result_for_aggregation_by_empty_set", "0"),
            Map.entry("aggregate_functions_null_for_empty", "0"),
            Map.entry("group_by_use_nulls", "0"),
            Map.entry("transform_null_in", "0"),
            Map.entry("join_use_nulls", "0"),
            Map.entry("short_circuit_function_evaluation", "enable"),
            Map.entry("inject_random_order_for_select_without_order_by", "0"),
            Map.entry("partial_result_on_first_cancel", "0"),
            // What a name in a statement means: a column `a.null` is none of `a`, `all` is a column, `*` are the columns.
            Map.entry("optimize_functions_to_subcolumns", "0"),
            Map.entry("enable_order_by_all", "0"),
            Map.entry("enable_positional_arguments", "1"),
            Map.entry("prefer_column_name_to_alias", "0"),
            Map.entry("asterisk_include_alias_columns", "0"),
            Map.entry("asterisk_include_materialized_columns", "0"),
            Map.entry("asterisk_include_virtual_columns", "0"),
            Map.entry("implicit_select", "0"),
            // What a statement does.
            Map.entry("data_type_default_nullable", "0"),
            Map.entry("create_if_not_exists", "0"),
            Map.entry("ignore_drop_queries_probability", "0"),
            Map.entry("lightweight_delete_mode", "alter_update"),
            Map.entry("alter_update_mode", "heavy"),
            Map.entry("mutations_execute_subqueries_on_initiator", "0"),
            Map.entry("implicit_transaction", "0"),
            Map.entry("insert_allow_materialized_columns", "0"),
            Map.entry("max_insert_block_size_bytes", "0"),
            Map.entry("use_strict_insert_block_limits", "0"),
            Map.entry("input_format_max_block_size_bytes", "0"),
            Map.entry("input_format_max_block_wait_ms", "0"),
            Map.entry("wait_for_async_insert", "1"),
            Map.entry("fsync_metadata", "1"),
            Map.entry("throw_on_max_partitions_per_insert_block", "1"),
            Map.entry("send_progress_in_http_headers", "0"),
            Map.entry("http_write_exception_in_output_format", "0"));

    private ClickHousePins() {}

    static Map<String, String> all() {
        Map<String, String> pins = new TreeMap<>(OF_ALL_VERSIONS);
        pins.putAll(WHERE_KNOWN);
        return pins;
    }

    /// Those that a server knows: it is asked at each login, for it may be another one than before. The question itself is asked with what every
    /// version has: a profile may leave rows out of its answer, too, or refuse it (error 731 where a query cache meets another overflow mode).
    static Map<String, String> of(URI address, ConnectionSettings settings, NetworkPolicy network, @Nullable NamedServerTrust identity) throws SQLException {
        String names = WHERE_KNOWN.keySet().stream().sorted().map(ClickHouseNames::text).collect(Collectors.joining(", "));
        Map<String, String> pins = new TreeMap<>(OF_ALL_VERSIONS);
        try (ClickHouseHttp sideChannel =
                new ClickHouseHttp(address, settings.user(), settings.secret(), network.connect(), network.connect(), OF_ALL_VERSIONS, identity)) {
            for (String known : known(sideChannel.ask("SELECT name FROM system.settings WHERE name IN (%s) FORMAT TabSeparated".formatted(names)))) {
                pins.put(known, WHERE_KNOWN.get(known));
            }
        }
        return pins;
    }

    private static Set<String> known(String answer) {
        Set<String> known = new TreeSet<>(answer.lines().toList());
        known.retainAll(WHERE_KNOWN.keySet());
        return known;
    }
}
