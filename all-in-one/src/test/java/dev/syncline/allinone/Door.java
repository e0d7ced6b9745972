package dev.syncline.allinone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.mail.MessagingException;

import com.icegreen.greenmail.util.GreenMailUtil;
import dev.syncline.allinone.installation.Api;
import dev.syncline.allinone.installation.Service;
import dev.syncline.console.access.Role;
import dev.syncline.testkit.DatabaseServer;
import org.jspecify.annotations.Nullable;

/// The shared installation as people come to it: by its console, as users of some role.
public final class Door {

    private static final String PASSWORD = "my own password 1";

    private Door() {}

    /// Somebody who can sign in.
    ///
    /// @param password present, of this user
    public record User(String name, String password) {}

    public static String url() {
        return Installed.shared().settings.url(Service.CONSOLE);
    }

    /// A user who has not changed the first password.
    public static User newcomer(Role role) {
        return newcomer("%s-%s".formatted(role.name().toLowerCase(Locale.ROOT), UUID.randomUUID().toString().substring(0, 8)), role);
    }

    private static User newcomer(String name, Role role) {
        String first = bootstrap().post(url() + "/api/v1/users", Map.of("name", name, "role", role.name())).ok().get("firstPassword").asString();
        return new User(name, first);
    }

    /// A user who has changed it.
    public static User user(Role role) {
        return withOwnPassword(newcomer(role));
    }

    /// The same by a name that nobody else may have.
    public static User user(String name, Role role) {
        return withOwnPassword(newcomer(name, role));
    }

    private static User withOwnPassword(User newcomer) {
        try {
            Browsing browsing = new Browsing(url());
            expect(200, browsing.send("POST", "/api/v1/session", "{\"user\": \"%s\", \"password\": \"%s\"}".formatted(newcomer.name, newcomer.password)).statusCode());
            expect(204, browsing.send("PUT", "/api/v1/me/password", "{\"present\": \"%s\", \"wanted\": \"%s\"}".formatted(newcomer.password, PASSWORD)).statusCode());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return new User(newcomer.name, PASSWORD);
    }

    private static void expect(int status, int answered) {
        if (status != answered) {
            throw new AssertionError("Expected %d, got %d".formatted(status, answered));
        }
    }

    /// The public interface with the installation's own token.
    public static Api bootstrap() {
        return new Api(Installed.shared().settings.installation().apiToken());
    }

    public static long connection(DatabaseServer server, @Nullable String database, boolean writable, Map<String, Object> different) {
        return Installed.shared().connection(server, database, writable, different);
    }

    public static long project(long source, long target, String sourceSchema, List<String> tables, String targetSchema) {
        return Installed.shared().project(source, List.of(target), sourceSchema, tables, targetSchema);
    }

    /// What has come to a mail address so far, as texts.
    public static List<String> mails(String recipient) {
        return Stream.of(Installed.MAIL.getReceivedMessages()).filter(mail -> {
            try {
                return mail.getAllRecipients()[0].toString().equals(recipient);
            } catch (MessagingException e) {
                throw new AssertionError(e);
            }
        }).map(mail -> GreenMailUtil.getBody(mail).replace("=\r\n", "")).toList();
    }

    public static String start(long project) {
        return Installed.shared().start(project);
    }

    public static String finished(String run) {
        return Installed.shared().finished(run).get("state").asString();
    }
}
