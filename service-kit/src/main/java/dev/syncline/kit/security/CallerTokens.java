package dev.syncline.kit.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

import dev.syncline.contracts.audit.AuditWay;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

/// The console's signed word of the person or program for whom it asks a service: a JWT that is good for a minute. Its key is derived from the service
/// token, which all services share, so that there is no key to be handed out, and nobody is asked for each request.
public final class CallerTokens {

    private static final Duration LIFE = Duration.ofSeconds(60);
    /// Clocks of machines differ.
    private static final Duration SKEW = Duration.ofSeconds(30);
    private static final String ISSUER = "syncline-console";
    private static final byte[] PURPOSE = "syncline caller tokens, version 1".getBytes(StandardCharsets.UTF_8);
    private static final int KEY_BYTES = 32;
    private static final String WAY = "way";
    private static final String ROLE = "role";
    private static final String ADDRESS = "address";

    private final JwtEncoder encoder;
    private final NimbusJwtDecoder decoder;
    private final Clock clock;

    public CallerTokens(SecurityProperties properties, Clock clock) {
        SecretKey key = key(properties.serviceToken());
        this.clock = clock;
        encoder = NimbusJwtEncoder.withSecretKey(key).algorithm(MacAlgorithm.HS256).build();
        decoder = NimbusJwtDecoder.withSecretKey(key).macAlgorithm(MacAlgorithm.HS256).build();
        JwtTimestampValidator inTime = new JwtTimestampValidator(SKEW);
        inTime.setClock(clock);
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(inTime, new JwtIssuerValidator(ISSUER)));
    }

    private static SecretKey key(String serviceToken) {
        try {
            return KDF.getInstance("HKDF-SHA256").deriveKey(
                    "HmacSHA256", HKDFParameterSpec.ofExtract().addIKM(serviceToken.getBytes(StandardCharsets.UTF_8)).thenExpand(PURPOSE, KEY_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no HKDF", e);
        }
    }

    /// @throws IllegalArgumentException where nobody is known
    public String issue(CalledBy caller) {
        String name = caller.name();
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException("Nobody can be vouched for who is not known");
        }
        Instant now = clock.instant();
        JwtClaimsSet.Builder claims = JwtClaimsSet.builder().issuer(ISSUER).subject(name).issuedAt(now).expiresAt(now.plus(LIFE)).claim(WAY, caller.way().name());
        if (caller.role() != null) {
            claims.claim(ROLE, caller.role());
        }
        if (caller.address() != null) {
            claims.claim(ADDRESS, caller.address());
        }
        return encoder.encode(JwtEncoderParameters.from(JwsHeader.with(MacAlgorithm.HS256).build(), claims.build())).getTokenValue();
    }

    /// @return who calls; nothing where this is no such token, or one that is too old or signed by somebody else
    Optional<CalledBy> caller(String token) {
        try {
            Jwt jwt = decoder.decode(token);
            return Optional.ofNullable(jwt.getSubject())
                    .filter(name -> !name.isBlank())
                    .map(name -> new CalledBy(name, AuditWay.valueOf(String.valueOf(jwt.getClaimAsString(WAY))), jwt.getClaimAsString(ROLE), jwt.getClaimAsString(ADDRESS)));
        } catch (JwtException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
