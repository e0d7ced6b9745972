package dev.syncline.allinone;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import dev.syncline.allinone.installation.Ports;
import dev.syncline.allinone.installation.Service;
import dev.syncline.allinone.installation.ServiceProcess;
import dev.syncline.allinone.installation.ServiceSettings;
import dev.syncline.testkit.Forwarder;

/// Several processes of each service behind one address for each service, as a cluster has them: who is told to stop gets no new connection.
final class Fleet implements AutoCloseable {

    private static final List<String> JVM = List.of("-Xmx384m", "-Xss512k", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private final Path directory;
    private final ServiceSettings front;
    private final Map<Service, List<Member>> members = new EnumMap<>(Service.class);
    private final List<Forwarder> doors = new ArrayList<>();
    private final AtomicInteger number = new AtomicInteger();

    private record Member(ServiceProcess process, int port) {}

    private Fleet(Path directory, ServiceSettings settings) {
        this.directory = directory;
        Map<Service, Integer> ports = new EnumMap<>(settings.ports());
        for (Service service : Service.values()) {
            List<Member> own = new CopyOnWriteArrayList<>();
            members.put(service, own);
            Forwarder door = Forwarder.among(() -> {
                List<Member> present = List.copyOf(own);
                return present.isEmpty() ? 0 : present.get(Math.floorMod(number.getAndIncrement(), present.size())).port();
            });
            doors.add(door);
            ports.put(service, door.port());
        }
        this.front = with(settings, ports);
    }

    /// @param each how many of each service
    static Fleet start(Path directory, ServiceSettings settings, int each, String classPath) {
        Fleet fleet = new Fleet(directory, settings);
        // The first of each makes the database; two would wait for each other with it.
        for (Service service : Service.values()) {
            fleet.members.get(service).add(fleet.launch(service, classPath));
        }
        fleet.members.values().forEach(own -> own.forEach(member -> member.process().awaitReady()));
        for (int more = 1; more < each; more++) {
            List<Member> launched = new ArrayList<>();
            for (Service service : Service.values()) {
                Member member = fleet.launch(service, classPath);
                launched.add(member);
                fleet.members.get(service).add(member);
            }
            launched.forEach(member -> member.process().awaitReady());
        }
        return fleet;
    }

    /// Settings under which the services are found by their common addresses.
    ServiceSettings settings() {
        return front;
    }

    /// Starts another one and stops the oldest, as a rolling update does.
    void replaceOne(Service service, String classPath) {
        replace(service, 1, classPath);
    }

    void replaceAll(Service service, String classPath) {
        replace(service, members.get(service).size(), classPath);
    }

    private void replace(Service service, int many, String classPath) {
        List<Member> own = members.get(service);
        List<Member> next = IntStream.range(0, many).mapToObj(_ -> launch(service, classPath)).toList();
        for (Member member : next) {
            member.process().awaitReady();
            own.add(member);
            own.removeFirst().process().close();
        }
    }

    private Member launch(Service service, String classPath) {
        int port = Ports.free();
        Path log = directory.resolve("%s-%d.log".formatted(service.serviceName(), number.incrementAndGet()));
        return new Member(ServiceProcess.start(service, onPort(front, service, port), classPath, JVM, List.of("--syncline.rows.delete-after=1s"), log), port);
    }

    /// The same settings for a service that listens elsewhere.
    static ServiceSettings onPort(ServiceSettings settings, Service service, int port) {
        Map<Service, Integer> ports = new EnumMap<>(settings.ports());
        ports.put(service, port);
        return with(settings, ports);
    }

    private static ServiceSettings with(ServiceSettings settings, Map<Service, Integer> ports) {
        return new ServiceSettings(
                settings.kafka(), settings.postgreSqlHostAndPort(), settings.user(), settings.password(), settings.databases(), settings.installation(), ports);
    }

    @Override
    public void close() {
        try (var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
            members.values().forEach(own -> own.forEach(member -> threads.execute(member.process()::close)));
        }
        doors.forEach(Forwarder::close);
    }
}
