package dev.syncline.kit.web;

import jakarta.validation.constraints.Min;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How the REST interface is protected from its clients.
///
/// @param connectionsPerAddress the most open connections from one address; more are closed at once. 0 for no bound, as behind a proxy, from which
///     everybody comes with one address, and which has a bound of its own
@Validated
@ConfigurationProperties("syncline.web")
record WebProperties(@DefaultValue("2048") @Min(0) int connectionsPerAddress) {}
