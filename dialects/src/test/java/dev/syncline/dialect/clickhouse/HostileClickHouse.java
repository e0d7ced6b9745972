package dev.syncline.dialect.clickhouse;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;

import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.dialect.Dialects;
import dev.syncline.dialect.TestDatabase;
import dev.syncline.testkit.ClickHouseServer;
import dev.syncline.testkit.FreshDatabase;

/// A ClickHouse whose user has everything set otherwise, and the rights that loads need and no more.
final class HostileClickHouse {

    /// Each other than we want it.
    static final Map<String, String> PROFILE = Map.ofEntries(
            Map.entry("precise_float_parsing", "0"), Map.entry("bool_true_representation", "yes"), Map.entry("bool_false_representation", "no"),
            Map.entry("cast_string_to_date_time_mode", "best_effort_us"), Map.entry("date_time_input_format", "best_effort_us"),
            Map.entry("date_time_output_format", "unix_timestamp"), Map.entry("date_time_overflow_behavior", "saturate"),
            Map.entry("decimal_check_overflow", "0"), Map.entry("cast_keep_nullable", "1"),
            Map.entry("input_format_defaults_for_omitted_fields", "0"), Map.entry("input_format_null_as_default", "1"),
            Map.entry("insert_null_as_default", "1"), Map.entry("input_format_tsv_empty_as_default", "1"),
            Map.entry("input_format_tsv_detect_header", "1"), Map.entry("input_format_tsv_skip_first_lines", "1"),
            Map.entry("input_format_tsv_allow_variable_number_of_columns", "1"), Map.entry("input_format_tsv_crlf_end_of_line", "1"),
            Map.entry("input_format_tsv_enum_as_number", "1"), Map.entry("input_format_allow_errors_num", "100"),
            Map.entry("input_format_allow_errors_ratio", "0.9"), Map.entry("format_tsv_null_representation", "NULL"),
            Map.entry("output_format_float_precision", "3"), Map.entry("output_format_always_write_decimal_point_in_float_and_decimal", "1"),
            Map.entry("output_format_decimal_trailing_zeros", "0"), Map.entry("output_format_binary_encode_types_in_binary_format", "1"),
            Map.entry("date_time_64_output_format_cut_trailing_zeros_align_to_groups_of_thousands", "1"), Map.entry("extremes", "1"),
            Map.entry("apply_deleted_mask", "0"), Map.entry("use_query_cache", "1"), Map.entry("query_cache_min_query_runs", "0"),
            Map.entry("query_cache_nondeterministic_function_handling", "save"), Map.entry("query_cache_system_table_handling", "save"),
            Map.entry("optimize_trivial_approximate_count_query", "1"), Map.entry("empty_result_for_aggregation_by_empty_set", "1"),
            Map.entry("aggregate_functions_null_for_empty", "1"), Map.entry("group_by_use_nulls", "1"), Map.entry("transform_null_in", "1"),
            Map.entry("join_use_nulls", "1"), Map.entry("short_circuit_function_evaluation", "disable"),
            Map.entry("inject_random_order_for_select_without_order_by", "1"), Map.entry("enable_positional_arguments", "0"),
            Map.entry("prefer_column_name_to_alias", "1"), Map.entry("asterisk_include_alias_columns", "1"),
            Map.entry("asterisk_include_materialized_columns", "1"), Map.entry("asterisk_include_virtual_columns", "1"),
            Map.entry("data_type_default_nullable", "1"), Map.entry("create_if_not_exists", "1"), Map.entry("ignore_drop_queries_probability", "1"),
            Map.entry("limit", "2"), Map.entry("offset", "1"), Map.entry("final", "1"), Map.entry("read_overflow_mode", "break"),
            Map.entry("result_overflow_mode", "break"), Map.entry("group_by_overflow_mode", "any"), Map.entry("sort_overflow_mode", "break"),
            Map.entry("set_overflow_mode", "break"), Map.entry("distinct_overflow_mode", "break"), Map.entry("timeout_overflow_mode", "break"),
            Map.entry("async_insert", "1"), Map.entry("wait_for_async_insert", "0"), Map.entry("optimize_on_insert", "1"),
            Map.entry("session_timezone", "Asia/Kolkata"), Map.entry("max_execution_time", "1"), Map.entry("max_insert_block_size_bytes", "10"),
            Map.entry("use_strict_insert_block_limits", "1"), Map.entry("input_format_max_block_size_bytes", "10"), Map.entry("max_block_size", "3"),
            Map.entry("mutations_sync", "0"), Map.entry("alter_sync", "0"), Map.entry("lightweight_deletes_sync", "0"),
            Map.entry("insert_deduplicate", "0"), Map.entry("max_partitions_per_insert_block", "1"),
            Map.entry("throw_on_max_partitions_per_insert_block", "0"), Map.entry("flatten_nested", "0"), Map.entry("union_default_mode", "DISTINCT"),
            Map.entry("default_table_engine", "Memory"), Map.entry("count_distinct_implementation", "uniq"),
            Map.entry("send_progress_in_http_headers", "1"), Map.entry("http_write_exception_in_output_format", "1"),
            Map.entry("describe_compact_output", "1"), Map.entry("describe_include_subcolumns", "1"), Map.entry("interval_output_format", "kusto"),
            Map.entry("fsync_metadata", "0"), Map.entry("low_cardinality_use_single_dictionary_for_part", "1"),
            Map.entry("input_format_parallel_parsing", "0"), Map.entry("min_insert_block_size_rows", "1"), Map.entry("additional_result_filter", "0"),
            Map.entry("least_greatest_legacy_null_behavior", "1"), Map.entry("mutations_execute_subqueries_on_initiator", "1"),
            Map.entry("max_query_size", "9000"), Map.entry("max_ast_elements", "2000"), Map.entry("max_expanded_ast_elements", "2000"),
            Map.entry("compatibility", "24.8"));

    private HostileClickHouse() {}

    private static final class Started {
        private static final ClickHouseServer SERVER =
                ClickHouseServer.start(Path.of("target", "servers", Long.toString(ProcessHandle.current().pid()), "hostile-clickhouse"), 0, PROFILE);
    }

    /// A database of its own; what the test itself writes and checks goes through the administrator's session.
    static TestDatabase end() throws SQLException {
        ClickHouseServer server = Started.SERVER;
        FreshDatabase fresh = server.freshDatabase("end");
        TestDatabase.Place place =
                new TestDatabase.Place("127.0.0.1", server.port(), fresh.name(), fresh.jdbcUrl(), ClickHouseServer.STRANGER, server.password(), Map.of(), fresh);
        TestDatabase.Place administrators =
                new TestDatabase.Place("127.0.0.1", server.port(), fresh.name(), fresh.jdbcUrl(), server.user(), server.password(), Map.of(), fresh);
        return TestDatabase.at(place, Dialects.of(new DatabaseKind("clickhouse")), null, administrators);
    }
}
