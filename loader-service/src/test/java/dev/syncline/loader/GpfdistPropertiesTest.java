package dev.syncline.loader;

import dev.syncline.dialect.connect.HostName;
import dev.syncline.dialect.load.WorkerAddress;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class GpfdistPropertiesTest {

    @Test
    void withoutAnAddressNobodyFetchesRows() {
        assertThat(new GpfdistProperties("", 8090).worker()).isEmpty();
    }

    @Test
    void theAddressIsAHostAndNothingElse() {
        assertThat(new GpfdistProperties("loader-1.example.org", 8090).worker()).contains(new WorkerAddress(new HostName("loader-1.example.org"), 8090));
        for (String address : new String[] {"host:8090", "host/path", "a', 'gpfdist://b", "[::1]", " ", "127.1"}) {
            assertThatThrownBy(() -> new GpfdistProperties(address, 0)).as(address).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void anIpv6AddressHasBracketsInAUrl() {
        assertThat(new WorkerAddress(new HostName("fd00::7"), 0).at(8090)).isEqualTo("[fd00::7]:8090");
        assertThat(new WorkerAddress(new HostName("10.0.0.7"), 0).at(8090)).isEqualTo("10.0.0.7:8090");
    }
}
