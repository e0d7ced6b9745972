package dev.syncline.extractor;

import java.time.Clock;
import java.util.List;

import dev.syncline.contracts.work.WorkerKind;
import dev.syncline.dialect.connect.ConnectionPools;
import dev.syncline.dialect.connect.NetworkPolicy;
import dev.syncline.dialect.connect.OwnServer;
import dev.syncline.extractor.full.TableExtraction;
import dev.syncline.extractor.schema.TableDiscovery;
import dev.syncline.kit.connection.OwnAddresses;
import dev.syncline.kit.worker.WorkerNetworkProperties;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin;

@Configuration(proxyBeanMethods = false)
class ExtractorConfiguration {

    @Bean
    ConnectionPools connectionPools(WorkerNetworkProperties network, SourceNetworkProperties source, OwnAddresses own) {
        List<OwnServer> servers = OwnServer.of(own.servers(), own.shared(), own.databases());
        NetworkPolicy policy = new NetworkPolicy(network.allowLocal(), network.connect(), source.silence(), servers);
        return new ConnectionPools(policy, network.sessions(), network.keepIdle());
    }

    @Bean
    Admin admin(KafkaAdmin settings) {
        return Admin.create(settings.getConfigurationProperties());
    }

    @Bean
    ExtractorWork extractorWork(TableDiscovery discovery, TableExtraction extraction, Clock clock) {
        return new ExtractorWork(discovery, extraction, clock);
    }

    @Bean
    WorkerKind workerKind() {
        return WorkerKind.EXTRACTOR;
    }
}
