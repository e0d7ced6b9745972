package dev.syncline.kit.audit;

import java.time.Clock;

import dev.syncline.kit.outbox.Outbox;
import dev.syncline.kit.outbox.OutboxConfiguration;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// For services with a public interface: what is changed by it, or refused, is told on a topic, by way of the service's outbox.
@Configuration(proxyBeanMethods = false)
@Import({OutboxConfiguration.class, ProblemsOfAudit.class})
public class AuditConfiguration {

    @Bean
    AuditTrail auditTrail(Outbox outbox, PlatformTransactionManager transactions, Clock clock, @Value("${spring.application.name}") String service) {
        TransactionTemplate ownTransaction = new TransactionTemplate(transactions);
        ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        return new AuditTrail(outbox, ownTransaction, clock, service);
    }

    /// The operations that only ask are marked in the OpenAPI document, too.
    @Bean
    OperationCustomizer changesNothing() {
        return (operation, method) -> {
            if (method.hasMethodAnnotation(ChangesNothing.class)) {
                operation.addExtension("x-changes-nothing", true);
            }
            return operation;
        };
    }

    @Bean
    WebMvcConfigurer auditing(ObjectProvider<AuditTrail> trail) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new AuditInterceptor(trail.getObject()));
            }
        };
    }
}
