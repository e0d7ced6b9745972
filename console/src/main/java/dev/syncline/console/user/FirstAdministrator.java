package dev.syncline.console.user;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import dev.syncline.console.access.Role;
import dev.syncline.console.access.Secrets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Where nobody can sign in yet, the first start makes a user who can, with a password that is shown once and has to be changed.
@Component
public class FirstAdministrator {

    public static final String NAME = "admin";

    private static final Logger log = LoggerFactory.getLogger(FirstAdministrator.class);

    private final Users users;
    private final AtomicReference<@Nullable String> made = new AtomicReference<>();

    FirstAdministrator(Users users) {
        this.users = users;
    }

    @EventListener(ApplicationReadyEvent.class)
    void makeWhereNobodyIs() {
        if (users.areNone()) {
            String password = Secrets.password();
            // Of two consoles that start at once one is first.
            users.add(NAME, password, Role.ADMIN).ifPresent(user -> {
                made.set(password);
                log.warn("The first user is '{}' with the password '{}'. It is shown once; sign in and change it", user.name(), password);
            });
        }
    }

    /// The password that this start has made, for whoever tells it to a person; once.
    public Optional<String> takePassword() {
        return Optional.ofNullable(made.getAndSet(null));
    }
}
