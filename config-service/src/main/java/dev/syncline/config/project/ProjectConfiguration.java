package dev.syncline.config.project;

import dev.syncline.contracts.Topics;
import dev.syncline.kit.message.Incoming;
import dev.syncline.kit.message.WholeTopic;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;

@Configuration(proxyBeanMethods = false)
class ProjectConfiguration {

    @Bean
    WholeTopic projectsAsSaid(ConsumerFactory<String, byte[]> consumers, Incoming incoming, ProjectTopic topic) {
        return new WholeTopic(Topics.PROJECTS, consumers, incoming, topic);
    }
}
