package dev.syncline.kit.connection;

import dev.syncline.contracts.connection.ConnectionSettings;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.service.annotation.GetExchange;

/// What config-service tells workers only.
interface ConnectionApi {

    @GetExchange("/internal/v1/connections/{id}")
    ConnectionSettings connection(@PathVariable long id);
}
