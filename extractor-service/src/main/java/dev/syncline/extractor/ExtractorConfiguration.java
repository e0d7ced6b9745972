package dev.syncline.extractor;

import java.time.Clock;

import dev.syncline.contracts.work.WorkerKind;
import dev.syncline.dialect.ConnectionPools;
import dev.syncline.extractor.full.TableExtraction;
import dev.syncline.extractor.schema.Discovery;
import dev.syncline.kit.connection.OwnAddresses;
import dev.syncline.kit.message.Incoming;
import dev.syncline.kit.message.Outgoing;
import dev.syncline.kit.worker.Worker;
import dev.syncline.kit.worker.WorkerProperties;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;

@Configuration(proxyBeanMethods = false)
class ExtractorConfiguration {

    @Bean
    ConnectionPools connectionPools(NetworkProperties network, OwnAddresses own) {
        return new ConnectionPools(network.policy(own), network.sessions(), network.keepIdle());
    }

    @Bean
    Admin admin(KafkaAdmin settings) {
        return Admin.create(settings.getConfigurationProperties());
    }

    @Bean
    ExtractorWork extractorWork(Discovery discovery, TableExtraction extraction, Clock clock) {
        return new ExtractorWork(discovery, extraction, clock);
    }

    @Bean
    Worker worker(
            WorkerProperties properties,
            ExtractorWork work,
            ConsumerFactory<String, byte[]> consumers,
            Incoming incoming,
            Outgoing outgoing,
            Clock clock) {
        return new Worker(WorkerKind.EXTRACTOR, properties, work, consumers, incoming, outgoing, clock);
    }
}
