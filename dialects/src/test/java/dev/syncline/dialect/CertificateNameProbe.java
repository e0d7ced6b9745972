package dev.syncline.dialect;

import java.net.InetAddress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.syncline.contracts.connection.ConnectionSettings;
import dev.syncline.contracts.connection.DatabaseKind;
import dev.syncline.contracts.failure.TlsTrouble;
import dev.syncline.dialect.connect.Access;
import dev.syncline.dialect.connect.NetworkPolicy;
import org.jspecify.annotations.Nullable;

/// A program that asks servers under names that all mean this machine, with `verify-identity`, and says of each whether it answers.
final class CertificateNameProbe {

    private CertificateNameProbe() {}

    /// @param arguments kind, host, port, user and password of each server
    public static void main(String[] arguments) {
        NetworkPolicy.Resolver here = _ -> new InetAddress[] {InetAddress.ofLiteral("127.0.0.1")};
        NetworkPolicy network = new NetworkPolicy(true, Duration.ofSeconds(20), Duration.ofSeconds(60), List.of(), here);
        for (int i = 0; i < arguments.length; i += 5) {
            DatabaseKind kind = new DatabaseKind(arguments[i]);
            String database = kind.id().equals("mysql") || kind.id().equals("clickhouse") ? null : "postgres";
            ConnectionSettings settings = new ConnectionSettings(
                    1, "probe", 1, kind, arguments[i + 1], Integer.parseInt(arguments[i + 2]), database, arguments[i + 3], arguments[i + 4],
                    Map.of("tls", "verify-identity"), true);
            System.out.printf("* %s %s %s%n", arguments[i], arguments[i + 1], answer(settings, network));
        }
        System.exit(0);
    }

    private static String answer(ConnectionSettings settings, NetworkPolicy network) {
        try (Connection session = Dialects.of(settings.kind()).dataSource(settings, network, Access.READ).getConnection();
                Statement statement = session.createStatement();
                ResultSet row = statement.executeQuery("SELECT 7")) {
            return row.next() && row.getInt(1) == 7 ? "answers" : "says something else";
        } catch (Exception e) {
            return TlsTrouble.behind(e).orElseGet(() -> causes(e).toString());
        }
    }

    private static List<String> causes(Exception e) {
        List<String> causes = new ArrayList<>();
        for (@Nullable Throwable cause = e; cause != null && causes.size() < 12; cause = cause.getCause()) {
            causes.add("%s: %s".formatted(cause.getClass().getSimpleName(), String.valueOf(cause.getMessage()).replace('\n', ' ')));
        }
        return causes;
    }
}
