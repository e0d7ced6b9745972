package dev.syncline.dialect;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.syncline.contracts.connection.ConnectionSettings;
import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.failure.FailureCode;
import dev.syncline.contracts.failure.SyncException;
import dev.syncline.dialect.connect.HostAndPort;
import dev.syncline.dialect.connect.NetworkPolicy;
import dev.syncline.dialect.connect.OwnServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class NetworkPolicyTest {

    private static final Duration LIMIT = Duration.ofSeconds(1);
    private static final NetworkPolicy STRICT = new NetworkPolicy(false, Duration.ofSeconds(1), Duration.ofSeconds(1));
    private static final NetworkPolicy LOCAL = new NetworkPolicy(true, Duration.ofSeconds(1), Duration.ofSeconds(1));

    @ParameterizedTest
    @ValueSource(strings = {
        "169.254.169.254",
        "169.254.0.1",
        "fe80::1",
        "224.0.0.1",
        "ff02::1",
        "0.0.0.0",
        "0.1.2.3",
        "::",
        "255.255.255.255",
        "240.0.0.1",
        "fd00:ec2::254",
        "100.100.100.200",
        "192.0.0.192",
        "168.63.129.16",
        "::ffff:169.254.169.254",
        "::169.254.169.254",
        "64:ff9b::a9fe:a9fe",
        "2002:a9fe:a9fe::1"
    })
    void deniesWhatIsNoDatabase(String host) {
        assertThatThrownBy(() -> LOCAL.resolve(connection(host))).isInstanceOfSatisfying(SyncException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.UNREACHABLE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.9.9.9", "::1", "localhost", "::ffff:127.0.0.1", "::7f00:1", "2002:7f00:1::"})
    void deniesLoopbackUnlessAllowed(String host) {
        assertThatThrownBy(() -> STRICT.resolve(connection(host))).isInstanceOf(SyncException.class);

        assertThat(LOCAL.resolve(connection(host))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.1.2.3", "192.168.1.1", "172.16.0.1", "8.8.8.8", "2001:db8::1", "fd12::1"})
    void allowsPrivateAndPublicAddresses(String host) {
        assertThat(STRICT.resolve(connection(host))).isNotNull();
    }

    @Test
    void saysTheSameOfDeniedUnknownAndImpossibleHosts() {
        assertThat(message("169.254.169.254")).isEqualTo(message("no-such-host.invalid")).isEqualTo(message("(host=a)"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.1.2.3", "::ffff:10.1.2.3", "db.example"})
    void theInstallationsOwnServersAreNeverDialledByWhateverName(String host) {
        NetworkPolicy.Resolver names = name -> name.endsWith(".example") ? new InetAddress[] {InetAddress.ofLiteral("10.1.2.3")} : NetworkPolicy.Resolver.SYSTEM.resolve(name);
        NetworkPolicy policy = new NetworkPolicy(true, LIMIT, LIMIT, List.of(new OwnServer(HostAndPort.of("state.example:5432"), null)), names);

        assertThatThrownBy(() -> policy.resolve(connection(host))).isInstanceOf(SyncException.class);
        assertThatThrownBy(() -> policy.resolve(new HostAndPort(host, 5432))).isInstanceOf(SyncException.class);
        assertThat(policy.resolve(new HostAndPort(host, 5433))).isNotNull();
        assertThat(policy.resolve(connection("10.1.2.4"))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.2", "localhost", "::1", "::ffff:127.0.0.1"})
    void aServerOfThisMachineIsKnownByAllOfItsAddresses(String host) {
        NetworkPolicy policy = new NetworkPolicy(true, LIMIT, LIMIT, List.of(new OwnServer(HostAndPort.of("127.0.0.1:5432"), null)));

        assertThatThrownBy(() -> policy.resolve(connection(host))).isInstanceOf(SyncException.class);
    }

    @Test
    void onASharedServerOnlyTheInstallationsDatabasesAreOutOfReach() {
        NetworkPolicy policy = new NetworkPolicy(true, LIMIT, LIMIT, List.of(new OwnServer(HostAndPort.of("127.0.0.1:5432"), Set.of("state"))));

        assertThatThrownBy(() -> policy.resolve(connection("127.0.0.1", "state"))).isInstanceOf(SyncException.class);
        assertThat(policy.resolve(connection("127.0.0.1", "shop"))).isNotNull();
    }

    private static ConnectionSettings connection(String host) {
        return connection(host, "shop");
    }

    private static ConnectionSettings connection(String host, String database) {
        return new ConnectionSettings(1, "c", 1, new DatabaseKind("postgresql"), host, 5432, database, "u", "p", Map.of(), true);
    }

    private static String message(String host) {
        try {
            throw new AssertionError(STRICT.resolve(connection(host)));
        } catch (SyncException e) {
            return String.valueOf(e.getMessage()).replace(host, "HOST");
        }
    }
}
