package dev.syncline.dialect.clickhouse;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;

import dev.syncline.dialect.connect.HostName;
import org.apache.hc.client5.http.ssl.DefaultHostnameVerifier;
import org.jspecify.annotations.Nullable;

/// What a server has to prove: that it is the one of the connection's name, whatever address was dialled. HTTP clients compare the certificate with what they
/// dial, which here is an address that was checked; so the name is compared where the certificate's chain is, and before anything is sent.
final class NamedServerTrust {

    private final HostName name;

    NamedServerTrust(HostName name) {
        this.name = name;
    }

    /// Trusts what the JVM trusts, under this name only.
    SSLContext context() {
        try {
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init((KeyStore) null);
            X509TrustManager chains = Arrays.stream(trust.getTrustManagers())
                    .filter(X509TrustManager.class::isInstance)
                    .map(X509TrustManager.class::cast)
                    .findFirst()
                    .orElseThrow();
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Named(chains, name.text())}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The JVM has no TLS", e);
        }
    }

    /// The name for servers that choose their certificate by it; none where it is an address, or no name that TLS can say (RFC 6066, 3).
    Optional<String> indicated() {
        try {
            return name.isLiteral() ? Optional.empty() : Optional.of(new SNIHostName(name.text()).getAsciiName());
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    SSLParameters parameters() {
        SSLParameters parameters = new SSLParameters();
        indicated().map(indicated -> List.<SNIServerName>of(new SNIHostName(indicated))).ifPresent(parameters::setServerNames);
        return parameters;
    }

    private static final class Named extends X509ExtendedTrustManager {

        private final X509TrustManager chains;
        private final String name;

        Named(X509TrustManager chains, String name) {
            this.chains = chains;
            this.name = name;
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String algorithm) throws CertificateException {
            chains.checkServerTrusted(chain, algorithm);
            try {
                new DefaultHostnameVerifier().verify(name, chain[0]);
            } catch (SSLException e) {
                throw new CertificateException(e.getMessage(), e);
            }
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String algorithm, @Nullable Socket socket) throws CertificateException {
            checkServerTrusted(chain, algorithm);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String algorithm, @Nullable SSLEngine engine) throws CertificateException {
            checkServerTrusted(chain, algorithm);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String algorithm) throws CertificateException {
            throw new CertificateException("No server is here");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String algorithm, @Nullable Socket socket) throws CertificateException {
            checkClientTrusted(chain, algorithm);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String algorithm, @Nullable SSLEngine engine) throws CertificateException {
            checkClientTrusted(chain, algorithm);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return chains.getAcceptedIssuers();
        }
    }
}
