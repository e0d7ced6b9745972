package dev.syncline.dialect;

import java.util.Set;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class GuardedExpressionTest {

    private static final Set<String> FUNCTIONS = Set.of("toYYYYMM", "intDiv", "lower");

    private static GuardedExpression of(String text) {
        return new GuardedExpression(text, FUNCTIONS);
    }

    private static String quote(String name) {
        return '`' + name.replace("`", "``") + '`';
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "id in (1, -2, 'x')|`id` IN (1, - 2, 'x')",
        "toYYYYMM(created_at)|toYYYYMM(`created_at`)",
        "(toYYYYMM(a), b)|(toYYYYMM(`a`), `b`)",
        "intDiv( id ,1000)%16|intDiv(`id`, 1000) % 16",
        "\"with \"\"quotes\"\"\" + 1.5|`with \"quotes\"` + 1.5",
        "`select` = 'it''s'|`select` = 'it''s'",
        "created + interval 1 month|`created` + INTERVAL 1 MONTH",
        "lower(größe) <> '' and not x >= -2|lower(`größe`) <> '' AND NOT `x` >= - 2"
    })
    void whatIsUnderstoodIsPrintedAnew(String text, String sql) {
        assertThat(of(text).flaws()).isEmpty();
        assertThat(of(text).sql(GuardedExpressionTest::quote)).isEqualTo(sql);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "  ", "a; DROP TABLE t", "a -- comment", "a /* b */", "a # b", "(SELECT 1)", "url('http://example.com')", "file('/etc/passwd')", "system('x')", "a) AS SELECT (b",
        "a AS b", "a, b", "x -> y", "{p:String}", "a[1]", "$$text$$", "E'x'", "'a\\'", "'open", "\"open", "a.b.c", "toYYYYMM(a", "a)", "1 2", "a ? b : c", "@@x", "a::text",
        "sleep(10)", "toyyyymm(a)", "a UNION b", "'a' 'b'", "id IN secret", "id IN (secret)", "id IN (1, secret)", "id IN", "id +", "* id", "NOT", "AND", "a + INTERVAL"})
    void anythingElseIsRefused(String text) {
        GuardedExpression expression = of(text);

        assertThat(expression.flaws()).isNotEmpty();
        assertThatThrownBy(() -> expression.sql(GuardedExpressionTest::quote)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theColumnsAreNamed() {
        assertThat(of("toYYYYMM(a) + \"b c\" * intDiv(a, 2)").columns()).containsExactly("a", "b c");
    }

    /// Outside of quotes there are only allowed names, words and signs, whatever was put in.
    @Property(tries = 5_000)
    void nothingButTheGrammarComesThrough(@ForAll @StringLength(max = 30) @CharRange(from = ' ', to = '~') String text) {
        GuardedExpression expression = of(text);
        if (!expression.flaws().isEmpty()) {
            return;
        }
        String bare = expression.sql(GuardedExpressionTest::quote).replaceAll("'(?:[^']|'')*'", "1").replaceAll("`(?:[^`]|``)*`", "1");

        assertThat(bare).matches("(?:toYYYYMM|intDiv|lower|AND|OR|NOT|IN|INTERVAL|SECOND|MINUTE|HOUR|DAY|WEEK|MONTH|QUARTER|YEAR|\\d+(?:\\.\\d+)?|<>|!=|<=|>=|[-+*/%=<>(), ])+");
        assertThat(bare).doesNotContain("--").doesNotContain("/*").doesNotContain(";");
    }
}
