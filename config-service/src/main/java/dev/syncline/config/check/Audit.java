package dev.syncline.config.check;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/// One log line for each change: who, what, and on which object; never a secret.
public final class Audit {

    private static final Logger log = LoggerFactory.getLogger("dev.syncline.audit");

    private Audit() {}

    /// @param action what was done, such as `connection.saved`
    public static void record(String action, long id) {
        log.info("who={} action={} id={}", who(), action, id);
    }

    /// The name of the token that the present request has shown.
    public static String who() {
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        return caller == null ? "system" : caller.getName();
    }
}
