package dev.syncline.console.signon;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientProperties;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Tells the page whom else it may ask who somebody is.
@Tag(name = "Sign-in")
@RestController
class SignOnController {

    private final List<Provider> providers;

    SignOnController(OAuth2ClientProperties properties) {
        providers = properties.getRegistration().entrySet().stream()
                .map(one -> new Provider(Objects.requireNonNullElse(one.getValue().getClientName(), one.getKey()), "/oauth2/authorization/" + one.getKey()))
                .sorted(Comparator.comparing(Provider::name))
                .toList();
    }

    /// @param name for people
    /// @param path where the browser goes to sign in
    record Provider(String name, String path) {}

    @Operation(summary = "The identity providers by which one can sign in")
    @GetMapping("/api/v1/sign-on")
    List<Provider> providers() {
        return providers;
    }
}
