package dev.syncline.allinone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;

import dev.syncline.allinone.installation.Service;
import dev.syncline.contracts.Topics;
import dev.syncline.kit.message.UsedTopics;
import dev.syncline.testkit.FreshDatabase;
import dev.syncline.testsupport.SharedServers;
import dev.syncline.testsupport.tls.Authority;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/// A whole installation at a broker with encryption, logins and rights: a principal for each service, which has exactly the rights of `deploy/kafka/acls.csv`.
class SecuredBrokerIT {

    private static final ListedRights LISTED = ListedRights.read();
    /// Of a run that is over or was never there: rights on it are those of all such topics.
    private static final String ROWS = Topics.rows(new UUID(7, 7));

    private static SecuredInstallation secured;
    private static Admin administrator;

    @BeforeAll
    static void start() throws Exception {
        secured = SecuredInstallation.shared();
        administrator = secured.administrator;
        administrator.createTopics(List.of(new NewTopic(ROWS, 1, (short) 1))).all().get();
    }

    @Test
    void aRunGoesThroughWithTheListedRightsAndLeavesNothing() throws SQLException {
        Installed installed = secured.installed;
        try (FreshDatabase source = SharedServers.postgreSql().freshDatabase("source"); FreshDatabase target = SharedServers.postgreSql().freshDatabase("target")) {
            CopyIT.fill(source, "orders", 5_000);
            long project = installed.project(
                    installed.connection(source.server(), source.name(), false),
                    List.of(installed.connection(target.server(), target.name(), true)),
                    "public", List.of("orders"), target.name());

            JsonNode run = installed.execute(project);

            assertThat(run.get("state").asString()).as(run.toString()).isEqualTo("SUCCEEDED");
            CopyIT.assertSame(source, target, "orders");
            Awaitility.await().atMost(Duration.ofSeconds(40)).until(() -> !administrator.listTopics().names().get().contains(Topics.rows(UUID.fromString(run.get("id").asString()))));
        }
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(administrator.listGroups().all().get())
                .extracting(group -> group.groupId())
                .as("all who listen have joined")
                .containsExactlyInAnyOrder(
                        "config-unreadable-projects", "scheduler", "scheduler-triggers", "scheduler-workers", "scheduler-unreadable-work", "notification", "console-audit"));
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() ->
                assertThat(administrator.listConsumerGroupOffsets("console-audit").partitionsToOffsetAndMetadata().get()).as("what was changed has been heard").isNotEmpty());
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() ->
                assertThat(administrator.listConsumerGroupOffsets("notification").partitionsToOffsetAndMetadata().get()).as("and what became of runs").isNotEmpty());
    }

    @Test
    void theListNamesTheTopicsThatEachServiceUses() {
        for (Service service : Service.values()) {
            assertThat(LISTED.topics(service.serviceName())).as(service.serviceName()).isEqualTo(secured.of(service).context(service).getBean(UsedTopics.class).names());
        }
    }

    /// As the broker itself says of each principal, topic and group.
    @Test
    void eachServiceMayDoWhatIsListedAndNothingBeside() throws Exception {
        Set<String> topics = new HashSet<>(UsedTopics.all().names());
        topics.add(ROWS);
        List<String> groups = administrator.listGroups().all().get().stream().map(group -> group.groupId()).toList();
        for (Service service : Service.values()) {
            String name = service.serviceName();
            try (Admin admin = Admin.create(client(name, SecuredBroker.passwordOf(name)))) {
                Map<String, KafkaFuture<TopicDescription>> described =
                        admin.describeTopics(topics, new DescribeTopicsOptions().includeAuthorizedOperations(true)).topicNameValues();
                for (String topic : topics) {
                    assertThat(operations(() -> described.get(topic).get().authorizedOperations()))
                            .as("%s may do with %s", name, topic).isEqualTo(LISTED.of(name, ResourceType.TOPIC, topic));
                }
                for (String group : groups) {
                    assertThat(operations(() -> admin.describeConsumerGroups(List.of(group), new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true))
                                    .describedGroups().get(group).get().authorizedOperations()))
                            .as("%s may do with group %s", name, group).isEqualTo(LISTED.of(name, ResourceType.GROUP, group));
                }
                assertThat(admin.describeCluster(new DescribeClusterOptions().includeAuthorizedOperations(true)).authorizedOperations().get())
                        .as("%s may do with the cluster", name).isEmpty();
            }
        }
    }

    private static Set<AclOperation> operations(Callable<Set<AclOperation>> question) throws Exception {
        try {
            return question.call();
        } catch (ExecutionException e) {
            assertThat(e).hasCauseInstanceOf(AuthorizationException.class);
            return Set.of();
        }
    }

    @Test
    void aForeignPrincipalIsRefusedOnEveryTopic() throws Exception {
        Set<String> topics = new HashSet<>(UsedTopics.all().names());
        topics.add(ROWS);
        Map<String, Object> client = client(SecuredBroker.STRANGER, SecuredBroker.passwordOf(SecuredBroker.STRANGER));
        try (Admin admin = Admin.create(client);
                KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer());
                KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            assertThat(admin.listTopics().names().get()).as("it sees none").isEmpty();
            for (String topic : topics) {
                assertRefused(topic, () -> admin.describeTopics(List.of(topic)).allTopicNames().get());
                assertRefused(topic, () -> admin.deleteTopics(List.of(topic)).all().get());
                assertRefused(topic, () -> producer.send(new ProducerRecord<>(topic, new byte[1])).get());
                assertRefused(topic, () -> {
                    consumer.assign(List.of(new TopicPartition(topic, 0)));
                    consumer.seek(new TopicPartition(topic, 0), 0);
                    return consumer.poll(Duration.ofSeconds(20));
                });
            }
            assertRefused("another topic", () -> admin.createTopics(List.of(new NewTopic("syncline.rows.mine", 1, (short) 1))).all().get());
        }
    }

    private static Map<String, Object> client(String user, String password) {
        return SecuredBroker.client(secured.broker, secured.authority, user, password);
    }

    private static void assertRefused(String topic, Callable<?> attempt) {
        try {
            assertThat(attempt.call()).as(topic).isNull();
        } catch (Exception e) {
            assertThat(e instanceof ExecutionException ? e.getCause() : e).as(topic).isInstanceOf(AuthorizationException.class);
        }
    }

    @Test
    void whoHasNoPasswordOrNoTrustOrNoEncryptionDoesNotComeIn(@TempDir Path directory) {
        Map<String, Object> wrong = client("console", "guessed");
        assertThat(refusal(wrong)).isInstanceOf(SaslAuthenticationException.class);

        Map<String, Object> untrusting = new HashMap<>(SecuredBroker.administrator(secured.broker, secured.authority));
        untrusting.put("ssl.truststore.location", Authority.make(directory, "Another authority").file().toAbsolutePath().toString());
        assertThat(refusal(untrusting)).isInstanceOf(SslAuthenticationException.class);

        Map<String, Object> plain = Map.of("bootstrap.servers", secured.broker.bootstrapServers(), "default.api.timeout.ms", "2000", "request.timeout.ms", "1000");
        assertThat(refusal(plain)).isInstanceOf(TimeoutException.class);
    }

    private static Throwable refusal(Map<String, Object> client) {
        try (Admin admin = Admin.create(client)) {
            return new AssertionError("It was let in: " + admin.describeCluster().nodes().get());
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /// By a `kafka-acls` that writes down what it is told.
    @Test
    void theScriptGivesWhatIsListed(@TempDir Path directory) throws IOException, InterruptedException {
        Path told = directory.resolve("told");
        Path acls = Files.writeString(directory.resolve("kafka-acls"), "#!/bin/sh\necho \"$@\" >> " + told + "\n");
        Files.setPosixFilePermissions(acls, PosixFilePermissions.fromString("rwx------"));
        ProcessBuilder script = new ProcessBuilder("bash", ListedRights.DIRECTORY.resolve("grant").toString(), "--bootstrap-server", "broker:9092").inheritIO();
        script.environment().put("KAFKA_ACLS", acls.toString());

        assertThat(script.start().waitFor()).isZero();

        assertThat(Files.readAllLines(told)).isEqualTo(LISTED.commands().stream().map(command -> "--bootstrap-server broker:9092 " + command).toList());
    }
}
