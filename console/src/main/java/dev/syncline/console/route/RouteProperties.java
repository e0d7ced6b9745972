package dev.syncline.console.route;

import java.net.URI;

import org.springframework.boot.context.properties.ConfigurationProperties;

/// Where the services with a public interface are.
@ConfigurationProperties("syncline.console")
public record RouteProperties(URI configService, URI schedulerService, URI notificationService) {}
