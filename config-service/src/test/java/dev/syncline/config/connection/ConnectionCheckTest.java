package dev.syncline.config.connection;

import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.dialect.Descriptor;
import dev.syncline.dialect.Descriptor.ConnectionOption;
import dev.syncline.kit.web.ApiException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ConnectionCheckTest {

    static final List<String> HOSTS = HostileInputs.HOSTS;
    static final List<String> OPTION_NAMES = HostileInputs.OPTION_NAMES;
    static final List<String> OPTION_VALUES = HostileInputs.OPTION_VALUES;
    static final List<Integer> PORTS = HostileInputs.PORTS;

    private final ConnectionCheck check = new ConnectionCheck(List.of(
            new Descriptor(new DatabaseKind("plain"), "Plain", 3306, "database", false, true, List.of(), Set.of(), null, List.of()),
            new Descriptor(
                    new DatabaseKind("based"), "Based", 5432, "schema", true, true,
                    List.of(new ConnectionOption("tls", List.of("prefer", "disable", "require"), "", "Encryption")), Set.of(), null, List.of())));

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "db", "db-1.example.com", "db_1", "1db.example", "10.0.0.1", "::1", "2001:db8::1", "::ffff:10.0.0.1", "x--y"})
    void takesNamesAndAddresses(String host) {
        assertThat(check.check(withHost(host)).host()).isEqualTo(host);
    }

    @ParameterizedTest
    @FieldSource("HOSTS")
    void takesNothingElseForAHost(String host) {
        assertThatThrownBy(() -> check.check(withHost(host))).isInstanceOf(ApiException.class).hasMessageContaining("host");
    }

    @ParameterizedTest
    @FieldSource("PORTS")
    void refusesPortsThatAreNone(int port) {
        assertThatThrownBy(() -> check.check(request("db", port, "shop", "me", "pw", Map.of()))).hasMessageContaining("port");
    }

    @Test
    void takesTheKindsOwnPortWhereNoneIsGiven() {
        assertThat(check.check(request("db", null, "shop", "me", "pw", Map.of())).port()).isEqualTo(5432);
    }

    @ParameterizedTest
    @FieldSource("OPTION_NAMES")
    void refusesOptionsThatTheKindDoesNotName(String name) {
        assertThatThrownBy(() -> check.check(request("db", 1, "shop", "me", "pw", Map.of(name, "prefer"))))
                .hasMessageContaining("options have a name that is none of [tls]");
    }

    @ParameterizedTest
    @FieldSource("OPTION_VALUES")
    void refusesValuesThatTheOptionDoesNotName(String value) {
        assertThatThrownBy(() -> check.check(request("db", 1, "shop", "me", "pw", Map.of("tls", value))))
                .hasMessageContaining("options.tls is not one of [prefer, disable, require]");
    }

    @Test
    void keepsTheOptionsThatWereGiven() {
        assertThat(check.check(request("db", 1, "shop", "me", "pw", Map.of("tls", "require"))).options()).isEqualTo(Map.of("tls", "require"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop?x=y&z", "a/b\\c", "%41", "quote\"s and 'blanks' ", "名前", "semi;colon#", "\u0001", "😀"})
    void databasesUsersAndSecretsMayContainAnythingLegal(String name) {
        ConnectionDraft draft = check.check(request("db", 1, name, name, name, Map.of()));

        assertThat(List.of(String.valueOf(draft.database()), draft.user(), String.valueOf(draft.secret()))).containsOnly(name);
    }

    @Test
    void refusesNulsAndHalfCharactersAndWhatIsTooLong() {
        for (String bad : List.of("a\0b", "\uD83D", "x".repeat(5_000))) {
            assertThatThrownBy(() -> check.check(request("db", 1, bad, bad, bad, Map.of())))
                    .hasMessageContaining("database ")
                    .hasMessageContaining("user ")
                    .hasMessageContaining("secret ");
        }
    }

    @Test
    void neverQuotesASecret() {
        ConnectionRequest request = new ConnectionRequest("", "oracle", "(", 0, "", "", "canary\0", Map.of("canary", "canary"), true, null, null);

        assertThatThrownBy(() -> check.check(request)).hasMessageNotContaining("canary");
        assertThat(request.toString() + check.check(request("db", 1, "shop", "me", "canary", Map.of()))).doesNotContain("canary");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "h2", "Based", "based ", "jdbc:mysql", "com.mysql.cj.jdbc.Driver", "../based", "mysql:loadbalance"})
    void refusesKindsThatAreNotOnTheList(String kind) {
        assertThatThrownBy(() -> check.check(new ConnectionRequest("n", kind, "db", 1, "shop", "me", "pw", Map.of(), false, null, null)))
                .hasMessageContaining("kind is none of [based, plain]");
    }

    @Test
    void refusesADatabaseWhereTheKindHasNone() {
        assertThatThrownBy(() -> check.check(new ConnectionRequest("n", "plain", "db", 1, "shop", "me", "pw", Map.of(), false, null, null)))
                .hasMessageContaining("database does not belong to a Plain connection");
    }

    @Test
    void namesAllThatIsMissingAtOnce() {
        ConnectionRequest empty = new ConnectionRequest(null, null, null, null, null, null, null, null, null, null, null);

        assertThatThrownBy(() -> check.check(empty))
                .hasMessageContaining("name is missing")
                .hasMessageContaining("kind is missing")
                .hasMessageContaining("host is missing")
                .hasMessageContaining("user is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", " a", "a\nb", "a\u2028b", "a\u202Eb", "\u0000"})
    void refusesTitlesThatWouldMisleadReaders(String name) {
        assertThatThrownBy(() -> check.check(new ConnectionRequest(name, "based", "db", 1, "shop", "me", "pw", Map.of(), false, null, null)))
                .hasMessageContaining("name ");
    }

    private static ConnectionRequest withHost(String host) {
        return request(host, 5432, "shop", "me", "pw", Map.of());
    }

    private static ConnectionRequest request(
            String host, @Nullable Integer port, String database, String user, String secret, Map<String, @Nullable String> options) {
        return new ConnectionRequest("Shop", "based", host, port, database, user, secret, options, false, null, null);
    }
}
