package dev.syncline.loader;

import java.util.List;

import dev.syncline.contracts.work.WorkerKind;
import dev.syncline.dialect.connect.ConnectionPools;
import dev.syncline.dialect.connect.NetworkPolicy;
import dev.syncline.dialect.connect.OwnServer;
import dev.syncline.kit.connection.OwnAddresses;
import dev.syncline.kit.worker.WorkerNetworkProperties;
import dev.syncline.loader.session.TargetInspection;
import dev.syncline.loader.session.Targets;
import dev.syncline.loader.write.TableLoading;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class LoaderConfiguration {

    @Bean
    ConnectionPools connectionPools(WorkerNetworkProperties network, TargetNetworkProperties target, OwnAddresses own) {
        List<OwnServer> servers = OwnServer.of(own.servers(), own.shared(), own.databases());
        NetworkPolicy policy = new NetworkPolicy(network.allowLocal(), network.connect(), target.silence(), servers);
        return new ConnectionPools(policy, network.sessions(), network.keepIdle());
    }

    @Bean
    Targets targets(GpfdistProperties gpfdist) {
        return new Targets(gpfdist.worker());
    }

    @Bean
    LoaderWork loaderWork(TargetInspection inspection, TableLoading loading) {
        return new LoaderWork(inspection, loading);
    }

    @Bean
    WorkerKind workerKind() {
        return WorkerKind.LOADER;
    }
}
