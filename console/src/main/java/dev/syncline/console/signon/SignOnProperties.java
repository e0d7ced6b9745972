package dev.syncline.console.signon;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;

import dev.syncline.console.access.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// What the identity provider's words mean here. The provider itself stands at `spring.security.oauth2.client`.
///
/// @param nameClaim the claim that has the user's name
/// @param rolesClaim the claim that lists groups or roles
/// @param roles for each role, the words of that claim which give it; the highest counts
/// @param everybody the role of those whom none of them gives one; without it they are not let in
@Validated
@ConfigurationProperties("syncline.console.sign-on")
record SignOnProperties(
        @DefaultValue("preferred_username") @NotBlank String nameClaim,
        @DefaultValue("groups") @NotBlank String rolesClaim,
        @DefaultValue @NotNull Map<Role, List<String>> roles,
        @Nullable Role everybody) {

    Optional<Role> role(List<String> words) {
        return roles.entrySet().stream()
                .filter(role -> role.getValue().stream().anyMatch(words::contains))
                .map(Map.Entry::getKey)
                .max(Comparator.naturalOrder())
                .or(() -> Optional.ofNullable(everybody));
    }
}
