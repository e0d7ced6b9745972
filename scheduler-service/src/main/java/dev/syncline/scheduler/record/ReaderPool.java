package dev.syncline.scheduler.record;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The connections of those who only look at runs. They are few, and whoever finds none waits; the service's own connections are for
/// decisions, which therefore wait for no reader, however many there are.
@Configuration(proxyBeanMethods = false)
public class ReaderPool {

    /// The reader for those who only look.
    public static final String READERS = "readers";

    /// The connections of those who only look.
    public static final String CONNECTIONS = "readerConnections";

    /// The threads that read whole records.
    static final String THREADS = "recordThreads";

    @Bean(name = THREADS, defaultCandidate = false, destroyMethod = "shutdownNow")
    ExecutorService recordThreads(RecordProperties properties) {
        return Executors.newFixedThreadPool(properties.readings(), Thread.ofPlatform().daemon().name("record-", 0).factory());
    }

    @Bean(name = CONNECTIONS, defaultCandidate = false)
    HikariDataSource connections(HikariDataSource own, RecordProperties properties) {
        HikariDataSource connections = new HikariDataSource();
        own.copyStateTo(connections);
        connections.setPoolName(READERS);
        connections.setMaximumPoolSize(properties.readings());
        connections.setMinimumIdle(1);
        return connections;
    }

    @Bean(name = READERS, defaultCandidate = false)
    RunReader readers(@Qualifier(CONNECTIONS) HikariDataSource connections) {
        return new RunReader(JdbcClient.create(connections));
    }

    @Bean
    ChangeReader changeReader(@Qualifier(CONNECTIONS) HikariDataSource connections, @Qualifier(READERS) RunReader readers) {
        return new ChangeReader(JdbcClient.create(connections), readers);
    }

    /// For those who begin and cancel runs: what they read belongs to a decision.
    @Bean
    RunReader deciders(JdbcClient own) {
        return new RunReader(own);
    }
}
