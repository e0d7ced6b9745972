package dev.syncline.kit.web;

import org.apache.catalina.core.StandardHost;
import org.springframework.boot.tomcat.TomcatProtocolHandlerCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The server below the routes: it answers in our words, and nobody can take all of its connections.
@Configuration(proxyBeanMethods = false)
class TomcatConfiguration {

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> serverInOurWords(WebProperties web) {
        return factory -> {
            factory.addContextCustomizers(context -> {
                if (context.getParent() instanceof StandardHost host) {
                    host.setErrorReportValveClass(ProblemValve.class.getName());
                }
            });
            factory.setProtocol(BoundedConnections.class.getName());
            TomcatProtocolHandlerCustomizer<BoundedConnections> bound = connections -> connections.mostPerAddress(web.connectionsPerAddress());
            factory.addProtocolHandlerCustomizers(bound);
        };
    }
}
