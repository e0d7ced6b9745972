package dev.syncline.allinone.installation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// One service in a process of its own, as in production.
public final class ServiceProcess implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(300);

    private final Service service;
    private final ServiceSettings settings;
    private final String classPath;
    private final List<String> jvmOptions;
    private final List<String> arguments;
    private final Path log;
    private Process process;

    private ServiceProcess(Service service, ServiceSettings settings, String classPath, List<String> jvmOptions, List<String> arguments, Path log) {
        this.service = service;
        this.settings = settings;
        this.classPath = classPath;
        this.jvmOptions = jvmOptions;
        this.arguments = arguments;
        this.log = log;
        this.process = launch();
    }

    /// Starts a service; returns at once, see [#awaitReady].
    ///
    /// @param jvmOptions such as `-Xmx512m`
    /// @param arguments more settings, as `--name=value`
    /// @param log where its output goes
    public static ServiceProcess start(
            Service service, ServiceSettings settings, List<String> jvmOptions, List<String> arguments, Path log) {
        return start(service, settings, System.getProperty("java.class.path"), jvmOptions, arguments, log);
    }

    /// As above, of another version.
    ///
    /// @param classPath its own
    public static ServiceProcess start(
            Service service, ServiceSettings settings, String classPath, List<String> jvmOptions, List<String> arguments, Path log) {
        return new ServiceProcess(service, settings, classPath, jvmOptions, arguments, log);
    }

    private Process launch() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // As the images do.
        command.add("-XX:+ExitOnOutOfMemoryError");
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", classPath, service.application().getName()));
        settings.of(service).forEach((name, value) -> command.add("--" + name + "=" + value));
        command.addAll(arguments);
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            // glibc keeps an arena for each thread otherwise, some ten MiB of nothing.
            builder.environment().put("MALLOC_ARENA_MAX", "2");
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + service.serviceName(), e);
        }
    }

    /// Waits until it answers that it is ready.
    ///
    /// @throws IllegalStateException where it has ended, or takes too long
    public ServiceProcess awaitReady() {
        Instant limit = Instant.now().plus(START_LIMIT);
        try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(settings.url(service) + "/actuator/health/readiness"))
                    .timeout(Duration.ofSeconds(2))
                    .build();
            while (!isReady(http, request)) {
                if (!process.isAlive() || Instant.now().isAfter(limit)) {
                    throw new IllegalStateException("%s did not become ready; see %s".formatted(service.serviceName(), log));
                }
                LockSupport.parkNanos(100_000_000);
            }
        }
        return this;
    }

    private static boolean isReady(HttpClient http, HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    public long pid() {
        return process.pid();
    }

    /// SIGKILL: it has no time to tell anybody.
    public void kill() {
        process.destroyForcibly();
        await();
    }

    /// SIGSTOP: it stays, but does nothing, until [#resume].
    public void freeze() {
        signal("STOP");
    }

    /// SIGCONT.
    public void resume() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Starts it again with the same settings.
    public ServiceProcess restart() {
        close();
        process = launch();
        return this;
    }

    private void await() {
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        process.destroy();
        await();
    }
}
