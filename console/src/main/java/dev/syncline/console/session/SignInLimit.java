package dev.syncline.console.session;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// At most five wrong passwords a minute for one user from one address, whichever console is asked.
@Component
class SignInLimit {

    private static final int TRIES = 5;
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final JdbcClient jdbc;
    private final Clock clock;

    SignInLimit(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    boolean isReached(String name, String address) {
        return jdbc.sql("SELECT count(*) FROM failed_sign_in WHERE name = lower(:name) AND address = :address AND at > :since")
                .param("name", name)
                .param("address", address)
                .param("since", Timestamp.from(clock.instant().minus(WINDOW)))
                .query(Long.class)
                .single() >= TRIES;
    }

    void failed(String name, String address) {
        jdbc.sql("INSERT INTO failed_sign_in (name, address, at) VALUES (lower(:name), :address, :now)")
                .param("name", name)
                .param("address", address)
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    @Scheduled(fixedDelay = 60_000)
    void forget() {
        Instant old = clock.instant().minus(WINDOW);
        jdbc.sql("DELETE FROM failed_sign_in WHERE at < :old").param("old", Timestamp.from(old)).update();
    }
}
