package dev.syncline.kit.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

import org.jspecify.annotations.Nullable;

/// The certificate authorities of a company, trusted beside those that every JVM trusts: by all that this process speaks to over TLS, whichever driver does it.
///
/// A driver is told whom to trust by properties of the JVM, of which each process has one set; so there is one file for all, and no driver has settings of
/// its own.
final class OwnAuthorities {

    private static final String STORE = "javax.net.ssl.trustStore";

    private OwnAuthorities() {}

    /// To be called before anything is reached.
    ///
    /// @param file certificates of authorities as PEM, one behind the other
    static synchronized void trust(Path file) {
        List<X509Certificate> own = certificates(file);
        try {
            List<X509Certificate> all = new ArrayList<>(trustedSoFar());
            if (all.containsAll(own)) {
                return; // another service in this JVM has said so
            }
            all.addAll(own);
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (int i = 0; i < all.size(); i++) {
                store.setCertificateEntry("authority-" + i, all.get(i));
            }
            install(store);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("Cannot trust the authorities in %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static List<X509Certificate> certificates(Path file) {
        Collection<? extends Certificate> found;
        try (InputStream in = Files.newInputStream(file)) {
            found = CertificateFactory.getInstance("X.509").generateCertificates(in);
        } catch (IOException | CertificateException e) {
            throw new IllegalStateException(
                    "syncline.ca-file (SYNCLINE_CA_FILE) names %s, which cannot be read as certificates: %s; it has certificates of authorities as PEM".formatted(file, e.getMessage()), e);
        }
        if (found.isEmpty()) {
            throw new IllegalStateException("syncline.ca-file (SYNCLINE_CA_FILE) names %s, which has no certificate; it has certificates of authorities as PEM".formatted(file));
        }
        return found.stream().map(X509Certificate.class::cast).toList();
    }

    private static List<X509Certificate> trustedSoFar() throws GeneralSecurityException {
        return Arrays.stream(managers(null).getTrustManagers())
                .filter(X509TrustManager.class::isInstance)
                .flatMap(manager -> Arrays.stream(((X509TrustManager) manager).getAcceptedIssuers()))
                .toList();
    }

    private static TrustManagerFactory managers(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(store);
        return managers;
    }

    /// Some drivers ask for the JVM's trust store, others for its context.
    private static void install(KeyStore store) throws GeneralSecurityException, IOException {
        String password = UUID.randomUUID().toString();
        Path file = Files.createTempFile("syncline-trusted", ".p12");
        file.toFile().deleteOnExit();
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, password.toCharArray());
        }
        System.setProperty(STORE, file.toString());
        System.setProperty(STORE + "Type", "PKCS12");
        System.setProperty(STORE + "Password", password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers(store).getTrustManagers(), null);
        SSLContext.setDefault(context);
    }
}
