package dev.syncline.dialect.streamload;

import dev.syncline.dialect.load.TypeFit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class HeldTypeTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "varchar(160)|VARCHAR(160)", "VARCHAR(160)|varchar(160)", "decimal(10,2)|DECIMAL(10,2)", "decimalv3(10, 2)|DECIMAL(10,2)", "DECIMAL64(10,2)|DECIMAL(10,2)", "text|STRING",
        "int(11)|INT", "tinyint(4)|TINYINT", "bigint(20)|BIGINT", "largeint(40)|LARGEINT", "datetime|DATETIME(0)", "datetimev2(6)|DATETIME(6)", "DATE|date", "datev2|DATE", "INTEGER|int",
        "tinyint(1)|BOOLEAN", "boolean|BOOLEAN"})
    void aTypeIsTheSameHoweverItIsPrinted(String printed, String declared) {
        assertThat(HeldType.of(printed)).isEqualTo(HeldType.of(declared));
        assertThat(HeldType.of(printed).fitFor(HeldType.of(declared))).isEqualTo(TypeFit.HOLDS);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "bigint|INT", "largeint|BIGINT", "smallint|TINYINT", "decimal(19,0)|BIGINT", "decimal(39,0)|LARGEINT", "decimal(12,2)|DECIMAL(10,2)", "decimal(12,4)|DECIMAL(10,2)", "double|FLOAT",
        "varchar(200)|VARCHAR(160)", "string|VARCHAR(65533)", "datetime(6)|DATETIME(3)"})
    void aWiderTypeHoldsAndANarrowerOneIsSeen(String wider, String narrower) {
        assertThat(HeldType.of(wider).fitFor(HeldType.of(narrower))).isEqualTo(TypeFit.HOLDS);
        assertThat(HeldType.of(narrower).fitFor(HeldType.of(wider))).isEqualTo(TypeFit.NARROWER);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "int|VARCHAR(10)", "decimal(10,2)|DECIMAL(10,4)", "decimal(10,0)|BIGINT", "double|BIGINT", "double|DECIMAL(10,2)", "date|DATETIME(0)", "json|STRING", "array<int>|STRING",
        "boolean|INT", "bitmap|BIGINT", "tinyint(1)|TINYINT", "boolean|TINYINT"})
    void aTypeThatHoldsOtherValuesIsAnother(String held, String wanted) {
        assertThat(HeldType.of(held).fitFor(HeldType.of(wanted))).isEqualTo(TypeFit.OTHER);
    }
}
