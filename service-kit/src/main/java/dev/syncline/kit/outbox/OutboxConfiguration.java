package dev.syncline.kit.outbox;

import java.time.Clock;

import dev.syncline.kit.message.DeadLetters;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// For services with a database of their own.
@Configuration(proxyBeanMethods = false)
public class OutboxConfiguration {

    @Bean
    OutboxRelay outboxRelay(
            JdbcClient jdbc, PlatformTransactionManager transactions, KafkaTemplate<String, byte[]> kafka, DeadLetters deadLetters, MeterRegistry meters) {
        return new OutboxRelay(jdbc, new TransactionTemplate(transactions), kafka, deadLetters, meters);
    }

    @Bean
    Outbox outbox(JdbcClient jdbc, OutboxRelay relay) {
        return new Outbox(jdbc, relay);
    }

    @Bean
    Inbox inbox(JdbcClient jdbc) {
        return new Inbox(jdbc);
    }

    @Bean
    MeterBinder outboxMetrics(JdbcClient jdbc) {
        return registry -> Gauge.builder("syncline.outbox.age", () -> oldestSeconds(jdbc))
                .description("Age of the oldest message that has not been sent")
                .baseUnit("seconds")
                .register(registry);
    }

    @Bean
    MeterBinder clockMetrics(JdbcClient jdbc, Clock clock) {
        return registry -> Gauge.builder("syncline.clock.skew", () -> skewSeconds(jdbc, clock))
                .description("How far this machine's clock is ahead of the database's")
                .baseUnit("seconds")
                .register(registry);
    }

    private static double skewSeconds(JdbcClient jdbc, Clock clock) {
        long before = clock.millis();
        double database = jdbc.sql("SELECT extract(epoch FROM clock_timestamp())").query(Double.class).single();
        return (before + clock.millis()) / 2000.0 - database;
    }

    private static double oldestSeconds(JdbcClient jdbc) {
        return jdbc.sql("SELECT coalesce(extract(epoch FROM now() - min(created_at)), 0) FROM outbox").query(Double.class).single();
    }
}
