package dev.syncline.config.connection;

import dev.syncline.contracts.connection.ConnectionSettings;
import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// What workers need to reach a database, with its secret; only the service token opens this route.
@Hidden
@RestController
class InternalConnectionController {

    private final Connections connections;

    InternalConnectionController(Connections connections) {
        this.connections = connections;
    }

    @GetMapping("/internal/v1/connections/{id}")
    ResponseEntity<ConnectionSettings> settings(@PathVariable long id) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(connections.settings(id));
    }
}
