package dev.syncline.kit.worker;

import java.time.Clock;

import dev.syncline.contracts.work.WorkerKind;
import dev.syncline.kit.message.Outgoing;
import dev.syncline.kit.observe.Traces;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;

/// For services that are workers: they say of which kind, and how a piece of work is done.
@Configuration(proxyBeanMethods = false)
public class WorkerConfiguration {

    @Bean
    Worker worker(
            WorkerKind kind,
            WorkerProperties properties,
            WorkHandler handler,
            ConsumerFactory<String, byte[]> consumers,
            Outgoing outgoing,
            Traces traces,
            Clock clock) {
        return new Worker(kind, properties, handler, consumers, outgoing, traces, clock);
    }
}
