package dev.syncline.dialect;

import dev.syncline.dialect.connect.HostName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HostNameTest {

    @ParameterizedTest
    @ValueSource(strings = {
        "localhost", "db1.example.org", "db_1", "my-host", "1a.example", "10.0.0.1", "255.255.255.255", "::1", "2001:db8::1", "::ffff:10.0.0.1", "xn--dmin-moa.example"
    })
    void takesNamesAndAddresses(String host) {
        assertThat(new HostName(host).text()).isEqualTo(host);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "",
        " ",
        "a b",
        "host ",
        "host:3306",
        "[::1]",
        "user@host",
        "host/db",
        "host?allowLoadLocalInfile=true",
        "host#",
        "host&a=b",
        "host;a=b",
        "h%6fst",
        "a,b",
        "(host=a,port=1,allowLoadLocalInfile=true)",
        "address=(host=a)",
        "host=a",
        "fe80::1%eth0",
        "127.1",
        "2130706433",
        "0x7f.1",
        "0x7f000001",
        "0177.0.0.1",
        "1.2.3.4.5",
        "256.1.1.1",
        "-a",
        "a-",
        "a..b",
        "a.",
        ".a",
        "hôst",
        "host\t",
        "host\u0000",
        "host\n",
        "::g",
        ":::",
        "1::2::3",
        "jdbc:mysql://a",
        "a'b",
        "a\"b",
        "a\\b"
    })
    void refusesEverythingElse(String host) {
        assertThatThrownBy(() -> new HostName(host)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("DNS name");
    }

    @Test
    void tellsAnAddressFromAName() {
        assertThat(new HostName("10.0.0.1").isLiteral()).isTrue();
        assertThat(new HostName("::1").isLiteral()).isTrue();
        assertThat(new HostName("db1.example.org").isLiteral()).isFalse();
    }
}
