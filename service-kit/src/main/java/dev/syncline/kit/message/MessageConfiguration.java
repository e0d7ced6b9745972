package dev.syncline.kit.message;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

import dev.syncline.contracts.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.config.ContainerCustomizer;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaAdmin.NewTopics;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.support.SimpleKafkaHeaderMapper;
import org.springframework.kafka.support.converter.BatchMessageConverter;
import org.springframework.kafka.support.converter.BatchMessagingMessageConverter;
import org.springframework.kafka.support.converter.MessagingMessageConverter;
import org.springframework.kafka.support.converter.RecordMessageConverter;
import org.springframework.util.backoff.ExponentialBackOff;
import org.springframework.util.backoff.FixedBackOff;

/// Kafka for all services: plain bytes in and out, no header is ever mapped to a Java type.
@Configuration(proxyBeanMethods = false)
public class MessageConfiguration {

    private static final String FOR_EVER = "-1";
    private static final Duration ASK_AGAIN = Duration.ofSeconds(10);
    /// A project may choose 20,000 tables and remember as many; a broker's own limit of 1 MiB would keep its news in the outbox for ever.
    /// The producer's limit stands in service-kit.yml.
    private static final String LARGEST_MESSAGE = "8388608";

    @Bean
    DeadLetters deadLetters(KafkaTemplate<String, byte[]> kafka) {
        return new DeadLetters(kafka);
    }

    @Bean
    Incoming incoming(DeadLetters deadLetters, MeterRegistry meters) {
        return new Incoming(deadLetters, meters);
    }

    @Bean
    Outgoing outgoing(KafkaTemplate<String, byte[]> kafka) {
        return new Outgoing(kafka);
    }

    // Measured on spring-kafka 4.1.1: the default mapper instantiates what a record's headers name.
    @Bean
    RecordMessageConverter recordMessageConverter() {
        MessagingMessageConverter converter = new MessagingMessageConverter();
        converter.setHeaderMapper(new SimpleKafkaHeaderMapper("!*"));
        return converter;
    }

    @Bean
    BatchMessageConverter batchMessageConverter(RecordMessageConverter records) {
        BatchMessagingMessageConverter converter = new BatchMessagingMessageConverter(records);
        converter.setHeaderMapper(new SimpleKafkaHeaderMapper("!*"));
        return converter;
    }

    /// A record that fails for its own sake is put aside after a few tries; one that fails because the database is away waits for it.
    @Bean
    CommonErrorHandler listenerErrors(Incoming incoming) {
        DefaultErrorHandler handler = new DefaultErrorHandler(
                (record, e) -> incoming.reject(Records.ofBytes(record), e), new ExponentialBackOff(200, 2));
        handler.setBackOffFunction((record, e) -> isOwnFault(e) ? new FixedBackOff(200, 3) : null);
        handler.setResetStateOnExceptionChange(true);
        return handler;
    }

    /// An error in a listener, and a right that is missing for a moment, would end its container for good while the service looks healthy.
    @Bean
    ContainerCustomizer<Object, Object, ConcurrentMessageListenerContainer<Object, Object>> listenersThatGoOn() {
        return container -> {
            container.getContainerProperties().setAdviceChain((MethodInterceptor) MessageConfiguration::proceed);
            container.getContainerProperties().setAuthExceptionRetryInterval(ASK_AGAIN);
        };
    }

    private static @Nullable Object proceed(MethodInvocation listener) throws Throwable {
        try {
            return listener.proceed();
        } catch (OutOfMemoryError e) {
            throw new KafkaException("No memory is left for the listener", e); // says nothing of the record
        } catch (Error e) {
            throw new IllegalStateException("The listener met an error", e);
        }
    }

    private static boolean isOwnFault(Exception e) {
        // Spring counts a connection that breaks among what does not pass; it says nothing of the record.
        if (DatabaseAway.isCauseOf(e)) {
            return false;
        }
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof NonTransientDataAccessException || cause instanceof IllegalArgumentException
                    || cause instanceof IllegalStateException || cause instanceof NullPointerException
                    || cause instanceof UnreadableMessage) {
                return true;
            }
        }
        return false;
    }

    @Bean
    NewTopics longLivedTopics(TopicProperties topics, UsedTopics used) {
        return new NewTopics(Stream.of(
                        compacted(Topics.PROJECTS, topics),
                        kept(Topics.RUNS, topics),
                        kept(Topics.TRIGGERS, topics),
                        kept(Topics.RESULTS, topics),
                        kept(Topics.AUDIT, topics),
                        kept(Topics.DEAD_LETTERS, topics),
                        shortLived(Topics.WORK, topics),
                        shortLived(Topics.WORKERS, topics))
                .filter(topic -> used.names().contains(topic.name()))
                .toArray(NewTopic[]::new));
    }

    @Bean
    TopicsAtStart topicsAtStart(KafkaAdmin admin, UsedTopics used) {
        return new TopicsAtStart(admin, used.equals(UsedTopics.all()) ? new Copies(admin, used) : null);
    }

    private static NewTopic kept(String name, TopicProperties topics) {
        return TopicBuilder.name(name)
                .partitions(topics.partitions())
                .replicas(topics.replication())
                .config(TopicConfig.RETENTION_MS_CONFIG, Long.toString(topics.retention().toMillis()))
                .config(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, LARGEST_MESSAGE)
                .config(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, topics.inSync())
                .build();
    }

    private static NewTopic compacted(String name, TopicProperties topics) {
        return TopicBuilder.name(name)
                .partitions(topics.partitions())
                .replicas(topics.replication())
                .compact()
                .config(TopicConfig.RETENTION_MS_CONFIG, FOR_EVER)
                .config(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, LARGEST_MESSAGE)
                .config(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, topics.inSync())
                .build();
    }

    /// Work and announcements mean nothing after a while; one partition, because every worker reads all of them.
    private static NewTopic shortLived(String name, TopicProperties topics) {
        return TopicBuilder.name(name)
                .partitions(1)
                .replicas(topics.replication())
                .configs(Map.of(
                        TopicConfig.RETENTION_MS_CONFIG, "3600000",
                        TopicConfig.SEGMENT_MS_CONFIG, "600000",
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG, LARGEST_MESSAGE,
                        TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, topics.inSync()))
                .build();
    }
}
