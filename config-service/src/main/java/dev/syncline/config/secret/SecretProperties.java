package dev.syncline.config.secret;

import java.util.Map;
import java.util.Set;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param keys master keys by id, each 32 random bytes in base64 (`openssl rand -base64 32`); an older key stays here until the log
///     says that no secret is sealed with it any more
/// @param current the id of the key that seals new secrets
/// @param lost ids of keys that nobody has any more: what they have sealed has to be entered again
@ConfigurationProperties("syncline.secrets")
public record SecretProperties(@DefaultValue Map<String, String> keys, @DefaultValue("") String current, @DefaultValue Set<String> lost) {

    public SecretProperties {
        keys = Map.copyOf(keys);
        lost = Set.copyOf(lost);
    }

    @Override
    public String toString() {
        return "SecretProperties[keys=%s, current=%s, lost=%s]".formatted(keys.keySet(), current, lost);
    }
}
