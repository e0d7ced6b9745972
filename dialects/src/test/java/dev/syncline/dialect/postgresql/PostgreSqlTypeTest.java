package dev.syncline.dialect.postgresql;

import dev.syncline.dialect.load.TypeFit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/// A11, A4: what a column of one type is for values of another.
class PostgreSqlTypeTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            integer                        | integer                  | HOLDS
            bigint                         | integer                  | HOLDS
            smallint                       | bigint                   | NARROWER
            numeric                        | bigint                   | HOLDS
            numeric(20,0)                  | bigint                   | HOLDS
            numeric(10,0)                  | bigint                   | OTHER
            numeric(12,3)                  | numeric(10,2)            | HOLDS
            numeric(10,2)                  | numeric                  | NARROWER
            numeric(10,3)                  | numeric(10,2)            | OTHER
            real                           | double precision         | NARROWER
            text                           | varchar(40)              | HOLDS
            character varying(40)          | varchar(40)              | HOLDS
            character varying(20)          | varchar(40)              | NARROWER
            character varying              | text                     | HOLDS
            character(8)                   | varchar(8)               | OTHER
            character(8)                   | character(8)             | HOLDS
            timestamp(6) without time zone | timestamp(6)             | HOLDS
            timestamp without time zone    | timestamp(6)             | HOLDS
            timestamp(0) without time zone | timestamp(6)             | NARROWER
            timestamp(6) with time zone    | timestamp(6)             | OTHER
            timestamp with time zone       | timestamp(3) with time zone | HOLDS
            time(3) without time zone      | time(6)                  | NARROWER
            bit(8)                         | bit(9)                   | OTHER
            bit varying(8)                 | bit varying(9)           | NARROWER
            integer[]                      | bigint[]                 | OTHER
            jsonb                          | json                     | OTHER
            "char"                         | "char"                   | HOLDS
            """)
    void standsTo(String held, String wanted, TypeFit fit) {
        assertThat(PostgreSqlType.of(held).fitFor(PostgreSqlType.of(wanted))).isEqualTo(fit);
    }
}
