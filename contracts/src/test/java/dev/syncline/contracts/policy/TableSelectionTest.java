package dev.syncline.contracts.policy;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.syncline.contracts.table.TableName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TableSelectionTest {

    @ParameterizedTest
    @CsvSource({
        "shop.*, shop, orders, true",
        "shop.*, Shop, orders, false",
        "shop.*, shop2, orders, false",
        "sakila.film*, sakila, film, true",
        "sakila.film*, sakila, film_actor, true",
        "sakila.film*, sakila, afilm, false",
        "shop.*_log, shop, a_log_log, true",
        "shop.*_log, shop, a_logs, false",
        "shop.a*b*c, shop, aXbXbc, true",
        "shop.a*b*c, shop, acb, false",
        "*.orders, anything, orders, true",
        "my\\.schema.a\\*, my.schema, a*, true",
        "my\\.schema.a\\*, my.schema, ab, false",
        "shop.*😀, shop, a😀, true"
    })
    void aPatternMatchesWholeNamesAsTheCatalogueSpellsThem(String pattern, String schema, String table, boolean matches) {
        assertThat(new TablePattern(pattern).matches(new TableName(schema, table))).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop", "", ".", "shop.", ".orders", "a.b.c", "*", "shop.a\\", "a\\.b"})
    void whatIsNoSchemaAndTableIsRefused(String text) {
        assertThatThrownBy(() -> new TablePattern(text)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("one dot");
    }

    @Test
    void oddNamesBecomePatternsOfThemselves() {
        TableName odd = new TableName("a.b*", "!c\\d");

        assertThat(TablePattern.exactly(odd).matches(odd)).isTrue();
        assertThat(TablePattern.exactly(odd).name()).isEqualTo(odd);
        assertThat(TablePattern.all("a.b*").matches(odd)).isTrue();
        assertThat(TablePattern.all("a.b*").matches(new TableName("a.bc", "d"))).isFalse();
    }

    @Test
    void theMostSpecificRuleHoldsInWhateverOrder() {
        List<String> rules = List.of("shop.*", "!shop.tmp_*", "shop.tmp_keep*", "!shop.tmp_keep_not");
        for (List<String> order : List.of(rules, rules.reversed())) {
            TableSelection selection = selection(order.toArray(String[]::new));
            assertThat(Stream.of("orders", "tmp_a", "tmp_keep", "tmp_keep_this", "tmp_keep_not").filter(table -> selection.takes(new TableName("shop", table))))
                    .containsExactly("orders", "tmp_keep", "tmp_keep_this");
        }
    }

    @Test
    void theTableSaysMoreThanTheSchema() {
        List<TablePattern> sorted = Stream.of("*.*", "shop.*", "*.a*", "shop.a*", "sh*.ab", "shop.ab").map(TablePattern::new).sorted(TablePattern.SPECIFIC_FIRST).toList();

        assertThat(sorted).extracting(TablePattern::toString).containsExactly("shop.ab", "sh*.ab", "shop.a*", "*.a*", "shop.*", "*.*");
    }

    @ParameterizedTest
    @CsvSource(value = {
        "shop.a*, shop.*b, shop.ab",
        "shop.a*, shop.b*, -",
        "shop.a*, other.*a, -",
        "shop.*, shop.*, shop.a",
        "shop.a*b, shop.*ab, shop.ab",
        "shop.a*, shop.ab*, -"
    }, nullValues = "-")
    void patternsThatAreAsSpecificTieOverATable(String one, String other, String table) {
        assertThat(new TablePattern(one).ties(new TablePattern(other)).map(TableName::toString).orElse(null)).isEqualTo(table);
        assertThat(new TablePattern(other).ties(new TablePattern(one)).map(TableName::toString).orElse(null)).isEqualTo(table);
    }

    @Test
    void aPolicyOfAPatternIsForTablesThatHaveItsColumns() {
        PatternPolicies policies = new PatternPolicies(List.of(
                new PatternPolicy("*.*", new Extraction.Incremental(List.of("id"), null, false), List.of(), Map.of(), TableKey.SOURCE),
                new PatternPolicy("shop.*", new Extraction.Incremental(List.of("last_update"), null, false), List.of(), Map.of(), TableKey.SOURCE)));
        TableName table = new TableName("shop", "orders");

        assertThat(policies.policyOf(table, List.of("id", "last_update")).map(PatternPolicy::pattern)).contains("shop.*");
        assertThat(policies.policyOf(table, List.of("id")).map(PatternPolicy::pattern)).contains("*.*");
        assertThat(policies.policyOf(table, List.of("a"))).isEmpty();
        assertThat(policies.policyOf(table, null).map(PatternPolicy::pattern)).contains("shop.*");
    }

    private static TableSelection selection(String... rules) {
        return new TableSelection(Stream.of(rules).map(SelectionRule::new).toList());
    }
}
