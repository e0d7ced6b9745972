package dev.syncline.dialect.clickhouse;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.syncline.dialect.TestDatabase;
import dev.syncline.dialect.connect.Access;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ClickHousePinsIT {

    /// What may change rows that come or go, by its name.
    private static final String SUSPICIOUS = """
            ^(input_format_(tsv|allow|null|defaults)_|output_format_(tsv|decimal|float|trim|always)|bool_|cast_|date_time_|insert_|async_insert|deduplicate_|apply_|asterisk_|\
            .*_overflow_mode|optimize_trivial_.*count|.*default_mode$|.*_use_nulls$|aggregate_functions_null|empty_result_for_aggregation_by_empty_set|data_type_default|\
            transform_null|decimal_check|precise_float|lightweight_|final$|limit$|offset$|additional_|use_query_cache)""";

    /// A new version of the engine asks the question again.
    @Test
    void eachSettingThatMayMatterIsPinnedOrNamedOnThePage() throws Exception {
        String page = Files.readString(Path.of("..", "docs", "reference", "sessions.md"));
        List<Pattern> named = Pattern.compile("`([a-z0-9_*]+)`").matcher(page).results()
                .map(found -> Pattern.compile(found.group(1).replace("*", ".*")))
                .toList();
        try (TestDatabase end = TestDatabase.clickHouse()) {
            List<String> settings = end.texts("SELECT name FROM system.settings WHERE tier <> 'Obsolete' AND alias_for = '' AND match(name, '%s') ORDER BY name".formatted(SUSPICIOUS));

            assertThat(settings).hasSizeGreaterThan(50)
                    .filteredOn(name -> named.stream().noneMatch(pattern -> pattern.matcher(name).matches()))
                    .isEmpty();
        }
    }

    @Test
    void eachPinIsOnThePageAndHoldsInASession() throws Exception {
        String page = Files.readString(Path.of("..", "docs", "reference", "sessions.md"));
        Map<String, String> pins = ClickHousePins.all();

        assertThat(pins.keySet()).allSatisfy(name -> assertThat(page).contains('`' + name + '`'));
        try (TestDatabase end = HostileClickHouse.end(); Connection session = end.session(Access.WRITE)) {
            List<String> otherwise = new ClickHouseCatalog(session).texts(
                    "SELECT name FROM system.settings WHERE %s".formatted(String.join(" OR ", pins.entrySet().stream()
                            .map(pin -> "name = %s AND value <> %s".formatted(ClickHouseNames.text(pin.getKey()), ClickHouseNames.text(pin.getValue())))
                            .toList())));

            assertThat(otherwise).isEmpty();
        }
    }

    /// Without the pin about a sixth of them would be off by a digit.
    @Test
    void floatsAreReadExactly() throws Exception {
        List<Double> numbers = Stream.iterate(-987654.321987, number -> number * 1.0000731 + 0.1234567891).limit(2000).toList();
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < numbers.size(); i++) {
            rows.append(i).append('\t').append(numbers.get(i)).append('\n');
        }
        try (TestDatabase end = HostileClickHouse.end(); Connection session = end.session(Access.WRITE)) {
            end.execute("CREATE TABLE floats (n Int64, x Float64) ENGINE = MergeTree ORDER BY n");

            session.unwrap(ClickHouseHttp.class).send(
                    "INSERT INTO `%s`.floats FORMAT TabSeparated".formatted(end.schema()),
                    new ByteArrayInputStream(rows.toString().getBytes(StandardCharsets.UTF_8)),
                    Map.of());

            assertThat(end.texts("SELECT toString(reinterpretAsInt64(x)) FROM floats ORDER BY n"))
                    .isEqualTo(numbers.stream().map(number -> Long.toString(Double.doubleToRawLongBits(number))).toList());
        }
    }
}
