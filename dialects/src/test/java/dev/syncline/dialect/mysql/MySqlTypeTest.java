package dev.syncline.dialect.mysql;

import dev.syncline.dialect.load.TypeFit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/// A11, A4: what a column of one type is for values of another.
class MySqlTypeTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            int                     | INT                    | HOLDS
            int(11)                 | INT                    | HOLDS
            bigint                  | INT                    | HOLDS
            bigint                  | INT UNSIGNED           | HOLDS
            int                     | BIGINT                 | NARROWER
            int unsigned            | INT                    | OTHER
            int                     | INT UNSIGNED           | OTHER
            int unsigned            | BIGINT                 | NARROWER
            decimal(20,0)           | BIGINT UNSIGNED        | HOLDS
            decimal(19,0)           | BIGINT UNSIGNED        | OTHER
            decimal(12,3)           | DECIMAL(10,2)          | HOLDS
            decimal(10,3)           | DECIMAL(10,2)          | OTHER
            decimal(10,2)           | DECIMAL(12,2)          | NARROWER
            float                   | DOUBLE                 | NARROWER
            varchar(40)             | VARCHAR(40)            | HOLDS
            varchar(80)             | VARCHAR(40)            | HOLDS
            varchar(20)             | VARCHAR(40)            | NARROWER
            mediumtext              | VARCHAR(40)            | HOLDS
            tinytext                | VARCHAR(64)            | OTHER
            varchar(40)             | LONGTEXT               | NARROWER
            text                    | LONGTEXT               | NARROWER
            varchar(9) CHARACTER SET latin1 COLLATE latin1_swedish_ci | VARCHAR(9) | NARROWER
            varchar(9) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci | VARCHAR(9) | HOLDS
            varchar(36)             | CHAR(36) CHARACTER SET ascii COLLATE ascii_bin | HOLDS
            binary(8)               | VARBINARY(8)           | NARROWER
            longblob                | VARBINARY(16)          | HOLDS
            datetime                | DATETIME(6)            | NARROWER
            datetime(6)             | DATETIME(3)            | HOLDS
            timestamp(6)            | DATETIME(6)            | OTHER
            date                    | DATETIME               | OTHER
            year                    | YEAR                   | HOLDS
            json                    | LONGTEXT               | OTHER
            bit(8)                  | BIT(9)                 | OTHER
            enum('x','y')           | enum('x','y')          | HOLDS
            enum('x','y')           | enum('x','y','z')      | NARROWER
            enum('x','y','z')       | enum('x','z')          | HOLDS
            enum('x','z')           | enum('x','y','z')      | NARROWER
            enum('x','y')           | enum('y','x')          | OTHER
            enum('x','y')           | enum('x','z')          | OTHER
            enum('x','y')           | set('x','y')           | OTHER
            enum('it''s','a,b')     | enum('it''s','a,b',')') | NARROWER
            enum('x') CHARACTER SET latin1 COLLATE latin1_bin | enum('x','y') | NARROWER
            enum('x')               | enum('x','y') CHARACTER SET latin1 COLLATE latin1_bin | OTHER
            set('x','y')            | set('x','y','z')       | NARROWER
            set('x','y','z')        | set('y','z')           | HOLDS
            set('x','y')            | set('y','x')           | OTHER
            enum('x','yy')          | VARCHAR(2)             | NARROWER
            enum('x','yy')          | VARCHAR(1)             | OTHER
            set('x','yy')           | VARCHAR(3)             | OTHER
            varchar(40)             | enum('x','yy')         | HOLDS
            """)
    void standsTo(String held, String wanted, TypeFit fit) {
        assertThat(MySqlType.of(held).fitFor(MySqlType.of(wanted), false)).isEqualTo(fit);
    }
}
