package dev.syncline.console.signon;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import dev.syncline.console.access.SignInWay;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.oauth2.client.autoconfigure.ConditionalOnOAuth2ClientRegistrationProperties;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientProperties;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientPropertiesMapper;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.SupplierClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;

/// Signing in by an identity provider, where one is named at `spring.security.oauth2.client`.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OAuth2ClientProperties.class)
class SignOnConfiguration {

    /// A provider is asked for its addresses when somebody wants to sign in first, so that the console starts while it is away.
    @Bean
    @ConditionalOnOAuth2ClientRegistrationProperties
    ClientRegistrationRepository providers(OAuth2ClientProperties properties) {
        return new SupplierClientRegistrationRepository(() -> new InMemoryClientRegistrationRepository(new OAuth2ClientPropertiesMapper(properties).asClientRegistrations()));
    }

    @Bean
    SignInWay signInByProvider(ObjectProvider<ClientRegistrationRepository> providers, SignOn signOn) {
        return http -> {
            if (providers.getIfAvailable() != null) {
                http.oauth2Login(login -> login
                        // Of the page; without it one would be made.
                        .loginPage("/")
                        .authorizedClientRepository(new NothingIsKept())
                        .successHandler(signOn)
                        .failureHandler(signOn));
            }
        };
    }

    /// Nobody asks the provider for anything once it has said who somebody is: its tokens are let go.
    private static final class NothingIsKept implements OAuth2AuthorizedClientRepository {

        @Override
        public <T extends OAuth2AuthorizedClient> @Nullable T loadAuthorizedClient(String provider, Authentication principal, HttpServletRequest request) {
            return null;
        }

        @Override
        public void saveAuthorizedClient(OAuth2AuthorizedClient client, Authentication principal, HttpServletRequest request, HttpServletResponse response) {
            // let go
        }

        @Override
        public void removeAuthorizedClient(String provider, Authentication principal, HttpServletRequest request, HttpServletResponse response) {
            // was never kept
        }
    }
}
