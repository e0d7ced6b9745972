package dev.syncline.scheduler.plan;

import java.util.concurrent.CompletableFuture;

import dev.syncline.kit.ServiceApplication;
import dev.syncline.scheduler.SchedulerService;
import dev.syncline.testsupport.SharedServers;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.scheduling.config.TaskManagementConfigUtils;

/// One of several schedulers on one database: the whole service, but it does nothing by itself, only when the test says so.
final class Instance implements AutoCloseable {

    private final SimulatedDatabase database;
    private ConfigurableApplicationContext context;

    Instance(SimulatedDatabase database) {
        this.database = database;
        this.context = start();
    }

    private ConfigurableApplicationContext start() {
        return ServiceApplication.of(SchedulerService.class, SchedulerService.NAME)
                .registerShutdownHook(false)
                .initializers(starting -> starting.addBeanFactoryPostProcessor(beans -> ((BeanDefinitionRegistry) beans)
                        .removeBeanDefinition(TaskManagementConfigUtils.SCHEDULED_ANNOTATION_PROCESSOR_BEAN_NAME)))
                .run(
                        "--server.port=0",
                        "--spring.datasource.url=" + database.url(),
                        "--spring.datasource.username=" + database.user(),
                        "--spring.datasource.password=" + database.password(),
                        "--spring.datasource.hikari.maximum-pool-size=4",
                        "--spring.flyway.default-schema=public",
                        "--spring.kafka.bootstrap-servers=" + SharedServers.kafka().bootstrapServers(),
                        // Another scheduler of this JVM may be listening for other tests.
                        "--spring.kafka.listener.auto-startup=false",
                        // Hundreds of deaths and thousands of missed instants are no news here.
                        "--logging.level.dev.syncline.scheduler.plan=OFF",
                        "--logging.level.org.springframework.transaction=OFF",
                        "--logging.level.org.springframework.jdbc=OFF",
                        "--syncline.security.api-token=simulation-api-5f0c2b7d91e4",
                        "--syncline.security.service-token=simulation-svc-8a3e6d40c7b2",
                        "--syncline.config-service.url=http://localhost:1");
    }

    void tick() {
        context.getBean(PlanTimer.class).tick();
    }

    /// Saves a plan as it is, under a new version.
    void saveAgain(long id) {
        ExecutionPlans plans = context.getBean(ExecutionPlans.class);
        StoredPlan stored = plans.read(id);
        plans.edit(id, "\"%d\"".formatted(stored.version()), stored.plan());
    }

    long create(ExecutionPlan plan) {
        return context.getBean(ExecutionPlans.class).create(plan).id();
    }

    /// Ends without having finished what it was about.
    void restartInTheMiddle() {
        CompletableFuture<Void> busy = CompletableFuture.runAsync(this::tick);
        context.close();
        busy.exceptionally(_ -> null).join();
        context = start();
    }

    @Override
    public void close() {
        context.close();
    }
}
