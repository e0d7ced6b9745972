package dev.syncline.dialect.streamload;

import java.net.InetAddress;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.syncline.contracts.failure.SyncException;
import dev.syncline.dialect.connect.HostAndPort;
import dev.syncline.dialect.connect.NetworkPolicy;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BackEndAddressesTest {

    private static final HostAndPort BACK_END = HostAndPort.of("10.1.0.2:8040");

    private final List<HostAndPort> listed = new ArrayList<>();

    @Test
    void aListedBackEndIsSentTo() throws Exception {
        listed.add(BACK_END);

        assertThat(addresses("").checked(BACK_END)).isEqualTo("10.1.0.2:8040");
    }

    @Test
    void aBackEndThatWasAddedMeanwhileIsAskedFor() throws Exception {
        BackEndAddresses addresses = addresses("");
        assertThatThrownBy(() -> addresses.checked(BACK_END)).isInstanceOf(SQLException.class).hasMessageContaining("10.1.0.2:8040");

        listed.add(BACK_END);

        assertThat(addresses.checked(BACK_END)).isEqualTo("10.1.0.2:8040");
    }

    @Test
    void anotherPortOfABackEndIsNone() {
        listed.add(BACK_END);

        assertThatThrownBy(() -> addresses("").checked(HostAndPort.of("10.1.0.2:22"))).isInstanceOf(SQLException.class);
    }

    @Test
    void theFrontEndsOwnHostIsSentTo() throws Exception {
        assertThat(addresses("").checked(HostAndPort.of("10.1.0.1:8040"))).isEqualTo("10.1.0.1:8040");
    }

    @Test
    void whereTheOptionNamesBackEndsOnlyThoseAreSentTo() throws Exception {
        listed.add(BACK_END);
        BackEndAddresses addresses = addresses("10.1.0.3:8040, [2001:db8::7]:8040");

        assertThat(addresses.checked(HostAndPort.of("10.1.0.3:8040"))).isEqualTo("10.1.0.3:8040");
        assertThat(addresses.checked(HostAndPort.of("[2001:db8::7]:8040"))).isEqualTo("[2001:db8:0:0:0:0:0:7]:8040");
        assertThatThrownBy(() -> addresses.checked(BACK_END)).hasMessageContaining("the connection's option backEnds names");
    }

    @Test
    void aListedAddressThatMayNotBeDialledIsNotSentTo() {
        HostAndPort metadata = HostAndPort.of("169.254.169.254:80");
        listed.add(metadata);

        assertThatThrownBy(() -> addresses("").checked(metadata)).isInstanceOf(SyncException.class);
    }

    private BackEndAddresses addresses(String named) {
        NetworkPolicy network = new NetworkPolicy(false, Duration.ofSeconds(1), Duration.ofSeconds(1));
        return new BackEndAddresses(network, InetAddress.ofLiteral("10.1.0.1"), HostAndPort.list(named), () -> List.copyOf(listed));
    }
}
