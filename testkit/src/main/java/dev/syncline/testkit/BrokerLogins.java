package dev.syncline.testkit;

import java.util.List;
import java.util.Map;

/// Who may log in to a broker, by SCRAM-SHA-512, from its first start on.
///
/// @param passwords by user
/// @param client settings of an administrator's client, which asks whether the broker is there
public record BrokerLogins(Map<String, String> passwords, Map<String, Object> client) {

    static final BrokerLogins NONE = new BrokerLogins(Map.of(), Map.of());

    /// As `kafka-storage format` takes them.
    List<String> scram() {
        return passwords.entrySet().stream().map(login -> "SCRAM-SHA-512=[name=%s,password=%s]".formatted(login.getKey(), login.getValue())).toList();
    }
}
