package dev.syncline.loader;

import java.time.Clock;

import dev.syncline.contracts.work.WorkerKind;
import dev.syncline.dialect.ConnectionPools;
import dev.syncline.kit.connection.OwnAddresses;
import dev.syncline.kit.message.Incoming;
import dev.syncline.kit.message.Outgoing;
import dev.syncline.kit.worker.Worker;
import dev.syncline.kit.worker.WorkerProperties;
import dev.syncline.loader.target.TargetInspection;
import dev.syncline.loader.write.TableLoading;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;

@Configuration(proxyBeanMethods = false)
class LoaderConfiguration {

    @Bean
    ConnectionPools connectionPools(NetworkProperties network, OwnAddresses own) {
        return new ConnectionPools(network.policy(own), network.sessions(), network.keepIdle());
    }

    @Bean
    LoaderWork loaderWork(TargetInspection inspection, TableLoading loading) {
        return new LoaderWork(inspection, loading);
    }

    @Bean
    Worker worker(
            WorkerProperties properties,
            LoaderWork work,
            ConsumerFactory<String, byte[]> consumers,
            Incoming incoming,
            Outgoing outgoing,
            Clock clock) {
        return new Worker(WorkerKind.LOADER, properties, work, consumers, incoming, outgoing, clock);
    }
}
