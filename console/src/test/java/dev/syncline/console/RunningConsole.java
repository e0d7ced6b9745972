package dev.syncline.console;

import java.util.ArrayList;
import java.util.List;

import dev.syncline.console.access.Role;
import dev.syncline.console.user.Account;
import dev.syncline.console.user.Users;
import dev.syncline.kit.ServiceApplication;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testsupport.SharedServers;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/// A console that runs, with a database of its own and one recorded service behind it.
final class RunningConsole implements AutoCloseable {

    static final String API_TOKEN = "xK7vQ2mN9pL4wR8tY3zB6cD1";
    static final String SERVICE_TOKEN = "hJ5gF0sA2dZ7xC4vB9nM6qW1";

    private final FreshDatabase database;
    private final ConfigurableApplicationContext context;

    private RunningConsole(FreshDatabase database, ConfigurableApplicationContext context) {
        this.database = database;
        this.context = context;
    }

    static RunningConsole start(String services, String... more) {
        return start(SharedServers.postgreSql().freshDatabase("console"), services, more);
    }

    /// A second one on the database of another.
    RunningConsole another(String services) {
        return start(database, services);
    }

    private static RunningConsole start(FreshDatabase database, String services, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.address=127.0.0.1",
                "--server.port=0",
                "--spring.kafka.bootstrap-servers=" + SharedServers.kafka().bootstrapServers(),
                "--spring.datasource.url=" + database.jdbcUrl(),
                "--spring.datasource.username=" + database.user(),
                "--spring.datasource.password=" + database.password(),
                "--syncline.security.api-token=" + API_TOKEN,
                "--syncline.security.service-token=" + SERVICE_TOKEN,
                "--syncline.console.config-service=" + services,
                "--syncline.console.scheduler-service=" + services,
                "--syncline.console.notification-service=" + services));
        for (String setting : more) {
            // One that is given twice would have both values.
            arguments.removeIf(argument -> argument.startsWith(setting.substring(0, setting.indexOf('=') + 1)));
            arguments.add(setting);
        }
        return new RunningConsole(database, ServiceApplication.of(ConsoleService.class, ConsoleService.NAME).run(arguments.toArray(String[]::new)));
    }

    String url() {
        return "http://127.0.0.1:%d".formatted(((WebServerApplicationContext) context).getWebServer().getPort());
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /// Somebody with a role, who is made where there is nobody of that name, and has changed the first password.
    Browser signedIn(String name, Role role, String password) {
        Users users = bean(Users.class);
        if (users.nameLike(name).isEmpty()) {
            Account account = users.add(name, "the first one 1", role).orElseThrow();
            users.changePassword(account.id(), password);
        }
        Browser browser = new Browser(url());
        assertThat(browser.signIn(name, password).statusCode()).isEqualTo(200);
        return browser;
    }

    FreshDatabase database() {
        return database;
    }

    @Override
    public void close() {
        context.close();
    }
}
