package dev.syncline.contracts.failure;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Why a server is not believed to be the one that is meant, and what to do; drivers say it in many words, or as a connection that broke.
public final class TlsTrouble {

    private static final int DEEPEST = 20;

    private static final String EXPIRED = "its certificate has run out; have a new one made for the server";
    private static final String NOT_YET = "its certificate does not hold yet; look at the server's clock and at this machine's";
    private static final String UNTRUSTED = "nobody whom this installation trusts has signed its certificate; put the certificate of the authority that has into"
            + " the file that SYNCLINE_CA_FILE names, and start the services again";
    private static final String ANOTHER_NAME = "its certificate is for other names than the one it is reached by; name the server as its certificate does, or have one made"
            + " for this name";
    private static final String NONE = "it offers no encryption; set up TLS at the server, or choose another value of the option tls";

    private TlsTrouble() {}

    /// The reason and the cure as the end of a sentence about a server; nothing where a failure has another cause.
    public static Optional<String> behind(Throwable failure) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable cause = failure; cause != null && causes.size() < DEEPEST; cause = cause.getCause()) {
            causes.add(cause);
        }
        if (any(causes, CertificateExpiredException.class)) {
            return Optional.of(EXPIRED);
        }
        if (any(causes, CertificateNotYetValidException.class)) {
            return Optional.of(NOT_YET);
        }
        if (any(causes, CertPathBuilderException.class) || any(causes, CertPathValidatorException.class)) {
            return Optional.of(UNTRUSTED);
        }
        // In pgjdbc's words and those of Angus Mail, which have no cause for it.
        if (any(causes, CertificateException.class) || says(causes, "could not be verified by hostnameverifier") || says(causes, "Can't verify identity of server")) {
            return Optional.of(ANOTHER_NAME);
        }
        // In pgjdbc's, Connector/J's and the JDK's.
        return says(causes, "does not support SSL") || says(causes, "SSL Connection required, but not") || says(causes, "nrecognized SSL message")
                ? Optional.of(NONE)
                : Optional.empty();
    }

    private static boolean any(List<Throwable> causes, Class<? extends Throwable> type) {
        return causes.stream().anyMatch(type::isInstance);
    }

    private static boolean says(List<Throwable> causes, String words) {
        return causes.stream().anyMatch(cause -> String.valueOf(cause.getMessage()).contains(words));
    }
}
